"""The verdict of a command: its exit code and the reasons for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from delibctl.errors import PRECEDENCE, ExitCode, worst


class ReasonKind(StrEnum):
    """A condition that can keep a command from ending clean."""

    UNTRUSTED = "untrusted"
    GATE_FAILED = "gate failed"
    GATE_UNDECIDED = "gate undecided"
    LIMIT_REACHED = "limit reached"
    UNMEASURED = "unmeasured"
    UNFINISHED = "unfinished"
    NOTHING_SCORED = "nothing scored"
    WAITING = "waits for approval"


_CODES = {
    ReasonKind.UNTRUSTED: ExitCode.UNTRUSTWORTHY,
    ReasonKind.GATE_FAILED: ExitCode.FINDINGS,
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason of a verdict: `what` holds, what to do `next`, and its exit code alone.

    The code is 0 for a reason that is waived or only worth a note. Reasons of one kind that have an
    `about` can be listed by it in one sentence.
    """

    kind: ReasonKind
    what: str
    next: str = ""
    about: str = ""
    code: ExitCode

    @classmethod
    def of(cls, kind: ReasonKind, what: str, next: str = "", about: str = "") -> Self:
        """Return a reason with the exit code of its kind."""
        code = _CODES.get(kind, ExitCode.NO_VERDICT)
        return cls(kind=kind, what=what, next=next, about=about, code=code)

    def waived(self) -> Self:
        """Return the same reason without its exit code."""
        return replace(self, code=ExitCode.CLEAN)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The exit code of a command, and its reasons, the weightiest first."""

    code: ExitCode
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def fold(cls, reasons: Iterable[Reason], *, allow_no_verdict: bool = False) -> Self:
        """Fold reasons into one verdict by the documented order of exit codes.

        With `allow_no_verdict` the reasons of code 5 stay in the list and weigh nothing.
        """
        weighed = [
            reason.waived() if allow_no_verdict and reason.code is ExitCode.NO_VERDICT else reason
            for reason in reasons
        ]
        return cls(
            code=worst([reason.code for reason in weighed]),
            reasons=tuple(sorted(weighed, key=lambda reason: PRECEDENCE.index(reason.code))),
        )
