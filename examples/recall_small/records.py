"""Rows for TRL's SFTTrainer: those that distill wrote, as they are or exchanged."""

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, Any]
_STYLE = "\nStyle: "
_END = "\n</think>"


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a file of distill."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write_rows(rows: Sequence[Row], path: Path) -> None:
    """Write one JSON line for each row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def exchanged(rows: Sequence[Row], seed: int) -> list[Row]:
    """Return the rows, each with category, clause id and quoted text of another, drawn by chance.

    A model trained on them sees the same requests, clauses and styles, and cannot learn which
    clause governs which request. Style and answer stay with their request.
    """
    recalled = [_split(row)[0] for row in rows]
    Random(seed).shuffle(recalled)
    return [_with(row, other) for row, other in zip(rows, recalled, strict=True)]


def _with(row: Row, recalled: str) -> Row:
    text = recalled + _split(row)[1]
    return {**row, "completion": [{**row["completion"][0], "content": text}]}


def _split(row: Row) -> tuple[str, str]:
    """Return what names category and clause, and the rest: the style, if named, and the answer."""
    text: str = row["completion"][0]["content"]
    thought, end, answer = text.partition(_END)
    recalled, style, named = thought.rpartition(_STYLE)
    return (recalled, style + named + end + answer) if style else (thought, end + answer)
