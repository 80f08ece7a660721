"""Parameters that are passed to a provider as they are."""

import importlib

import pytest

from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.access.known_params import KNOWN, PLACES
from delibctl.edge.providers.access.params import check_params
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec

WHERE = "delibctl.toml: models.x.params"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("top_p", 0.5),
        ("stop", ["END"]),
        ("num_ctx", 32768),
        ("thinking", {"type": "enabled", "budget_tokens": 1024}),
        ("prompt_cache_key", "ours"),
        ("chat_template_kwargs", {"enable_thinking": False}),
        ("aws_region_name", "us-gov-west-1"),
        ("vertex_location", "europe-west4"),
        ("api_version", "2024-10-21"),
        ("extra_body", {"what_only_our_server_knows": {"deep": [1]}}),
    ],
)
def test_what_a_provider_takes_is_a_parameter(name: str, value: object) -> None:
    check_params({name: value})


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("model", "cannot be a parameter"),
        ("messages", "cannot be a parameter"),
        ("response_format", "cannot be a parameter"),
        ("stream", "cannot be a parameter"),
        ("n", "cannot be a parameter"),
        ("best_of", "cannot be a parameter"),
        ("temperature", "has its own setting"),
        ("max_tokens", "has its own setting"),
        ("max_completion_tokens", "has its own setting"),
        ("num_predict", "has its own setting"),
        ("api_base", "has its own setting"),
        ("base_url", "has its own setting"),
        ("azure_endpoint", "has its own setting"),
        ("api_key", "may contain a key"),
        ("extra_headers", "may contain a key"),
        ("headers", "may contain a key"),
        ("aws_secret_access_key", "may contain a key"),
        ("aws_access_key_id", "may contain a key"),
        ("aws_session_token", "may contain a key"),
        ("aws_web_identity_token", "may contain a key"),
        ("azure_ad_token", "may contain a key"),
        ("vertex_credentials", "may contain a key"),
        ("aws_bedrock_runtime_endpoint", "may lead the question elsewhere"),
        ("aws_sts_endpoint", "may lead the question elsewhere"),
        ("sagemaker_base_url", "may lead the question elsewhere"),
        ("vertex_api_base", "may lead the question elsewhere"),
        ("aws_profile_name", "is not one that a provider is known to take"),
        ("aws_role_name", "is not one that a provider is known to take"),
        ("callbacks", "is not one that a provider is known to take"),
        ("drop_params", "is not one that a provider is known to take"),
        ("fallbacks", "is not one that a provider is known to take"),
        ("frobnicate", "is not one that a provider is known to take"),
        ("mock_response", "is not one that a provider is known to take"),
        ("model_list", "is not one that a provider is known to take"),
        ("ssl_verify", "is not one that a provider is known to take"),
    ],
)
def test_what_delibctl_decides_or_must_not_keep_or_does_not_know_is_none(
    name: str, message: str
) -> None:
    with pytest.raises(DelibctlError, match=message) as raised:
        check_params({"top_p": 1, name: "x"}, WHERE)

    assert repr(name) in raised.value.what
    assert raised.value.where == WHERE
    assert raised.value.next


def test_no_parameter_that_litellm_acts_on_itself_is_known() -> None:
    load()
    own = set(importlib.import_module("litellm.types.utils").all_litellm_params)

    assert sorted((KNOWN | PLACES.keys()) & own) == [
        "allowed_openai_params",
        "api_version",
        "ensure_alternating_roles",
        "supports_system_message",
    ]


def test_each_parameter_of_openai_is_known_or_refused_by_its_name() -> None:
    load()
    documented = importlib.import_module("litellm.constants").DEFAULT_CHAT_COMPLETION_PARAM_VALUES

    unknown = []
    for name in documented.keys() - PLACES.keys():
        try:
            check_params({name: 1})
        except DelibctlError as error:
            if "known to take" in error.what:
                unknown.append(name)
    assert sorted(unknown) == [
        "additional_drop_params",
        "custom_llm_provider",
        "drop_params",
        "max_retries",
        "metadata",
    ]


@pytest.mark.parametrize(
    "params",
    [
        {"aws_region_name": "evil.example/#"},
        {"aws_region_name": "us-east-1.evil.example"},
        {"vertex_location": "evil.example/"},
        {"vertex_project": "../evil"},
        {"api_version": "2024-10-21&key=x"},
        {"organization": "org x"},
        {"extra_body": "http://evil.example"},
        {"extra_body": {"max_tokens": 100_000}},
        {"extra_body": {"model": "dearer"}},
        {"extra_body": {"n": 128}},
        {"extra_body": {"aws_sts_endpoint": "evil"}},
        {"extra_body": {"headers": {"x": "y"}}},
        {"extra_body": {"deep": [{"server": "https://evil.example"}]}},
        {"tools": [{"type": "mcp", "server_url": "https://evil.example"}]},
        {"web_search_options": {"user_location": "ftp://evil.example"}},
    ],
)
def test_no_value_leads_elsewhere_or_past_a_limit(params: dict[str, object]) -> None:
    with pytest.raises(DelibctlError):
        check_params(params, WHERE)


def test_a_server_of_ones_own_may_be_told_an_address() -> None:
    check_params({"extra_body": {"chat_template": "See https://ours.example"}}, own_server=True)


def test_a_key_inside_a_parameter_is_found() -> None:
    model = ModelSpec(alias="m", name="openai/m", params={"extra_body": {"auth": ["k3y-0123"]}})

    check_model(model, {"OPENAI_API_KEY": "another-key"})
    with pytest.raises(DelibctlError, match="m: a parameter contains the key"):
        check_model(model, {"OPENAI_API_KEY": "k3y-0123"})
