"""The categories that a deliberation names, by cited clauses or by their own names."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from delibctl.deliberate.match import MatchedCitation, match, searched
from delibctl.model import Deliberation, Mode, Policy
from delibctl.text.located import Located
from delibctl.text.phrases import Phrases
from delibctl.text.stems import STOP_WORDS


def named_categories(
    deliberation: Deliberation,
    policy: Policy,
    mode: Mode,
    cited: Iterable[MatchedCitation] | None = None,
) -> dict[str, str]:
    """Return the categories of cited clauses and, in mode `none`, those named by id or title.

    Each value is the surest way in which the category is named: `clause`, `id` or `title`. `cited`
    are the matched citations, if the caller has them already.
    """
    cited = match(deliberation, policy, mode) if cited is None else cited
    ways = {policy.category_of[citation.clause]: "clause" for citation in cited if citation.clause}
    if mode is Mode.NONE:
        for id, how in _categories_in(searched(deliberation, mode), policy):
            if id not in ways or (ways[id], how) == ("title", "id"):
                ways[id] = how
    return ways


def _categories_in(text: str, policy: Policy) -> Iterator[tuple[str, str]]:
    names = tuple((category.id, category.title) for category in policy.categories)
    words = Located(text).words
    for passage in _phrases(names).find(words):
        id = policy.categories[passage.source].id
        by_id = list(words[passage.start : passage.end]) == list(Located(id).words)
        yield id, "id" if by_id else "title"


@lru_cache(maxsize=4)
def _phrases(names: tuple[tuple[str, str], ...]) -> Phrases:
    """Return the ids and titles that have at least one word besides stop words."""
    phrases = [(number, Located(name).words) for number, pair in enumerate(names) for name in pair]
    return Phrases((n, words) for n, words in phrases if not STOP_WORDS.issuperset(words))
