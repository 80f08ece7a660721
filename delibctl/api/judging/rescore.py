"""Scoring the stored answers of a run against corrected labels; no model is asked."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl.api.policies.load import open_bundle
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import DelibctlError
from delibctl.model import Case, Policy
from delibctl.score.scored_run import ScoredRun, score_run


@dataclass(frozen=True, kw_only=True)
class Rescored:
    """A run before and after its labels were corrected, with the ids of its cases.

    A reworded case, and one that is gone, keep their labels.
    """

    before: ScoredRun
    after: ScoredRun
    changed: list[str]
    reworded: list[str]
    gone: list[str]


def rescore(
    workspace: Workspace,
    path: Path,
    policy: Path | None = None,
    cases: Sequence[Path] | None = None,
) -> Rescored:
    """Write the labels of case files into a run; its earlier labels stay in the file.

    Raises DelibctlError if the files hold none of the run's cases, or a label is not of the
    policy that the models were shown.
    """
    start, paths = workspace.policy_and_cases(policy, cases)
    bundle = open_bundle(start, workspace.files, paths)
    with closing(RunFile.open(path)) as file:
        run = file.load()
        corrected = build_cases(bundle.cases, run.policy, workspace.today().isoformat())
        by_id = {case.id: case for case in corrected}
        ids = {case.id for case in run.cases}
        if not by_id.keys() & ids:
            raise DelibctlError(
                "these files contain none of the run's cases",
                next="name the case files of the run",
                usage="name the files with --cases FILE",
            )
        _check(corrected, run.policy, ids)
        relabelled = tuple(_relabelled(case, by_id.get(case.id)) for case in run.cases)
        pairs = zip(run.cases, relabelled, strict=True)
        changed = [case.id for case, corrected_case in pairs if case != corrected_case]
        if changed:
            file.relabel(relabelled, workspace.timestamp())
    return Rescored(
        before=score_run(run),
        after=score_run(replace(run, cases=relabelled)),
        changed=changed,
        reworded=[c.id for c in run.cases if c.id in by_id and by_id[c.id].messages != c.messages],
        gone=[case.id for case in run.cases if case.id not in by_id],
    )


def by_earlier_labels(path: Path) -> Iterator[tuple[str, ScoredRun]]:
    """Yield a run scored by each set of labels that it has had: until when, and the scores.

    The present labels come last, with `now` for a time.
    """
    with closing(RunFile.open(path)) as file:
        run, earlier = file.load(), file.earlier_cases()
    for until, cases in {**earlier, "now": run.cases}.items():
        yield until, score_run(replace(run, cases=cases))


def _relabelled(case: Case, corrected: Case | None) -> Case:
    """Return the case with its corrected label, unless it is gone or its prompt has changed."""
    if corrected is None or corrected.messages != case.messages:
        return case
    return replace(corrected, trained_on=case.trained_on)


def _check(corrected: Iterable[Case], policy: Policy, ids: set[str]) -> None:
    """Raise DelibctlError if a label names a clause or style that is not in the run's policy."""
    for case in corrected:
        expected, style = case.expected, case.expected.style
        for id in (*expected.clauses, *expected.either, *expected.also):
            if case.id in ids and id not in policy.clause_by_id:
                raise DelibctlError(
                    f"case {case.id} expects {id!r}, which is not a clause of the run's policy",
                    next="probe again with the current policy",
                )
        if case.id in ids and policy.outcome(style) is None:
            raise DelibctlError(
                f"case {case.id} expects {style!r}, which is not a style of the run's policy",
                next="probe again with the current policy",
            )
