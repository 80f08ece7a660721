"""Every file of cases beside a policy is named by a policy.

Why: Cases that no policy names are never asked, and their misses stay unseen. `cases:` replaces the
default `cases.yaml`, so naming one file leaves out the other.

Fails:

    cases: [made.yaml]
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
    # made.yaml
    schema_version: 1
    cases:
      - {id: made, prompt: Tell me how., kind: direct, clauses: [refunds.how]}
    # cases.yaml
    schema_version: 1
    cases:
      - {id: first, prompt: I want to ask., kind: direct, clauses: [refunds.how]}

Passes:

    cases: [made.yaml, cases.yaml]
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
    # made.yaml
    schema_version: 1
    cases:
      - {id: made, prompt: Tell me how., kind: direct, clauses: [refunds.how]}
    # cases.yaml
    schema_version: 1
    cases:
      - {id: first, prompt: I want to ask., kind: direct, clauses: [refunds.how]}

Fix: add the file to `cases`, or move it to another folder.
"""

from collections.abc import Iterator
from posixpath import dirname, relpath

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Report every case file beside the policy that no policy names."""
    bundle = outline.bundle
    policy, folder = bundle.policy, dirname(bundle.policy.name) or "."
    has_list = isinstance(policy.data, dict) and "cases" in policy.data
    for name in bundle.unnamed:
        named = ", ".join(relpath(each, folder) for each in (*_names(outline), name))
        yield Hit(
            place=policy.key_place(("cases",) if has_list else ("policy",)),
            message=f"the cases in {name!r} are not asked, because no policy names the file",
            next="add the file to `cases`, or move it to another folder"
            if has_list
            else f"write `cases: [{named}]`, or move the file to another folder",
        )


def _names(outline: Outline) -> list[str]:
    return [document.name for document in outline.bundle.cases]


rule = PolicyRule(code="REF208", level=Level.WARNING, check=check)
