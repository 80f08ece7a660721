"""Reading a conversation with compared answers, marked GOOD and BAD, as examples of a clause."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import zip_longest

from delibctl.policy.importers.sketch import ExampleSketch

#: One release of the Model Spec has stray stars before a tag.
_TURN = re.compile(
    r"^\**<(?P<role>system|developer|user|assistant|tool)\b(?P<attributes>[^>]*)>"
    r"[ \t]*(?:<!--\s*(?P<remark>.*?)\s*-->)?[ \t]*\n?(?P<said>.*?)\n?</(?P=role)>",
    re.MULTILINE | re.DOTALL,
)
_COMPARISON = re.compile(r"<comparison>(?P<answers>.*?)</comparison>", re.DOTALL)
_MARK = re.compile(r"(?P<mark>GOOD|BAD)\b[^:\w]*(?:\[[^\]]*\])?\s*:?\s*(?P<why>.*)", re.DOTALL)


def is_comparison(block: str) -> bool:
    """Return True if a code block holds compared answers."""
    return _COMPARISON.search(block) is not None


def examples_of(
    block: str, line: int, remark: str
) -> tuple[list[ExampleSketch], list[tuple[int, str]]]:
    """Return the examples, which pair the nth good with the nth bad answer, and left-over lines.

    `line` is the line of the block in its file.
    """
    examples: list[ExampleSketch] = []
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
                remark_there = turn["remark"] or "no mark"
                left_over.append((at, f"an answer that is neither GOOD nor BAD ({remark_there})"))
            else:
                answers[mark["mark"]].append((_plain(turn["said"]), mark["why"]))
        examples += _paired(prompt, answers, remark)
    trailing_text = block[end:].strip()
    if trailing_text:
        left_over.append((line, "text after the compared answers"))
    return examples, left_over


def _paired(
    prompt: str, answers: dict[str, list[tuple[str, str]]], remark: str
) -> Iterator[ExampleSketch]:
    for good, bad in zip_longest(answers["GOOD"], answers["BAD"]):
        pairs = (("good", good), ("bad", bad))
        why = [f"{mark}: {answer[1]}" for mark, answer in pairs if answer and answer[1]]
        yield ExampleSketch(
            prompt=prompt,
            good=good[0] if good else None,
            bad=bad[0] if bad else None,
            remark=" ".join("; ".join(filter(None, (remark, *why))).split()),
        )


def _prompt(before: str) -> str:
    """Return the turns before the answers, each after its role; a single user turn stays plain."""
    turns = [(turn["role"], _plain(turn["said"])) for turn in _TURN.finditer(before)]
    if len(turns) == 1 and turns[0][0] == "user":
        return turns[0][1]
    return "\n\n".join(f"{role}: {text}" for role, text in turns)


def _plain(text: str) -> str:
    lines = unescape(text).strip().splitlines()
    return "\n".join(line.rstrip() for line in lines)
