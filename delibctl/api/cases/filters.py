"""The common filters of cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatchcase
from pathlib import Path
from shlex import quote

from delibctl.api.workspace import Workspace
from delibctl.cases import Selection
from delibctl.errors import DelibctlError
from delibctl.model import Case, Kind, Policy, Run, Split
from delibctl.text.suggest import nearest


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Filters of cases: a case must match every filter, and any value of each.

    `wrong`: cases that missed in the newest run. `changed`: cases affected by changes since a git
    revision. `sample`: at most N cases, drawn with `seed`.
    """

    category: Sequence[str] = ()
    clause: Sequence[str] = ()
    kind: Sequence[str] = ()
    case: Sequence[str] = ()
    lang: Sequence[str] = ()
    split: Sequence[str] = ()
    wrong: bool = False
    changed: str | None = None
    sample: int | None = None
    seed: int | None = None

    def text(self) -> str:
        """Return the filters as options of the command line, as run files store them."""
        words: list[str] = []
        for option in fields(self):
            value = getattr(self, option.name)
            if value is True:
                words.append(f"--{option.name}")
            elif value is not None and value is not False:
                values = [value] if isinstance(value, (str, int)) else value
                words += [f"--{option.name} {quote(str(word))}" for word in values]
        return " ".join(words)

    def selection(self, policy: Policy, cases: Sequence[Case]) -> Selection:
        """Return the filters by name and value, without `wrong` and `changed`.

        Raises DelibctlError if a value matches nothing in the policy or the cases.
        """
        for option, names in (
            ("category", {category.id for category in policy.categories}),
            ("clause", set(policy.clause_by_id)),
            ("kind", {str(kind) for kind in Kind}),
            ("lang", {case.lang for case in cases}),
            ("split", {str(split) for split in Split}),
            ("case", {case.id for case in cases}),
        ):
            for value in getattr(self, option):
                if not any(fnmatchcase(name, value) for name in names):
                    raise DelibctlError(
                        f"unknown {option} {value!r}", next=nearest(value, names, option)
                    )
        return Selection(
            category=tuple(self.category),
            clause=tuple(self.clause),
            kind=tuple(self.kind),
            case=tuple(self.case),
            lang=tuple(self.lang),
            split=tuple(self.split),
            sample=self.sample,
            seed=self.seed or 0,
        )


def select_cases(
    workspace: Workspace,
    filters: Filters,
    policy: Policy,
    cases: tuple[Case, ...],
    start: Path,
    newest: Callable[[], Run],
) -> Selection:
    """Return the filters with the cases that `wrong` and `changed` select.

    `start` is the path of the policy; `newest` loads the run for `wrong`. Raises DelibctlError if
    a filter matches nothing, or git does not have the revision.
    """
    selection = filters.selection(policy, cases)
    only: frozenset[str] | None = None
    if filters.wrong:
        only = missed(newest())
    if filters.changed is not None:
        touched = changed(workspace, policy, cases, start, filters.changed)
        only = touched if only is None else only & touched
    return replace(selection, only=only)


def missed(run: Run) -> frozenset[str]:
    """Return the ids of the cases that missed in a run, or that ended without a score."""
    # Few filters need the scores of a run, and they load judges.
    from delibctl.score.scored_run import score_run

    trials = score_run(run).trials
    return frozenset(trial.case.id for trial in trials if trial.missed or not trial.scored)


def newest_run(workspace: Workspace, policy: Policy) -> Run:
    """Load the newest run of a policy. Raises DelibctlError without one."""
    workspace.state.check_newest()
    for run in workspace.state.runs_of_policy(policy.id):
        return run
    raise DelibctlError(
        f"no runs of {policy.id} yet, so the cases that miss are unknown",
        next="probe all cases once",
    )


def changed(
    workspace: Workspace, policy: Policy, cases: tuple[Case, ...], start: Path, revision: str
) -> frozenset[str]:
    """Return the cases that changed since a revision, or that a change of the policy affects."""
    # Few probes compare policies, and it takes a while to import.
    from delibctl.compare.policies import policy_diff

    old_policy, old_cases = _as_it_was(workspace, policy, start, revision)
    if old_policy is None:
        return frozenset(case.id for case in cases)
    touched = {
        id for change in policy_diff(old_policy, policy, cases).changes for id in change.cases
    }
    before = {case.id: case for case in old_cases}
    edited = {case.id for case in cases if before.get(case.id) != case}
    return frozenset(touched | edited)


def _as_it_was(
    workspace: Workspace, policy: Policy, start: Path, revision: str
) -> tuple[Policy | None, tuple[Case, ...]]:
    """Return the policy and the cases in a revision; None if the policy is not in it."""
    # Few probes look at an earlier version, and it takes a while to import.
    from delibctl.api.policies.arguments import PolicyAt, named_in
    from delibctl.api.policies.base import load_base
    from delibctl.compare.policies import Tested

    files = workspace.revision_files(revision, start)
    is_configured = start == workspace.policy_path
    named = named_in(workspace, revision, start) if is_configured else None
    at = named or PolicyAt(path=start, files=files, label=f"{revision}:{start}", optional=True)
    for earlier in load_base(workspace, at, [Tested(file="", policy=policy)]).policies:
        if earlier.policy.id == policy.id:
            return earlier.policy, earlier.cases
    return None, ()
