"""Calibrations made by hand, of readable, unreadable and not yet given verdicts."""

from delibctl.cases.labels import Label
from delibctl.model import Message, Outcome
from delibctl.score.calibration import Calibration, JudgedAnswer, calibration

_LABEL = Label(
    line=1,
    messages=(Message(role="user", content="Do it."),),
    answer="No.",
    outcome=Outcome.REFUSE,
)


def calibrated(judge: str, marks: str) -> Calibration:
    """Return the figures of a judge: r is a readable verdict, u an unreadable one, n none yet."""
    answers = [
        JudgedAnswer(
            labelled=_LABEL, seen=Outcome.REFUSE if mark == "r" else None, asked=mark != "n"
        )
        for mark in marks
    ]
    return calibration(judge, answers, "")
