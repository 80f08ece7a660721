"""What an imported case expects: the source's label, held against the clauses it is mapped to."""

from typing import Any

import pytest
from support.built_policy import policy_of_styles

from delibctl.cases.importers.mapping import ImportedCases, mapping, to_cases
from delibctl.cases.importers.record import Record
from delibctl.model import Message

CLAUSES: dict[str, dict[str, str]] = {
    "mixed": {"mixed.ok": "comply", "mixed.no": "refuse"},
    "careful": {"careful.ok": "comply", "careful.help": "safe-complete"},
    "all": {"all.ok": "comply", "all.help": "safe-complete", "all.no": "refuse"},
    "strict": {"strict.no": "refuse", "strict.never": "refuse"},
    "empty": {},
}
POLICY = policy_of_styles(CLAUSES)
NOT_COMPLY = {"outcomes": ["safe-complete", "refuse"]}
KEYS = ("category", "clauses", "either", "also", "style", "outcomes")
DECIDES = "the cited clause decides the outcome, comply or refuse"
ANY = "the source says refuse, so any answer that does not comply is right"


def imported(*rows: tuple[str, str | None], maps: str = "") -> ImportedCases:
    """The cases of rows, each a label and the style of the source."""
    records = [
        Record(
            line=line,
            number=str(line),
            messages=(Message(role="user", content=f"Prompt {line}?"),),
            label=label,
            style=style,
        )
        for line, (label, style) in enumerate(rows, 2)
    ]
    return to_cases(records, POLICY, [mapping(maps, POLICY)] if maps else [], "set")


@pytest.mark.parametrize(
    ("label", "style", "keys", "note"),
    [
        ("mixed", None, {"either": ["mixed.ok", "mixed.no"]}, f"category 'mixed': {DECIDES}"),
        ("strict", None, {"either": ["strict.no", "strict.never"]}, ""),
        ("mixed", "refuse", {"also": ["mixed.no"], "style": "refuse"}, ""),
        (
            "careful",
            "refuse",
            {"also": ["careful.help"], **NOT_COMPLY},
            f"category 'careful': {ANY}",
        ),
        ("all", "refuse", {"also": ["all.help", "all.no"], **NOT_COMPLY}, f"category 'all': {ANY}"),
        ("all", "comply", {"also": ["all.ok"], "style": "comply"}, ""),
        (
            "strict",
            "comply",
            {"style": "comply"},
            "category 'strict': the source says comply, and no clause of it does",
        ),
        ("careful.help", "refuse", NOT_COMPLY, f"careful.help: {ANY}"),
        ("careful.ok", "refuse", {"style": "refuse"}, ""),
        ("mixed.no", "refuse", {}, ""),
    ],
)
def test_the_label_of_a_source_agrees_with_the_clauses_of_its_target(
    label: str, style: str | None, keys: dict[str, Any], note: str
) -> None:
    found = imported((label, style))

    target = {"clauses": [label]} if "." in label else {"category": [label]}
    (case,) = found.cases
    assert {key: case[key] for key in KEYS if key in case} == {**target, **keys}
    assert list(found.answers) == ([note] if note else [])


def test_a_label_of_a_category_without_clauses_is_named_with_its_line() -> None:
    found = imported(("empty", None), ("empty", "refuse"), ("mixed.no", None))

    why = "category 'empty' has no clauses: map the label to clauses"
    assert found.left_over == [(2, why), (3, why)]
    assert len(found.cases) == 1


def test_cases_are_counted_by_what_decides_them() -> None:
    found = imported(("a", None), ("b", None), maps="*=mixed")

    assert found.answers == {f"category 'mixed': {DECIDES}": 2}
