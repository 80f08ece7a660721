"""How a branch ended, as every format tells it: the verdict, what happened, and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass

from delibctl.errors import ExitCode
from delibctl.text.sentence import Sentence

_VERDICTS = {
    ExitCode.CLEAN: "Passed",
    ExitCode.FINDINGS: "Failed",
    ExitCode.NO_VERDICT: "No verdict",
    ExitCode.UNTRUSTWORTHY: "Not to be trusted",
}
_MERGE = {
    ExitCode.CLEAN: "you can merge",
    ExitCode.FINDINGS: "do not merge",
    ExitCode.NO_VERDICT: "do not merge yet",
    ExitCode.UNTRUSTWORTHY: "do not merge yet",
}


class Step(Sentence):
    """One thing to do; a full stop is put after it."""

    def written(self, words: Callable[[str], str], code: Callable[[str], str]) -> str:
        """Return the sentence with its words and its code written by those functions."""
        return f"{super().written(words, code)}."


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The end of a branch, or of one policy of it.

    `what` happened to which part, the `amount` of cases, and the `steps` to take, in their order.
    `policy`: the id, where there are several. `clause`: the only part that it is about, else "".
    `compared`: False if the branch has nothing to compare, which is no check that passed.
    """

    code: ExitCode
    what: str
    amount: str = ""
    steps: tuple[Step, ...] = ()
    policy: str = ""
    clause: str = ""
    compared: bool = True

    @property
    def verdict(self) -> str:
        """The verdict in a word or two, such as "Failed"."""
        if not self.compared:
            return "Nothing compared"
        return _VERDICTS.get(self.code, "Stopped")

    @property
    def merge(self) -> str:
        """Whether one may merge."""
        if not self.compared:
            return "nothing to merge"
        return _MERGE.get(self.code, "do not merge")

    @property
    def headline(self) -> str:
        """The sentence on top, without its full stop."""
        of = f" ({self.policy})" if self.policy else ""
        told = "; ".join(filter(None, (self.what, self.amount)))
        return f"{self.verdict}{of}, {self.merge}: {told}"

    def __str__(self) -> str:
        """Return all of it on one line."""
        return " ".join([f"{self.headline}.", *map(str, self.steps)])
