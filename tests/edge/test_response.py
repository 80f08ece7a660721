"""What a reply cost, where the provider counts its tokens and where it does not."""

from types import SimpleNamespace

import pytest

from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.response import read_reply
from delibctl.model import ModelSpec, ReplyForm

PRICED = ModelSpec(alias="m", name="openai/m", input_price=2.0, output_price=4.0)


def price(**usage: int) -> float | None:
    message = SimpleNamespace(content="yes")
    choice = SimpleNamespace(message=message, finish_reason="stop")
    response = SimpleNamespace(choices=[choice], usage=SimpleNamespace(**usage) if usage else None)
    return read_reply(response, PRICED, Redactor({}, None), ReplyForm.PROMPT, 0.1).usage.price


def test_tokens_are_priced_as_configured() -> None:
    assert price(prompt_tokens=1_000_000, completion_tokens=500_000) == pytest.approx(4.0)


@pytest.mark.parametrize("usage", [{}, {"prompt_tokens": 0, "completion_tokens": 0}])
def test_what_nobody_counted_has_no_price(usage: dict[str, int]) -> None:
    assert price(**usage) is None
