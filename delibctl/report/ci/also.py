"""The reasons of a verdict that neither the sentence on top nor the list of gates tells."""

from collections.abc import Iterator

from delibctl.gates import ReasonKind
from delibctl.report.ci.result import PolicyVerdict
from delibctl.text.escape import one_line
from delibctl.text.sentence import Sentence

#: Characters of a reason.
_TEXT = 300
#: What to do about these can be done whatever else is wrong.
_WITH_ADVICE = (ReasonKind.UNMEASURED, ReasonKind.LIMIT_REACHED)


def other_reasons(policy: PolicyVerdict) -> Iterator[Sentence]:
    """Yield each other reason. What to do comes with it unless the first reason must go before."""
    measured = policy.measured
    told = {policy.verdict.reasons[0].what} if policy.verdict.reasons else set()
    told |= {measured.why_undecided} if measured else set()
    for reason in policy.verdict.reasons:
        # The gates on answers are listed with their figures.
        if reason.what in told or (measured and reason.what.startswith("gate ")):
            continue
        what = one_line(reason.what, _TEXT)
        advice = Sentence.marked(reason.next) if reason.kind in _WITH_ADVICE else None
        yield Sentence((what, "; ", *advice.parts)) if advice else Sentence((what,))
