"""No two clauses have nearly the same text.

Why: A model that cites clauses cannot tell apart two that differ in a word or two, and often one is
a forgotten copy.

Fails:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain to anyone who paid in the shop how to ask for the money back by letter.
      - id: refunds.mail
        title: By mail
        style: comply
        text: Explain to anyone who paid in the shop how to ask for the money back by mail.

Passes:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain to anyone who paid in the shop how to ask for the money back.

Fix: merge the two, or start each with what sets it apart.
"""

from collections.abc import Iterator
from itertools import takewhile

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.near_duplicates import similar
from delibctl.text.quotes import normalise
from delibctl.text.similarity import words
from delibctl.text.words import compare

#: The smallest share of runs of three words that two texts must have in common.
_LEAST = 0.7
#: Longest stretch between the first and last difference, in characters, that is compared by word.
_COMPARED = 600
_LONGEST = 60


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause with nearly the text of an earlier one, and the words that differ."""
    texts = outline.clause_texts
    for index, earlier in similar((words(prose.text) for _, prose in texts), _LEAST):
        (clause, prose), (twin, twin_prose) = texts[index], texts[earlier]
        if normalise(prose.text) == normalise(twin_prose.text):
            continue  # an equal text has its own rule
        before, after = _difference(twin_prose.text, prose.text)
        yield Hit(
            place=clause.place("text"),
            message=f"{clause.text('id')!r} says nearly the same as {twin.text('id')!r} at "
            f"{twin.place('text')}: {after} instead of {before}",
            next="merge the two, or start each with what sets it apart",
        )


def _difference(before: str, after: str) -> tuple[str, str]:
    """Return the words in which two texts differ, shortened."""
    sides = [before.split(), after.split()]
    start = sum(1 for _ in takewhile(_equal, zip(*sides, strict=False)))
    sides = [words[start:] for words in sides]
    end = sum(1 for _ in takewhile(_equal, zip(*map(reversed, sides), strict=False)))
    middles = [" ".join(words[: len(words) - end]) for words in sides]
    if max(map(len, middles)) > _COMPARED:
        return _short(middles[0]), _short(middles[1])
    before, after = (
        " … ".join(" ".join(s.text.split()) for s in side if s.kind == "changed")
        for side in compare(*middles)
    )
    return _short(before), _short(after)


def _equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _short(words: str) -> str:
    return repr(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")


# Clauses often differ in one word on purpose: what one allows, the other does not.
rule = PolicyRule(code="DUP602", level=Level.INFO, check=check, preview=True)
