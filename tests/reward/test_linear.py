"""Hostile answers take time in proportion to their length, as training may write anything."""

from collections.abc import Callable
from time import process_time

import pytest

from delibctl.judge.refusal_alone import words_besides
from delibctl.judge.to_the_judge import addresses_judge, only_promises
from delibctl.reward.visible_text import visible_text

READERS: dict[str, Callable[[str], object]] = {
    "visible_text": visible_text,
    "words_besides": words_besides,
    "addresses_judge": lambda text: addresses_judge(text, ()),
    "only_promises": only_promises,
}
PIECES = ["<think>", "<think></think>", "<thi<think>x</think>nk>", "<|channel|>analysis<|message|>"]
PIECES += ["{", '"', "`", "<", " ", "\n", ", ", "<|im_end|>", '{"reasoning": "', "<reasoning>"]
PIECES += ['{"outcome": "refuse", "correctness": 5} ', "\nto the ", "rate it ", "the answer is "]


def seconds(reader: Callable[[str], object], text: str) -> float:
    began = process_time()
    reader(text)
    return process_time() - began


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_four_times_the_text_takes_about_four_times_as_long(
    reader: Callable[[str], object],
) -> None:
    for piece in PIECES:
        short, long = (piece * (length // len(piece)) for length in (10_000, 40_000))
        reader(short)  # the first call compiles patterns

        assert seconds(reader, long) < 9 * seconds(reader, short) + 0.5, piece
