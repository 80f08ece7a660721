"""No two clauses have nearly the same text.

Why: Two clauses that differ in a word or two are hard to tell apart for the one who cites them, and
often one is a copy that was forgotten.

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

Fix: make one clause of the two, or begin each with what sets it apart.
"""

from collections.abc import Iterator
from itertools import takewhile

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.near_duplicates import similar
from delibctl.text.quotes import normalise
from delibctl.text.similarity import words
from delibctl.text.words import compare

#: The share of runs of three words that two texts have in common, of all that they have.
_LEAST = 0.7
#: A longer stretch between the first and the last difference is not searched for what is the same.
_COMPARED = 600
_SHOWN = 60


def check(outline: Outline) -> Iterator[Hit]:
    """Every clause whose text is nearly that of an earlier one, with the words that differ."""
    texts = outline.clause_texts
    for index, earlier in similar((words(prose.text) for _, prose in texts), _LEAST):
        (clause, prose), (other, like) = texts[index], texts[earlier]
        if normalise(prose.text) == normalise(like.text):
            continue  # reported as equal
        before, after = _difference(like.text, prose.text)
        yield Hit(
            place=clause.place("text"),
            message=f"{clause.text('id')!r} says nearly what {other.text('id')!r} says at "
            f"{other.place('text')}: {after} instead of {before}",
            next="make one clause of the two, or begin each with what sets it apart",
        )


def _difference(before: str, after: str) -> tuple[str, str]:
    """The words in which two texts differ, cut short."""
    one, two = before.split(), after.split()
    same = sum(1 for _ in takewhile(_equal, zip(one, two, strict=False)))
    one, two = one[same:], two[same:]
    same = sum(1 for _ in takewhile(_equal, zip(reversed(one), reversed(two), strict=False)))
    middles = [" ".join(text[: len(text) - same]) for text in (one, two)]
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
    return repr(words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…")


# Clauses that differ in a word often do so on purpose: what is allowed for one is not for another.
rule = PolicyRule(code="DUP602", level=Level.INFO, check=check, preview=True)
