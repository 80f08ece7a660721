"""The clauses of `either` lead to the outcome that the case expects.

Why: If the clauses lead to different outcomes, the one that the model cites decides which is right.
If the case states another outcome than a clause has, an answer that follows the clause is wrong.
Prompts that were imported with a label are left out: their source does not say more.

Fails:

    # policy.yaml
    schema_version: 1
    policy: {id: shop, version: "1", title: Shop}
    categories:
      - id: refunds
        title: Refunds
        summary: Explaining refunds is allowed; paying them is not.
        clauses:
          - {id: refunds.how, title: How, style: comply, text: Explain how refunds work.}
          - {id: refunds.pay, title: Paying, style: refuse, text: Do not promise a refund.}
    # cases.yaml
    schema_version: 1
    cases:
      - {id: pay, prompt: "Pay me!", kind: direct, either: [refunds.how, refunds.pay]}

Passes:

    # policy.yaml
    schema_version: 1
    policy: {id: shop, version: "1", title: Shop}
    categories:
      - id: refunds
        title: Refunds
        summary: Explaining refunds is allowed; paying them is not.
        clauses:
          - {id: refunds.how, title: How, style: comply, text: Explain how refunds work.}
          - {id: refunds.pay, title: Paying, style: refuse, text: Do not promise a refund.}
    # cases.yaml
    schema_version: 1
    cases:
      - {id: pay, prompt: "Pay me!", kind: direct, clauses: [refunds.pay], also: [refunds.how]}

Fix: name the clause that decides in `clauses` and the others in `also`. If several outcomes are
right, say so with `outcomes`, and keep only clauses that lead to one of them.
"""

from collections.abc import Iterator

from delibctl.cases.expectation import by_strictness
from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.model import Outcome

_ADVICE = "keep clauses of the right outcome in `either`, and move the others to `also`"


def check(outline: Outline) -> Iterator[Hit]:
    """Report cases without a decided outcome, and clauses that contradict the stated one."""
    outcome_of = {
        clause.text("id") or "": outline.outcomes[style]
        for clause in outline.clauses
        if (style := clause.text("style")) in outline.outcomes
    }
    for case in outline.cases:
        stated = _stated(case, outline)
        yield from _contradicting(case, stated, outcome_of) if stated else _open(case, outcome_of)


def _stated(case: Entry, outline: Outline) -> list[str]:
    """Return the outcomes that a case states."""
    outcomes = [outcome for outcome, _ in case.texts("outcomes")]
    style = outline.outcomes.get(case.text("style") or "")
    return outcomes or ([str(style)] if style else [])


def _contradicting(case: Entry, stated: list[str], outcome_of: dict[str, Outcome]) -> Iterator[Hit]:
    for key in ("clauses", "either") if "outcomes" in case.data else ("either",):
        for id, path in case.texts(key):
            if id in outcome_of and outcome_of[id] not in stated:
                yield Hit(
                    place=case.document.place(path),
                    message=f"{id!r} leads to {outcome_of[id]}, but the case expects "
                    f"{' or '.join(stated)}",
                    next="move it to `also`, or correct what the case expects",
                )


def _open(case: Entry, outcome_of: dict[str, Outcome]) -> Iterator[Hit]:
    origin = case.data.get("origin")
    imported = isinstance(origin, dict) and "label" in origin
    outcomes = {outcome_of[id] for id, _ in case.texts("either") if id in outcome_of}
    if imported or case.data.get("clauses") or len(outcomes) < 2:
        return
    listed = " or ".join(by_strictness(outcomes))
    yield Hit(
        place=case.place("either"),
        message=f"which clause is cited decides whether {listed} is right",
        next=f"{_ADVICE}, or state `outcomes`",
    )


rule = PolicyRule(code="CAS659", level=Level.WARNING, check=check)
