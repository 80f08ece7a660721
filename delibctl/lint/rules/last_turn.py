"""The conversation of a case ends with a user turn.

Why: The model answers the last user message. After an assistant turn there is nothing to answer.

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

Fix: end `messages` with a user message.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Report every case whose last message is not from the user."""
    for case in outline.cases:
        messages = list(case.entries("messages"))
        if messages and messages[-1].text("role") in ("system", "assistant"):
            yield Hit(
                place=messages[-1].place("role"),
                message=f"the conversation ends with a turn of role {messages[-1].text('role')}",
                next="end it with a user message",
            )


rule = PolicyRule(code="CAS653", check=check)
