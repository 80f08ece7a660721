"""Comparing two runs of one policy, before and after an edit; nobody is asked anything."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from delibctl.api.cases.filters import Filters
from delibctl.api.runs.change_texts import Shown, all_changes, with_texts
from delibctl.api.runs.comparable import check_comparable, notes_on, notes_on_served
from delibctl.api.runs.diff import of_models
from delibctl.api.runs.read_scored import is_much, uncollected
from delibctl.api.runs.same_judges import SameJudges, same_judges
from delibctl.api.runs.selected import selected_ids
from delibctl.api.workspace import Workspace
from delibctl.compare.accepted.answered import as_accepted
from delibctl.compare.policies import policy_diff
from delibctl.compare.runs.compare import compare_folded
from delibctl.compare.runs.comparison import RunComparison
from delibctl.compare.runs.expectations import Correspondence
from delibctl.compare.runs.fresh_repeats import Asked, FreshRepeats, first_fresh_repeat
from delibctl.compare.runs.paired_case import Rates
from delibctl.compare.runs.rates import as_rates
from delibctl.compare.runs.rows import FoldedRun, Folding, Row, Served, total
from delibctl.edge.run_file.fresh_trials import FreshTrials, load_fresh_trials
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.workers.forked import in_two_processes
from delibctl.edge.workers.packed import Packing
from delibctl.model import Case, Run, Trial
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.trial_scoring import Places, TrialScoring


@dataclass(frozen=True, kw_only=True)
class _Side:
    """One of the runs: its file, the whole run without trials, and what is compared of it.

    `hashed`: the other run is made of accepted rows, so texts are compared by their hashes.
    """

    file: RunFile
    whole: Run
    run: Run
    hashed: bool = False

    @classmethod
    def of(cls, file: RunFile) -> "_Side":
        """Return the whole run of a file."""
        whole = file.without_trials()
        return cls(file=file, whole=whole, run=whole)

    def beside(self, other: "_Side") -> "_Side":
        """Return the side as it is compared with another one."""
        accepted = (self.whole.info.accepted, other.whole.info.accepted)
        return replace(self, hashed=accepted == (False, True))

    def only(self, ids: frozenset[str], models: Sequence[str]) -> "_Side":
        """Return the side with some of its cases and models; with all models if none is named."""
        cases = tuple(case for case in self.whole.cases if case.id in ids)
        return replace(self, run=replace(of_models(self.whole, models), cases=cases))

    @property
    def partly(self) -> bool:
        """True if the filters of the probe or of the comparison left cases out."""
        return bool(self.whole.filters) or len(self.run.cases) < len(self.whole.cases)

    def trials(self) -> Iterator[Trial]:
        """Yield all trials of the file."""
        trials = self.file.planned_trials(self.whole)
        return as_accepted(trials) if self.hashed else trials

    def folded(
        self, judges: SameJudges, trials: Iterable[Trial], others: Mapping[str, Case] | None = None
    ) -> FoldedRun:
        """Return the rows of the selected trials, whose texts are not kept."""
        return Folding(run=self.run, others=others or {}).fold(self._scored(judges, trials))

    def _scored(self, judges: SameJudges, trials: Iterable[Trial]) -> Iterator[ScoredTrial]:
        cases, aliases = self.run.cases_by_id, {model.alias for model in self.run.plan.models}
        scoring = TrialScoring(self.run.policy, self.run.judges, places=Places.NONE)
        for trial in trials:
            case = cases.get(trial.key.case)
            if case is not None and trial.key.model in aliases:
                yield scoring.score(case, judges.judged(trial, case))


def compare_runs(
    workspace: Workspace,
    before: Path,
    after: Path,
    models: Sequence[str] = (),
    filters: Filters = Filters(),  # noqa: B008 - frozen
    *,
    shown: Shown = all_changes,
) -> RunComparison:
    """Compare the selected cases of two run files, each side by its own expectation.

    The `shown` changes have the reasoning and the answer of both sides. Raises DelibctlError
    if the runs are of different policies, have no case, model or mode in common, or a filter
    selects no case of one of them.
    """
    with ExitStack() as stack:
        first, second = (
            _Side.of(stack.enter_context(closing(RunFile.open(path)))) for path in (before, after)
        )
        check_comparable(first.whole, second.whole)
        ids = selected_ids(workspace, first.whole, second.whole, after, filters)
        first, second = first.beside(second), second.beside(first)
        one, other = first.only(ids, models), second.only(ids, models)
        comparison = _compared(workspace, one, other, load_fresh_trials(before, after))
        return with_texts(comparison, one.file, other.file, shown)


def _compared(
    workspace: Workspace, before: _Side, after: _Side, fresh: FreshTrials
) -> RunComparison:
    judges = same_judges(workspace, before.run, after.run)
    policies = Correspondence.of(before.run.policy, after.run.policy)
    relabelled = policies.relabelled(before.run.cases_by_id, after.run.cases_by_id)
    comparison = compare_folded(
        *_both_folded(before, after, judges, relabelled),
        policies,
        other_judges=judges.others,
        partly=before.partly or after.partly,
    )
    return replace(
        comparison,
        notes=(
            *notes_on(before.run, after.run),
            *notes_on_served(comparison.models),
            *judges.notes,
        ),
        policy_changes=len(policy_diff(before.run.policy, after.run.policy).changes),
        fresh=_fresh_repeats(before, after, judges, fresh),
    )


def _fresh_repeats(
    before: _Side, after: _Side, judges: SameJudges, fresh: FreshTrials
) -> FreshRepeats | None:
    if fresh.looks is None:
        return None
    return FreshRepeats(
        first=first_fresh_repeat(before.whole.plan, after.whole.plan),
        looks=fresh.looks,
        before=_numbered(before.folded(judges, fresh.before)),
        after=_numbered(after.folded(judges, fresh.after)),
    )


def _numbered(fresh: FoldedRun) -> dict[Asked, dict[int, Rates]]:
    return {
        (case, *key): {row.repeat: as_rates(total([row])) for row in rows if row.scored}
        for key, cases in fresh.rows.items()
        for case, rows in cases.items()
    }


def _both_folded(
    before: _Side, after: _Side, judges: SameJudges, relabelled: Mapping[str, Case]
) -> tuple[FoldedRun, FoldedRun]:
    """Return the rows of both runs; a second process reads the first of two long runs."""
    if judges.fitted is not None or not (is_much(before.whole) and is_much(after.whole)):
        one = before.folded(judges, before.trials())
        return one, after.folded(judges, after.trials(), relabelled)
    packing = Packing((Row,), Case, {})

    def write() -> Iterator[bytes]:
        # SQLite allows no connection to be used across a fork.
        with RunFile.opened(before.file.path) as own:
            side = replace(before, file=own)
            folded = side.folded(judges, side.trials())
            rows = [(key, list(of_key.items())) for key, of_key in folded.rows.items()]
            yield packing.dump([rows, [(a, *s.sorted()) for a, s in folded.served.items()]])

    def load(written: BinaryIO) -> FoldedRun:
        packed, answered = packing.load(written)
        rows = {key: dict(of_key) for key, of_key in packed}
        served = {alias: Served(set(models), set(prints)) for alias, models, prints in answered}
        return FoldedRun(run=before.run, rows=rows, served=served)

    with uncollected():
        return in_two_processes(
            write,
            load,
            alone=lambda: before.folded(judges, before.trials()),
            meanwhile=lambda: after.folded(judges, after.trials(), relabelled),
        )
