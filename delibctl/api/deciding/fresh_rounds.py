"""The rounds of a decision: the gates are looked at, and what they hang on is asked once more.

A decision always starts from its first look. What was answered before comes from the run file or
from the cache, so that one which was interrupted goes through the same rounds as any other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from delibctl.api.asking.remaining import Keep, Pending, Remaining, nothing_cached, replay_cached
from delibctl.api.deciding.asked_side import Sides
from delibctl.compare.runs.fresh_repeats import Asked
from delibctl.compare.runs.paired_case import Rates
from delibctl.edge.run_file.fresh_trials import FreshTrialFile, Side
from delibctl.gates.deciding import Ask, Looks
from delibctl.model import Broken, Case, Trial, TrialKey
from delibctl.run.replay import FindCached
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.trial_scoring import score_trial

SIDES: tuple[Side, Side] = ("before", "after")
#: What stands in the file is answered; a server that was down may answer the next time.
_ANSWERED = {"empty", "unparseable"}

#: Folds the repeats of a case on one side.
Fold = Callable[[Sequence[ScoredTrial]], Rates]


@dataclass(kw_only=True)
class FreshRounds:
    """The rounds of one decision, and the repeats that have ended.

    `silent`: a whole round brought no answer that could be scored, so that another one would not
    either.
    """

    sides: Sides
    looks: Looks
    fold: Fold
    file: FreshTrialFile
    cached: Mapping[Side, FindCached]
    silent: bool = False
    _stored: dict[Side, dict[TrialKey, Trial]] = field(init=False)
    _ended: dict[Side, dict[TrialKey, ScoredTrial]] = field(init=False)

    def __post_init__(self) -> None:
        self._ended = {side: {} for side in SIDES}
        self._stored = {
            side: {trial.key: trial for trial in self.file.trials(side, texts=False)}
            for side in SIDES
        }

    @property
    def repeats(self) -> int:
        """The number of fresh repeats of both runs that have ended."""
        return sum(map(len, self._ended.values()))

    def rounds(self) -> Iterator[dict[Side, Remaining]]:
        """Yield the questions of each round that nobody has answered, until the gates are decided.

        They are to be asked, and kept with `keep`, before the next round.
        """
        while asks := self.looks.look(self._rates("before"), self._rates("after")):
            pending = self._pending(asks)
            remaining = {side: self._replay(side, pending[side]) for side in SIDES}
            if any(of_side.left for of_side in remaining.values()):
                self.file.set_looks(self.looks.count)  # for whoever reads it if this round stops
                yield remaining
            if not any(self._ended[s][key].scored for s in SIDES for key, _ in pending[s]):
                self.silent = True
                break
            self.looks.count += 1
        self.file.set_looks(self.looks.count)

    def keep(self, side: Side) -> Keep:
        """Return a function that stores and scores the repeats of one side."""

        def keeping(case: Case, trial: Trial) -> None:
            if not isinstance(trial.result, Broken) or trial.result.kind in _ANSWERED:
                self.file.store(side, trial)
            self._score(side, case, trial)

        return keeping

    def scored(self, side: Side, key: TrialKey) -> ScoredTrial:
        """Return a repeat that has ended."""
        return self._ended[side][key]

    def _score(self, side: Side, case: Case, trial: Trial) -> None:
        policy = self.sides[side].run.policy
        self._ended[side][trial.key] = score_trial(case, trial, policy, texts=False)

    def _pending(self, asks: Sequence[Ask]) -> dict[Side, Pending]:
        """Return the trials of a round: each repeat has the number after the last of its case."""
        done = {
            side: {(k.case, k.model, k.mode): k.repeat for k in sorted(self._ended[side])}
            for side in SIDES
        }
        pending: dict[Side, Pending] = {side: [] for side in SIDES}
        for ask in asks:
            last = done[ask.side].get((ask.case, ask.model, ask.mode), self.sides.first_repeat - 1)
            done[ask.side][ask.case, ask.model, ask.mode] = last + ask.repeats
            for repeat in range(last + 1, last + 1 + ask.repeats):
                key = TrialKey(case=ask.case, model=ask.model, mode=ask.mode, repeat=repeat)
                pending[ask.side].append(self.sides[ask.side].pending(key))
        return pending

    def _replay(self, side: Side, pending: Pending) -> Remaining:
        """Take the repeats that are stored or cached; return the others."""
        of_side, stored, left = self.sides[side], self._stored[side], []
        for key, case in pending:
            if key in stored:
                self._score(side, case, stored[key])
            else:
                left.append((key, case))
        cached = self.cached.get(side, nothing_cached)
        return replay_cached(of_side.trial_runner, of_side.plan, left, cached, self.keep(side))

    def _rates(self, side: Side) -> dict[Asked, Rates]:
        groups: dict[Asked, list[ScoredTrial]] = defaultdict(list)
        for key, trial in sorted(self._ended[side].items()):
            groups[key.case, key.model, key.mode].append(trial)
        return {group: self.fold(trials) for group, trials in groups.items()}
