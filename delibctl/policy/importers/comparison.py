"""A conversation with answers to compare, marked GOOD and BAD, as examples of a clause."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import zip_longest

from delibctl.policy.importers.sketch import ExampleSketch

#: A star before a tag is a slip that stands in one release.
_TURN = re.compile(
    r"^\**<(?P<role>system|developer|user|assistant|tool)\b(?P<attributes>[^>]*)>"
    r"[ \t]*(?:<!--\s*(?P<remark>.*?)\s*-->)?[ \t]*\n?(?P<said>.*?)\n?</(?P=role)>",
    re.MULTILINE | re.DOTALL,
)
_COMPARISON = re.compile(r"<comparison>(?P<answers>.*?)</comparison>", re.DOTALL)
_MARK = re.compile(r"(?P<mark>GOOD|BAD)\b[^:\w]*(?:\[[^\]]*\])?\s*:?\s*(?P<why>.*)", re.DOTALL)


def is_comparison(block: str) -> bool:
    """Whether a code block holds answers to compare."""
    return _COMPARISON.search(block) is not None


def examples_of(
    block: str, line: int, remark: str
) -> tuple[list[ExampleSketch], list[tuple[int, str]]]:
    """The first good answer beside the first bad one, the second beside the second; and the rest.

    `line` is that of the block in its file.
    """
    found: list[ExampleSketch] = []
    left_over: list[tuple[int, str]] = []
    end = 0
    for comparison in _COMPARISON.finditer(block):
        prompt = _prompt(block[end : comparison.start()])
        end = comparison.end()
        answers: dict[str, list[tuple[str, str]]] = {"GOOD": [], "BAD": []}
        for turn in _TURN.finditer(comparison["answers"]):
            mark = _MARK.match(turn["remark"] or "")
            if mark is None:
                at = line + 1 + block.count("\n", 0, comparison.start("answers") + turn.start())
                said = turn["remark"] or "no mark"
                left_over.append((at, f"an answer that is neither GOOD nor BAD ({said})"))
            else:
                answers[mark["mark"]].append((_plain(turn["said"]), mark["why"]))
        found += _paired(prompt, answers, remark)
    rest = block[end:].strip()
    if rest:
        left_over.append((line, "what stands behind the answers that are compared"))
    return found, left_over


def _paired(
    prompt: str, answers: dict[str, list[tuple[str, str]]], remark: str
) -> Iterator[ExampleSketch]:
    for good, bad in zip_longest(answers["GOOD"], answers["BAD"]):
        why = [
            f"{mark}: {one[1]}" for mark, one in (("good", good), ("bad", bad)) if one and one[1]
        ]
        yield ExampleSketch(
            prompt=prompt,
            good=good[0] if good else None,
            bad=bad[0] if bad else None,
            remark=" ".join("; ".join(filter(None, (remark, *why))).split()),
        )


def _prompt(before: str) -> str:
    """What is said before the answers; each turn under its role, but for a single user turn."""
    turns = [(turn["role"], _plain(turn["said"])) for turn in _TURN.finditer(before)]
    if len(turns) == 1 and turns[0][0] == "user":
        return turns[0][1]
    return "\n\n".join(f"{role}: {said}" for role, said in turns)


def _plain(text: str) -> str:
    lines = unescape(text).strip().splitlines()
    return "\n".join(line.rstrip() for line in lines)
