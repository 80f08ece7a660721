"""Accepting a run: what its rows would change, and writing those that a person agrees to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from delibctl.api.accepting.accepted_run import accepted_rows
from delibctl.api.accepting.critical_drops import critical_drops
from delibctl.api.accepting.rows_folder import accepted_folder
from delibctl.api.policies.accept import stop_in_ci
from delibctl.api.policies.load import open_one
from delibctl.api.runs.diff import diff_run
from delibctl.api.workspace import Workspace
from delibctl.cases.renamed import present_ids
from delibctl.compare.accepted.accepting import Acceptance, rows_of
from delibctl.compare.accepted.renamed_cases import under_present_ids
from delibctl.compare.accepted.restored import check_alike
from delibctl.compare.accepted.row import AcceptedRow
from delibctl.compare.accepted.row_changes import RowChange, RowsToAccept
from delibctl.edge.accepted.folder import save_rows
from delibctl.edge.git.identity import author
from delibctl.edge.git.repository import root_of
from delibctl.errors import DelibctlError
from delibctl.gates.trust import trust_in_run
from delibctl.model import Mode, Status
from delibctl.score.scored_run import ScoredRun
from delibctl.text.escape import encodable
from delibctl.text.suggest import nearest

#: No run of a case that is one of these is accepted, so its row would stay for good.
_NEVER_ACCEPTED = (Status.DRAFT, Status.RETIRED)
#: Rows that are to be written are dated when they are; until then nobody accepted them.
_NOBODY = Acceptance(by="", date="", reason="")


def rows_to_accept(
    workspace: Workspace, path: Path, cases: Sequence[str] = (), *, unreferenced: bool = False
) -> RowsToAccept:
    """Return what accepting a run would change; with `cases`, in those alone.

    `unreferenced`: rows whose case the policy no longer has, or has as a draft or retired, are
    removed. Raises DelibctlError if
    the run cannot be trusted, is made of accepted rows itself, or has no such case.
    """
    scored = diff_run(workspace, path)
    _stop_if_untrustworthy(workspace, scored)
    rows = rows_of(scored, _NOBODY)
    _check_cases(cases, {case.id for case in scored.run.cases})
    raw, renamed = accepted_rows(workspace, scored.run.policy.id), present_ids(scored.run.cases)
    present = under_present_ids(raw, renamed)
    known = {
        (now.model.alias, mode, now.case): row
        for mode, of in present.items()
        for row, now in zip(raw[mode], of, strict=True)
    }
    new = {(row.model.alias, mode, row.case): row for mode, of in rows.items() for row in of}
    same = {
        key
        for key, row in new.items()
        if key in known and (known[key].case, known[key].shows) == (row.case, row.shows)
    }
    chosen = {key: row for key, row in new.items() if not cases or row.case in cases}
    changes = [
        RowChange(mode=key[1], before=known.get(key), after=row)
        for key, row in chosen.items()
        if key not in same
    ]
    if unreferenced:
        changes += _unreferenced(workspace, scored.run.policy.id, known.items())
    counted = {row.case for row in new.values()}
    left_out = tuple(case.id for case in scored.run.cases if case.id not in counted)
    removed = {change.key for change in changes if change.after is None}
    asked = {(model.model.alias, model.mode) for model in scored.models}
    kept = [key for key in known if key[:2] in asked and key not in new and key not in removed]
    return RowsToAccept(
        policy=scored.run.policy.id,
        changes=tuple(changes),
        same=sum(key in same for key in chosen),
        left_out=left_out,
        kept=tuple(sorted({case for _, _, case in kept})),
        critical=critical_drops(workspace, path, scored, changes),
        renamed=renamed,
    )


def _stop_if_untrustworthy(workspace: Workspace, scored: ScoredRun) -> None:
    run = scored.run
    if run.info.accepted:
        raise DelibctlError("these rows are accepted already", next="name a run that was probed")
    if not run.info.finished:
        raise DelibctlError(
            "the run is not finished, so it cannot be accepted",
            next="finish it with the probe that began it",
        )
    for trust in trust_in_run(scored, workspace.settings.max_broken):
        if not trust.trusted:
            raise DelibctlError(
                f"the run cannot be accepted: {trust.unusable.hits} of {trust.unusable.total} "
                f"trials of {trust.name} are broken or unreadable, at most "
                f"{trust.max_broken:.1%} may be",
                next="make sure that the model answers, and probe again",
            )


def _check_cases(cases: Sequence[str], known: Collection[str]) -> None:
    for case in cases:
        if case not in known:
            raise DelibctlError(
                f"unknown case {case!r} in this run", next=nearest(case, known, "case")
            )


def _unreferenced(
    workspace: Workspace, id: str, known: Iterable[tuple[tuple[str, Mode, str], AcceptedRow]]
) -> Iterator[RowChange]:
    path, files = workspace.policy_and_cases(None, None)
    policy, cases = open_one(workspace, path, files)
    if policy.id != id:
        raise DelibctlError(
            f"the run is of the policy {id}, and the configured one is {policy.id}, so nobody "
            "knows which cases are gone",
            next=f"configure the policy {id}, or keep the rows of cases that are gone",
        )
    there = {case.id for case in cases if case.status not in _NEVER_ACCEPTED}
    for (_, mode, case), row in known:
        if case not in there:
            yield RowChange(mode=mode, before=replace(row, case=case), after=None)


def accept_rows(
    workspace: Workspace, rows: RowsToAccept, changes: Iterable[RowChange], reason: str
) -> tuple[Path, ...]:
    """Write some of the changes, and return the files that changed.

    Raises DelibctlError in a CI job, if git does not know who accepts, or if the rows would not
    belong together; then nothing is written.
    """
    stop_in_ci(workspace)
    by = encodable(author(workspace.absolute_folder, workspace.environment))
    acceptance = Acceptance(by=by, date=workspace.today().isoformat(), reason=encodable(reason))
    kept = under_present_ids(accepted_rows(workspace, rows.policy), rows.renamed)
    by_place: dict[tuple[str, Mode], dict[str, AcceptedRow]] = defaultdict(dict)
    for mode, of_mode in kept.items():
        for row in of_mode:
            by_place[row.model.alias, mode][row.case] = row
    touched = {}
    for change in changes:
        alias, mode, case = change.key
        touched[alias, mode] = by_place[alias, mode]
        if change.after is None:
            by_place[alias, mode].pop(case, None)
        else:
            by_place[alias, mode][case] = acceptance.of(change.after)
    check_alike([row for of_place in by_place.values() for row in of_place.values()])
    folder, root = accepted_folder(workspace, rows.policy), workspace.settings.root
    return tuple(
        file
        for (alias, mode), of_place in touched.items()
        for file in save_rows(root_of(root) or root, folder, mode, alias, of_place.values())
    )
