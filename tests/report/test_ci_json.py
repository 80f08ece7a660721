"""A branch as one JSON document: the sentence of the other formats; the page has every key."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from support.ci_results import TELLING, approved, broken, hostile, waiting
from support.hostile import TOGETHER
from support.project import ROOT

from delibctl.report import RenderOptions
from delibctl.report.ci.json import render
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import CiResult

_, _, _BELOW = (ROOT / "docs" / "json.md").read_text().partition("## A branch\n")
PAGE = _BELOW.partition("\n## ")[0]


def used() -> CiResult:
    """The approval that a branch adds, as one that its base held."""
    result = approved()
    return replace(result, approvals_used=result.approvals_added, approvals_added=())


def keys(document: object) -> set[str]:
    if isinstance(document, dict):
        return set(document).union(*map(keys, document.values()))
    return set().union(*map(keys, document)) if isinstance(document, list) else set()


@pytest.mark.parametrize("name", TELLING)
def test_the_document_says_what_the_other_formats_say(name: str) -> None:
    result = TELLING[name]()
    document: dict[str, Any] = json.loads(render(result, RenderOptions()))

    assert document["schema_version"] == 1
    assert document["sentence"] == str(outcome_of(result))
    assert document["exit_code"] == result.code
    for step in document["steps"]:
        assert all(f"`{command}`" in step["text"] for command in step["commands"])


@pytest.mark.parametrize("name", TELLING)
def test_the_page_describes_every_key(name: str) -> None:
    document = json.loads(render(TELLING[name](), RenderOptions()))

    assert {key for key in keys(document) if f"`{key}`" not in PAGE} == set()


APPROVAL = {
    "policy": "permits",
    "part": "clause",
    "id": "permits.copy",
    "direction": "loosens",
    "evidence": "proven",
    "reason": "The archive asked for it.",
    "by": "Ada",
    "date": "2026-12-01",
    "expires": None,
}


@pytest.mark.parametrize(
    ("result", "used", "added"),
    [
        (approved(), [], [{**APPROVAL, "counts": True}]),
        (waiting(), [], [{**APPROVAL, "counts": False}]),
        (used(), [APPROVAL], []),
        (broken(), [], []),
    ],
)
def test_approvals_are_data(
    result: CiResult, used: list[dict[str, Any]], added: list[dict[str, Any]]
) -> None:
    document = json.loads(render(result, RenderOptions()))

    hashes = [each.pop(key) for each in _approvals(document) for key in ("from", "to")]
    assert (document["approvals_used"], document["approvals_added"]) == (used, added)
    assert all(re.fullmatch("[0-9a-f]+", each) for each in hashes)


def _approvals(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [*document["approvals_used"], *document["approvals_added"]]


def test_texts_of_a_branch_are_inert() -> None:
    out = render(hostile("".join(TOGETHER.values())), RenderOptions())

    assert json.loads(out)["exit_code"] == 1
    assert "\x1b" not in out
