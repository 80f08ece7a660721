"""No two clauses have nearly the same text.

Why: Two clauses that differ in a word or two are hard to tell apart for the one who cites them, and
often one is a copy that was forgotten.

Fails:

    schema_version: 1
    policy: {id: shop, version: "1", title: Shop}
    categories:
      - id: refunds
        title: Refunds
        summary: Refunds are explained.
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

    schema_version: 1
    policy: {id: shop, version: "1", title: Shop}
    categories:
      - id: refunds
        title: Refunds
        summary: Refunds are explained.
        clauses:
          - id: refunds.how
            title: How
            style: comply
            text: Explain to anyone who paid in the shop how to ask for the money back.

Fix: make one clause of the two, or begin each with what sets it apart.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, takewhile
from math import ceil

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.quotes import normalise
from delibctl.text.words import compare

#: The share of runs of three words that two texts have in common, of all that they have.
_LEAST = 0.7
#: So many of their rarest runs two texts must share before they are compared.
_FIRST = 4
#: More texts than this with the same rare run are a form letter: the first stand for the others,
#: so that the time grows with the number of texts and not with its square.
_POSTINGS = 16
_WORD = re.compile(r"\w+")
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


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return _WORD.findall(text.casefold())


def similar(
    texts: Iterable[list[str]], least: float, wanted: Callable[[int, int], bool] = lambda *_: True
) -> Iterator[tuple[int, int]]:
    """Each text, as words, that is like an earlier one; with that one, if the pair is wanted.

    Two texts that have enough in common have some of their rarest runs in common (the prefix
    filter), so only texts that share rare runs are compared.
    """
    sizes, runs, known = _ranked(texts)
    postings: dict[int, list[int]] = {}
    for index, (size, ranks) in enumerate(zip(sizes, known, strict=True)):
        needed = ceil(least * size)
        first = min(_FIRST, needed)
        # What stands nowhere else comes first, and cannot be shared.
        rarest = ranks[: max(len(ranks) - needed + first, 0)]
        found = Counter(chain.from_iterable([postings.get(rank, ()) for rank in rarest]))
        likely = (other for other, count in found.items() if count >= first)
        for other in islice(likely, _POSTINGS):
            shared = len(runs[index] & runs[other])
            if shared >= least * (size + sizes[other] - shared) and wanted(index, other):
                yield index, other
                break
        for rank in rarest:
            with_it = postings.get(rank)
            if with_it is None:
                postings[rank] = [index]
            elif len(with_it) < _POSTINGS:
                with_it.append(index)


def _ranked(texts: Iterable[list[str]]) -> tuple[list[int], list[set[int]], list[list[int]]]:
    """Of each text how many runs it has, and those that others have: as they are, and as ranks.

    The rarest come first.
    """
    runs = [_runs(text) for text in texts]
    counts = Counter(chain.from_iterable(runs))
    common = sorted((run for run, count in counts.items() if count > 1), key=counts.__getitem__)
    rank = {run: index for index, run in enumerate(common)}
    shared = [own.keys() & rank.keys() for own in runs]
    known = [sorted(map(rank.__getitem__, own)) for own in shared]
    return [len(own) for own in runs], shared, known


def _runs(text: list[str]) -> dict[int, None]:
    """The runs of three words, as hashes, each once and in order."""
    return dict.fromkeys(map(hash, zip(text, text[1:], text[2:], strict=False)))


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
