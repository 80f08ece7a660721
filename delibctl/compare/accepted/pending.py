"""What a comparison with the accepted rows leaves behind, for `accept` to take."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from delibctl.compare.accepted.row_changes import RowChange
from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.compare.runs.comparison import RunComparison
from delibctl.model import Mode


@dataclass(frozen=True, kw_only=True)
class PendingCase:
    """A case of a model that the run answers otherwise: `kind` says how, as the comparison did.

    `before` and `after`: how many repeats were right of how many, such as "2/3"; "" without any.
    """

    model: str
    mode: Mode
    case: str
    kind: str
    before: str
    after: str

    @property
    def key(self) -> tuple[str, Mode, str]:
        """The alias of the model, the mode and the case."""
        return self.model, self.mode, self.case


@dataclass(frozen=True, kw_only=True)
class Pending:
    """The cases of a run that differ from accepted rows.

    `run` is its path, `accepted` the hash of all rows of the policy that it was compared with.
    """

    run: str
    policy: str
    accepted: str
    cases: tuple[PendingCase, ...]


def pending_of(comparison: RunComparison, run: str, accepted: str) -> Pending | None:
    """Return what a comparison leaves; None if every case is the same."""
    cases = tuple(
        _case(change, model.alias, model.mode)
        for model in comparison.models
        for change in (*model.changes, *model.labels_changed)
        if change.kind is not ChangeKind.VANISHED  # its row is removed on request only
    )
    policy = comparison.after.policy.id
    return Pending(run=run, policy=policy, accepted=accepted, cases=cases) if cases else None


def _case(change: CaseChange, model: str, mode: Mode) -> PendingCase:
    before, after = (
        f"{side.right.hits}/{side.right.total}" if side else ""
        for side in (change.before, change.after)
    )
    return PendingCase(
        model=model,
        mode=mode,
        case=change.case,
        kind=change.kind,
        before=before,
        after=after,
    )


def left_after(pending: Pending, taken: Sequence[RowChange], accepted: str) -> Pending | None:
    """Return what is pending once some rows were taken; None if nothing is."""
    keys = {change.key for change in taken}
    cases = tuple(case for case in pending.cases if case.key not in keys)
    return replace(pending, accepted=accepted, cases=cases) if cases else None
