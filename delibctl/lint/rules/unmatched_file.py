"""Every path or glob in `include` and `cases` matches a file.

Why: If a fragment is not found, its clauses are silently missing from the policy.

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
from delibctl.text.pipe_names import descriptor


def check(outline: Outline) -> Iterator[Hit]:
    """Report every entry that leads to no file, or only to the policy itself."""
    policy = outline.bundle.policy
    for missing in outline.bundle.unmatched:
        includes_itself = missing.pattern == policy.name
        if missing.problem:
            yield Hit(
                place=policy.place(missing.path),
                message=f"{missing.pattern!r} {missing.problem}",
                next=_remedy(missing.problem, policy.name),
            )
            continue
        yield Hit(
            place=policy.place(missing.path),
            message="the policy includes itself"
            if includes_itself
            else f"no file matches {missing.pattern!r}",
            next="remove this entry" if includes_itself else _where_to_look(policy.name),
        )


def _remedy(problem: str, policy: str) -> str:
    if descriptor(policy) is not None:
        return _where_to_look(policy)
    if "out of the repository" in problem:
        return "copy the file into the repository; without git, put delibctl.toml above both"
    if "link" in problem:
        return "restore the file that it leads to, or remove it"
    return "make it readable, or correct the entry"


def _where_to_look(policy: str) -> str:
    if descriptor(policy) is None:
        return "correct the path; it is relative to this file"
    return "write the policy to a file first, in the folder of its other files"


rule = PolicyRule(code="REF207", check=check)
