"""Drafts for every clause: made by all strategies, without near-duplicates, alike in number."""

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
from delibctl.model import Case, Kind, Policy
from delibctl.text.near_duplicates import similar
from delibctl.text.similarity import words

#: From this share of their three-word runs on, two prompts are nearly the same; our own number.
_ALIKE = 0.7
#: So many more than wanted are made of each kind, to make up for those that are dropped.
_SPARE = 4


@dataclass(frozen=True, kw_only=True)
class DraftOptions:
    """What to make: for which clauses, by which strategies, how many of each kind for a clause."""

    clauses: tuple[str, ...]
    strategies: tuple[str, ...] = tuple(STRATEGIES)
    kinds: frozenset[Kind] = frozenset(Kind)
    per_kind: int = 2
    seed: int = 1


@dataclass(frozen=True, kw_only=True)
class Generated:
    """The drafts as they stand in a file. `dropped` were nearly the same as another case.

    `counts` are those by clause and kind, including drafts of before.
    """

    cases: tuple[dict[str, Any], ...]
    dropped: int
    counts: dict[str, dict[Kind, int]]


def sources(
    policy: Policy, cases: Sequence[Case], written: frozenset[str], wanted: DraftOptions
) -> list[Source]:
    """What there is to draw on for each clause. `written` ids are of cases that people wrote."""
    requests = requests_of(policy, cases, written)
    for id, own in requests.items():
        Random(f"{wanted.seed} {id}").shuffle(own)
    return [
        Source(policy=policy, clause=policy.clause_by_id[id], requests=requests)
        for id in wanted.clauses
    ]


def generate(
    found: Sequence[Source],
    cases: Sequence[Case],
    wanted: DraftOptions,
    by_model: Sequence[CaseDraft] = (),
    model: str = "",
) -> Generated:
    """Make the drafts. The same arguments make the same; what is known already is not made again.

    Where a model wrote some, they come first, and templates fill up what it did not.
    """
    made = [(BY_MODEL, one) for one in by_model]
    for source in found:
        made += _candidates(source, wanted)
    ids = [_id(strategy, one) for strategy, one in made]
    # Those of an earlier time are made again, and then left out.
    others = [case for case in cases if case.id not in set(ids)]
    known = ["\n".join(message.content for message in case.messages) for case in others]
    alike = {index - len(known) for index in _alike([*known, *(m.text for _, m in made)])}
    kept = [(ids[n], *pair) for n, pair in enumerate(made) if n not in alike]
    there = {case.id for case in cases}
    return _balanced(kept, wanted, there, len(made) - len(kept), model)


def _candidates(source: Source, wanted: DraftOptions) -> Iterator[tuple[Strategy, CaseDraft]]:
    """Of each kind the first of every strategy, then the second of each, and so on."""
    by_kind: dict[Kind, list[list[tuple[Strategy, CaseDraft]]]] = defaultdict(list)
    for number, name in enumerate(_turned(source, wanted)):
        strategy = STRATEGIES[name]
        random = Random(f"{wanted.seed} {source.clause.id} {name}")
        made = [(strategy, one) for one in strategy.make(source, random)]
        # Else all wrappers of a clause would be around the same request.
        start = number % len(made) if made else 0
        for kind in strategy.kinds:
            by_kind[kind].append([p for p in made[start:] + made[:start] if p[1].kind is kind])
    for kind in Kind:
        if kind in wanted.kinds:
            turns = chain.from_iterable(zip_longest(*by_kind[kind]))
            yield from islice(filter(None, turns), wanted.per_kind + _SPARE)


def _turned(source: Source, wanted: DraftOptions) -> list[str]:
    """The strategies in another order for each clause, so that none is always left out."""
    names = list(wanted.strategies)
    Random(f"{wanted.seed} {source.clause.id}").shuffle(names)
    return names


def _alike(texts: Iterable[str]) -> Iterator[int]:
    """The indices of those that are nearly the same as an earlier one."""
    known: dict[str, int] = {}
    split = [words(text) for text in texts]
    for index, found in enumerate(split):
        if known.setdefault(" ".join(found), index) != index:
            yield index
    yield from (index for index, _ in similar(split, _ALIKE))


def _balanced(
    made: Iterable[tuple[str, Strategy, CaseDraft]],
    wanted: DraftOptions,
    there: set[str],
    dropped: int,
    model: str,
) -> Generated:
    """As many of each kind as wanted, for each clause; those that are there count as well."""
    counts: dict[str, dict[Kind, int]] = {id: {} for id in wanted.clauses}
    found = []
    for id, strategy, one in made:
        own = counts[one.clause]
        if own.get(one.kind, 0) < wanted.per_kind:
            own[one.kind] = own.get(one.kind, 0) + 1
            if id not in there:
                author = model if strategy is BY_MODEL else ""
                found.append(one.data(id, strategy.name, wanted.seed, author))
    return Generated(cases=tuple(found), dropped=dropped, counts=counts)


def _id(strategy: Strategy, made: CaseDraft) -> str:
    """The clause, the strategy, and six digits of what is said: the same whenever it is made."""
    slug = re.sub(r"[^a-z0-9]+", "-", made.clause.lower()).strip("-")[:80].strip("-")
    said = "\n".join(f"{message.role}: {message.content}" for message in made.messages)
    return f"{slug}-{strategy.name}-{hashlib.sha256(said.encode()).hexdigest()[:6]}"
