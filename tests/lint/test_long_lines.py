"""Long lines take linear time to lint, although a rule could begin to match at each character."""

from time import process_time

import pytest

from delibctl.lint.rules import comment_in_prose, list_in_folded_text
from delibctl.source import read

HEAD = 'schema_version: 1\npolicy: {id: p, version: "1", title: P}\nprinciples:\n'
#: A quadratic search takes more than ten times as long.
SECONDS = 3


@pytest.mark.parametrize(
    ("module", "lines"),
    [
        (comment_in_prose, "  - A word " + "#" * 100_000),
        (comment_in_prose, "  - |\n    A word\n    " + "#" * 100_000),
        (list_in_folded_text, "  - >-\n    One\n      - x:" + " " * 100_000 + "y\n    - z"),
    ],
    ids=["signs", "signs in a block", "spaces after a colon"],
)
def test_a_long_line_takes_linear_time(module: object, lines: str) -> None:
    document = read(f"{HEAD}{lines}\n".encode(), "policy.yaml")
    assert document.data is not None
    started = process_time()

    list(module.rule.check(document))  # type: ignore[attr-defined]

    assert process_time() - started < SECONDS
