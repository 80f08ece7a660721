"""The file is a policy, a cases file or a fragment.

Why: Nothing reads any other file, so what it says has no effect.

Fails:

    rules: [Be kind.]

Passes:

    definitions:
      harm: one

Fix: add the top-level key `policy:` for a policy, `cases:` for a cases file, or `categories:`,
`styles:` or `definitions:` for a fragment. `delibctl init` writes a first policy.
"""

from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Hit
from delibctl.source import Document


def check(document: Document) -> Iterator[Hit]:
    """Report a file that can be read but is of no known kind."""
    if document.kind is None and not any(problem.stops for problem in document.problems):
        empty = document.data is None
        yield Hit(
            place=document.place(()),
            message="the file is empty"
            if empty
            else "no top-level `policy`, `cases`, `categories`, `styles` or `definitions`",
            next="write a policy (`delibctl init` creates one), or leave the file out",
        )


rule = FileRule(code="SCH104", check=check)
