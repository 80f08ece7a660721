"""Checking the events of the YAML parser: limits, and YAML features that are not supported."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.source.problem import Problem


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits of a file: characters, nodes, levels of nesting, characters of a scalar."""

    characters: int = 10_000_000
    nodes: int = 400_000
    depth: int = 50
    scalar: int = 1_000_000


class _Resolver(VersionedResolver):  # type: ignore[misc]  # it has no annotations
    """The YAML 1.2 resolver, with a shortcut for words that can only be text.

    Without it, resolving scalars takes half of the time of composing.
    """

    def descend_resolver(self, *_: Any) -> None:
        """Do nothing: this resolver does not depend on paths."""

    def ascend_resolver(self, *_: Any) -> None:
        """Do nothing: this resolver does not depend on paths."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of a node without an explicit tag."""
        if kind is ScalarNode and value and value[0] not in _NOT_ALWAYS_TEXT:
            return self.DEFAULT_SCALAR_TAG
        return super().resolve(kind, value, implicit)


#: The first characters of numbers, truth values, null, dates, `=` and `<<`.
_NOT_ALWAYS_TEXT = frozenset("-+.0123456789tTfFnNyYoO~<=")


def parser() -> Any:
    """Return a YAML 1.2 parser based on libyaml. Raises DelibctlError if libyaml is missing."""
    yaml = YAML(typ="safe")
    yaml.Resolver = _Resolver
    if not _has_c_parser():
        raise DelibctlError(
            "the C parser of ruamel.yaml is missing",
            next="pip install ruamel.yaml.clib",
        )
    return yaml


def _has_c_parser() -> bool:
    try:
        import ruamel.yaml.cyaml  # noqa: F401 - its absence is the question
    except ImportError:
        return False
    return True


def check_events(text: str, name: str, limits: Limits) -> list[Problem]:
    """Return the problems of a file, up to the first one that stops reading."""
    if len(text) > limits.characters:
        return [_limit(Place(file=name), f"the file is over {limits.characters:,} characters long")]
    problems: list[Problem] = []
    try:
        for problem in _walk(text, name, limits):
            problems.append(problem)
            if problem.stops:
                break
    except (YAMLError, UnicodeEncodeError) as error:
        problems.append(syntax_problem(error, text, name))
    return problems


def _walk(text: str, name: str, limits: Limits) -> Iterator[Problem]:
    depth = nodes = documents = 0
    for event in parser().parse(text):
        # Most events are plain scalars, and all of a long file passes through here.
        if type(event) is ScalarEvent and not event.anchor and not event.tag:
            nodes += 1
            if nodes > limits.nodes or len(event.value) > limits.scalar:
                yield _too_much(event, name, limits)
        elif isinstance(event, DocumentStartEvent):
            documents += 1
            yield from _document(event, name, documents)
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            depth -= 1
        elif isinstance(event, NodeEvent):
            nodes += 1
            depth += isinstance(event, SequenceStartEvent | MappingStartEvent)
            if nodes > limits.nodes:
                yield _limit(_place(event, name), f"the file has more than {limits.nodes:,} nodes")
            if depth > limits.depth:
                yield _limit(_place(event, name), f"nested deeper than {limits.depth} levels")
            yield from _node(event, name, limits)


def _document(event: Any, name: str, number: int) -> Iterator[Problem]:
    if number > 1:
        yield _limit(_place(event, name), "a second document starts here")
    if event.version or event.tags:
        yield _directive(_place(event, name))


def _node(event: Any, name: str, limits: Limits) -> Iterator[Problem]:
    if isinstance(event, AliasEvent) or event.anchor:
        mark = "*" if isinstance(event, AliasEvent) else "&"
        yield Problem(
            kind="anchor-alias-merge",
            place=_place(event, name),
            message=f"{mark}{event.anchor}: anchors and aliases are not supported",
            next="quote the text, or write the value in full where it is used",
            stops=True,
        )
        return
    if event.tag and event.tag != "!":
        yield Problem(
            kind="explicit-tag-or-directive",
            place=_place(event, name),
            message=f"explicit tags are not supported: {event.tag!r}",
            next="quote the text, or remove the tag: a policy holds only text, lists and mappings",
            stops=True,
        )
    if isinstance(event, ScalarEvent) and len(event.value) > limits.scalar:
        yield _too_much(event, name, limits)


