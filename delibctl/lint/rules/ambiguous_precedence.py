"""Two similar clauses that override the same third clause have a defined order.

Why: Where both apply, they ask for different outcomes. That each overrides the third does not say
which of the two wins.

Fails:

    schema_version: 1
    policy: {id: shop, version: "1", title: Shop}
    categories:
      - id: codes
        title: Codes
        summary: Codes are kept safe.
        clauses:
          - {id: codes.say, title: Say, style: comply, text: Explain what a code is for.}
          - id: codes.lost
            title: Lost
            style: refuse
            text: A code that was lost by its owner at home is given to nobody.
            overrides: [codes.say]
      - id: help
        title: Help
        summary: Help is near.
        clauses:
          - id: help.lost
            title: Lost
            style: safe-complete
            text: A code that was lost by its owner at home is sent by letter.
            overrides: [codes.say]

Passes:

    clauses:
      - {id: codes.say, title: Say, style: comply, text: Explain what a code is for.}
      - id: codes.lost
        title: Lost
        style: refuse
        text: A code that was lost by its owner at home is given to nobody.
        overrides: [codes.say]

Fix: let one override the other, or give them a different `authority`.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.rules.contradictory_clauses import related
from delibctl.model import Outcome
from delibctl.text.near_duplicates import similar
from delibctl.text.similarity import words

_LEAST = 0.5


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause similar to an earlier one with another outcome, both over one third."""
    winners = defaultdict[str, list[Entry]](list)
    for clause in outline.clauses:
        for id in dict.fromkeys(id for id, _ in clause.texts("overrides")):
            winners[id].append(clause)
    reported = set()
    for loser, clauses in winners.items():
        texts = [words(clause.text("text") or "") for clause in clauses]
        undecided = partial(_undecided, clauses, outline.outcomes)
        for index, earlier in similar(texts, _LEAST, undecided):
            clause, rival = clauses[index], clauses[earlier]
            ids = (clause.text("id"), rival.text("id"))
            if ids not in reported:
                yield Hit(
                    place=clause.place("overrides"),
                    message=f"{ids[0]!r} and {ids[1]!r} at {rival.place('id')} both override "
                    f"{loser!r}, but neither overrides the other",
                    next="let one override the other, or give them a different `authority`",
                )
            reported.add(ids)


def _undecided(clauses: list[Entry], outcomes: dict[str, Outcome], left: int, right: int) -> bool:
    """Return True if the clauses at two indexes differ in outcome and nothing orders them."""
    first, second = clauses[left], clauses[right]
    outcomes_of_pair = {outcomes.get(clause.text("style") or "") for clause in (first, second)}
    differ = len(outcomes_of_pair - {None}) > 1
    return (
        differ
        and first.text("authority") == second.text("authority")
        and not related(first, second)
    )


# Lexical: it can only guess whether two clauses can apply at once.
rule = PolicyRule(code="PRC252", level=Level.WARNING, check=check, preview=True)
