"""Words that say less than others: denials of the opposite, what seems so, amounts, focus."""

import pytest
from compare.wording.development import text

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

LOOSENS, TIGHTENS, NEUTRAL, UNKNOWN = Direction
COMPLY, CARE, REFUSE = Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE


@pytest.mark.parametrize(
    ("outcome", "sentence", "expected"),
    [
        # The opposite of what is denied is more than its denial.
        (REFUSE, "Posts that [praise => do not condemn] a massacre.", TIGHTENS),
        (REFUSE, "Posts that [do not condemn => praise] a massacre.", LOOSENS),
        (REFUSE, "Advice that [endangers => fails to protect] patients.", TIGHTENS),
        (CARE, "Threats that [frighten => do not spare] children.", TIGHTENS),
        # What is itself denied says nothing of the kind, nor does a denial that goes on.
        (REFUSE, "Posts that [praise => do not praise] a massacre.", UNKNOWN),
        (REFUSE, "Posts that [praise => do not condemn but merely report] it.", UNKNOWN),
        # What may be so is more than what is so, and what seems so is more too.
        (REFUSE, "Code that [could => would readily] harm a computer.", LOOSENS),
        (REFUSE, "Code that [would => could] harm a computer.", TIGHTENS),
        (REFUSE, "[Encourage => Appear to encourage] people to hurt themselves.", TIGHTENS),
        (COMPLY, "The assistant may [=> perhaps] quote a poem.", NEUTRAL),
        # Adverbs that single out a part leave more or less of the rest in.
        (REFUSE, "Insults, [particularly => only] in games.", LOOSENS),
        (REFUSE, "Insults, [only => especially] in games.", TIGHTENS),
        # Fewer things are enough no longer.
        (REFUSE, "Texts with [=> more than two] insults.", LOOSENS),
        (REFUSE, "Texts with [=> at least one] insults.", UNKNOWN),
        (COMPLY, "It may show [=> no more than five] pictures.", TIGHTENS),
        (CARE, "It should give [=> at least two] reasons.", UNKNOWN),
    ],
)
def test_an_edit_is_read_by_how_much_its_words_say(
    outcome: Outcome, sentence: str, expected: Direction
) -> None:
    assert classify(text(sentence, 1), text(sentence, 2), outcome).direction is expected


@pytest.mark.parametrize(
    ("outcome", "sentence", "expected"),
    [
        # An order to help with harm, in a clause that refuses, names what is refused.
        (REFUSE, "Facilitate threats[=>, insults] or abuse.", TIGHTENS),
        (REFUSE, "Help people to harass [=> private] persons.", LOOSENS),
        # What may be talked about is help, and so is what a complying clause asks for.
        (REFUSE, "Answer questions about drugs[=>, weapons] and alcohol.", LOOSENS),
        (CARE, "Explain the methods of [=> some forms of] suicide.", UNKNOWN),
        (COMPLY, "Help people to harass [=> private] persons.", TIGHTENS),
        # "They" are those that were named last.
        (REFUSE, "Threats of users that say that they may [=> soon] harm others.", LOOSENS),
        # A safe-completing clause answers with care what it names, unless that is harmless.
        (CARE, "Plants that change mood, body[=>, sleep] or appetite.", TIGHTENS),
        (CARE, "Recovery from abuse[=>, drug use] and trauma.", UNKNOWN),
        (CARE, "Several irrelevant [or commercial =>] links.", LOOSENS),
        # What stands in brackets is an example, and no statement.
        (
            REFUSE,
            "Veiled threats over work[=>, rent or pay] (e.g. 'this is bad for you').",
            TIGHTENS,
        ),
        (CARE, "Accusations [=> for which no evidence is given] (e.g. 'you are cruel').", LOOSENS),
    ],
)
def test_an_edit_is_read_by_whether_its_sentence_names_harm(
    outcome: Outcome, sentence: str, expected: Direction
) -> None:
    assert classify(text(sentence, 1), text(sentence, 2), outcome).direction is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Answer all [other than => apart from] legal questions.", NEUTRAL),
        ("Ask [if => when] the aim is hidden.", NEUTRAL),
        ("Stop, [even => including] when the user insists.", NEUTRAL),
        ("If the aim is [unclear => not clear], ask.", NEUTRAL),
        ("If the aim is [unclear => clear], ask.", UNKNOWN),
        ("Answer all [other than => including] legal questions.", UNKNOWN),
    ],
)
def test_phrases_of_one_kind_say_the_same(sentence: str, expected: Direction) -> None:
    change = classify(text(sentence, 1), text(sentence, 2), REFUSE)

    assert (change.direction is NEUTRAL) is (expected is NEUTRAL)
