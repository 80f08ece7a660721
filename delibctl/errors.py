"""The errors that end a command, each with its exit code.

DelibctlError             the user must change something: 2
├── NoVerdict             there is no measurement to base a verdict on: 5
├── NoAnswer              the only question got no usable reply: 4
├── NotStored             the disk is full: 2
└── Interrupted           the user stopped it: 130
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command; docs/exit-codes.md explains them."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    BUG = 3
    UNTRUSTWORTHY = 4
    NO_VERDICT = 5
    INTERRUPTED = 130


#: Where several codes apply, the first of these is the exit code of the command.
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
    """The public error of delibctl: something that the caller has to change or to decide.

    Every command and every function of the Python API raises this error, or a subclass of it, for
    problems that it expects. Any other exception is a bug. `code` is the exit code of a command
    that ends with it.

    Attributes:
        what: the problem, in one line.
        where: the file with its line, or the setting, that has the problem; empty if it has none.
        next: the step that solves the problem; empty if there is no general advice.
        usage: the same step in words of the command line, which shows it instead; may be empty.
    """

    code = ExitCode.USAGE

    def __init__(self, what: str, *, where: str = "", next: str = "", usage: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.next = next
        self.usage = usage

    def __str__(self) -> str:
        """Return the problem, with its place in front if there is one."""
        return f"{self.where}: {self.what}" if self.where else self.what

    def __repr__(self) -> str:
        """Return the call that makes an equal error, without its empty fields."""
        fields = {"where": self.where, "next": self.next}
        shown = "".join(f", {name}={value!r}" for name, value in fields.items() if value)
        return f"{type(self).__name__}({self.what!r}{shown})"


class NoVerdict(DelibctlError):
    """No verdict: the work ended without a measurement to base one on."""

    code = ExitCode.NO_VERDICT


class NoAnswer(DelibctlError):
    """No answer: the one question that was asked got no usable reply."""

    code = ExitCode.UNTRUSTWORTHY


class NotStored(DelibctlError):
    """Full disk: a file cannot take what was to be stored in it."""


class Interrupted(DelibctlError):
    """Interruption by the user, usually with Ctrl-C. Everything that had finished is stored."""

    code = ExitCode.INTERRUPTED


class Superseded(Exception):
    """Signal that the current round is out of date: one of its files was saved since it began.

    Only `probe --watch` raises and handles it; the next round reads the new files.
    """


def worst(codes: list[ExitCode]) -> ExitCode:
    """Return the exit code of a command to which all of `codes` apply; CLEAN without any."""
    return min(codes, key=PRECEDENCE.index, default=ExitCode.CLEAN)
