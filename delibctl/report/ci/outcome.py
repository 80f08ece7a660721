"""How a branch ended, as every format tells it: the verdict, what happened, and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from delibctl.errors import ExitCode

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


@dataclass(frozen=True)
class Command:
    """A command of a step."""

    text: str


@dataclass(frozen=True)
class File:
    """The path of a file that a step names."""

    text: str


@dataclass(frozen=True)
class Step:
    """One thing to do: a sentence of words, commands and files."""

    parts: tuple[str | Command | File, ...]

    @classmethod
    def of(cls, *parts: str | Command | File) -> Self:
        """Return a step of those parts; a full stop is put after them."""
        return cls(parts)

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands to run, in their order."""
        return tuple(part.text for part in self.parts if isinstance(part, Command))

    def __str__(self) -> str:
        """Return the sentence, with commands and files in backticks."""
        return self.written(str, lambda code: f"`{code}`")

    def written(self, words: Callable[[str], str], code: Callable[[str], str]) -> str:
        """Return the sentence with its words, its commands and files written by those functions."""
        sentence = ""
        for part in self.parts:
            text = words(part) if isinstance(part, str) else code(part.text)
            space = " " if sentence and text[:1] not in ",;" else ""
            sentence += f"{space}{text}"
        return f"{sentence}."


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The end of a branch, or of one policy of it.

    `what` happened to which part, the `amount` of cases, and the `steps` to take, in their order.
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
        """Whether one may merge."""
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
