"""How an answer ended, in the words of providers and of the servers before them."""

from typing import Any

import pytest

from delibctl.edge.providers.replies.endings import Ending, ending_of, native_word

WORDS: dict[Ending, list[Any]] = {
    Ending.WHOLE: [
        *("stop", "STOP", "end_turn", "stop_sequence", "eos", "eos_token", "COMPLETE", "endoftext"),
        *("normal", "finished", "succeeded", "FINISH_REASON_STOP", "", None, 1, [], {}),
    ],
    Ending.CUT_OFF: [
        *("length", "max_tokens", "MAX_TOKENS", "maxTokens", "max_length", "model_length"),
        *("token_limit", "max_output_tokens", "model_context_window_exceeded", "ERROR_LIMIT"),
        *("FinishReason.MAX_TOKENS", {"type": "max_tokens"}),
        *("truncated", "cutoff", "cut_off", "limit", "output_limit", "LENGTH_LIMIT", "budget"),
        *("max_output_reached", "thinking_budget", "limit_reached"),
    ],
    Ending.BLOCKED: [
        *("content_filter", "content_filtered", "ContentFilter", "content-filter", "SAFETY"),
        *("BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "RECITATION", "IMAGE_SAFETY", "MODEL_ARMOR"),
        *("IMAGE_PROHIBITED_CONTENT", "guardrail_intervened", "sensitive", "refusal"),
        *("ERROR_TOXIC", "moderation", "data_inspection_failed"),
    ],
    Ending.TOOL_CALL: ["tool_calls", "tool_use", "TOOL_CALL", "function_call"],
    Ending.FAILED: [
        *("error", "ERROR", "abort", "aborted", "insufficient_system_resource", "network_error"),
        *("pause", "pause_turn", "compaction", "cancelled", "USER_CANCEL", "timeout", "TIMEOUT"),
        *("time_limit", "MALFORMED_RESPONSE", "OTHER", "LANGUAGE", "NO_IMAGE", "IMAGE_OTHER"),
        *("malformed_model_output", "MISSING_THOUGHT_SIGNATURE", "incomplete", "not_finished"),
        *("interrupted", "server_shutdown", "upstream_disconnected", "worker_crashed"),
        *("rate_limit", "ratelimited", "credit_limit", "deadline", "terminated", "unload"),
        *("repetition", "loop_detected"),
    ],
}


@pytest.mark.parametrize(
    ("word", "ending"), [(word, ending) for ending, words in WORDS.items() for word in words]
)
def test_a_word_says_how_an_answer_ended(word: Any, ending: Ending) -> None:
    assert ending_of({"finish_reason": word}) is ending


@pytest.mark.parametrize("word", ["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL"])
def test_a_broken_call_of_a_tool_is_no_answer(word: str) -> None:
    assert ending_of({"finish_reason": word}) is Ending.TOOL_CALL


def test_the_word_of_the_provider_counts_where_a_gateway_has_a_milder_one() -> None:
    choice = {"finish_reason": "stop", "native_finish_reason": "OTHER"}

    assert ending_of(choice) is Ending.FAILED


@pytest.mark.parametrize(
    ("found", "ending"),
    [
        ({"violence": {"filtered": True, "severity": "high"}}, Ending.BLOCKED),
        ({"violence": {"filtered": False, "detected": True}}, Ending.WHOLE),
        (None, Ending.WHOLE),
        (["violence"], Ending.WHOLE),
    ],
)
@pytest.mark.parametrize("name", ["content_filter_results", "content_filter_result"])
def test_what_a_filter_found_counts_beside_the_word(name: str, found: Any, ending: Ending) -> None:
    assert ending_of({"finish_reason": "stop", name: found}) is ending


def test_the_word_of_a_gateway_counts_where_it_says_more() -> None:
    choice = {"finish_reason": "length", "native_finish_reason": "STOP"}

    assert ending_of(choice) is Ending.CUT_OFF


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"content": [{"type": "text", "text": "x"}], "stop_reason": "pause_turn"}, "pause_turn"),
        ({"candidates": [{"content": {}, "finishReason": "OTHER"}]}, "OTHER"),
        ({"output": {"message": {}}, "stopReason": "guardrail_intervened"}, "guardrail_intervened"),
        ({"message": {"content": "x"}, "done": True, "done_reason": "load"}, "load"),
        ({"results": [{"generated_text": "x", "stop_reason": "time_limit"}]}, "time_limit"),
        ({"finish_reason": "ERROR_TOXIC", "text": "x"}, "ERROR_TOXIC"),
        ({"candidates": [{"finishReason": "STOP", "safetyRatings": [{}]}]}, "STOP"),
        (
            {"candidates": [{"finishReason": "STOP", "safetyRatings": [{"blocked": True}]}]},
            "safety",
        ),
        ({"candidates": [{"safetyRatings": [{"blocked": "no"}, 1]}]}, ""),
        ({"candidates": [{"safetyRatings": "low"}]}, ""),
        ({"text": "x"}, ""),
        (None, ""),
        ([], ""),
    ],
)
def test_the_word_is_found_in_bodies_of_other_protocols(body: Any, word: str) -> None:
    assert native_word(body) == word
