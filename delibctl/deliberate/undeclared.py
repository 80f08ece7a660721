"""Clauses that a text quotes, nearly quotes or calls by their titles, without naming their ids."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from delibctl.model import Citation, Policy
from delibctl.text.located import Located, Passage, count
from delibctl.text.near_passages import NearlyQuotable
from delibctl.text.passages import Quotable
from delibctl.text.phrases import Phrases
from delibctl.text.stems import STOP_WORDS

#: Fewer words than this in common are no quotation; our own number.
QUOTED_WORDS = 6


def undeclared_citations(text: str, policy: Policy, *, loosely: bool) -> list[Citation]:
    """A citation of each clause that is found, in the order of the text, in the surest way.

    `loosely`: nearly quoting a clause and calling it by its title count as well.
    """
    if not text.strip():
        return []
    located = Located(text)
    clauses = list(policy.clauses)
    texts, titles = tuple(c.text for c in clauses), tuple(c.title for c in clauses)
    ways = [("quote", [*_exact(texts).find(located.words)])]
    if loosely:
        ways.append(("near quote", _near(texts).find(located.words)))
        quoted = {word for _, found in ways for p in found for word in range(p.start, p.end)}
        titles_found = _titles(texts, titles).find(located.words)
        # A title inside a quotation is no more than the words of the clause that is quoted.
        ways.append(("title", [p for p in titles_found if p.start not in quoted]))
    found: dict[int, tuple[str, Passage]] = {}
    for way, passages in ways:
        # Of several passages of a clause the longest, and of those the first, shows it best.
        for passage in sorted(passages, key=lambda passage: -passage.shared):
            found.setdefault(passage.source, (way, passage))
    return [
        Citation(clause=clauses[number].id, quote=located.written(p.start, p.end), found=way)
        for number, (way, p) in sorted(found.items(), key=lambda item: item[1][1].start)
    ]


# Many replies are held against one policy, so what is made of it is kept.


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
    """The titles of two words that are no stop words, or of one that no other clause holds."""
    both = zip(texts, titles, strict=True)
    held = Counter(word for text, title in both for word in {*text, *title})
    for number, title in enumerate(titles):
        telling = [word for word in title if word not in STOP_WORDS]
        if count(telling) >= 2 or (telling and all(held[word] == 1 for word in telling)):
            yield number, title


def _words(texts: Iterable[str]) -> list[list[str]]:
    return [Located(text).words for text in texts]
