"""Categories that a deliberation means: by the clauses that it cites, or by their own names."""

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
) -> tuple[str, ...]:
    """The categories of cited clauses, then in mode `none` those named by id or title.

    `cited` are the citations as `match` found them, where that was done already.
    """
    cited = match(deliberation, policy, mode) if cited is None else cited
    found = [policy.category_of[citation.clause] for citation in cited if citation.clause]
    if mode is Mode.NONE:
        found += _named(searched(deliberation, mode), policy)
    return tuple(dict.fromkeys(found))


def _named(text: str, policy: Policy) -> Iterator[str]:
    names = tuple((category.id, category.title) for category in policy.categories)
    for passage in _phrases(names).find(Located(text).words):
        yield policy.categories[passage.source].id


@lru_cache(maxsize=4)
def _phrases(names: tuple[tuple[str, str], ...]) -> Phrases:
    """The ids and titles that have a word which is no stop word."""
    phrases = [(number, Located(name).words) for number, pair in enumerate(names) for name in pair]
    return Phrases((n, words) for n, words in phrases if not STOP_WORDS.issuperset(words))
