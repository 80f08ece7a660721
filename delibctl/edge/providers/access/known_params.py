"""The parameters that a model may be given, by the names that LiteLLM's providers document.

Everything else that LiteLLM takes beside a question says where it goes, with which credentials, at
which price, or what else happens; a configuration that is a stranger's must not say that.
"""

import re

_OPENAI = """
    audio frequency_penalty function_call functions include_server_side_tool_invocations logit_bias
    logprobs modalities parallel_tool_calls prediction presence_penalty prompt_cache_key
    prompt_cache_retention safety_identifier service_tier stop store thinking tool_choice tools
    top_logprobs top_p user verbosity web_search_options
"""
#: Parameters of single providers, and of the usual servers of one's own.
_OF_PROVIDERS = """
    add_generation_prompt add_special_tokens allowed_openai_params
    allowed_token_ids bad_words cache_control cache_prompt chat_history
    chat_template_kwargs citation_options context_length_exceeded_behavior context_management
    continue_final_message decoding_method diffusing do_sample documents dry_allowed_length
    dry_base dry_multiplier dynatemp_exponent dynatemp_range echo enable_thinking
    ensure_alternating_roles force_json_format format grammar guardrailConfig
    guided_choice guided_decoding_backend guided_grammar guided_json guided_regex id_slot ignore_eos
    include_reasoning include_stop_str_in_output json_schema k keep_alive length_penalty
    min_keep min_new_tokens min_p min_tokens
    mirostat mirostat_eta mirostat_lr mirostat_target mirostat_tau n_keep n_probs
    no_repeat_ngram_size num_batch num_beams num_ctx num_gpu num_gqa num_keep num_thread p
    penalize_newline performanceConfig preamble preserve_thinking priority profanity_check
    prompt_logprobs prompt_truncate_len prompt_truncation random_seed reasoning
    reasoning_format reasoning_split regex repeat_last_n repeat_penalty repetition_penalty
    response_logprobs safe_prompt safe_tokenization safety_settings
    safetySettings samplers sampling_mask search_domain_filter search_mode search_parameters
    search_recency_filter separate_reasoning skip_special_tokens spaces_between_special_tokens
    speculation speed stop_sequences stop_token_ids structured_outputs suffix
    supports_system_message system_prompt template tfs_z think thinking_budget thinking_config
    thinkingConfig time_limit token_healing top_a top_k top_n_sigma transforms truncate
    truncate_prompt_tokens truncation_length typical typical_p use_beam_search
    vl_high_resolution_images xtc_probability xtc_threshold
"""
KNOWN = frozenset((_OPENAI + _OF_PROVIDERS).split())

#: Parameters that LiteLLM puts into an address, with all that they may be.
PLACES = {
    "api_version": re.compile(r"(\d{4}-\d\d-\d\d(-preview)?|v\d+(alpha|beta)?\d*|preview|latest)"),
    "aws_region_name": re.compile(r"[a-z]{2}(-[a-z]{2,10}){1,2}-\d"),
    "organization": re.compile(r"org-[A-Za-z0-9]+"),
    "project_id": re.compile(r"[\w-]+"),
    "space_id": re.compile(r"[\w-]+"),
    "vertex_location": re.compile(r"(global|us|eu|[a-z]+(-[a-z]+)+\d{1,2})"),
    "vertex_project": re.compile(r"[a-z][a-z0-9-]{4,28}[a-z0-9]"),
    "watsonx_region_name": re.compile(r"[a-z]{2}-[a-z]+"),
}
