"""The control for a model that changed: some unaffected cases are asked again.

A case flips if it is right now and its row says that it mostly was not, or the other way round.
Flipped cases are asked on, and their fresh answers are tested against the rows by the test that
confirms a regression.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from math import ceil

from delibctl.api.asking.options import Reuse
from delibctl.api.asking.probe import run_probe
from delibctl.api.ci.asking import Asker
from delibctl.compare.policies import Tested
from delibctl.edge.accepted.folder import Rows
from delibctl.model import Case, Mode
from delibctl.report.ci.result import Drift
from delibctl.score.scored_run import ScoredRun
from delibctl.stats.share import Share
from delibctl.stats.stratified import Stratum, stratified_drop

_LEAST = 10
_REPEATS = 5
_LEVEL = 0.05

#: A case of one model in one mode.
Key = tuple[str, str, Mode]


def chosen(cases: Sequence[Case], share: float, seed: str) -> list[Case]:
    """Return the controls: a share of the cases, and at least ten; another draw for each seed."""
    if not share:
        return []
    count = min(len(cases), max(_LEAST, ceil(share * len(cases))))
    drawn = sorted(cases, key=lambda case: sha256(f"{seed}:{case.id}".encode()).digest())[:count]
    return sorted(drawn, key=lambda case: case.id)


def control(asker: Asker, tested: Tested, controls: Sequence[Case], rows: Rows) -> Drift | None:
    """Ask the controls again, and those that flip once more; None if nothing was answered."""
    modes = tuple(rows)
    accepted = dict(_accepted(rows, {case.id for case in controls}))
    first = _asked(asker, tested, controls, modes, 1)
    flipped = {key for key, now in first.items() if key in accepted and _differ(accepted[key], now)}
    if not first:
        return None
    again = [case for case in controls if case.id in {key[0] for key in flipped}]
    fresh = _asked(asker, tested, again, modes, _REPEATS) if again else {}
    p = stratified_drop([_stratum(accepted[key], fresh[key]) for key in flipped if key in fresh])
    return Drift(
        asked=tuple(sorted({key[0] for key in first})),
        flipped=tuple(sorted({key[0] for key in flipped})),
        p_value=p,
        changed=p < _LEVEL,
    )


def _accepted(rows: Rows, ids: set[str]) -> Iterator[tuple[Key, Share]]:
    for mode, of_mode in rows.items():
        for row in of_mode:
            if row.case in ids:
                hits, total = map(int, row.right.split("/"))
                yield (row.case, row.model.alias, mode), Share(hits=hits, total=total)


def _asked(
    asker: Asker, tested: Tested, cases: Sequence[Case], modes: Sequence[Mode], repeats: int
) -> Mapping[Key, Share]:
    """Return how often each case is right, of so many new answers."""
    job = asker.job(tested, cases, modes, Reuse(refresh=True), repeats)
    return _right(run_probe(job, asker.listener).scored)


def _right(run: ScoredRun) -> dict[Key, Share]:
    found: dict[Key, list[bool]] = defaultdict(list)
    for trial in run.trials:
        if trial.scored:
            found[trial.key.case, trial.key.model, trial.key.mode].append(not trial.missed)
    return {key: Share(hits=sum(of), total=len(of)) for key, of in found.items()}


def _differ(one: Share, other: Share) -> bool:
    return (2 * one.hits >= one.total) != (2 * other.hits >= other.total)


def _stratum(accepted: Share, fresh: Share) -> Stratum:
    """Return both shares as a drop of what the row mostly says."""
    if 2 * accepted.hits >= accepted.total:
        return Stratum(accepted.hits, accepted.total, fresh.hits, fresh.total)
    missed, now = accepted.total - accepted.hits, fresh.total - fresh.hits
    return Stratum(missed, accepted.total, now, fresh.total)
