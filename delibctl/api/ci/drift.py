"""The control for a model that changed: some unaffected cases are asked again.

A case flips if it is right now and its row says that it mostly was not, or the other way round.
Flipped cases are asked on. The model changed if more of them stay flipped each time than noise
explains, however noisy the cases are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from math import ceil
from typing import TypeVar

from delibctl.api.asking.options import Reuse
from delibctl.api.asking.probe import run_probe
from delibctl.api.ci.asking import Asker
from delibctl.compare.policies import Tested
from delibctl.edge.accepted.folder import Rows
from delibctl.model import Case, Mode
from delibctl.report.ci.result import Drift
from delibctl.score.scored_run import ScoredRun
from delibctl.stats.persistent import at_least, most_by_noise
from delibctl.stats.share import Share

_LEAST = 10
_REPEATS = 5
LEVEL = 0.05

K = TypeVar("K")
#: A case of one model in one mode.
Key = tuple[str, str, Mode]


def chosen(cases: Sequence[Case], share: float, seed: str) -> list[Case]:
    """Return the controls: a share of the cases, and at least ten; another draw for each seed."""
    if not share:
        return []
    count = min(len(cases), max(_LEAST, ceil(share * len(cases))))
    drawn = sorted(cases, key=lambda case: sha256(f"{seed}:{case.id}".encode()).digest())[:count]
    return sorted(drawn, key=lambda case: case.id)


def control(
    asker: Asker,
    tested: Tested,
    controls: Sequence[Case],
    modes: Sequence[Mode],
    accepted: Mapping[Key, Share],
) -> Drift | None:
    """Ask the controls again, and those that flip once more; None if nothing can be held.

    `accepted`: how often each was right before.
    """
    held = [case for case in controls if case.id in {key[0] for key in accepted}]
    first, sent = _asked(asker, tested, held, modes, 1) if held else ({}, 0)
    if not first:
        return None
    flipped = _flipped(accepted, first)
    again = [case for case in controls if case.id in {key[0] for key in flipped}]
    fresh, sent_again = _asked(asker, tested, again, modes, _REPEATS) if again else ({}, 0)
    p = flipped_p(accepted, first, fresh.get)
    return Drift(
        asked=tuple(sorted({key[0] for key in first})),
        flipped=tuple(sorted({key[0] for key in flipped})),
        p_value=p,
        changed=p < LEVEL,
        questions=sent + sent_again,
    )


def _flipped(accepted: Mapping[K, Share], first: Mapping[K, Share]) -> list[K]:
    return [key for key, now in first.items() if key in accepted and _differ(accepted[key], now)]


def flipped_p(
    accepted: Mapping[K, Share], first: Mapping[K, Share], fresh: Callable[[K], Share | None]
) -> float:
    """Return how likely the flips are by noise alone; `fresh` are later answers of a case."""
    held = {key: accepted[key] for key in first if key in accepted}
    if not held:
        return 1.0
    answers = {key: fresh(key) for key in _flipped(accepted, first)}
    stay = [key for key, now in answers.items() if now and _always_differ(accepted[key], now)]
    least = min((now.total for now in answers.values() if now), default=0)
    noise = max(most_by_noise(before.total, 1 + least) for before in held.values())
    return at_least(len(stay), len(held), noise)


def shares_of_rows(rows: Rows, cases: Sequence[Case]) -> dict[Key, Share]:
    """Return how often cases were right when they were accepted."""
    return dict(_of_rows(rows, {case.id for case in cases}))


def shares_of_cache(
    asker: Asker, tested: Tested, cases: Sequence[Case], modes: Sequence[Mode]
) -> dict[Key, Share]:
    """Return how often cases are right by cached answers; those without any are left out."""
    if not cases:
        return {}
    job = asker.job(tested, cases, modes, Reuse(replay=True))
    return _right(run_probe(job, asker.listener).scored)


def _of_rows(rows: Rows, ids: set[str]) -> Iterator[tuple[Key, Share]]:
    for mode, of_mode in rows.items():
        for row in of_mode:
            if row.case in ids:
                hits, total = map(int, row.right.split("/"))
                yield (row.case, row.model.alias, mode), Share(hits=hits, total=total)


def _asked(
    asker: Asker, tested: Tested, cases: Sequence[Case], modes: Sequence[Mode], repeats: int
) -> tuple[Mapping[Key, Share], int]:
    """Return how often each case is right, of so many new answers, and the questions sent."""
    job = asker.job(tested, cases, modes, Reuse(refresh=True), repeats)
    shares = _right(run_probe(job, asker.listener).scored)
    return shares, job.meter.asked


def _right(run: ScoredRun) -> dict[Key, Share]:
    found: dict[Key, list[bool]] = defaultdict(list)
    for trial in run.trials:
        if trial.scored:
            found[trial.key.case, trial.key.model, trial.key.mode].append(not trial.missed)
    return {key: Share(hits=sum(of), total=len(of)) for key, of in found.items()}


def _differ(one: Share, other: Share) -> bool:
    return (2 * one.hits >= one.total) != (2 * other.hits >= other.total)


def _always_differ(accepted: Share, fresh: Share) -> bool:
    return fresh.hits == (0 if 2 * accepted.hits >= accepted.total else fresh.total)
