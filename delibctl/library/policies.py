"""Policies: load one, lint some, compare two."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl.api.asking.options import Reuse, Spending, Throughput
from delibctl.api.judging.options import JudgeOptions
from delibctl.api.listener import Listener
from delibctl.api.policies.arguments import PolicyAt, policies_at
from delibctl.api.policies.diff import Strictness
from delibctl.api.policies.diff import diff_policies as compare
from delibctl.api.policies.lint import LintOptions, lint_paths
from delibctl.api.policies.load import open_one
from delibctl.api.policies.opinion_options import OpinionOptions
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Comparison, Profile
from delibctl.edge.cancellation import Cancellation
from delibctl.errors import DelibctlError
from delibctl.library.arguments import check_limits, choice, names, optional_path, paths
from delibctl.library.process import open_workspace
from delibctl.library.threads import completed
from delibctl.lint import Report
from delibctl.model import Case, Policy


@dataclass(frozen=True, kw_only=True)
class LoadedPolicy:
    """A policy with its cases."""

    policy: Policy
    cases: tuple[Case, ...]


def load(
    policy: str | Path | None = None,
    *,
    cases: str | Path | Sequence[str | Path] = (),
    workspace: Workspace | None = None,
) -> LoadedPolicy:
    """Load a policy with its fragments and cases.

    Args:
        policy: the policy file or its folder; the configured one unless given.
        cases: case files to read instead of the policy's own.
        workspace: the working folder's unless given.

    Returns:
        The policy and its cases, frozen.

    Raises:
        DelibctlError: a path does not exist, the policy has an error of lint, or there are several.
    """
    workspace = workspace or open_workspace()
    start, case_files = workspace.policy_and_cases(optional_path(policy), paths(cases))
    loaded, built = open_one(workspace, start, case_files)
    return LoadedPolicy(policy=loaded, cases=built)


def lint(
    *policies: str | Path,
    cases: str | Path | Sequence[str | Path] = (),
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    preview: bool = False,
    workspace: Workspace | None = None,
) -> Report:
    """Lint policies and cases.

    Args:
        policies: files, and folders of them; the configured policy unless given.
        cases: case files to read instead of a policy's own.
        select: only these rules, by code, beginning of a code, or name.
        ignore: not these rules.
        preview: rules that are wrong more often, too.
        workspace: the working folder's unless given.

    Returns:
        The report: its findings, worst first in each file, and the files that were read.

    Raises:
        DelibctlError: a path does not exist, a folder holds no policy, or a rule is unknown.
    """
    workspace = workspace or open_workspace()
    case_files = [workspace.path(path) for path in paths(cases)] or None
    start = [workspace.path(path) for path in paths(policies)]
    if not start:
        start, case_files = [workspace.policy_path], case_files or workspace.settings.case_paths
    options = LintOptions(select=names(select), ignore=names(ignore), preview=preview)
    return lint_paths(workspace, start, case_files, options)


def diff_policies(
    old: str | Path,
    new: str | Path,
    *,
    profile: Profile | str = Profile.BEHAVIOR,
    waivers: str | Path | None = None,
    judge: str | None = None,
    judge_runs: int = 1,
    max_cost: float | None = None,
    max_time: str | None = None,
    spend: bool = False,
    refresh: bool = False,
    concurrency: int | None = None,
    workspace: Workspace | None = None,
    listener: Listener | None = None,
) -> Comparison:
    """Compare two policies clause by clause.

    A model is asked only if `judge` names one; this works where an event loop is running.

    Args:
        old: a policy file or folder, or `REV:path` for the policy in a git revision.
        new: likewise.
        profile: what counts as breaking: text, behavior, labels or format.
        waivers: the file of accepted changes.
        judge: a model that gives its opinion on changes of words.
        judge_runs: how often it votes on each change; the loosest vote counts.
        max_cost: the budget in US dollars.
        max_time: the time after which to stop, like 90s, 10m or 2h.
        spend: agree to any price beforehand; else the listener is asked where there is no budget.
        refresh: ask again, also what has a cached answer.
        concurrency: at most how many questions at once.
        workspace: the working folder's unless given.
        listener: told what happens; nobody unless given.

    Returns:
        The comparison: each change with its kind, its direction and the cases that it affects. The
        opinions of a model are with each policy; missing votes have the reason, such as a limit.

    Raises:
        DelibctlError: a place holds no policy, or one with an error of lint, or the model cannot be
            asked.
        Interrupted: Ctrl-C; the replies so far are cached.
    """
    check_limits(
        judge_runs=judge_runs, max_cost=max_cost, max_time=max_time, concurrency=concurrency
    )
    opened = workspace or open_workspace()
    options = OpinionOptions(
        judging=JudgeOptions(judges=(judge,) if judge else (), judge_runs=judge_runs),
        spending=Spending(max_cost=max_cost, max_time=max_time, yes=spend),
        throughput=Throughput(concurrency=concurrency),
        reuse=Reuse(refresh=refresh),
    )
    model = options.chosen(opened.settings)
    before, after = _policies_at(opened, old, new)
    strictness = Strictness(
        profile=choice(Profile, profile, "profile"), waivers=optional_path(waivers)
    )
    comparison = compare(opened, before, after, strictness)
    if model is None:
        return comparison
    # Few comparisons ask a model, and it takes a while to import.
    from delibctl.api.policies.opinions import ask_opinions

    def workflow(cancellation: Cancellation) -> Comparison:
        asking = replace(options.asking(opened), guard=cancellation.guard)
        return ask_opinions(opened, listener or Listener(), comparison, model, asking)[0]

    return completed(workflow)


def _policies_at(workspace: Workspace, *names: str | Path) -> list[PolicyAt]:
    places = policies_at(workspace, list(map(str, names)))
    for name, place in zip(names, places, strict=True):
        if place is None:
            raise DelibctlError(
                f"{name} is not a policy", next="name a file, a folder, or REV:path"
            )
    return [place for place in places if place]
