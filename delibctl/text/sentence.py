"""A sentence with code in it: commands and files, kept apart from the words around them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Self

from delibctl.text.escape import code_span
from delibctl.text.lazy import later

#: Code in backticks, of which as many end it as begin it.
_SPAN = later(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_COMMAND = later(r"(cd .+ && )?(delibctl|git) ")


@dataclass(frozen=True)
class Code:
    """A name or a value, as it is written in a file."""

    text: str


class Command(Code):
    """A command to run."""


class File(Code):
    """The path of a file."""


@dataclass(frozen=True)
class Sentence:
    """Words, commands and files, in their order; spaces between them belong to the words."""

    parts: tuple[str | Code, ...] = ()

    @classmethod
    def of(cls, *parts: str | Code) -> Self:
        """Return a sentence of those parts, with a space between two of them."""
        spaced: list[str | Code] = []
        for part in parts:
            if spaced and not (isinstance(part, str) and part[:1] in ",;"):
                spaced.append(" ")
            spaced.append(part)
        return cls(tuple(spaced))

    @classmethod
    def marked(cls, text: str) -> Self:
        """Return a text as a sentence: what stands in backticks is code."""
        return cls(tuple(_parts(text)))

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands to run, in their order."""
        return tuple(part.text for part in self.parts if isinstance(part, Command))

    def __bool__(self) -> bool:
        """Return True if it says anything."""
        return bool(self.parts)

    def __str__(self) -> str:
        """Return the sentence, with its code in backticks."""
        return self.written(str, code_span)

    def written(self, words: Callable[[str], str], code: Callable[[str], str]) -> str:
        """Return the sentence with its words and its code written by those functions."""
        return "".join(
            _around(words, part) if isinstance(part, str) else code(part.text)
            for part in self.parts
        )


def _parts(text: str) -> Iterator[str | Code]:
    end = 0
    for span in _SPAN.finditer(text):
        if words := text[end : span.start()]:
            yield words
        # A space on both sides parts code from the backticks around it.
        code = span[2][1:-1] if span[2][:1] == span[2][-1:] == " " else span[2]
        yield Command(code) if _COMMAND.match(code) else Code(code)
        end = span.end()
    if words := text[end:]:
        yield words


def _around(words: Callable[[str], str], text: str) -> str:
    """Return words with their outer spaces, which escaping would take away."""
    inner = text.strip()
    if not inner:
        return text and " "
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if before else ''}{words(inner)}{' ' if after else ''}"
