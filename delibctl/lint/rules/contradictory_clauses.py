"""Two clauses of a category with nearly the same text do not ask for opposite outcomes.

Why: One complies and the other refuses. Without `overrides` or `excludes` between them a model has
to guess, and breaks one of them either way.

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

Fix: say with `overrides` which one wins, or with `excludes` what each leaves to the other.
"""

from collections.abc import Iterator
from functools import partial

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.model import Outcome
from delibctl.text.near_duplicates import similar
from delibctl.text.similarity import words

#: The smallest share of common runs of three words, once the ruling words are removed.
_LEAST = 0.5
#: Words that allow or forbid; contractions such as "don't" in pieces.
_RULING = {
    *("allowed", "always", "are", "can", "cannot", "do", "does", "doesn", "don", "forbidden"),
    *("gladly", "is", "isn", "may", "must", "never", "not", "permitted", "prohibited", "shall"),
    *("should", "t", "to", "will", "won"),
}
_OPPOSITE = {Outcome.COMPLY, Outcome.REFUSE}


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause whose outcome is opposite to an earlier one with nearly the same text."""
    for category in outline.categories:
        clauses = [
            clause
            for clause in category.entries("clauses")
            if outline.outcomes.get(clause.text("style") or "") in _OPPOSITE
        ]
        bare = [_bare(clause.text("text") or "") for clause in clauses]
        opposite = partial(_opposite, clauses, outline.outcomes)
        for index, earlier in similar(bare, _LEAST, opposite):
            clause, rival = clauses[index], clauses[earlier]
            yield Hit(
                place=clause.place("id"),
                message=f"{clause.text('id')!r} has style {clause.text('style')!r}, but "
                f"{rival.text('id')!r} at {rival.place('id')} says nearly the same with style "
                f"{rival.text('style')!r}",
                next="say with `overrides` which one wins, or with `excludes` what each leaves out",
            )


def _bare(text: str) -> list[str]:
    """Return the words that neither allow nor forbid, which opposite clauses can share."""
    return [word for word in words(text) if word not in _RULING]


def _opposite(clauses: list[Entry], outcomes: dict[str, Outcome], left: int, right: int) -> bool:
    outcomes_of_pair = {outcomes.get(clauses[index].text("style") or "") for index in (left, right)}
    return outcomes_of_pair == _OPPOSITE and not related(clauses[left], clauses[right])


def related(left: Entry, right: Entry) -> bool:
    """Return True if one of two clauses overrides the other or leaves something to it."""
    return any(
        target.text("id") in {id for id, _ in clause.texts("overrides")}
        or target.text("id") in {exclusion.text("to") for exclusion in clause.entries("excludes")}
        for target, clause in ((left, right), (right, left))
    )


# Lexical: it can only guess whether two texts mean the same.
rule = PolicyRule(code="PRC251", level=Level.WARNING, check=check, preview=True)
