"""How a branch ended, as every format tells it: the verdict, what happened, and what to do next."""

from dataclasses import dataclass

from delibctl.errors import ExitCode

_VERDICTS = {
    ExitCode.CLEAN: "Passed",
    ExitCode.FINDINGS: "Failed",
    ExitCode.NO_VERDICT: "No verdict",
    ExitCode.UNTRUSTWORTHY: "Not to be trusted",
}
#: Whether one may merge; who passed reads it in the first step.
_MERGE = {
    ExitCode.FINDINGS: "do not merge",
    ExitCode.NO_VERDICT: "do not merge yet",
    ExitCode.UNTRUSTWORTHY: "do not merge yet",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do: `words`, a `command`, and what comes after it; any may be empty."""

    words: str = ""
    command: str = ""
    after: str = ""

    def __str__(self) -> str:
        """Return the step as a text, with the command in backticks."""
        command = f"`{self.command}`" if self.command else ""
        return " ".join(filter(None, (self.words, command))) + self.after


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The end of a branch, or of one policy of it.

    `what` happened to which part, `amount` of cases, and the `steps` to take, in their order.
    `policy`: the id, where there are several. `clause`: the only part that it is about, else "".
    """

    code: ExitCode
    what: str
    amount: str = ""
    steps: tuple[Step, ...] = ()
    policy: str = ""
    clause: str = ""

    @property
    def verdict(self) -> str:
        """The verdict in a word or two, such as "Failed"."""
        return _VERDICTS.get(self.code, "Stopped")

    @property
    def merge(self) -> str:
        """Whether one may merge; "" after a pass, whose steps say it."""
        return _MERGE.get(self.code, "")

    @property
    def headline(self) -> str:
        """The sentence on top, without its full stop."""
        of = f" ({self.policy})" if self.policy else ""
        return f"{self.verdict}{of}: {': '.join(filter(None, (self.what, self.amount)))}"

    def __str__(self) -> str:
        """Return all of it on one line."""
        steps = [str(step) for step in self.steps]
        return f"{'; '.join(filter(None, (self.headline, self.merge, *steps)))}."
