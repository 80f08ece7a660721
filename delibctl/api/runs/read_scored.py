"""The trials of a run file, scored as they are read: what is not shown is never kept."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from delibctl.deliberate import MatchedCitation
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.workers.forked import can_fork, in_two_processes
from delibctl.edge.workers.packed import Packing
from delibctl.model import (
    Broken,
    Case,
    Citation,
    Deliberated,
    Deliberation,
    Exchange,
    NotAskable,
    Observation,
    Reply,
    Run,
    Trial,
    TrialKey,
    Usage,
)
from delibctl.score.judge_opinions import JudgeOpinion
from delibctl.score.right_answer import RightAnswer
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.trial_scoring import Places, TrialScoring

#: Planned trials from which a second process pays for its start.
_MANY = 2_000
#: Trials that are packed together.
_TOGETHER = 1_000
#: The part of the cases that the second process reads: what it finds is packed and unpacked too.
_APART = 3 / 7
_PACKED = (
    *(ScoredTrial, RightAnswer, JudgeOpinion, MatchedCitation),
    *(Trial, TrialKey, Deliberated, Deliberation, Citation, Observation),
    *(Broken, NotAskable, Exchange, Reply, Usage),
)


def read_scored(
    file: RunFile,
    run: Run,
    cases: Mapping[str, Case],
    aliases: Iterable[str],
    *,
    texts: bool,
    places: Places = Places.ALL,
) -> list[ScoredTrial]:
    """Return the scored trials of some cases and models, in the order of their keys.

    Without `texts` they lack reasonings, answers and messages, and two processes share the work
    where there is much of it. Raises DelibctlError if the file is damaged.
    """
    scoring = Scoring(run=run, cases=cases, aliases=frozenset(aliases), texts=texts, places=places)
    if texts or not is_much(run) or file.are_judged():
        return list(scoring.scored(file.planned_trials(run)))
    with uncollected():
        return by_two(file, scoring)


def is_much(run: Run) -> bool:
    """Return True if a second process may read the file of a run, and pays for its start."""
    plan = run.plan
    planned = len(run.cases) * plan.repeats * len(plan.models) * len(plan.modes)
    # A run that is being written may change between the two readers.
    return run.info.finished and planned >= _MANY and can_fork()


@dataclass
class Scoring:
    """What is scored of a run. `read` counts all trials that were read."""

    run: Run
    cases: Mapping[str, Case]
    aliases: frozenset[str]
    texts: bool
    places: Places = Places.ALL
    read: int = 0

    def scored(self, trials: Iterable[Trial]) -> Iterator[ScoredTrial]:
        """Yield the scored trials of the selected cases and models."""
        scoring = TrialScoring(
            self.run.policy, self.run.judges, texts=self.texts, places=self.places
        )
        for trial in trials:
            self.read += 1
            case = self.cases.get(trial.key.case)
            if case is not None and trial.key.model in self.aliases:
                yield scoring.score(case, trial)


def by_two(file: RunFile, scoring: Scoring) -> list[ScoredTrial]:
    """Return what `scored` yields of a whole run without verdicts, by two processes."""
    run = scoring.run
    middle = sorted(run.cases_by_id)[int(len(run.cases) * _APART)]
    packing = Packing(_PACKED, Case, run.cases_by_id)

    def write() -> Iterator[bytes]:
        # SQLite allows no connection to be used across a fork.
        with RunFile.opened(file.path) as own:
            trials = scoring.scored(own.half(run, before=middle))
            while together := list(islice(trials, _TOGETHER)):
                yield packing.dump(together)
        yield packing.dump([])
        yield packing.dump([scoring.read])

    def load(written: BinaryIO) -> list[ScoredTrial]:
        scored: list[ScoredTrial] = []
        while together := packing.load(written):
            scored += together
        scoring.read += packing.load(written)[0]
        return scored

    first, second = in_two_processes(
        write,
        load,
        alone=lambda: list(scoring.scored(file.half(run, before=middle))),
        meanwhile=lambda: list(scoring.scored(file.half(run, since=middle))),
    )
    file.check_number(scoring.read)
    return first + second


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage while many objects are made that all stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
