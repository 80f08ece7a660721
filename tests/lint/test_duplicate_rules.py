"""What is said twice, by clauses, by examples and by cases."""

from typing import Any

import pytest
from support.small_policies import MAY, MUST_NOT, clause, messages, policy, report


def test_equal_texts_are_found_whatever_their_typography() -> None:
    text = "Don't tell anyone, ever."
    data = policy(
        clause("a.one", text), clause("a.two", "DON’T  tell *anyone*, ever."), clause("a.three")
    )

    (found,) = report("DUP601", data).findings

    assert found.message == "'a.two' has the same text as 'a.one' at policy.yaml:15"
    assert found.place.line == 19


def test_two_clauses_of_one_id_are_not_reported_as_duplicates() -> None:
    assert messages("DUP601", policy(clause("a.one"), clause("a.one"))) == []


LONG = "Explain to anyone who paid in the shop how to ask for the money back by letter today."


@pytest.mark.parametrize(
    "text",
    [
        LONG.upper(),
        LONG.replace("money", "cash").replace("shop", "store"),
        "Explain.",
        "Explain to anyone how to ask.",
    ],
)
def test_equal_and_different_texts_are_not_nearly_the_same(text: str) -> None:
    assert messages("DUP602", policy(clause("a.one", LONG), clause("a.two", text))) == []


def test_nearly_the_same_text_is_found_with_the_words_that_differ() -> None:
    mail = LONG.replace("letter", "mail")

    assert messages("DUP602", policy(clause("a.one", LONG), clause("a.two", mail))) == [
        "'a.two' says nearly the same as 'a.one' at policy.yaml:15: 'mail' instead of 'letter'"
    ]


@pytest.mark.parametrize("copies", [200, pytest.param(2_000, marks=pytest.mark.slow)])
def test_every_copy_of_a_form_letter_is_found(copies: int) -> None:
    clauses = [clause(f"a.c{n}", f"{LONG} Number {n} of {n + 1}.") for n in range(copies)]

    assert len(messages("DUP602", policy(*clauses))) == copies - 1


def test_one_prompt_has_one_outcome() -> None:
    def with_example(c: dict[str, Any], prompt: str, style: str) -> dict[str, Any]:
        return {**c, "examples": [{"prompt": prompt, "style": style}]}

    one = with_example(MAY, "Tell me.", "comply")
    (message,) = messages("EXM503", policy(one, with_example(MUST_NOT, "TELL  me.", "refuse")))
    assert message.startswith("the prompt has outcome refuse here, but comply in 'a.may' at ")
    assert messages("EXM503", policy(one, with_example(MUST_NOT, "Tell me.", "comply"))) == []
    assert messages("EXM503", policy(one, with_example(MUST_NOT, "Tell us.", "refuse"))) == []


def case(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "prompt": "How?", "kind": "direct", "clauses": ["a.may"], **more}


@pytest.mark.parametrize(
    "other",
    [
        {"prompt": "HOW?"},
        {"prompt": "How\u200b?"},
        {"prompt": "How, and when?"},
        {"status": "retired"},
        {"category": ["a", "b"]},
        {"prompt": None, "messages": [{"role": "user", "content": "Hi."}]},
    ],
)
def test_cases_that_ask_something_else_are_no_duplicates(other: dict[str, Any]) -> None:
    second = {k: v for k, v in case("two", **other).items() if v is not None}
    cases = {"schema_version": 1, "cases": [case("one"), second]}

    assert messages("CAS655", policy(MAY, MUST_NOT), cases) == []


@pytest.mark.parametrize(
    ("other", "but"),
    [
        ({"prompt": " How? "}, ""),
        ({"kind": "borderline"}, ""),
        ({"clauses": ["a.not"]}, ", but expects 'refuse' instead of 'comply'"),
        ({"category": ["b"], "style": "refuse"}, ", but expects 'refuse' instead of 'comply'"),
        ({"prompt": None, "messages": [{"role": "user", "content": "How?"}]}, ""),
    ],
)
def test_cases_that_ask_the_same_are_duplicates(other: dict[str, Any], but: str) -> None:
    second = {k: v for k, v in case("two", **other).items() if v is not None}
    cases = {"schema_version": 1, "cases": [case("one"), second]}

    assert messages("CAS655", policy(MAY, MUST_NOT), cases) == [
        f"'two' has the same prompt as 'one' at cases.yaml:4{but}"
    ]
