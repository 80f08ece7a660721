"""Answers as lines: what is exported is what was kept, wherever it is imported."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.laws import one_in

from delibctl.edge.answers.lines import add_answers, from_lines, stored_answers, to_line
from delibctl.model import Reply, ReplyForm, Usage

_COUNTS = st.integers(0, 10**9)
_SIZES = st.floats(0, 1e9, allow_nan=False)
_USAGES = st.builds(
    Usage,
    input=_COUNTS,
    output=_COUNTS,
    cached=_COUNTS,
    reasoning=_COUNTS,
    price=st.none() | _SIZES,
)
_REPLIES = st.builds(
    Reply,
    text=st.text(min_size=1),
    reasoning=st.text(),
    blocked=st.booleans(),
    finish=st.text(),
    usage=_USAGES,
    served=st.text(),
    fingerprint=st.text(),
    form=st.sampled_from(ReplyForm),
    attempts=_COUNTS,
    seconds=_SIZES,
).filter(lambda reply: bool(reply.text.strip()) or reply.blocked)
ANSWERS = st.dictionaries(
    st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}"), _REPLIES, max_size=5
)

#: Each example writes files, which takes as long as the disk takes.
ON_DISK = one_in(3)


@contextmanager
def empty_file() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder) / "answers.sqlite"


def exported(path: Path) -> bytes:
    return "".join(f"{to_line(*answer)}\n" for answer in stored_answers(path)).encode()


@ON_DISK
@given(ANSWERS)
def test_what_is_imported_is_exported_byte_for_byte(answers: dict[str, Reply]) -> None:
    with empty_file() as first, empty_file() as second:
        add_answers(first, answers.items())
        lines = exported(first)
        add_answers(second, from_lines(lines, "lines"))

        assert exported(second) == lines
        assert dict(stored_answers(second)) == answers


@ON_DISK
@given(ANSWERS, ANSWERS)
def test_files_that_git_joins_hold_the_answers_of_both(
    ours: dict[str, Reply], theirs: dict[str, Reply]
) -> None:
    lines = [to_line(key, reply) for half in (ours, theirs) for key, reply in half.items()]
    with empty_file() as path:
        add_answers(path, from_lines("\n".join(lines).encode(), "merged"))

        assert dict(stored_answers(path)) == {**theirs, **ours}


@given(ANSWERS)
def test_a_line_is_one_line_of_sorted_json_in_which_nothing_is_hidden(
    answers: dict[str, Reply],
) -> None:
    for key, reply in answers.items():
        line = to_line(key, reply)

        assert line.splitlines() == [line]
        assert not set("\x1b\x7f\x9b\u200b\u2028\u202e\u2066\ufeff\U000e0041") & set(line)
        assert "##[" not in line
        assert json.loads(line)["reply"]["text"] == reply.text
        assert list(json.loads(line)) == sorted(json.loads(line))


def test_a_line_stays_what_it_is() -> None:
    """Whoever keeps answers in git sees a change of this form as a change of every line."""
    reply = Reply(
        text="Ja, „gern“\u202e.", served="m-1", usage=Usage(input=3, price=0.5), seconds=2.0
    )

    assert to_line("a" * 64, reply) == (
        f'{{"key": "{"a" * 64}", "reply": {{"attempts": 1, "blocked": false, "fingerprint": "", '
        '"finish": "", "form": "prompt", "reasoning": "", "seconds": 2.0, "served": "m-1", '
        '"text": "Ja, „gern“\\u202e.", "usage": {"cached": 0, "input": 3, "output": 0, '
        '"price": 0.5, "reasoning": 0}}, "schema_version": 1}'
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "", "\n\n"])
def test_how_lines_end_does_not_matter(end: str) -> None:
    answer = ("b" * 64, Reply(text="Hello."))

    assert list(from_lines(f"\ufeff{to_line(*answer)}{end}".encode(), "x")) == [answer]
