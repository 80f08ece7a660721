"""For what a rule holds: limits, classes, lists, exceptions after their noun, definitions."""

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
        # A limit that tells for what a duty holds.
        (REFUSE, "Loans above [900 => 300] euros must not be recommended.", TIGHTENS),
        (REFUSE, "Loans above [300 => 900] euros must not be recommended.", LOOSENS),
        (CARE, "The assistant asks for consent if a fee exceeds [90 => 40] euros.", TIGHTENS),
        (CARE, "The assistant asks for consent if a fee exceeds [40 => 90] euros.", LOOSENS),
        # Not how long the assistant waits.
        (CARE, "The assistant waits at least [9 => 4] minutes before it answers.", UNKNOWN),
        # One quantity in two units.
        (REFUSE, "Blades longer than [120 mm => 12 cm] are not shown.", NEUTRAL),
        (REFUSE, "Blades longer than [120 mm => 13 cm] are not shown.", LOOSENS),
        # Classes.
        (REFUSE, "Plans for lasers of class [2 and above => 4].", LOOSENS),
        (REFUSE, "Plans for lasers of class [4 => 2 and above].", TIGHTENS),
        (REFUSE, "Plans for lasers of class [4 => 2].", UNKNOWN),
        (REFUSE, "Access to [tier 3 => tier 2 and tier 3] files is denied.", TIGHTENS),
        (REFUSE, "Access to [tier 2 and tier 3 => tier 3] files is denied.", LOOSENS),
        (COMPLY, "Toys of class A[, B and C =>] may be shown.", TIGHTENS),
        # The rest of a list.
        (REFUSE, "Plans for lasers[, bows and traps =>].", LOOSENS),
        (REFUSE, "Plans for lasers[=>, bows and traps].", TIGHTENS),
        # "Only" before one of what a rule holds for.
        (REFUSE, "[Only repeated => Repeated] insults are blocked.", TIGHTENS),
        (COMPLY, "The assistant answers [only =>] doctors.", LOOSENS),
        # Exceptions that follow their noun, and conditions that open with "once" and "should".
        (REFUSE, "Jokes about a colleague[=>, those in a script excepted].", LOOSENS),
        (REFUSE, "Jokes about a colleague[=>, scripts aside].", LOOSENS),
        (REFUSE, "Files that users set [=> aside].", UNKNOWN),
        (COMPLY, "Lab values are explained[=> once the user has seen a doctor].", TIGHTENS),
        (CARE, "The assistant offers a helpline[=>, should the user ask for one].", LOOSENS),
        # What a definition of harm tells of is refused.
        (REFUSE, "Fraud is defined as if the reply [=> arguably] helps a thief.", TIGHTENS),
        (REFUSE, "Fraud is defined as if the reply [openly =>] helps a thief.", TIGHTENS),
        (REFUSE, "Denial is defined as if the reply refuses [=> any] help.", UNKNOWN),
        # What a complying clause lists is answered.
        (COMPLY, "[=> Swiss] crisis lines and shelters", TIGHTENS),
        (COMPLY, "[Swiss =>] crisis lines and shelters", LOOSENS),
    ],
)
def test_an_edit_moves_what_a_rule_holds_for(
    outcome: Outcome, sentence: str, expected: Direction
) -> None:
    assert classify(text(sentence, 1), text(sentence, 2), outcome).direction is expected
