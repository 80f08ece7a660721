"""No two cases have the same prompt.

Why: The same question counts twice in every figure. Where the two expect different things, one of
them always fails.

Fails:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}
      - {id: how-now, prompt: "How?", kind: direct, clauses: [refunds.how]}

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}
      - {id: how-now, prompt: "How, and until when?", kind: direct, clauses: [refunds.how]}

Fix: remove one, retire it with `status: retired`, or reword it.
"""

from collections import defaultdict
from collections.abc import Iterator

from delibctl.lint.case_prompts import CasePrompt, Messages, case_prompts
from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Report every case with the messages of an earlier one, spacing aside.

    Upper case and typography count, since a model may be tested on both. The same words with
    another `category` are another question, unless they expect another style.
    """
    by_messages = defaultdict[Messages, list[CasePrompt]](list)
    for case in case_prompts(outline):
        earlier = by_messages[case.messages]
        twin = next((e for e in earlier if _asks_the_same(case, e)), None)
        if twin is None:
            earlier.append(case)
        elif case.entry.text("id") != twin.entry.text("id"):  # a duplicate id has its own rule
            yield _hit(case, twin)


def _asks_the_same(case: CasePrompt, earlier: CasePrompt) -> bool:
    return case.categories == earlier.categories or case.style != earlier.style


def _hit(case: CasePrompt, earlier: CasePrompt) -> Hit:
    entry, first = case.entry, earlier.entry
    differs = f", but expects {case.style!r} instead of {earlier.style!r}"
    return Hit(
        place=entry.place(case.place_key),
        message=f"{entry.text('id')!r} has the same prompt as {first.text('id')!r} at "
        f"{first.place('id')}{differs if case.style != earlier.style else ''}",
        next="remove one of them, or reword it",
    )


rule = PolicyRule(code="CAS655", level=Level.WARNING, check=check)
