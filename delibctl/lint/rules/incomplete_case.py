"""A case says what answer it expects.

Why: A case without clauses needs a category, which decides what the model is shown, and a style,
which decides what is right.

Fails:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: hello, prompt: Hello!, kind: look-alike}

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: hello, prompt: Hello!, kind: look-alike, category: [access], style: comply}

Fix: name a clause, or a category and a style.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Report every case without a clause that lacks a category or a style."""
    for case in outline.cases:
        # The schema reports what is not a list.
        if any(case.data.get(key) for key in ("clauses", "either")):
            continue
        answer = "outcomes" if "outcomes" in case.data else "style"
        missing = [key for key in ("category", answer) if key not in case.data]
        if missing:
            fields = " or ".join([", ".join(["clause", *missing[:-1]]), missing[-1]])
            yield Hit(
                place=case.place(),
                message=f"the case has no {fields}",
                next="add `clauses:`, or both `category:` and `style:`",
            )


rule = PolicyRule(code="CAS652", check=check)
