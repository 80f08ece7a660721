"""The file is a policy, a cases file or a fragment.

Why: A file that is none of them is read by nobody, and what it says does not hold.

Fails:

    rules: [Be kind.]

Passes:

    definitions:
      harm: one

Fix: start a policy with `policy:`, a cases file with `cases:`, a fragment with `categories:`,
`styles:` or `definitions:`; `delibctl init` writes a policy to start from.
"""

from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Hit
from delibctl.source import Document


def check(document: Document) -> Iterator[Hit]:
    """One hit where the file could be read and its kind is not known."""
    if document.kind is None and not any(problem.stops for problem in document.problems):
        empty = document.data is None
        yield Hit(
            place=document.place(()),
            message="the file is empty"
            if empty
            else "no top-level `policy`, `cases`, `categories`, `styles` or `definitions`",
            next="write a policy (`delibctl init` makes one), or leave the file out",
        )


rule = FileRule(code="SCH104", check=check)
