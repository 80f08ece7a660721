"""Every path or glob in `include` and `cases` names a file.

Why: A fragment that is not found takes its clauses out of the policy without a word.

Fails:

    include: [shared/*.yaml]
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: correct the path; it is relative to the policy file.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Every entry that names no file but the policy itself."""
    policy = outline.bundle.policy
    for missing in outline.bundle.unmatched:
        itself = missing.pattern == policy.name
        yield Hit(
            place=policy.place(missing.path),
            message="the policy names itself" if itself else f"no file matches {missing.pattern!r}",
            next="remove it; a policy is not part of itself"
            if itself
            else "correct the path; it is relative to this file",
        )


rule = PolicyRule(code="REF207", check=check)
