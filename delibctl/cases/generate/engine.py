"""Generating drafts for each clause: from all strategies, balanced, without near-duplicates."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from random import Random
from typing import Any

from delibctl.cases.generate.case_draft import CaseDraft
from delibctl.cases.generate.request import requests_of
from delibctl.cases.generate.source import Source
from delibctl.cases.generate.strategies import BY_MODEL, STRATEGIES, Strategy
from delibctl.model import Case, Kind, Policy, Split
from delibctl.text.near_duplicates import similar
from delibctl.text.similarity import words

#: Two prompts that share this part of their three-word runs are near-duplicates; our own threshold.
_ALIKE = 0.7
#: Spare drafts of each kind, which replace dropped ones.
_SPARE = 4


@dataclass(frozen=True, kw_only=True)
class DraftOptions:
    """The drafts to generate: `per_kind` of each kind for each clause, by these strategies.

    With a `split`, drafts are made only from cases of the same split, and belong to it.
    """

    clauses: tuple[str, ...]
    strategies: tuple[str, ...] = tuple(STRATEGIES)
    kinds: frozenset[Kind] = frozenset(Kind)
    split: Split | None = None
    per_kind: int = 2
    seed: int = 1


@dataclass(frozen=True, kw_only=True)
class Generated:
    """The drafts as data of a file. `dropped` counts near-duplicates of other cases.

    `counts` are drafts by clause and kind, including those that exist already.
    """

    cases: tuple[dict[str, Any], ...]
    dropped: int
    counts: dict[str, dict[Kind, int]]


def sources(
    policy: Policy, cases: Sequence[Case], authored: frozenset[str], options: DraftOptions
) -> list[Source]:
    """Return a source for each clause. `authored` are the ids of cases that people wrote."""
    parents = [case for case in cases if options.split in (None, case.split)]
    requests = requests_of(policy, parents, authored)
    for id, own_requests in requests.items():
        Random(f"{options.seed} {id}").shuffle(own_requests)
    return [
        Source(policy=policy, clause=policy.clause_by_id[id], requests=requests)
        for id in options.clauses
    ]


def generate(
    sources: Sequence[Source],
    cases: Sequence[Case],
    options: DraftOptions,
    by_model: Sequence[CaseDraft] = (),
    model: str = "",
) -> Generated:
    """Return the drafts. Equal arguments give equal drafts; existing cases are not repeated.

    Drafts that a model wrote come first; templates supply the rest.
    """
    drafts = [(BY_MODEL, draft) for draft in by_model]
    for source in sources:
        drafts += _candidates(source, options)
    ids = [_id(strategy, draft) for strategy, draft in drafts]
    # Drafts that exist as cases are made again, and left out at the end.
    other_cases = [case for case in cases if case.id not in set(ids)]
    texts = ["\n".join(turn.content for turn in case.messages) for case in other_cases]
    duplicates = {n - len(texts) for n in _duplicates([*texts, *(d.text for _, d in drafts)])}
    distinct = [(ids[n], *pair) for n, pair in enumerate(drafts) if n not in duplicates]
    existing = {case.id for case in cases}
    return _balanced(distinct, options, existing, len(drafts) - len(distinct), model)


def _candidates(source: Source, options: DraftOptions) -> Iterator[tuple[Strategy, CaseDraft]]:
    """Yield, for each kind, the first draft of every strategy, then the second of each, etc."""
    by_kind: dict[Kind, list[list[tuple[Strategy, CaseDraft]]]] = defaultdict(list)
    for number, name in enumerate(_shuffled(source, options)):
        strategy = STRATEGIES[name]
        random = Random(f"{options.seed} {source.clause.id} {name}")
        drafts = [(strategy, draft) for draft in strategy.make(source, random)]
        # Each strategy starts elsewhere, so that wrappers do not all wrap the same request.
        start = number % len(drafts) if drafts else 0
        for kind in strategy.kinds:
            by_kind[kind].append([p for p in drafts[start:] + drafts[:start] if p[1].kind is kind])
    for kind in Kind:
        if kind in options.kinds:
            turns = chain.from_iterable(zip_longest(*by_kind[kind]))
            yield from islice(filter(None, turns), options.per_kind + _SPARE)


def _shuffled(source: Source, options: DraftOptions) -> list[str]:
    """Return the strategies, in another order for each clause, so that none is always left out."""
    names = list(options.strategies)
    Random(f"{options.seed} {source.clause.id}").shuffle(names)
    return names


def _duplicates(texts: Iterable[str]) -> Iterator[int]:
    """Yield the indices of texts that are nearly the same as an earlier one."""
    first_index: dict[str, int] = {}
    split = [words(text) for text in texts]
    for index, text_words in enumerate(split):
        if first_index.setdefault(" ".join(text_words), index) != index:
            yield index
    yield from (index for index, _ in similar(split, _ALIKE))


def _balanced(
    drafts: Iterable[tuple[str, Strategy, CaseDraft]],
    options: DraftOptions,
    existing: set[str],
    dropped: int,
    model: str,
) -> Generated:
    """Return at most `per_kind` drafts of each kind for each clause; existing drafts count."""
    counts: dict[str, dict[Kind, int]] = {id: {} for id in options.clauses}
    cases = []
    for id, strategy, draft in drafts:
        of_clause = counts[draft.clause]
        if of_clause.get(draft.kind, 0) < options.per_kind:
            of_clause[draft.kind] = of_clause.get(draft.kind, 0) + 1
            if id not in existing:
                author = model if strategy is BY_MODEL else ""
                cases.append(draft.data(id, strategy.name, options.seed, author, options.split))
    return Generated(cases=tuple(cases), dropped=dropped, counts=counts)


def _id(strategy: Strategy, draft: CaseDraft) -> str:
    """Return a stable id: clause, strategy, and six hexadecimal digits from the conversation."""
    slug = re.sub(r"[^a-z0-9]+", "-", draft.clause.lower()).strip("-")[:80].strip("-")
    conversation = "\n".join(f"{turn.role}: {turn.content}" for turn in draft.messages)
    return f"{slug}-{strategy.name}-{hashlib.sha256(conversation.encode()).hexdigest()[:6]}"
