"""The example that trains a small model, up to its training rows, which need no trainer."""

import importlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support.recall_small import EXAMPLE, policy_with_few_cases

_TEMPLATE = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>{% endfor %}"


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The modules of the example, by name."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    monkeypatch.setenv("RECALL_SMALL_KEY", "none")
    return importlib.import_module


def recalled(row: dict[str, Any]) -> str:
    """What a row recalls: category, clause and quote."""
    text: str = row["completion"][0]["content"]
    return text.partition("\nStyle: ")[0]


def rest(row: dict[str, Any]) -> tuple[object, str]:
    """The request, and style and answer."""
    text: str = row["completion"][0]["content"]
    return row["prompt"], text.partition("\nStyle: ")[2]


def test_rows_come_from_distill_and_exchanging_them_keeps_requests_styles_and_answers(
    example: Any, tmp_path: Path
) -> None:
    policy = policy_with_few_cases(tmp_path / "work" / "policy", train=6)
    run, training, rows = (tmp_path / "work" / name for name in ("writer.sqlite", "data", "rows"))
    distilling, records = example("distilling"), example("records")
    (template := tmp_path / "chat_template.jinja").write_text(_TEMPLATE)

    distilling.write_run(policy, run, model=None, port=0)
    distilling.distill(run, policy, template, training)
    distilling.write_training_rows(training, by_people=set(), own=2, folder=rows)

    own, exchanged = (records.read_rows(rows / f"{name}.jsonl") for name in ("sft", "exchanged"))
    assert len(own) == 6
    assert [rest(row) for row in own] == [rest(row) for row in exchanged]
    assert Counter(map(recalled, own)) == Counter(map(recalled, exchanged))
    assert [recalled(row) for row in own] != [recalled(row) for row in exchanged]
    assert all("[" in recalled(row) or "No clause" in recalled(row) for row in own)
