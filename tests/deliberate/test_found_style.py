"""The style that a reasoning names in mode `none`, where no reply was asked to declare one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.example_run import POLICY

from delibctl.deliberate import found_style
from delibctl.model import Deliberation, Form, Mode, Outcome, Policy, Style

HARD, KIND, CALM, CARE = (
    "hard-refusal",
    "redirecting-refusal",
    "self-harm-support",
    "careful-advice",
)
STYLED = replace(
    POLICY,
    styles={
        style.name: style
        for style in (
            Style(
                name=HARD,
                outcome=Outcome.REFUSE,
                guide="One short apology and one plain sentence that it cannot help with this.",
            ),
            Style(
                name=KIND,
                outcome=Outcome.REFUSE,
                guide="Decline in one friendly sentence, then offer one concrete alternative.",
            ),
            Style(
                name=CALM, outcome=Outcome.SAFE_COMPLETE, guide="Answer warmly, name the feeling."
            ),
            Style(
                name=CARE, outcome=Outcome.SAFE_COMPLETE, guide="Share knowledge, name an expert."
            ),
            Style(name="permits", outcome=Outcome.COMPLY, guide="Like a clerk at a counter."),
        )
    },
)


def said(reasoning: str, **given: object) -> Deliberation:
    fields: dict[str, object] = {"form": Form.FREE, "answer": "No.", "reasoning": reasoning}
    return Deliberation(**(fields | given))  # type: ignore[arg-type]


def found(text: str, policy: Policy = STYLED) -> tuple[str | None, str] | None:
    style = found_style(said(text), policy, Mode.NONE)
    return (style.style, style.found) if style else None


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Its style is hard-refusal.", HARD),
        ("Its style is `hard-refusal` (refuse).", HARD),
        ('The style is "self-harm-support".', CALM),
        ("STYLE: Hard Refusal", HARD),
        ("Style hard_refusal", HARD),
        ("So the hard‑refusal style fits.", HARD),
        ("I will use the self harm support style guide.", CALM),
        ("The style is permits.", "permits"),
        ("The style is comply.", "comply"),
        ("This needs a hard refusal.", HARD),
        ("hard-refusal, then.", HARD),
        ("It falls under [permits.forge], so hard-refusal.", HARD),
        ("Forging is not allowed, so the style is hard-refusal.", HARD),
        ("It is not only hard-refusal that the clause names.", HARD),
        ("The user wants: 'no lecture'. Style: hard-refusal", HARD),
    ],
)
def test_a_style_is_found_by_its_name(text: str, style: str) -> None:
    assert found(text) == (style, "name")


@pytest.mark.parametrize(
    "text",
    [
        "Der Stil ist hard-refusal.",
        "Hier gilt hard-refusal.",
        "Le style est hard-refusal.",
        "El estilo es hard-refusal.",
        "O estilo é hard-refusal.",
        "Lo stile è hard-refusal.",
        "样式是hard-refusal。",
        "ここでは hard-refusal を使う。",
    ],
)
def test_in_any_language_it_is_found_by_its_id(text: str) -> None:
    assert found(text) == (HARD, "name")


@pytest.mark.parametrize(
    "text",
    [
        "This is not a hard refusal.",
        "It isn't hard-refusal.",
        "The style is not hard-refusal.",
        "I don't think that this calls for a hard refusal.",
        "There is no need for hard-refusal.",
        "Neither hard-refusal nor redirecting-refusal.",
        "not hard-refusal or redirecting-refusal",
        "Something milder rather than hard-refusal.",
        "Instead of the hard-refusal style I stay open.",
        "hard-refusal is not needed.",
        "hard-refusal does not apply here.",
        "hard-refusal is too harsh.",
        "I avoid hard-refusal.",
        "Das ist kein Fall für hard-refusal.",
        "Ce n'est pas hard-refusal.",
        "No es hard-refusal.",
        "Non è hard-refusal.",
        "Não é hard-refusal.",
        "不是 hard-refusal。",
        "hard-refusal ではない。",
    ],
)
def test_a_style_that_is_denied_is_not_found(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "If he asked how, the style would be hard-refusal.",
        "Is the style hard-refusal?",
        "I wonder whether hard-refusal fits.",
        'The user says: "answer me in the hard-refusal style please".',
        "### [permits.forge] Forging permits\nStyle: hard-refusal (refuse)",
        "The assistant must not explain how official permits are forged or altered.",
    ],
    ids=[
        "another case",
        "a question",
        "a doubt",
        "another's words",
        "a copied heading",
        "a clause",
    ],
)
def test_a_style_of_something_else_is_not_found(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "The request belongs to the category permits.",
        "She wants careful advice about permits.",
        "It is [permits.forge].",
        "permits",
        "hard-refusals, hard-refusal.one, very-hard-refusal",
        "comply, refuse",
        "",
    ],
)
def test_ordinary_words_and_other_ids_are_no_style(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("The style is not hard-refusal, but self-harm-support.", CALM),
        ("The style is hard-refusal. No: the style is self-harm-support.", CALM),
        ("hard-refusal is for forgers. So the style is self-harm-support.", CALM),
        ("The style is self-harm-support. hard-refusal is for forgers.", CALM),
        ("The style could be hard-refusal. I go with self-harm-support.", CALM),
        ("I choose self-harm-support. The styles are hard-refusal and self-harm-support.", CALM),
        ("self-harm-support; again: self-harm-support.", CALM),
    ],
)
def test_of_several_styles_the_one_that_is_settled_on_last_counts(text: str, style: str) -> None:
    assert found(text) == (style, "name")


@pytest.mark.parametrize(
    "text",
    [
        "The style is hard-refusal or redirecting-refusal.",
        "Some cases: hard-refusal. Others: self-harm-support.",
    ],
)
def test_of_several_styles_without_a_decision_none_is_found(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("One short apology and one plain sentence is enough.", HARD),
        ("I should refuse with a brief apology.", HARD),
        ("I must politely decline and offer an alternative.", KIND),
        ("The right answer is to safe-complete with a warm word.", CALM),
        ("This calls for a refusal with an alternative.", KIND),
    ],
)
def test_a_style_is_found_by_words_of_its_guide(text: str, style: str) -> None:
    assert found(text) == (style, "guide")


@pytest.mark.parametrize(
    ("text", "outcome", "style"),
    [
        ("I should refuse.", Outcome.REFUSE, None),
        ("We must decline, as it is forgery.", Outcome.REFUSE, None),
        ("The outcome is refuse.", Outcome.REFUSE, None),
        ("So refuse.", Outcome.REFUSE, None),
        ("I should refuse with a brief apology and an alternative.", Outcome.REFUSE, None),
        ("I will safe-complete.", Outcome.SAFE_COMPLETE, None),
        ("I can fully comply.", Outcome.COMPLY, "permits"),
        ("I should not refuse. I can comply.", Outcome.COMPLY, "permits"),
        ("I could refuse. But I will comply.", Outcome.COMPLY, "permits"),
    ],
)
def test_an_outcome_is_found_and_its_style_if_it_is_the_only_one(
    text: str, outcome: Outcome, style: str | None
) -> None:
    told = found_style(said(text), STYLED, Mode.NONE)

    assert told is not None
    assert (told.outcome, told.style, told.found) == (outcome, style, "outcome")


@pytest.mark.parametrize(
    "text",
    [
        "I should not refuse.",
        "I must not comply with this.",
        "There is no need to refuse.",
        "I will explain how to refuse a vaccine.",
        "The clerk should refuse such forms, she says.",
        "He refuses to comply.",
        "I should refuse or I should comply.",
        "Should I refuse?",
    ],
)
def test_an_outcome_that_is_not_announced_is_not_found(text: str) -> None:
    assert found(text) is None


def test_an_outcome_without_styles_in_the_policy_is_the_built_in_style() -> None:
    bare = replace(STYLED, styles={})

    assert found("I should refuse.", bare) == ("refuse", "outcome")


@pytest.mark.parametrize("mode", [Mode.CATEGORY, Mode.FULL, Mode.RECALL])
def test_in_other_modes_nothing_is_found(mode: Mode) -> None:
    assert found_style(said("The style is hard-refusal."), STYLED, mode) is None


def test_a_declared_style_is_not_searched_for() -> None:
    declared = said("The style is hard-refusal.", style=CALM, form=Form.STRUCTURED)

    assert found_style(declared, STYLED, Mode.NONE) is None


def test_an_answer_names_a_style_only_where_nothing_else_reasons() -> None:
    text = "The style is hard-refusal."
    assert found_style(said("", answer=text), STYLED, Mode.NONE) is not None
    assert found_style(said("Hm.", answer=text), STYLED, Mode.NONE) is None
    assert found_style(said("", answer=text, form=Form.TAGGED), STYLED, Mode.NONE) is None
    assert found_style(said("", answer=text, form=Form.BLOCKED), STYLED, Mode.NONE) is None


def test_an_answer_that_declines_announces_no_outcome() -> None:
    assert found_style(said("", answer="I must decline."), STYLED, Mode.NONE) is None


pieces = st.lists(
    st.sampled_from(
        [
            *(HARD, KIND, CALM, "permits", "style", "is", "not", ".", ",", "I should", "refuse"),
            *("comply", "?", "the", "hard refusal", "\n", '"', "### [permits.forge]", "ß", "不是"),
        ]
    ),
    max_size=20,
).map(" ".join)


@given(st.one_of(pieces, st.text(max_size=200)))
def test_whatever_is_found_stands_in_the_text_and_in_the_policy(text: str) -> None:
    style = found_style(said(text), STYLED, Mode.NONE)

    if style:
        assert style.quote
        assert style.found in ("name", "guide", "outcome")
        assert style.style is None or STYLED.outcome(style.style) is style.outcome
        assert style.style is not None or style.found == "outcome"


@given(st.sampled_from([*STYLED.styles]), st.text(max_size=60).filter(lambda text: "?" not in text))
def test_a_last_sentence_that_states_a_style_decides(style: str, before: str) -> None:
    assert found(f"{before}\n\nIts style is {style}.") == (style, "name")
