"""Clauses that a text quotes, nearly quotes, or names by title, without naming their ids."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from delibctl.model import Citation, Policy
from delibctl.text.located import Located, Passage, count
from delibctl.text.near_passages import NearlyQuotable
from delibctl.text.passages import Quotable
from delibctl.text.phrases import Phrases
from delibctl.text.stems import STOP_WORDS

#: The least number of shared words that is a quotation; we chose this number.
QUOTED_WORDS = 6


def undeclared_citations(text: str, policy: Policy, *, loosely: bool) -> list[Citation]:
    """Return a citation of each recognised clause, in the surest way, in the order of the text.

    `loosely`: near quotes and titles count as well.
    """
    if not text.strip():
        return []
    located = Located(text)
    clauses = list(policy.clauses)
    texts, titles = tuple(c.text for c in clauses), tuple(c.title for c in clauses)
    ways = [("quote", [*_exact(texts).find(located.words)])]
    if loosely:
        ways.append(("near quote", _near(texts).find(located.words)))
        quoted = {word for _, spans in ways for p in spans for word in range(p.start, p.end)}
        title_passages = _titles(texts, titles).find(located.words)
        # A title inside a quotation is only part of the quoted clause.
        ways.append(("title", [p for p in title_passages if p.start not in quoted]))
    surest: dict[int, tuple[str, Passage]] = {}
    for way, passages in ways:
        # Of several passages of a clause the longest is shown; of those, the first.
        for passage in sorted(passages, key=lambda passage: -passage.shared):
            surest.setdefault(passage.source, (way, passage))
    return [
        Citation(clause=clauses[number].id, quote=located.written(p.start, p.end), found=way)
        for number, (way, p) in sorted(surest.items(), key=lambda item: item[1][1].start)
    ]


# Many replies are matched with one policy, so its index is cached.


@lru_cache(maxsize=4)
def _exact(texts: tuple[str, ...]) -> Quotable:
    return Quotable(_words(texts), QUOTED_WORDS)


@lru_cache(maxsize=4)
def _near(texts: tuple[str, ...]) -> NearlyQuotable:
    return NearlyQuotable(_words(texts), QUOTED_WORDS)


@lru_cache(maxsize=4)
def _titles(texts: tuple[str, ...], titles: tuple[str, ...]) -> Phrases:
    return Phrases(_telling_titles(_words(texts), _words(titles)))


def _telling_titles(
    texts: Sequence[Sequence[str]], titles: Sequence[Sequence[str]]
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the titles with two words besides stop words, or with one that no other clause has."""
    pairs = zip(texts, titles, strict=True)
    clauses_with = Counter(word for text, title in pairs for word in {*text, *title})
    for number, title in enumerate(titles):
        telling = [word for word in title if word not in STOP_WORDS]
        if count(telling) >= 2 or (telling and all(clauses_with[word] == 1 for word in telling)):
            yield number, title


def _words(texts: Iterable[str]) -> list[list[str]]:
    return [Located(text).words for text in texts]
