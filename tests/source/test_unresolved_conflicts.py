"""A merge conflict is named before any other problem of a file, whatever reads it."""

import pytest

from delibctl.source import read

SIDES = "{0}<<<<<<< HEAD\n{0}a: 1\n{0}=======\n{0}a: 2\n{0}>>>>>>> other\n"
CONFLICTS = {
    "between keys": ("a: 0\n" + SIDES.format(""), [(2, 6)]),
    "in a block, indented by an editor": ("t: |\n" + SIDES.format("  "), [(2, 6)]),
    "in a block, as git writes it": ("t: |\n  x\n" + SIDES.format(""), [(3, 7)]),
    "two": (SIDES.format("") * 2, [(1, 5), (6, 10)]),
    "half resolved: the beginning": ("a: 0\n<<<<<<< HEAD\nb: 1\n", [(2, 2)]),
    "half resolved: the end": ("a: 0\n>>>>>>> other\n", [(2, 2)]),
    "with the base": ("<<<<<<< a\nx\n||||||| b\ny\n=======\nz\n>>>>>>> c\n", [(1, 7)]),
    "beside a tab": ("\tx: 1\n" + SIDES.format(""), [(2, 6)]),
}
SOUND = {
    "a heading": "t: |\n  Title\n  =======\n\n  Text.\n",
    "an arrow": "t: |\n  <<<<<<< this\n",
    "a text that quotes markers": 't: "<<<<<<< HEAD\\n=======\\n>>>>>>> x"\n',
    "markers within lines": "t: see <<<<<<< and >>>>>>> there\n",
}


@pytest.mark.parametrize(("text", "lines"), CONFLICTS.values(), ids=CONFLICTS)
@pytest.mark.parametrize("name", ["f.yaml", "f.jsonl"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_each_conflict_is_the_only_problem(
    text: str, lines: list[tuple[int, int]], name: str, line_end: str
) -> None:
    document = read(text.replace("\n", line_end).encode(), name)

    assert [(p.kind, p.place.line) for p in document.problems] == [
        ("merge-conflict", first) for first, _ in lines
    ]
    assert document.data is None
    for problem, (first, last) in zip(document.problems, lines, strict=True):
        assert problem.message.endswith(f" up to line {last}" if last > first else "here")


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_a_text_that_only_looks_like_one_is_sound(text: str) -> None:
    assert read(text.encode(), "f.yaml").problems == ()
