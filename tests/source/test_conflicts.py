"""Conflict markers of version control: found in every text, whatever reads it afterwards."""

import pytest

from delibctl.source.conflicts import conflict_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n", 2),
        ("<<<<<<< HEAD\r\nb\r\n=======\r\nc\r\n>>>>>>> x\r\n", 1),
        ("<<<<<<<\nb\n||||||| base\nd\n=======\nc\n>>>>>>>", 1),
        ("a\nb\n>>>>>>> x\n", 3),
        ("text: |\n  <<<<<<< HEAD\n  One.\n  =======\n  Two.\n  >>>>>>> x\n", 2),
        ("\t<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> x\n", 1),
        ("Title\n=======\n\nText.\n", None),
        ("  <<<<<<< an arrow\n", None),
        ("  >>>>>>> quoted\n  <<<<<<< an arrow\n", None),
        ("<<<<<<<< eight\n>>>>>> six\n<<<<<<<word\n", None),
        ("", None),
    ],
)
def test_the_first_marker_of_a_conflict_is_found(text: str, line: int | None) -> None:
    assert conflict_line(text) == line
