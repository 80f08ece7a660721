"""The accepted rows on both sides of a branch, and the run that affected cases are held against."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl import __version__
from delibctl.api.accepting.former_policy import former_policy
from delibctl.api.accepting.rows_folder import accepted_folder
from delibctl.api.ci.branch import Branch
from delibctl.cases.renamed import present_ids
from delibctl.compare.accepted.contradictions import miscounted, unlike_policy
from delibctl.compare.accepted.known_policy import knows
from delibctl.compare.accepted.renamed_cases import under_present_ids
from delibctl.compare.accepted.restored import restored_run
from delibctl.compare.accepted.row import AcceptedRow, fits, stale_cases
from delibctl.compare.accepted.row_changes import RowChange
from delibctl.compare.policies import Tested
from delibctl.edge.accepted.folder import Rows, load_rows, place_of
from delibctl.edge.accepted.lines import RESTORE
from delibctl.edge.run_file.private_files import make_folder_of_state
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import DelibctlError
from delibctl.model import Case, Mode, ModelSpec, Run
from delibctl.report.ci.result import AddedRows


@dataclass(frozen=True, kw_only=True)
class AcceptedOf:
    """The rows of one policy where the branch left its base, and on the branch.

    `cases` are the cases that the branch has, by id.
    """

    policy: str
    before: Rows
    after: Rows
    cases: Mapping[str, Case]
    approves_itself: bool

    @property
    def added(self) -> AddedRows | None:
        """What the branch changes among the rows; None if it changes nothing."""
        if not self._changes:
            return None
        return AddedRows(
            policy=self.policy,
            changes=self._changes,
            counts=not self._why_not,
            why_not=self._why_not,
        )

    @property
    def _changes(self) -> tuple[RowChange, ...]:
        known, new = _by_key(self.before), _by_key(self.after)
        return tuple(
            RowChange(mode=key[1], before=known.get(key), after=new.get(key))
            for key in sorted(known.keys() | new.keys())
            if known.get(key) != new.get(key)
        )

    @property
    def _why_not(self) -> str:
        if not self.approves_itself:
            return "only rows of the base count"
        gone = _by_key(self.before).keys() - _by_key(self.after).keys()
        if any(case in self.cases for _, _, case in gone):
            # Else a branch could lose the row of whatever it makes worse.
            return "it removes rows of cases that are still there"
        if stale_cases((change.after for change in self._changes if change.after), self.cases):
            # Such a case is compared with nothing, as if its row were removed.
            return "it has rows that do not fit the prompts of their cases"
        return ""

    @property
    def is_heads(self) -> bool:
        """True if runs are held against the rows of the branch."""
        changed = self.added is not None and any(self.after.values())
        return changed and not self._why_not

    @property
    def counting(self) -> Rows:
        """The rows that runs are held against."""
        return self.after if self.is_heads else self.before


def accepted_of(branch: Branch, policy: str, cases: Iterable[Case]) -> AcceptedOf:
    """Return the rows of a policy, of which the branch has these cases.

    Raises DelibctlError if they cannot be read on either side.
    """
    workspace, root = branch.workspace, branch.head_settings.root
    by_id = {case.id: case for case in cases}
    present = present_ids(by_id.values())
    before = load_rows(branch.before, accepted_folder(workspace, policy, branch.former_folder))
    after = load_rows(branch.after, accepted_folder(workspace, policy, root))
    return AcceptedOf(
        policy=policy,
        before=under_present_ids(before, present),
        after=under_present_ids(after, present),
        cases=by_id,
        approves_itself=branch.approves_itself,
    )


def _by_key(rows: Rows) -> dict[tuple[str, Mode, str], AcceptedRow]:
    return {(row.model.alias, mode, row.case): row for mode, of in rows.items() for row in of}


def usable_rows(rows: Rows, models: Sequence[ModelSpec], modes: Sequence[Mode]) -> Rows:
    """Return the rows of these models, as they are configured, and modes; none if one has none.

    Rows of another model under the same name say nothing of this one, and where they come from a
    branch they must not choose what is asked.
    """
    own = {model.alias: (model.name, model.api_base) for model in models}
    found = {
        mode: [r for r in rows.get(mode, ()) if own.get(r.model.alias) == _reached(r)]
        for mode in modes
    }
    complete = all({row.model.alias for row in of} == own.keys() for of in found.values())
    return found if complete else {}


def _reached(row: AcceptedRow) -> tuple[str, str | None]:
    return row.model.name, row.model.api_base


def answered_by(rows: Rows, cases: Sequence[Case]) -> list[Case]:
    """Return the cases that have a fitting row of each model and mode."""
    by_id: dict[str, list[AcceptedRow]] = {}
    for of_mode in rows.values():
        for row in of_mode:
            by_id.setdefault(row.case, []).append(row)
    most = max(map(len, by_id.values()), default=0)
    return [
        case
        for case in cases
        if len(by_id.get(case.id, ())) == most > 0
        and all(fits(row, case) for row in by_id[case.id])
    ]


def without_row(rows: Rows, cases: Sequence[Case]) -> list[Case]:
    """Return the cases that lack a row of any model and mode, whether or not it would fit."""
    sides = [
        {row.case for row in of if row.model.alias == alias}
        for of in rows.values()
        for alias in {row.model.alias for row in of}
    ]
    return [case for case in cases if any(case.id not in side for side in sides)]


def run_of_rows(
    branch: Branch, accepted: AcceptedOf, rows: Rows, tested: Tested, ids: Collection[str]
) -> Run | None:
    """Return the run that the rows of some cases make; None if there are none.

    `tested` is the policy on the side that the rows are of. Raises DelibctlError at a row that
    contradicts itself or its policy.
    """
    files = branch.after if accepted.is_heads else branch.before
    path = files.root / tested.file
    chosen = {mode: [row for row in of if row.case in ids] for mode, of in rows.items()}
    all_rows = [row for of in chosen.values() for row in of]
    if not all_rows:
        return None
    root = branch.head_settings.root if accepted.is_heads else branch.former_folder
    folder = accepted_folder(branch.workspace, tested.policy.id, root)
    former = (
        tested.policy
        if knows(all_rows, tested.policy)
        else former_policy(branch.workspace, chosen, tested.policy, path, folder)
    )
    run = restored_run(chosen, tested.policy, {case.id: case for case in tested.cases}, former)
    if former is not None:
        for mode, row, problem in (
            *unlike_policy(chosen, former),
            *miscounted(chosen, run, __version__),
        ):
            raise DelibctlError(
                f"{problem.field}: {problem.reason}",
                where=place_of(files, folder, mode, row),
                next=RESTORE,
            )
    return run


def stored(branch: Branch, run: Run, name: str) -> Path:
    """Write a run to a file of that name in the state folder, in place of an earlier one."""
    state = branch.workspace.state
    state.check_untracked()
    make_folder_of_state(state.accepted, state.folder)
    path = state.accepted / f"{name}.sqlite"
    path.unlink(missing_ok=True)
    with closing(RunFile.create(path, replace(run, trials=()))) as file:
        for trial in run.trials:
            file.store(trial)
        file.finish()
    return path
