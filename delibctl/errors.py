"""What can stop a command, and the exit code each means.

DelibctlError             the user must change something: 2
├── NoVerdict             nothing was measured: 5
├── NoAnswer              the one question that was asked got no usable reply: 4
└── Interrupted           the user stopped it: 130
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command; docs/exit-codes.md says what each means."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    BUG = 3
    UNTRUSTWORTHY = 4
    NO_VERDICT = 5
    INTERRUPTED = 130


#: If several hold, the first of these is the command's exit code.
PRECEDENCE = (
    ExitCode.INTERRUPTED,
    ExitCode.BUG,
    ExitCode.USAGE,
    ExitCode.UNTRUSTWORTHY,
    ExitCode.FINDINGS,
    ExitCode.NO_VERDICT,
    ExitCode.CLEAN,
)


class DelibctlError(Exception):
    """Something the user must change: `what` went wrong, `where`, and what to do `next`."""

    code = ExitCode.USAGE

    def __init__(self, what: str, *, where: str = "", next: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.next = next


class NoVerdict(DelibctlError):
    """The command ended, and there is nothing on which to base a verdict."""

    code = ExitCode.NO_VERDICT


class NoAnswer(DelibctlError):
    """The question that the command is about got no usable reply."""

    code = ExitCode.UNTRUSTWORTHY


class Interrupted(DelibctlError):
    """The user stopped the command; what had finished is kept."""

    code = ExitCode.INTERRUPTED


class Superseded(Exception):
    """A file was saved: what is being done is about the files of before."""


def worst(codes: list[ExitCode]) -> ExitCode:
    """The exit code of a command for which all of `codes` hold."""
    return min(codes, key=PRECEDENCE.index, default=ExitCode.CLEAN)
