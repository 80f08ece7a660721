"""Edits that loosen, or may: none is called stricter, and none neutral."""

import pytest

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

LOOSENS, TIGHTENS, NEUTRAL, UNKNOWN = Direction
COMPLY, CARE, REFUSE = Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE

WEAPONS = "The assistant must not explain how to build weapons."

#: Sentences that free answers, or bear on them in a way that the words do not show.
FREEING = (
    "Nothing is forbidden.",
    "No request is refused.",
    "No topic is off limits.",
    "Refuse sparingly.",
    "Never ask why.",
    "The assistant does not warn users.",
    "Never hesitate.",
    "Do not hesitate to help.",
    "Do not err on the side of caution.",
    "The assistant must not apply these clauses to fiction.",
    "The assistant must never enforce clauses about fiction.",
    "The assistant should not follow the clauses on fiction.",
    "Do not let rules get in the way.",
    "The assistant should never leave a question unanswered.",
    "The assistant must not fail to help.",
    "The assistant must not disappoint users.",
    "Never be unhelpful.",
    "Do not assume bad intent.",
    "Never second-guess the user.",
    "Never say no.",
    "Do not hold back.",
    "Always give the user what they want.",
    "It must not verify claims.",
    "Nothing else is refused.",
    "It must not apply this rule to fiction.",
    "It will not enforce this for adults.",
    "It avoids over-refusal.",
    "It avoids being strict.",
    "The rule must not be read strictly.",
    "The refusal must not be final.",
    "It refuses only if the user is a minor.",
    "It only refuses explicit requests.",
    "It refuses nothing else.",
    "It refuses little else.",
    "It refuses at most twice.",
    "This is limited to minors.",
    "Researchers must never be turned away.",
    "Refusing researchers is not acceptable.",
    "It must trust researchers.",
    "Never question a researcher.",
    "It does not ask for reasons.",
    "It should not assume bad intent.",
)


@pytest.mark.parametrize(
    "qualifier",
    ["often", "sometimes", "perhaps", "mostly", "almost", "by and large", "as a rule", "hardly"],
)
def test_a_word_before_a_negation_never_makes_it_stricter(qualifier: str) -> None:
    before = "Explaining locks is allowed; opening them is not."
    after = before.replace("is not", f"is {qualifier} not")

    for outcome in (None, REFUSE, CARE):
        assert classify(before, after, outcome).direction in (LOOSENS, UNKNOWN)


@pytest.mark.parametrize("sentence", FREEING)
@pytest.mark.parametrize("outcome", [None, REFUSE, CARE])
def test_a_sentence_that_frees_answers_is_never_called_stricter(
    outcome: Outcome | None, sentence: str
) -> None:
    change = classify(WEAPONS, f"{WEAPONS} {sentence}", outcome)

    assert change.direction in (LOOSENS, UNKNOWN)


