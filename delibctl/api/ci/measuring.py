"""The affected cases of one policy: asked or replayed, and held against what was."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from delibctl.api.asking.dry_run import estimates_of
from delibctl.api.asking.options import Reuse
from delibctl.api.asking.probe import EndedProbe, run_probe
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.ci.accepted import (
    AcceptedOf,
    answered_by,
    run_of_rows,
    stored,
    usable_rows,
    without_row,
)
from delibctl.api.ci.affected import Affected
from delibctl.api.ci.applying import with_gates_that_apply
from delibctl.api.ci.asking import Asker
from delibctl.api.ci.drift import chosen, control, shares_of_cache, shares_of_rows
from delibctl.api.deciding.decided_probe import Decided, run_decided_probe
from delibctl.api.runs.change_texts import no_changes
from delibctl.api.runs.compare import compare_runs
from delibctl.api.runs.find import ACCEPTED
from delibctl.compare.policies import Tested
from delibctl.edge.accepted.folder import Rows
from delibctl.gates.comparison import ComparisonLimits
from delibctl.model import Estimate, Mode, Run
from delibctl.report.ci.result import Drift, Measured
from delibctl.run.circuit_breaker import ModelFailed
from delibctl.text.count import counted, listed

_UNKNOWN_POLICY = (
    "git does not have the policy with which the rows were accepted (`git fetch --unshallow` may "
    "help), so the base has to be asked as well"
)
_SEVERAL_POLICIES = (
    "the rows of the affected cases were accepted with different policies, as where cases of a "
    "run were accepted alone, so the base has to be asked as well; accept the whole run"
)
_OF_OTHER_MODELS = (
    "the accepted rows are of other models or modes than the base configures, so nothing is "
    "compared with them"
)
_OF_BRANCH = "the gates hold the answers against the rows that this branch accepts"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked for one policy. `probe` is None if no case is affected.

    `obstacle` says why models could not be asked, and what to do.
    """

    probe: EndedProbe | None = None
    decided: Decided | None = None
    untrusted: str = ""
    measured: Measured | None = None
    obstacle: tuple[str, str] = ("", "")
    estimate: tuple[Estimate, ...] = ()
    questions: int = 0
    unmeasured: tuple[str, ...] = ()
    drift: Drift | None = None
    controls: int = 0
    accepted: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Measuring:
    """The two sides of one policy with its affected cases, and who is asked."""

    asker: Asker
    old: Tested | None
    new: Tested
    cases: Affected
    modes: tuple[Mode, ...]
    accepted: AcceptedOf
    limits: ComparisonLimits = field(default_factory=ComparisonLimits)

    def measure(self) -> Asked:
        """Ask the affected cases, compare, and ask the controls."""
        rows = usable_rows(self.accepted.counting, self.asker.models, self.modes)
        notes = tuple(self._on_rows(rows))
        spared = len(answered_by(rows, self.cases.unaffected))
        if not self.cases.affected:
            return Asked(accepted=spared)
        if self.asker.base_answers:
            self.asker.listener.note(f"{self.asker.base_answers} answers of the base were added")
        obstacle = self.asker.obstacle()
        try:
            asked = self._asked(rows, obstacle)
        except ModelFailed as error:
            # What is known without the model stands all the same.
            asked = self._asked(rows, (error.what, error.next))
        return replace(asked, accepted=spared, notes=(*notes, *asked.notes))

    def _asked(self, rows: Rows, obstacle: tuple[str, str] | None) -> Asked:
        """Ask the affected cases, or replay what is cached if there is an obstacle."""
        reuse = Reuse(replay=obstacle is not None)
        job = self.asker.job(self.new, self.cases.affected, self.modes, reuse)
        before = self._before(rows, reuse)
        asked = (
            Asked(probe=run_probe(job, self.asker.listener))
            if before is None
            else self._held_against(before, job)
        )
        if before is not None and rows:
            used = self._on_use(rows, used=before[1] == ACCEPTED)
            asked = replace(asked, notes=(*used, *asked.notes))
        asked = replace(asked, questions=job.meter.asked, unmeasured=self._missing(asked))
        if obstacle:
            estimates = estimates_of(replace(job, asking=replace(job.asking, reuse=Reuse())))
            return replace(asked, obstacle=obstacle, estimate=tuple(estimates))
        return self._controlled(asked, rows) if job.meter.asked else asked

    def _on_rows(self, rows: Rows) -> Iterator[str]:
        """Yield why the affected cases are not held against accepted rows."""
        if self.old is None:
            if self.accepted.counting and not rows:
                yield _OF_OTHER_MODELS
        elif not self.accepted.counting:
            yield "no run of this policy was accepted, so the base has to be asked as well"
        elif not rows:
            yield (
                "the accepted rows are of other models or modes than the base configures, so the "
                "base has to be asked as well"
            )

    def _on_use(self, rows: Rows, *, used: bool) -> Iterator[str]:
        """Yield what a reader must know of the rows that were held, or could not be."""
        if used and self.accepted.is_heads:
            told = (
                "" if self.old is None else "; what followed or regressed is told against the base"
            )
            yield f"{_OF_BRANCH}{told}"
        if used:
            yield from self._without_row(rows)
        else:
            ids = {case.id for case in self.cases.affected}
            known = {row.policy for of in rows.values() for row in of if row.case in ids}
            yield _SEVERAL_POLICIES if len(known) > 1 else _UNKNOWN_POLICY

    def _without_row(self, rows: Rows) -> Iterator[str]:
        """Yield which affected cases count in the base, but lack an accepted row there."""
        former = {case.id for case in self.old.cases if case.gates} if self.old else set()
        lacking = [case.id for case in without_row(rows, self.cases.affected) if case.id in former]
        if lacking:
            has, were = ("has", "it was") if len(lacking) == 1 else ("have", "they were")
            yield (
                f"{counted(len(lacking), 'affected case')} of the base {has} no accepted row, so "
                f"{were} compared with nothing: {listed(lacking, 6)}; restore the rows if they "
                "were lost, or accept a run of the base that has them"
            )

    def _missing(self, asked: Asked) -> tuple[str, ...]:
        """Return the affected cases of which any trial has no answer."""
        if asked.probe is None or not asked.probe.unmeasured:
            return ()
        ended = Counter(trial.case.id for trial in asked.probe.scored.trials)
        plan = asked.probe.scored.run.plan
        wanted = len(plan.models) * len(plan.modes) * plan.repeats
        return tuple(case.id for case in self.cases.affected if ended[case.id] < wanted)

    def _before(self, rows: Rows, reuse: Reuse) -> tuple[Path, str] | None:
        """Return the run that the affected cases are held against, and its name; None if none."""
        ids = {case.id for case in self.cases.affected}
        side = self.new if self.accepted.is_heads else self.old
        if rows and side is not None:
            run = self._of_rows(rows, side, ids)
            if run is not None and run.info.policy_known:
                return stored(self.asker.branch, run, f"{side.policy.id}-ci"), ACCEPTED
        if self.old is None:
            return None
        former = [case for case in self.old.cases if case.id in ids]
        if not former:
            return None
        probe = run_probe(self.asker.job(self.old, former, self.modes, reuse), self.asker.listener)
        if probe.unmeasured:
            return None
        return probe.path, self.asker.branch.revisions.base

    def _of_rows(self, rows: Rows, side: Tested, ids: set[str]) -> Run | None:
        return run_of_rows(self.asker.branch, self.accepted, rows, side, ids)

    def _held_against(self, before: tuple[Path, str], job: ProbeJob) -> Asked:
        workspace, (path, name) = self.asker.branch.workspace, before
        max_broken = workspace.settings.max_broken
        ended = run_decided_probe(
            job, self.asker.listener, str(path), self.limits, max_broken=max_broken
        )
        if ended.decided is None:
            return Asked(probe=ended.probe, untrusted=ended.untrusted)
        told = self._story() or path
        comparison = compare_runs(workspace, told, ended.probe.path, shown=no_changes)
        decided, notes = with_gates_that_apply(ended.decided, comparison, self.limits)
        measured = Measured(
            comparison=comparison,
            before=name,
            gates=decided.gates,
            why_undecided=decided.why,
            next=decided.next,
        )
        return Asked(probe=ended.probe, decided=decided, measured=measured, notes=notes)

    def _story(self) -> Path | None:
        """Return the run of the base's rows where gates are held against those of the branch.

        What followed an edit and what did not is told against what was before the branch.
        """
        if not self.accepted.is_heads or self.old is None:
            return None
        rows = usable_rows(self.accepted.before, self.asker.models, self.modes)
        own = replace(self.accepted, after={})
        ids = {case.id for case in self.cases.affected}
        run = run_of_rows(self.asker.branch, own, rows, self.old, ids) if rows else None
        return stored(self.asker.branch, run, f"{self.new.policy.id}-ci-base") if run else None

    def _controlled(self, asked: Asked, rows: Rows) -> Asked:
        """Ask controls; without rows, those that the cache answered before can be held."""
        branch, unaffected = self.asker.branch, self.cases.unaffected
        share, seed = branch.workspace.settings.ci.drift, branch.revisions.head_commit
        controls = chosen(answered_by(rows, unaffected) if rows else unaffected, share, seed)
        known = (
            shares_of_rows(rows, controls)
            if rows
            else shares_of_cache(self.asker, self.new, controls, self.modes)
        )
        drift = control(self.asker, self.new, controls, self.modes, known)
        return replace(asked, drift=drift, controls=len(drift.asked) if drift else 0)
