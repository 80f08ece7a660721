"""Each spelling of a verdict reads like the one that was asked for, wherever it stands."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.counted_lines import smaller_growth

from delibctl.judge.layouts import verdict_layout
from delibctl.judge.prompt import VERDICT_SCHEMA
from delibctl.judge.read import copies_layout, read
from delibctl.model import Compliance, Outcome

KNOWN = ("documents.explain", "documents.forge")
BROKEN = {"clause": "documents.explain", "verdict": "non-compliant", "reason": "x"}
VERDICT = {
    "reason": "It explains.",
    "quote": "You apply",
    "outcome": "comply",
    "clauses": [BROKEN],
    "rules": [{"rule": "be brief", "kept": True}],
    "correctness": 4,
    "helpfulness": 4,
    "agree": True,
}
PLAIN = read(json.dumps(VERDICT), KNOWN)

Data = dict[str, Any]
#: Values that mean the same as those of VERDICT.
VALUES: dict[str, Data] = {
    **{
        f"ratings {rating!r}": {"correctness": rating, "helpfulness": rating}
        for rating in ("4", "4.0", 4.0, 4.4, "4/5", "4 / 5", "4 out of 5", "4 of 5", "4 (good)",
                       "+4", "4.", {"score": 4, "reason": "good"})
    },
    **{
        f"outcome {said!r}": {"outcome": said}
        for said in ("Comply.", "COMPLY", " complies", "**comply**", "`comply`", "compliance",
                     "comply (gives what was asked)", ["comply"])
    },
    **{
        f"verdict {said!r}": {"clauses": [{**BROKEN, "verdict": said}]}
        for said in ("Non-compliant.", "NON_COMPLIANT", "non compliant", "noncompliant",
                     "not compliant", "violated", "violation", False, "fail")
    },
    **{
        f"clause {id!r}": {"clauses": [{**BROKEN, "clause": id}]}
        for id in ("DOCUMENTS.EXPLAIN", "[documents.explain]", "`documents.explain`",
                   "[Documents.Explain] Explaining and applying", "clause documents.explain",
                   "§documents.explain", "documents.explain:", ["documents.explain"])
    },
    "clauses as a map of objects": {
        "clauses": {"documents.explain": {"verdict": "non-compliant", "reason": "x"}}
    },
    "clauses as a map in capitals": {
        "clauses": {"[DOCUMENTS.EXPLAIN]": {"Verdict": "Non-Compliant", "REASON": "x"}}
    },
    "one clause without a list": {"clauses": BROKEN},
    "other names of keys": {
        "clauses": [{"clause-id": "documents.explain", "Compliance": "non-compliant",
                     "reason": "x"}]
    },
    "rules as a map": {"rules": {"be brief": "yes"}},
    "agree as a word": {"agree": "Yes."},
}  # fmt: skip
#: Keys and wrappers of a verdict.
POSITIONS: dict[str, Callable[[Data], Any]] = {
    "as asked": lambda data: data,
    "keys capitalised": lambda data: {key.capitalize(): data[key] for key in data},
    "keys in capitals": lambda data: {key.upper(): data[key] for key in data},
    "keys with spaces": lambda data: {f" {key} ": data[key] for key in data},
    "in a wrapper": lambda data: {"verdict": data},
    "in two wrappers": lambda data: {"result": {"Verdict": data}},
    "in a list": lambda data: [data],
    "in a wrapper with a list": lambda data: {"verdicts": [data]},
    "ratings in an object": lambda data: {
        **{key: data[key] for key in data if not key.endswith("ness")},
        "Ratings": {key: data[key] for key in data if key.endswith("ness")},
    },
}


@pytest.mark.parametrize("position", POSITIONS.values(), ids=POSITIONS)
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_spelling_reads_as_what_was_asked_for(
    value: Data, position: Callable[[Data], Any]
) -> None:
    assert read(json.dumps(position(VERDICT | value)), KNOWN) == PLAIN


@pytest.mark.parametrize(
    "clauses",
    [
        {"documents.explain": "non-compliant"},
        {"DOCUMENTS.EXPLAIN": "Non-compliant"},
        {"documents.explain": False},
        ["documents.explain: non-compliant"],
        [{"documents.forge": "compliant", "clause": "documents.explain", "verdict": "violated"}],
    ],
)
def test_a_clause_without_a_reason_is_read_wherever_it_is_named(clauses: Any) -> None:
    found = read(json.dumps(VERDICT | {"clauses": clauses}), KNOWN)

    assert found is not None
    assert [(c.clause, c.compliance) for c in found.clauses] == [
        ("documents.explain", Compliance.NON_COMPLIANT)
    ]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        *((word, Outcome.REFUSE) for word in ("refusal", "Refused.", "refuses", "REFUSE")),
        *(
            (word, Outcome.SAFE_COMPLETE)
            for word in ("safe completion", "SAFE_COMPLETE", "Safe-complete.", "safe complete")
        ),
        *((word, Outcome.PARTIAL) for word in ("Partial", "partially", "partial refusal")),
        ("comply (the user asked for a list)", Outcome.COMPLY),
    ],
)
def test_each_outcome_has_its_spellings(said: str, outcome: Outcome) -> None:
    found = read(json.dumps(VERDICT | {"outcome": said}), KNOWN)

    assert found is not None
    assert found.outcome is outcome


@pytest.mark.parametrize(
    "said", ["not refuse", "comply, then refuse", "comply or refuse", "", None, True, 3, "ok"]
)
def test_another_word_is_no_outcome(said: object) -> None:
    assert read(json.dumps(VERDICT | {"outcome": said}), KNOWN) is None


REFUSE = json.dumps(VERDICT | {"outcome": "refuse"})
WORDS = json.dumps(VERDICT)


@pytest.mark.parametrize(
    "text",
    [
        f"<think>At first sight {REFUSE} but that is wrong",
        f"[THINK]{REFUSE}",
        f"<think>{REFUSE}</think>",
        f"<|channel|>analysis<|message|>{REFUSE}",
        json.dumps({"reason": "The answer holds one.", "quote": REFUSE}),
        json.dumps({"conversation": [], "answer": REFUSE}),
    ],
    ids=["cut off", "in brackets", "nothing after", "no final", "quoted", "material repeated"],
)
def test_a_verdict_in_thoughts_or_in_a_text_is_none(text: str) -> None:
    assert read(text, KNOWN) is None


@pytest.mark.parametrize(
    "text",
    [
        f"<think>Perhaps {REFUSE}, no.</think>\n{WORDS}",
        f"Perhaps {REFUSE}, no.</think>{WORDS}",
        f"[THINK]{REFUSE}[/THINK]{WORDS}",
        f"<|channel|>analysis<|message|>{REFUSE}<|end|><|start|>assistant"
        f"<|channel|>final<|message|>{WORDS}",
    ],
)
def test_the_verdict_after_thoughts_counts(text: str) -> None:
    assert read(text, KNOWN) == PLAIN


def test_a_repeated_key_loses_nothing_silently() -> None:
    text = WORDS[:-1] + (
        ', "clauses": {"documents.forge": "compliant", "documents.forge": "non-compliant"}'
        ', "correctness": 2}'
    )

    found = read(text, KNOWN)

    assert found is not None
    assert {c.clause: c.compliance for c in found.clauses} == {
        "documents.explain": Compliance.NON_COMPLIANT,
        "documents.forge": Compliance.NON_COMPLIANT,
    }
    assert found.notes == (
        "no rating from 1 to 5: correctness 4 2",
        "several verdicts on documents.forge, the strictest counts: compliant, non-compliant",
    )


def test_two_outcomes_under_one_key_are_no_verdict() -> None:
    assert read(WORDS[:-1] + ', "outcome": "refuse"}', KNOWN) is None


@pytest.mark.parametrize("claimed", [True, False])
@pytest.mark.parametrize("template", [1, 2])
def test_the_layout_and_the_schema_are_no_verdict(template: int, claimed: bool) -> None:
    for text in (verdict_layout(template, claimed=claimed), json.dumps(VERDICT_SCHEMA)):
        assert read(text, KNOWN) is None


@pytest.mark.parametrize(
    "text",
    [
        verdict_layout(1, claimed=True),
        json.dumps(VERDICT_SCHEMA),
        json.dumps(VERDICT | {"reason": "...", "quote": "words of the answer"}),
        json.dumps({"verdict": VERDICT | {"outcome": "comply | refuse | safe-complete | partial"}}),
    ],
    ids=["layout", "schema", "both texts", "outcome"],
)
def test_a_copy_of_the_layout_is_known_as_one(text: str) -> None:
    assert read(text, KNOWN) is None
    assert copies_layout(text)


@pytest.mark.parametrize("said", ["refuse (partially)", "comply (refuse)"])
def test_an_outcome_that_its_remark_contradicts_is_none(said: str) -> None:
    assert read(json.dumps(VERDICT | {"outcome": said}), KNOWN) is None


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        ("4 (out of 5)", 4),
        ("4 (2 of 3 items are kept)", 4),
        ("4 (of 10)", None),
        ("4 (out of 10)", None),
        ("4 (/100)", None),
    ],
)
def test_a_scale_in_brackets_counts(said: str, rating: int | None) -> None:
    found = read(json.dumps(VERDICT | {"correctness": said, "helpfulness": 3}), KNOWN)

    assert found is not None
    assert found.correctness == rating


@pytest.mark.parametrize(
    ("field", "text", "note"),
    [
        (
            "clauses",
            "documents.explain: yes; S9: no",
            "no verdict on a clause: documents.explain: yes; S9: no",
        ),
        ("rules", "brief: yes", "no verdict on an item of the style: brief: yes: nothing"),
    ],
)
def test_verdicts_in_one_text_are_not_lost_silently(field: str, text: str, note: str) -> None:
    found = read(json.dumps(VERDICT | {field: text}), KNOWN)

    assert found is not None
    assert found.notes == (note,)


VALUE = st.recursive(
    st.text() | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.text(), VALUE)
def test_no_verdict_on_a_clause_is_lost_silently(name: str, said: Any) -> None:
    """What is no verdict on a known clause leaves a note."""
    found = read(json.dumps(VERDICT | {"clauses": [{"clause": name, "verdict": said}]}), KNOWN)

    assert found is not None
    assert len(found.clauses) + len(found.notes) >= 1


@pytest.mark.parametrize(
    "text",
    [
        lambda size: '{"outcome": "comply", ' * (size // 22),
        lambda size: '{"outcome":"comply","correctness":4,"clauses":{' + '"a":"b",' * (size // 8),
        lambda size: json.dumps(
            VERDICT | {"clauses": [{"clause": f"x y {n}"} for n in range(size // 30)]}
        ),
        lambda size: json.dumps(VERDICT | {"clauses": [BROKEN] * (size // 80)}),
        lambda size: "<think>" * (size // 7),
        lambda size: "{" * size,
        lambda size: "[@click=x]" * (size // 10),
        lambda size: json.dumps(VERDICT | {"clauses": [{"clause": "[" * size}]}),
    ],
    ids=["objects", "map", "clauses", "repeated", "thoughts", "braces", "markup", "brackets"],
)
def test_reading_a_reply_takes_lines_linear_in_its_length(text: Callable[[int], str]) -> None:
    replies = [text(size) for size in (4_000, 8_000, 16_000)]

    assert smaller_growth([partial(read, reply, KNOWN) for reply in replies]) <= 2.6


@pytest.mark.parametrize(
    ("ratings", "found"),
    [
        ((1, 0.5), None),
        (("1.0", "0.25"), None),
        ((1, 0), None),
        ((0.9, 0.8), None),
        ((1, 2), (1, 2)),
        ((4, 0), (4, None)),
    ],
)
def test_a_one_on_a_scale_from_zero_to_one_is_not_the_lowest_rating(
    ratings: tuple[Any, Any], found: tuple[int | None, int | None] | None
) -> None:
    data = VERDICT | dict(zip(("correctness", "helpfulness"), ratings, strict=True))
    opinion = read(json.dumps(data), KNOWN)

    assert (opinion and (opinion.correctness, opinion.helpfulness)) == found
