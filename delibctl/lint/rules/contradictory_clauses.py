"""Two clauses of a category that say the same do not ask for opposite outcomes.

Why: One of them helps and the other refuses; without an `overrides` or an `excludes` between them a
model has to guess, and whatever it does breaks one.

Fails:

    clauses:
      - {id: codes.help, title: Help, style: comply, text: The shop may give out codes.}
      - {id: codes.keep, title: Keep, style: refuse, text: The shop must not give out codes.}

Passes:

    clauses:
      - {id: codes.help, title: Help, style: comply, text: The shop may give out codes.}
      - id: codes.keep
        title: Keep
        style: refuse
        text: The shop must not give out codes.
        overrides: [codes.help]

Fix: say which wins with `overrides`, or what each leaves to the other with `excludes`.
"""

from collections.abc import Iterator
from functools import partial

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.model import Outcome
from delibctl.text.near_duplicates import similar
from delibctl.text.similarity import words

#: The least share of common runs of three words, once the words that rule are taken away.
_LEAST = 0.5
#: Of "don't" and the like the pieces.
_RULING = {
    *("allowed", "always", "are", "can", "cannot", "do", "does", "doesn", "don", "forbidden"),
    *("gladly", "is", "isn", "may", "must", "never", "not", "permitted", "prohibited", "shall"),
    *("should", "t", "to", "will", "won"),
}
_OPPOSITE = {Outcome.COMPLY, Outcome.REFUSE}


def check(outline: Outline) -> Iterator[Hit]:
    """Every clause that rules the opposite of an earlier one on nearly the same words."""
    for category in outline.categories:
        clauses = [
            clause
            for clause in category.entries("clauses")
            if outline.outcomes.get(clause.text("style") or "") in _OPPOSITE
        ]
        bare = [_bare(clause.text("text") or "") for clause in clauses]
        opposite = partial(_opposite, clauses, outline.outcomes)
        for index, earlier in similar(bare, _LEAST, opposite):
            clause, other = clauses[index], clauses[earlier]
            yield Hit(
                place=clause.place("id"),
                message=f"{clause.text('id')!r} has style {clause.text('style')!r}, and "
                f"{other.text('id')!r} at {other.place('id')} says much the same with "
                f"{other.text('style')!r}",
                next="say with `overrides` which of them wins, or with `excludes` what each leaves",
            )


def _bare(text: str) -> list[str]:
    """The words that do not rule: opposite clauses may have them in common."""
    return [word for word in words(text) if word not in _RULING]


def _opposite(clauses: list[Entry], outcomes: dict[str, Outcome], one: int, other: int) -> bool:
    ruled = {outcomes.get(clauses[index].text("style") or "") for index in (one, other)}
    return ruled == _OPPOSITE and not related(clauses[one], clauses[other])


def related(one: Entry, other: Entry) -> bool:
    """Whether one of two clauses overrides the other or leaves something to it."""
    return any(
        clause.text("id") in {id for id, _ in from_.texts("overrides")}
        or clause.text("id") in {exclusion.text("to") for exclusion in from_.entries("excludes")}
        for clause, from_ in ((one, other), (other, one))
    )


# Lexical: whether two texts mean the same it can only guess.
rule = PolicyRule(code="PRC251", level=Level.WARNING, check=check, preview=True)