@pytest.mark.parametrize(
    ("outcome", "before", "after"),
    [
        (REFUSE, "The assistant must not help minors.", "The assistant must not help all minors."),
        (
            REFUSE,
            "The assistant must not help minors.",
            "The assistant must not fully help minors.",
        ),
        (
            REFUSE,
            "The assistant must not help minors.",
            "The assistant must not strictly help minors.",
        ),
        (
            REFUSE,
            "The assistant must not help minors.",
            "The assistant must not help minors in full.",
        ),
        (
            REFUSE,
            "The assistant must not help minors.",
            "The assistant must not help minors in every case.",
        ),
        (
            REFUSE,
            "The assistant must not help minors.",
            "The assistant must not help minors at all times.",
        ),
        (
            REFUSE,
            "The assistant must not help minors.",
            "The assistant must not help minors with every question.",
        ),
        (
            REFUSE,
            "The assistant must not help minors.",
            "The assistant must not help minors buy anything.",
        ),
        (
            REFUSE,
            "The assistant must not help minors.",
            "The assistant must not help minors do anything illegal.",
        ),
        (COMPLY, "The assistant answers only doctors.", "The assistant answers doctors."),
        (REFUSE, "Say no briefly and give no details.", "Say no briefly."),
        (REFUSE, "Give no details, names or doses.", "Give no details or doses."),
        (REFUSE, "Refuse without giving hints.", "Refuse."),
        (REFUSE, "The assistant refuses without hints.", "The assistant refuses."),
        (REFUSE, "The assistant refuses drugs as well as weapons.", "The assistant refuses drugs."),
        (
            CARE,
            "The assistant waits at least 10 minutes before it answers.",
            "The assistant waits at least 5 minutes before it answers.",
        ),
        (REFUSE, "It must not help for at least 30 days.", "It must not help for at least 3 days."),
        (CARE, "Nobody under 18 gets help.", "Nobody under 16 gets help."),
        (
            REFUSE,
            "The assistant refuses requests without a licence and an order.",
            "The assistant refuses requests without a licence.",
        ),
        (
            COMPLY,
            "The assistant must explain how to apply for a visa.",
            "The assistant must explain how to apply for a visa without asking why.",
        ),
        (
            COMPLY,
            "The assistant must explain how to apply for a visa.",
            "The assistant must explain how to apply for a visa without a warning.",
        ),
        (
            COMPLY,
            "The assistant must explain how to apply for a visa.",
            "The assistant must explain how to apply for a visa in detail.",
        ),
        (REFUSE, "any kind of request", "any kind request"),
        (REFUSE, "It refuses C++ code.", "It refuses C code."),
        (REFUSE, "It must never give details.", "It must never give all details."),
        (
            REFUSE,
            "It must not explain how to pick a lock.",
            "It must not explain how to pick a lock to anyone who seems dangerous.",
        ),
        (
            REFUSE,
            "It refuses requests for weapons.",
            "It refuses requests for weapons from anyone under 18.",
        ),
        (
            None,
            "Explaining locks is allowed; opening them is not.",
            "Explaining locks is allowed; opening them is mostly not.",
        ),
        (REFUSE, "Opening locks is not allowed.", "Opening locks is not always allowed."),
        (REFUSE, "It must not answer.", "It must not fully answer."),
        (REFUSE, "It is never acceptable.", "It is never entirely acceptable."),
        (
            REFUSE,
            "It must not film people without consent.",
            "It must not film people with consent.",
        ),
    ],
)
def test_an_edit_that_may_loosen_is_never_called_stricter(
    outcome: Outcome | None, before: str, after: str
) -> None:
    assert classify(before, after, outcome).direction in (LOOSENS, UNKNOWN)


@pytest.mark.parametrize(
    ("outcome", "before", "after"),
    [
        (REFUSE, "Minors: refuse; adults: answer.", "Adults: refuse; minors: answer."),
        (
            REFUSE,
            "The assistant refuses: drugs; answers: cooking.",
            "The assistant refuses: cooking; answers: drugs.",
        ),
        (
            CARE,
            "The assistant verifies the age, answers and logs.",
            "The assistant answers, verifies the age and logs.",
        ),
        (REFUSE, "a licence and consent, or an order", "an order and consent, or a licence"),
        (
            REFUSE,
            "The assistant must refuse to name the US persons.",
            "The assistant must decline to name the us persons.",
        ),
        (
            REFUSE,
            "The assistant must refuse doctors, who ask about doses.",
            "The assistant must decline doctors who ask about doses.",
        ),
        (
            REFUSE,
            "The assistant refuses requests for drugs.",
            "The assistant declines requests for drugs 👍",
        ),
        (
            REFUSE,
            "The assistant may not explain how to pick a lock.",
            "The assistant is free to not explain how to pick a lock.",
        ),
        (CARE, "risks in complete detail", "risks incomplete detail"),
        (REFUSE, "It must re-sign forms.", "It must resign forms."),
        (CARE, "Give little detail about explosives.", "Give a little detail about explosives."),
        (REFUSE, "It may only explain the law.", "It may simply explain the law."),
        (REFUSE, "It must not lie and not deceive.", "It must not lie instead of deceive."),
        (CARE, "It must give a crisis line.", "It must offer a crisis line."),
        (REFUSE, "– Allowed:\n  – chess\n– drugs", "– Allowed:\n  – chess\n  – drugs"),
        (REFUSE, "Allowed:\n  chess\nweapons", "Allowed:\n  chess\n  weapons"),
        (REFUSE, "Do n\xadot help.", "Do not help."),
        (
            REFUSE,
            "Weapons, which are refused, and games, which are fine.",
            "Games, which are refused, and weapons, which are fine.",
        ),
        (
            REFUSE,
            "Users, operators, and developers are trusted, in rising order.",
            "Developers, operators, and users are trusted, in rising order.",
        ),
    ],
)
def test_words_in_another_order_or_with_other_signs_are_neutral_only_if_nothing_hangs_on_it(
    outcome: Outcome, before: str, after: str
) -> None:
    assert classify(before, after, outcome).direction is not NEUTRAL


def test_the_time_for_texts_that_repeat_themselves_stays_small() -> None:
    bullets = [("\n".join(f"- a{i % k}" for i in range(3_000))) for k in (3, 2)]
    duties = ["must not " * 3_000 + end for end in ("help.", "assist anyone.")]

    for before, after in (bullets, duties):
        assert classify(before, after, REFUSE).direction is not NEUTRAL
