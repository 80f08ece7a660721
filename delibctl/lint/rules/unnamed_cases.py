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

import json
import re
from collections.abc import Iterator
from posixpath import dirname, relpath

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule

_DEFAULT = re.compile(r"cases(?:/[^/]+)?\.\w+$", re.IGNORECASE)
#: Names that need no quotes in a list.
_PLAIN = re.compile(r"[A-Za-z][\w./-]*")


def check(outline: Outline) -> Iterator[Hit]:
    """Report every case file beside the policy that no policy names."""
    bundle = outline.bundle
    policy, folder = bundle.policy, dirname(bundle.policy.name) or "."
    has_list = isinstance(policy.data, dict) and "cases" in policy.data
    names = [relpath(document.name, folder) for document in bundle.cases]
    by_default = all(_DEFAULT.match(name) for name in names) and not has_list
    unnamed = (relpath(name, folder) for name in bundle.unnamed)
    listed = ", ".join(_in_list(name) for name in (*names, *unnamed))
    for name in bundle.unnamed:
        yield Hit(
            place=policy.key_place(("cases",) if has_list else ("policy",)),
            message=f"the cases in {name!r} are not asked, because no policy names the file",
            next=f"write `cases: [{listed}]`, or move the file to another folder"
            if by_default
            else "add the file to `cases`, or move it to another folder",
        )


def _in_list(name: str) -> str:
    """Return a name as YAML reads it in brackets."""
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)


rule = PolicyRule(code="REF208", level=Level.WARNING, check=check)