def _too_much(event: Any, name: str, limits: Limits) -> Problem:
    """Return the problem of a scalar over the limit of characters or nodes."""
    if len(event.value) > limits.scalar:
        return _limit(_place(event, name), f"a text is over {limits.scalar:,} characters long")
    return _limit(_place(event, name), f"the file has more than {limits.nodes:,} nodes")


def _limit(place: Place, message: str) -> Problem:
    return Problem(
        kind="resource-limit",
        place=place,
        message=message,
        next="split the policy into files of one document each, listed under `include`",
        stops=True,
    )


def _directive(place: Place) -> Problem:
    return Problem(
        kind="explicit-tag-or-directive",
        place=place,
        message="%-directives are not supported",
        next="remove it; policies are YAML 1.2",
        stops=True,
    )


#: The message of libyaml, the message for authors, and the next step.
_REWRITTEN = (
    (
        "mapping values are not allowed",
        "`: ` in unquoted text starts a mapping",
        "quote the text, or write it as a block after `>-`",
    ),
    (
        "found unexpected end of stream",
        "this quote is never closed",
        "close the quote",
    ),
    (
        "found unexpected document indicator",
        "a quote is never closed",
        "close the quote",
    ),
    (
        "found unexpected ':'",
        "text with a `:` inside brackets must be quoted",
        "quote the text that contains it",
    ),
    (
        "did not find expected '-' indicator",
        "this line is not aligned with the list above it",
        "start it with `- `, or align it with the key it belongs to",
    ),
    (
        "found a tab character",
        "a tab is used for indentation",
        "indent with spaces",
    ),
    (
        "expected alphabetic or numeric character",
        "unquoted, `*` starts an alias and `&` an anchor",
        "quote the text",
    ),
    (
        "found undefined alias",
        "unquoted, `*` starts an alias; its anchor does not exist",
        "quote the text",
    ),
    (
        "did not find expected key",
        "this line does not match the structure above it",
        "align it with the keys next to it, or quote the text",
    ),
    (
        "could not find expected ':'",
        "a key has no `:`, on this line or above it",
        "write `key: value`, or indent the text under its key",
    ),
    (
        "did not find expected node content",
        "a value is missing, or text inside brackets must be quoted",
        "remove a comma too many, or quote the text",
    ),
    (
        "did not find expected ',' or",
        "a bracket is not closed, or text inside it must be quoted",
        "close the bracket, or quote text inside it that contains `?`, `:` or `,`",
    ),
)


#: A quoted text with more text after it.
_QUOTED = re.compile(r""":\s+(?:'[^']*'[^\s,'}\]#]|"[^"]*"[^\s,}\]#])""")


def syntax_problem(error: Exception, text: str, name: str) -> Problem:
    """Return a syntax error as a problem that names its cause."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    message = str(getattr(error, "problem", None) or "the file is not YAML")
    if "unexpected end of stream" in message:
        mark = getattr(error, "context_mark", None) or mark
    lines = text.splitlines() or [""]
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark and mark.line == line else len(lines[line])
    advice = "fix this line; YAML readers stop here"
    if "cannot start any token" in message:
        message, advice = _stray_character(lines[line][column : column + 1])
    if "did not find expected key" in message and _QUOTED.search(lines[line]):
        message = "a quote inside the text ends it too early"
        advice = "double the quote, or write the text as a block after `>-`"
    for pattern, rewritten, next_step in _REWRITTEN:
        if pattern in message:
            message, advice = rewritten, next_step
    return Problem(
        kind="yaml-syntax",
        place=Place(
            file=name,
            line=line + 1,
            column=column + 1,
            end_line=line + 1,
            end_column=column + 2,
        ),
        message=message,
        next=advice,
        stops=True,
    )


def _stray_character(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab is used for indentation", "indent with spaces"
    return f"unquoted text cannot start with {character!r}", "quote the text"


def _place(event: Any, name: str) -> Place:
    start, end = event.start_mark, event.end_mark
    return Place(
        file=name,
        line=start.line + 1,
        column=start.column + 1,
        end_line=end.line + 1,
        end_column=end.column + 1,
    )
