"""Reading YAML of other tools as they read it: with anchors, aliases, merge keys and tags."""

from dataclasses import dataclass, field, replace
from typing import Any
from warnings import catch_warnings, simplefilter

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from delibctl.model import Place
from delibctl.source import nodes
from delibctl.source.document import Document
from delibctl.source.events import Limits, parser, syntax_problem
from delibctl.source.problem import Problem

#: Longer files are read by the C parser alone: the other one takes seconds.
_LONGEST_SLOW = 200_000
_MERGE = "tag:yaml.org,2002:merge"


class _TooMuchError(Exception):
    """The reason why a file is not read to its end."""


def read_foreign(text: str, name: str, limits: Limits = Limits()) -> Document:  # noqa: B008 - frozen
    """Return the document in a YAML or JSON file of another tool; problems are returned."""
    text = text.removeprefix("\ufeff")
    if len(text) > limits.characters:
        reason = f"the file is over {limits.characters:,} characters long"
        return _unread(text, name, [_limit(reason, name)])
    if _is_deep(text, limits):
        return _unread(text, name, [_limit(f"nested deeper than {limits.depth} levels", name)])
    with catch_warnings():
        simplefilter("ignore")  # an anchor may be used again
        root, error = nodes.compose(text)
        if error is not None and len(text) <= _LONGEST_SLOW:
            # The C parser refuses sound files, such as those with `[a:b]`.
            root, other_error = _compose_slowly(text)
            error = error if other_error else None
    if error is not None:
        problem = syntax_problem(error, text, name)
        if "another document" in problem.message:
            problem = replace(problem, message="a second document starts here")
        return _unread(text, name, [problem])
    building = _Building(name, limits)
    try:
        data = None if root is None else building.value(root, 0)
    except (_TooMuchError, RecursionError) as reason:
        return _unread(text, name, [_limit(str(reason) or "nested too deeply", name)])
    return Document(
        name=name,
        text=text,
        data=data,
        problems=tuple(building.problems),
        locate=nodes.Tree(root, name).locate,
    )


def _is_deep(text: str, limits: Limits) -> bool:
    """Return True if a file is nested deeper than the C parser could compose."""
    depth = 0
    try:
        for event in parser().parse(text):
            if isinstance(event, SequenceStartEvent | MappingStartEvent):
                depth += 1
                if depth > limits.depth:
                    return True
            elif isinstance(event, SequenceEndEvent | MappingEndEvent):
                depth -= 1
    except (YAMLError, UnicodeEncodeError, ValueError):
        return False  # it is reported when the file is composed
    return False


def _compose_slowly(text: str) -> tuple[Any, Exception | None]:
    try:
        return YAML(typ="safe", pure=True).compose(text), None
    except (YAMLError, ValueError, RecursionError, AttributeError, IndexError) as error:
        return None, error


@dataclass
class _Building:
    """The data of nodes, counted where an alias repeats them."""

    name: str
    limits: Limits
    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def value(self, node: Any, depth: int) -> Any:
        """Return the data of a node. Raises _TooMuchError beyond the limits."""
        self.count += 1
        if self.count > self.limits.nodes:
            raise _TooMuchError(f"the file has more than {self.limits.nodes:,} nodes")
        if depth > self.limits.depth:
            raise _TooMuchError(f"nested deeper than {self.limits.depth} levels")
        if isinstance(node, ScalarNode):
            return nodes.scalar(node)
        if isinstance(node, SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: Any, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            value = self.value(value_node, depth + 1)
            if key_node.tag == _MERGE and isinstance(value_node, MappingNode | SequenceNode):
                for source in value if isinstance(value, list) else [value]:
                    merged = {**source, **merged} if isinstance(source, dict) else merged
            elif key in data:
                self.problems.append(self._repeated(key, key_node))
            else:
                data[key] = value
        return {**merged, **data}

    def _repeated(self, key: str, node: Any) -> Problem:
        return Problem(
            kind="duplicate-key",
            place=nodes.place_of(node, self.name),
            message=f"the key {key!r} appears twice; the first one was imported",
            next="keep one of them",
        )


def _unread(text: str, name: str, problems: list[Problem]) -> Document:
    return Document(
        name=name,
        text=text,
        data=None,
        problems=tuple(problems),
        locate=lambda _path, _key: Place(file=name),
    )


def _limit(reason: str, name: str) -> Problem:
    return Problem(
        kind="resource-limit", place=Place(file=name), message=reason, next="split the file",
        stops=True,
    )  # fmt: skip
