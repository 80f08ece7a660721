"""A case's conversation ends on a user turn.

Why: The model is asked to answer the last user message; after an assistant turn there is none.

Fails:

    # cases.yaml
    schema_version: 1
    cases:
      - id: how
        kind: direct
        clauses: [refunds.how]
        messages: [{role: user, content: "How?"}, {role: assistant, content: Like this.}]

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - id: how
        kind: direct
        clauses: [refunds.how]
        messages: [{role: assistant, content: Hello!}, {role: user, content: "How?"}]

Fix: end `messages` with what the user says.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Every case whose last message is not the user's."""
    for case in outline.cases:
        messages = list(case.entries("messages"))
        if messages and messages[-1].text("role") in ("system", "assistant"):
            yield Hit(
                place=messages[-1].place("role"),
                message=f"the conversation ends on the {messages[-1].text('role')}'s turn",
                next="end it with what the user says",
            )


rule = PolicyRule(code="CAS653", check=check)
