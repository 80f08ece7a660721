"""The gravest class of a change of wording, and the words that decide it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

FORMATTING, WORDING = "formatting-changed", "text-changed"
FOREIGN = "wording changed; delibctl reads the direction of words only in English"
CONDITION, MODAL = "condition-changed", "modal-changed"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Help  with\nforms.", "Help with forms.", "neutral"),
        ("Help with “forms”.", 'Help with "forms".', "neutral"),
        ("It doesn’t help.", "It doesn't help.", "neutral"),
        ("Help - a lot.", "Help — a lot.", "neutral"),
        ("Help with forms", "Help with forms.", "neutral"),
        ("Help.\n\nThen stop.", "Help. Then stop.", "neutral"),
        ("cafe\u0301", "café", "neutral"),
        ("Help with forms, letters.", "Help with forms letters.", "unknown"),
        ("Help with forms.", 'Help with "forms".', "unknown"),
        ("Help the US.", "Help the us.", "unknown"),
        ("You MUST help.", "You must help.", "unknown"),
        ("*Help* now.", "Help now.", "unknown"),
        ("Help; then stop.", "Help. Then stop.", "unknown"),
        ("Refuse:\n- A\n  - B\n- C", "Refuse:\n- A\n  - B\n  - C", "unknown"),
        ("Refuse:\n- A\n- B", "Refuse: A, B", "unknown"),
        ("Refuse:\n1. A\n2. B", "Refuse: 1. A 2. B", "unknown"),
    ],
)
def test_form_alone_is_neutral_only_where_it_cannot_change_the_sense(
    old: str, new: str, expected: str
) -> None:
    wording = classify(old, new, Outcome.REFUSE)

    assert (wording.kind.name, str(wording.direction)) == (FORMATTING, expected)


@pytest.mark.parametrize(
    ("old", "new", "kind", "message"),
    [
        ("He must ask.", "He should ask.", MODAL, "modal changed: 'must' became 'should'"),
        ("He must ask.", "He asks.", MODAL, "modal changed: 'must ask' became 'asks'"),
        ("He asks.", "He may ask.", MODAL, "modal changed: 'asks' became 'may ask'"),
        ("He mustn't ask.", "He shouldn't ask.", MODAL, None),
        (
            "He must ask and she may wait.",
            "He may ask and she must wait.",
            MODAL,
            "modal changed: 'must' became 'may', 'may' became 'must'",
        ),
        (
            "He must ask twice.",
            "He may ask once.",
            MODAL,
            "modal changed: 'must' became 'may', 'twice' became 'once'",
        ),
        ("Asking is allowed.", "Asking is forbidden.", MODAL, None),
        ("It helps.", "It never helps.", CONDITION, "condition changed: 'never' was added"),
        ("It must not help.", "It must help.", CONDITION, "condition changed: 'not' was removed"),
        ("It can help.", "It cannot help.", CONDITION, "condition changed: 'not' was added"),
        ("It helps.", "It doesn't help.", CONDITION, None),
        ("Up to 12 days.", "Up to 24 days.", CONDITION, "condition changed: '12' became '24'"),
        ("Up to 4.9 per cent.", "Up to 49 per cent.", CONDITION, None),
        ("Up to 1,000 euros.", "Up to 1.000 euros.", CONDITION, None),
        ("Above .5 points.", "Above 5 points.", CONDITION, None),
        ("Above -5 degrees.", "Above 5 degrees.", CONDITION, None),
        ("Take 5% off.", "Take 5 off.", CONDITION, None),
        ("Take $5 off.", "Take €5 off.", CONDITION, None),
        ("Two days.", "Three days.", CONDITION, "condition changed: 'Two' became 'Three'"),
        ("Within 3 days.", "After 3 days.", CONDITION, None),
        ("Help all of them.", "Help some of them.", CONDITION, None),
        ("Help adults.", "Help only adults.", CONDITION, "condition changed: 'only' was added"),
        ("Only adults may ask.", "Adults may only ask.", CONDITION, None),
        ("Help if asked.", "Help unless asked.", CONDITION, None),
        ("Help all but him.", "Help all except him.", CONDITION, None),
        ("Adults and parents.", "Adults or parents.", CONDITION, None),
        ("It answers.", "It refuses.", CONDITION, "condition changed: 'answers' became 'refuses'"),
        (
            "It writes lawful texts.",
            "It writes unlawful texts.",
            CONDITION,
            "condition changed: 'lawful' became 'unlawful'",
        ),
        ("A harmful act.", "A harmless act.", CONDITION, None),
        ("Write explicit texts.", "Write non-explicit texts.", CONDITION, None),
        ("It declines politely.", "It refuses politely.", WORDING, None),
        ("Help every visitor.", "Help each visitor.", WORDING, None),
        ("It can't help.", "It cannot help.", WORDING, None),
        (
            "Help with forms.",
            "Help warmly with forms.",
            WORDING,
            "wording changed: 'warmly' was added",
        ),
        (
            "A co-operative tone.",
            "A cooperative tone.",
            WORDING,
            "wording changed: 'co-operative' became 'cooperative'",
        ),
        ("See permits.copy.", "See permits.forge.", WORDING, None),
        ("May be sent.", "Maybe sent.", MODAL, None),
        ("帮助用户。", "拒绝用户。", CONDITION, FOREIGN),
        (
            "Der Assistent hilft allen, die nach einem Formular fragen.",
            "Der Assistent hilft keinem, der nach einem Formular fragt.",
            CONDITION,
            FOREIGN,
        ),
    ],
)
def test_words_are_of_the_gravest_class_that_holds(
    old: str, new: str, kind: str, message: str | None
) -> None:
    wording = classify(old, new, None)

    assert wording.kind.name == kind
    assert message in (None, wording.message)


@given(st.text(), st.text())
def test_any_two_texts_that_differ_have_a_class_and_any_two_that_do_not_are_neutral(
    old: str, new: str
) -> None:
    assert classify(old, new, Outcome.REFUSE).kind.name in (FORMATTING, WORDING, CONDITION, MODAL)
    assert str(classify(old, old, Outcome.REFUSE).direction) == "neutral"


def test_a_message_names_a_few_of_many_edits() -> None:
    sentence = "{} figs, {} plums, {} pears, {} nuts, {} dates and {} limes for all of them. "

    message = classify(
        sentence.format(1, 2, 3, 4, 5, 6) + "More is told.",
        sentence.format(11, 12, 13, 14, 15, 16) + "More is told if not all of it is only some.",
        None,
    ).message

    assert message == (
        "condition changed: '1' became '11', '2' became '12', '3' became '13', '4' became '14'"
        " and 4 more"
    )


NEUTRAL = ("the", "assistant", "helps", "with", "forms", "warmly", "letters", "a", "town")
WEIGHTY = ("not", "never", "only", "unless", "3", "five", "must", "may", "refuses", "all", "any")


@given(st.lists(st.sampled_from(NEUTRAL)), st.sampled_from(WEIGHTY), st.integers(min_value=0))
def test_a_word_that_weighs_is_found_wherever_it_comes_or_goes(
    words: list[str], weighty: str, spot: int
) -> None:
    spot %= len(words) + 1
    with_it = " ".join([*words[:spot], weighty, *words[spot:]])

    expected = MODAL if weighty in ("must", "may") else CONDITION
    assert classify(" ".join(words), with_it, None).kind.name == expected
    assert classify(with_it, " ".join(words), None).kind.name == expected


def test_a_message_names_first_what_decides_the_direction() -> None:
    foods = ("apples", "plums"), ("beans", "peas"), ("corn", "rice"), ("dates", "figs")
    before, after = (
        " ".join(f"It has red {pair[side]}." for pair in foods) + f" It {modal} sell locks."
        for side, modal in enumerate(("must not", "may"))
    )

    assert classify(before, after, Outcome.REFUSE).message == (
        "modal changed: 'must not' became 'may', 'apples' became 'plums', 'beans' became 'peas',"
        " 'corn' became 'rice' and 1 more"
    )
