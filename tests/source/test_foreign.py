"""YAML of other tools: anchors, merge keys and colons in brackets are read, bombs are not."""

import warnings
from typing import Any

import pytest

from delibctl.source.foreign import read_foreign


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: &x {b: 1}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n", {"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 3}}),
        (
            "- &x {b: 1}\n- &y {b: 2, c: 3}\n- {<<: [*x, *y], d: 4}\n",
            [{"b": 1}, {"b": 2, "c": 3}, {"b": 1, "c": 3, "d": 4}],
        ),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
        ("p: [openai:gpt-4o, a:b:c]\n", {"p": ["openai:gpt-4o", "a:b:c"]}),
        ("a: !tag x\nb: yes\nc: 012\n", {"a": "x", "b": "yes", "c": 12}),
        ('\ufeff{"a": [1, true, null]}', {"a": [1, True, None]}),
        ("", None),
    ],
)
def test_what_other_tools_read_is_read(text: str, data: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = read_foreign(text, "f.yaml")

    assert (document.data, document.problems) == (data, ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, "nested deeper than 50 levels"),
        ("- " * 100_000, "nested deeper than 50 levels"),
        ("a: &a [*a]", "nested deeper than 50 levels"),
        ("[a:b, " + "[" * 500, "text with a `:` inside brackets must be quoted"),
        (
            "a: &a [1, 1, 1, 1, 1, 1, 1, 1]\n"
            + "".join(
                f"{y}: &{y} [{', '.join([f'*{x}'] * 8)}]\n"
                for x, y in zip("abcdefg", "bcdefgh", strict=True)
            ),
            "the file has more than 400,000 nodes",
        ),
        ("a: 1\n---\nb: 2\n", "a second document starts here"),
        ("a: *b\n", "unquoted, `*` starts an alias; its anchor does not exist"),
    ],
)
def test_what_is_too_much_or_no_yaml_is_a_problem(text: str, message: str) -> None:
    document = read_foreign(text, "f.yaml")

    assert document.data is None
    assert [problem.message for problem in document.problems] == [message]


def test_of_equal_keys_the_first_counts_and_the_other_is_a_problem() -> None:
    document = read_foreign("a: 1\nb: {c: 2, c: 3}\n", "f.yaml")

    assert document.data == {"a": 1, "b": {"c": 2}}
    assert [(p.place.line, p.message) for p in document.problems] == [
        (2, "the key 'c' appears twice; the first one was imported")
    ]
