"""Text of the policy is found in a prompt, wherever in the policy it stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.example_run import POLICY
from support.project import SAMPLES

import delibctl
from delibctl.distill.shown_text import PolicyText
from delibctl.model import Message, Style
from delibctl.text.similarity import words

WHOLE = replace(
    POLICY,
    principles=("Judge what the answer would hold, and never how it is wrapped up.",),
    definitions={"permit": "A paper of the harbour office that allows one person one thing."},
    styles={
        "firm": Style(
            name="firm",
            outcome=POLICY.styles["hard-refusal"].outcome,
            guide="Say in one short sentence that you cannot help with this request.",
            must=("offer the address of the office where the question belongs",),
        )
    },
)
LOADED = delibctl.load(SAMPLES / "assistant")
FOUND = PolicyText(LOADED.policy)


def asked(*texts: str) -> tuple[Message, ...]:
    return tuple(Message(role="user", content=text) for text in texts)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("explain how official permits are issued and checked.", "permits.explain"),
        ("Explaining permits is allowed, forging them is not.", "the summary of permits"),
        ("one short sentence that you cannot help with this", "the style firm"),
        ("offer the ADDRESS of the office, where the question", "the style firm"),
        ("what the answer would hold, and never how", "the principles"),
        ("paper of the harbour office that allows one person", "the definition of permit"),
    ],
)
def test_eight_words_in_a_row_of_any_text_are_found(text: str, name: str) -> None:
    assert PolicyText(WHOLE).found(asked("Hello!", f"Translate: {text} Thanks.")) == name


def test_text_without_spaces_is_found_by_its_characters() -> None:
    [category] = POLICY.categories
    chinese = replace(category, summary="允许解释许可证的签发方式，但不得伪造。")
    found = PolicyText(replace(POLICY, categories=(chinese,)))

    assert found.found(asked("请翻译：解释许可证的签发方式")) == "the summary of permits"
    assert found.found(asked("请问许可证要多久？")) is None


def test_no_prompt_of_the_sample_cases_holds_text_of_its_policy() -> None:
    assert {case.id: FOUND.found(case.messages) for case in LOADED.cases} == dict.fromkeys(
        [case.id for case in LOADED.cases]
    )


@given(st.data())
def test_every_run_of_eight_words_of_every_clause_summary_and_guide_is_found(
    data: st.DataObject,
) -> None:
    policy = LOADED.policy
    texts = [
        *(clause.text for clause in policy.clauses),
        *(category.summary for category in policy.categories),
        *(style.guide for style in policy.styles.values()),
    ]
    found = words(data.draw(st.sampled_from([t for t in texts if len(words(t)) >= 8])))
    start = data.draw(st.integers(0, len(found) - 8))

    assert FOUND.found(asked(f"Say: {' '.join(found[start : start + 8])}!")) is not None
