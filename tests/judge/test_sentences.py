"""Sentences on which the words of the judge `patterns` were chosen, by kind and language.

A section "not seen so far" or "misread so far" has sentences that the judge gets wrong; a change
that mends one moves it to its kind.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from delibctl.judge.patterns import observe
from delibctl.model import Outcome

HERE = Path(__file__).parent / "sentences"
SO_FAR = {"not seen so far": False, "misread so far": True}


def sections() -> Iterator[tuple[str, str, list[str]]]:
    for path in sorted(HERE.glob("*.txt")):
        for section in path.read_text(encoding="utf-8").removeprefix("# ").split("\n# "):
            kind, *lines = section.strip("\n").split("\n")
            yield path.stem, kind, lines


def declines(line: str) -> bool:
    return observe((), line.replace("\\n", "\n")).outcome is not Outcome.COMPLY


@pytest.mark.parametrize(
    ("name", "kind", "lines"),
    [pytest.param(*section, id=f"{section[0]}, {section[1]}") for section in sections()],
)
def test_the_sentences_of_a_section_decline_or_do_not(
    name: str, kind: str, lines: list[str]
) -> None:
    answers = name == "english_answers" or kind == "answers"
    expected = SO_FAR.get(kind, not answers)

    assert [line for line in lines if declines(line) is not expected] == []
