"""The reasons of a verdict that neither the sentence on top nor the list of gates tells."""

from collections.abc import Iterator

from delibctl.gates import ReasonKind
from delibctl.report.ci.result import PolicyVerdict
from delibctl.text.escape import one_line

#: Characters of a reason.
_TEXT = 300
#: What to do about these can be done whatever else is wrong.
_WITH_ADVICE = (ReasonKind.UNMEASURED, ReasonKind.LIMIT_REACHED)


def other_reasons(policy: PolicyVerdict) -> Iterator[str]:
    """Yield each other reason. What to do comes with it unless the first reason must go before."""
    measured = policy.measured
    told = {policy.verdict.reasons[0].what} if policy.verdict.reasons else set()
    told |= {measured.why_undecided} if measured else set()
    for reason in policy.verdict.reasons:
        # The gates on answers are listed with their figures.
        if reason.what in told or (measured and reason.what.startswith("gate ")):
            continue
        advice = reason.next if reason.kind in _WITH_ADVICE else ""
        yield one_line("; ".join(filter(None, (reason.what, advice))), _TEXT)
