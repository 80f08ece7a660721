"""Parameters that are passed to a provider as they are."""

import pytest

from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.access.params import check_params
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec


@pytest.mark.parametrize(
    "name",
    ["top_p", "stop", "num_ctx", "thinking", "prompt_cache_key"],
)
def test_what_only_the_provider_knows_is_a_parameter(name: str) -> None:
    check_params([name])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("model", "cannot be a parameter"),
        ("messages", "cannot be a parameter"),
        ("response_format", "cannot be a parameter"),
        ("stream", "cannot be a parameter"),
        ("drop_params", "cannot be a parameter"),
        ("mock_response", "cannot be a parameter"),
        ("temperature", "has its own setting"),
        ("max_tokens", "has its own setting"),
        ("max_completion_tokens", "has its own setting"),
        ("api_base", "has its own setting"),
        ("api_key", "may contain a key"),
        ("extra_headers", "may contain a key"),
        ("headers", "may contain a key"),
        ("aws_secret_access_key", "may contain a key"),
        ("aws_access_key_id", "may contain a key"),
        ("aws_session_token", "may contain a key"),
        ("azure_ad_token", "may contain a key"),
        ("vertex_credentials", "may contain a key"),
    ],
)
def test_what_delibctl_decides_or_must_not_keep_is_none(name: str, message: str) -> None:
    with pytest.raises(DelibctlError, match=message) as raised:
        check_params(["top_p", name], "delibctl.toml: models.x.params")

    assert repr(name) in raised.value.what
    assert raised.value.where == "delibctl.toml: models.x.params"
    assert raised.value.next


def test_a_key_inside_a_parameter_is_found() -> None:
    model = ModelSpec(alias="m", name="openai/m", params={"extra_body": {"auth": ["k3y-0123"]}})

    check_model(model, {"OPENAI_API_KEY": "another-key"})
    with pytest.raises(DelibctlError, match="m: a parameter contains the key"):
        check_model(model, {"OPENAI_API_KEY": "k3y-0123"})
