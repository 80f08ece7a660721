"""Converting YAML nodes to plain data, and finding the place of a path in that data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from delibctl.model import Place
from delibctl.source.events import parser
from delibctl.source.problem import Problem

Step = str | int


@dataclass(frozen=True, kw_only=True, slots=True)
class Scalar:
    """A scalar of a file, with its path and place.

    `style` is its notation: empty if plain, else one of `'`, `"`, `>` and `|`. `is_key`: it is the
    key of a mapping.
    """

    path: tuple[Step, ...]
    place: Place
    style: str
    value: str
    is_key: bool


def compose(text: str) -> tuple[Any, Exception | None]:
    """Return the root node, None for an empty file, and the error of a file without one."""
    try:
        return parser().compose(text), None
    except (YAMLError, UnicodeEncodeError, ValueError) as error:
        return None, error


def build(root: Any, name: str) -> tuple[Any, list[Problem]]:
    """Return the plain data of a node tree, and its problems; of equal keys the first counts."""
    problems: list[Problem] = []
    return (None if root is None else _build(root, name, problems)), problems


def _build(node: Any, name: str, problems: list[Problem]) -> Any:
    if isinstance(node, ScalarNode):
        return scalar(node)
    if isinstance(node, SequenceNode):
        node.value = [part for item in node.value for part in _items(item, name, problems)]
        return [_build(item, name, problems) for item in node.value]
    key_nodes: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
        problem = _key_problem(key, key_node, key_nodes, name)
        if problem:
            problems.append(problem)
        else:
            key_nodes[key] = key_node
            data[key] = _build(value_node, name, problems)
    return data


def _items(node: Any, name: str, problems: list[Problem]) -> list[Any]:
    """Return an item of a list, or several if the dash between them is missing.

    That is so where the keys of a mapping begin again: the first one, and another of them.
    """
    if not isinstance(node, MappingNode) or node.flow_style or len(node.value) < _TWO_ITEMS:
        return [node]
    keys = [key.value for key, _ in node.value]
    if keys.count(keys[0]) == 1 or not all(isinstance(key, str) for key in keys):
        return [node]
    starts = [0, *(index for index in range(1, len(keys)) if keys[index] == keys[0])]
    parts = [keys[start:end] for start, end in zip(starts, [*starts[1:], len(keys)], strict=True)]
    if len(parts) == 1 or not all(set(part[1:]) & set(keys[: starts[1]]) for part in parts[1:]):
        return [node]
    first_line = node.value[0][0].start_mark.line + 1
    problems += [
        Problem(
            kind="duplicate-key",
            place=place_of(node.value[start][0], name),
            message=f"a dash is missing: {keys[0]!r} appears twice, first on line {first_line}",
            next=f"begin a new item: write `- {keys[0]}:`",
        )
        for start in starts[1:]
    ]
    return [
        MappingNode(
            node.tag, node.value[start:end], node.value[start][0].start_mark,
            node.value[end - 1][1].end_mark, flow_style=False,
        )
        for start, end in zip(starts, [*starts[1:], len(keys)], strict=True)
    ]  # fmt: skip


#: Keys in two items of the same kind.
_TWO_ITEMS = 4


def _key_problem(key: str, node: Any, key_nodes: dict[str, Any], name: str) -> Problem | None:
    if node.tag == "tag:yaml.org,2002:merge":
        return Problem(
            kind="anchor-alias-merge",
            place=place_of(node, name),
            message="merge keys (`<<`) are not supported",
            next="write the keys in full where they are used",
        )
    if not isinstance(node, ScalarNode) or node.tag != "tag:yaml.org,2002:str":
        return Problem(
            kind="non-string-key",
            place=place_of(node, name),
            message=f"the key {key} is not text",
            next="quote the key",
        )
    if not key.isascii() and key.strip(ODD_SPACES) != key and not node.style:
        return Problem(
            kind="yaml-syntax",
            place=place_of(node, name),
            message=f"U+{ord(_odd_end(key)):04X} looks like a space, but is part of the key",
            next="replace it with ordinary spaces",
            stops=True,
        )
    if key in key_nodes:
        return Problem(
            kind="duplicate-key",
            place=place_of(node, name),
            message=f"the key {key!r} appears twice; the first is on line "
            f"{key_nodes[key].start_mark.line + 1}",
            next="keep one of them",
        )
    return None


#: Characters that look like spaces or like nothing at the ends of a key.
ODD_SPACES = "\t\u00a0\u1680\u202f\u205f\u2060\u3000" + "".join(map(chr, range(0x2000, 0x2010)))


def _odd_end(key: str) -> str:
    """Return the first odd character at an end of a key."""
    return key[0] if key[0] in ODD_SPACES else key[-1]


_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def scalar(node: Any) -> Any:
    """Return a value by the YAML 1.2 core schema; dates and unusual numbers stay text."""
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int" if _INT.fullmatch(text):
            return int(text)
        case "float" if _FLOAT.fullmatch(text):
            return float(text)
    return text


class Tree:
    """The nodes of a file, with the children of each node that a path led through."""

    def __init__(self, root: Any, name: str) -> None:
        self._root = root
        self._name = name
        self._children: dict[int, dict[str, tuple[Any, Any]]] = {}

    def locate(self, path: tuple[Step, ...], key: bool) -> Place:
        """Return the place of the value at a path, or of its key."""
        if self._root is None:
            return Place(file=self._name)
        key_node, node = self._pair(path)
        return place_of(key_node if key else node, self._name)

    def span(self, path: tuple[Step, ...]) -> Place:
        """Return the place of the whole value at a path."""
        node = self._pair(path)[1]
        return _span(node.start_mark, node.end_mark, self._name)

    def _pair(self, path: tuple[Step, ...]) -> tuple[Any, Any]:
        """Return the key and the value at a path, or at its longest existing part."""
        pair = (self._root, self._root)
        for step in path:
            child = self._child(pair[1], step)
            if child is None:
                break
            pair = child
        return pair

    def _child(self, node: Any, step: Step) -> tuple[Any, Any] | None:
        if isinstance(node, MappingNode) and isinstance(step, str):
            if id(node) not in self._children:
                # Of equal keys the first counts.
                pairs = reversed(node.value)
                self._children[id(node)] = {
                    key.value: (key, value) for key, value in pairs if isinstance(key, ScalarNode)
                }
            return self._children[id(node)].get(step)
        if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            return node.value[step], node.value[step]
        return None


def scalars(root: Any, name: str) -> Iterator[Scalar]:
    """Yield every scalar of a file, in order."""
    pending: list[tuple[Any, tuple[Step, ...], bool]] = [(root, (), False)]
    while pending:
        node, path, is_key = pending.pop()
        if isinstance(node, ScalarNode):
            place = place_of(node, name)
            yield Scalar(
                path=path, place=place, style=node.style or "", value=node.value, is_key=is_key
            )
        elif isinstance(node, SequenceNode):
            items = list(enumerate(node.value))
            pending += [(item, (*path, index), False) for index, item in reversed(items)]
        elif isinstance(node, MappingNode):
            for key, value in reversed(node.value):
                inner = (*path, str(key.value))
                pending += [(value, inner, False), (key, inner, True)]


def place_of(node: Any, name: str) -> Place:
    """Return the place of a node; that of a mapping is its first key."""
    start, end = node.start_mark, node.end_mark
    if isinstance(node, MappingNode) and node.value:
        start, end = node.value[0][0].start_mark, node.value[0][0].end_mark
    return _span(start, end, name)


def _span(start: Any, end: Any, name: str) -> Place:
    return Place(
        file=name,
        line=start.line + 1,
        column=start.column + 1,
        end_line=end.line + 1,
        end_column=end.column + 1,
    )
