"""Compare two runs whose trials are folded to rows; texts of answers are added afterwards."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product

from delibctl.compare.runs.change import CaseChange, ChangeKind, Obstacle
from delibctl.compare.runs.changes import change_of, one_sided
from delibctl.compare.runs.comparison import ModelComparison, RunComparison, RunSide
from delibctl.compare.runs.expectations import Correspondence
from delibctl.compare.runs.pairing import Pairing, Terms, is_mostly_right
from delibctl.compare.runs.rows import FoldedRun, Row, Served, total
from delibctl.model import ANSWER_FIELDS, Mode, ModelSpec
from delibctl.stats.share import Share


def compare_folded(
    before: FoldedRun,
    after: FoldedRun,
    policies: Correspondence,
    *,
    other_judges: bool = False,
    partly: bool = False,
) -> RunComparison:
    """Compare two runs of one policy, model by model.

    `other_judges`: the outcomes were observed by judges that cannot be held against each other.
    `partly`: filters left cases out of the runs.
    """
    comparing = _Comparing(before=before, after=after, policies=policies, other_judges=other_judges)
    return RunComparison(
        before=before.run,
        after=after.run,
        models=tuple(comparing.model(spec, mode) for spec, mode in comparing.common()),
        partly=partly,
        edited=tuple(comparing.edited(partly=partly)),
    )


@dataclass(frozen=True, kw_only=True)
class _Comparing:
    before: FoldedRun
    after: FoldedRun
    policies: Correspondence
    other_judges: bool

    @cached_property
    def _specs(self) -> dict[str, ModelSpec]:
        """The models of the run before, by their aliases."""
        return {model.alias: model for model in self.before.run.plan.models}

    def common(self) -> Iterator[tuple[ModelSpec, Mode]]:
        """Yield each model, as it is after, with each mode, if both runs have both."""
        before, after = self.before.run.plan, self.after.run.plan
        for model, mode in product(after.models, after.modes):
            if model.alias in self._specs and mode in before.modes:
                yield model, mode

    def model(self, after: ModelSpec, mode: Mode) -> ModelComparison:
        """Return the comparison of one model in one mode."""
        before = self._specs[after.alias]
        key = after.alias, mode
        changes = list(self._changes(after, mode))
        counted = [c for c in changes if not c.set_aside and not c.relabelled]
        labels = tuple(c for c in changes if c.relabelled)
        both = {c.case for c in changes if c.before and c.after}
        paired = tuple(c.paired for c in changes if c.paired)
        name = f"{after.alias}, mode {mode}" if len(self.after.run.plan.modes) > 1 else after.alias
        return ModelComparison(
            name=name,
            mode=mode,
            before=self._side(self.before, before, mode, both),
            after=self._side(self.after, after, mode, both),
            changes=tuple(c for c in changes if c.kind is not ChangeKind.SAME and not c.relabelled),
            counts=dict(Counter(c.kind for c in counted)),
            untouched=sum(not pair.affected for pair in paired),
            labels_changed=labels,
            pass_by_label=sum(_passes_by_label(self.after.of(*key)[c.case]) for c in labels),
            settings=tuple(
                name for name in ANSWER_FIELDS if getattr(before, name) != getattr(after, name)
            ),
            paired=paired,
        )

    def edited(self, *, partly: bool) -> Iterator[str]:
        """Yield the clauses that changed; `partly` only those that a case of either run expects."""
        former = map(self.policies.under_new_names, self.before.run.cases)
        expected = [case.expected for case in (*former, *self.after.run.cases)]
        compared = {id for each in expected for id in (*each.clauses, *each.either)}
        for clause in self.after.run.policy.clauses:
            if clause.id in self.policies.changed and (not partly or clause.id in compared):
                yield clause.id

    def _changes(self, after: ModelSpec, mode: Mode) -> Iterator[CaseChange]:
        """Yield the change of each case that was asked, in the order of the run after."""
        key = after.alias, mode
        terms = self._terms(self._specs[after.alias], after)
        rows_before, rows_after = self.before.of(*key), self.after.of(*key)
        cases_before = self.before.run.cases_by_id
        cases_after = self.after.run.cases_by_id
        for case in self.after.run.cases:
            now, former = rows_after.get(case.id, ()), rows_before.get(case.id, ())
            if now and former:
                pairing = Pairing(
                    terms=terms,
                    case_before=cases_before[case.id],
                    case_after=case,
                    before=_in_order(former),
                    after=_in_order(now),
                )
                yield change_of(pairing, *key)
            elif now and self._is_absent(case.id, self.before):
                kind = ChangeKind.APPEARED
                yield one_sided(case, _in_order(now), self.policies, key, kind)
        for case in self.before.run.cases:
            former = rows_before.get(case.id, ())
            if former and case.id not in cases_after and self._is_absent(case.id, self.after):
                kind = ChangeKind.VANISHED
                yield one_sided(case, _in_order(former), self.policies, key, kind)

    def _is_absent(self, case: str, side: FoldedRun) -> bool:
        """Return True if a run has no such case; it may not have got there, or have left it out."""
        return case not in side.run.cases_by_id and case not in side.run.unselected

    def _terms(self, before: ModelSpec, after: ModelSpec) -> Terms:
        run_before, run_after = self.before.run, self.after.run
        obstacle = Obstacle.JUDGES if self.other_judges else None
        if run_before.plan.template != run_after.plan.template:
            obstacle = Obstacle.TEMPLATE
        return Terms(
            policies=self.policies,
            same_run=run_before == run_after,
            stored=before.is_baseline and after.is_baseline,
            obstacle=obstacle,
            enum=before.enum != after.enum,
        )

    def _side(self, side: FoldedRun, spec: ModelSpec, mode: Mode, both: set[str]) -> RunSide:
        by_case = side.of(spec.alias, mode)
        served, fingerprints = side.served.get(spec.alias, Served()).sorted()
        rows = list(chain.from_iterable(by_case.values()))
        asked = [row for row in rows if row.askable]
        return RunSide(
            model=spec,
            figures=total(
                row for case, of_case in by_case.items() if case in both for row in of_case
            ),
            unusable=Share(hits=sum(row.unusable for row in asked), total=len(asked)),
            not_asked=len(side.run.cases) * side.run.plan.repeats - len(rows),
            served=served,
            fingerprints=fingerprints,
        )


def _in_order(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.repeat)


def _passes_by_label(rows: Sequence[Row]) -> bool:
    """Return True if most answers are right, and would not be by the label of the other run."""
    answered = [row for row in rows if row.scored]
    is_right = Share(hits=sum(not row.missed for row in answered), total=len(answered))
    by_other = Share(hits=sum(bool(row.former) for row in answered), total=len(answered))
    return is_mostly_right(is_right) and not is_mostly_right(by_other)
