"""The commands that a text names in backticks, and whether the command line would take them."""

import re
import shlex

from typer.main import get_command

from delibctl.cli.app import COMMANDS, app

_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_GIT = ("add", "commit", "fetch", "merge", "mv", "push", "switch")
#: A command among words: what a person types begins so.
_IN_WORDS = re.compile(
    rf"\bdelibctl (?:{'|'.join(COMMANDS)})\b|\bgit (?:{'|'.join(_GIT)})\b|&&", re.IGNORECASE
)
_MARKERS = re.compile(r"<!--.*?-->|^(`{3,})\w*$", re.MULTILINE)


def spans_of(text: str) -> list[str]:
    """What stands in backticks, each on one line."""
    return [" ".join(span[2].split()) for span in _SPAN.finditer(_MARKERS.sub("", text))]


def commands_in_words(text: str) -> list[str]:
    """The commands that stand outside of backticks."""
    return _IN_WORDS.findall(_SPAN.sub("", _MARKERS.sub("", text)))


def commands_of(text: str) -> list[str]:
    """The commands of ours in backticks, without the folder that they are called in."""
    spans = (re.sub(r"^cd .+? && ", "", span) for span in spans_of(text))
    return [span for span in spans if span.startswith("delibctl ")]


def parse(command: str) -> None:
    """Parse a command as the command line does; raises UsageError if it would refuse it."""
    _, *words = shlex.split(command)
    group = get_command(app)
    context = group.make_context("delibctl", [*words[:1], "--help"][:1], resilient_parsing=True)
    name, found, rest = group.resolve_command(context, words)  # type: ignore[attr-defined]
    found.make_context(name, rest, parent=context)
