"""Watching: lint and probe again after each save."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from delibctl.api.asking.probe import EndedProbe, run_probe
from delibctl.api.asking.probe_job import ProbeJob, ProbeOptions, probe_job
from delibctl.api.cases.filters import newest_run
from delibctl.api.listener import Listener
from delibctl.api.policies.lint import lint_paths
from delibctl.api.workspace import Workspace
from delibctl.edge.files.watcher import FileWatcher
from delibctl.errors import DelibctlError, Interrupted, NoVerdict, Superseded
from delibctl.judge.names import PATTERNS
from delibctl.lint import Level, Report
from delibctl.model import Policy, Run
from delibctl.run.budget import Budget
from delibctl.run.limits_reached import BudgetSpent
from delibctl.score.flips import standings
from delibctl.score.scored_run import ScoredRun


@dataclass(frozen=True, kw_only=True)
class Linted:
    """Start of a round, with its lint report; an error in it prevents the probe."""

    report: Report

    @property
    def stops(self) -> bool:
        """True if the report has an error, so that this round is not probed."""
        return bool(self.report.at_least(Level.ERROR))


@dataclass(frozen=True, kw_only=True)
class RoundEnded:
    """End of the probe of a round; `before` is the previous one.

    `changed`: its results differ from those before, and it replaces that run. `over`: the budget is
    spent, so the watch ends.
    """

    workspace: Workspace
    job: ProbeJob
    probe: EndedProbe
    before: EndedProbe | None
    changed: bool
    over: bool


@dataclass(frozen=True, kw_only=True)
class RoundStopped:
    """End of a round because a file was saved while models were asked; answers are cached."""


@dataclass(frozen=True, kw_only=True)
class RoundFailed:
    """Failure of a round; the next save may fix it."""

    error: DelibctlError


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Wait for the next save, which starts the next round."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """The names of saved files; the next round starts."""

    names: list[str]


Event = Linted | RoundEnded | RoundStopped | RoundFailed | Waiting | Saved


def watch(workspace: Workspace, options: ProbeOptions, listener: Listener) -> Iterator[Event]:
    """Probe, and again after each save, until the caller stops or the budget is spent.

    Raises DelibctlError if the first round cannot be made.
    """
    if set(options.judging.judges) - {PATTERNS}:
        raise DelibctlError(
            "a watch supports only the judge `patterns`",
            next="add other judges afterwards: delibctl judge",
        )
    with closing(FileWatcher()) as watcher:
        rounds = _Watch(workspace=workspace, options=options, listener=listener, watcher=watcher)
        yield from rounds.events()


@dataclass(kw_only=True)
class _Watch:
    """A series of probes. `before`: the last probe that ended.

    Before a round has `begun`, an error is a mistake in the options and ends the watch.
    """

    workspace: Workspace
    options: ProbeOptions
    listener: Listener
    watcher: FileWatcher
    before: EndedProbe | None = None
    budget: Budget | None = None
    begun: bool = False
    over: bool = False
    _newest: list[Run] = field(default_factory=list)

    def events(self) -> Iterator[Event]:
        while not self.over:
            self.watcher.begin()
            try:
                yield from self._round()
            except Superseded:
                self.begun = True
                yield RoundStopped()
                yield Saved(names=self.watcher.wait())
                continue
            except DelibctlError as error:
                first = not self.begun and not isinstance(error, NoVerdict)
                if isinstance(error, Interrupted) or self.over or first:
                    raise
                yield RoundFailed(error=error)
            if not self.over:
                yield Waiting()
                yield Saved(names=self.watcher.wait())

    def _round(self) -> Iterator[Event]:
        """Lint, and probe if lint finds no error."""
        workspace, report = self._lint()
        linted = Linted(report=report)
        yield linted
        if linted.stops:
            self.begun = True
            return
        job = self._job(workspace)
        probe, before = run_probe(job, self.listener), self.before
        self.begun, self.over = True, isinstance(probe.limit, BudgetSpent)
        latest = self._keep(probe)
        yield RoundEnded(
            workspace=workspace,
            job=job,
            probe=latest,
            before=before,
            changed=latest is not before,
            over=self.over,
        )

    def _lint(self) -> tuple[Workspace, Report]:
        """Return the reopened workspace and its report; watch the folders of all files read."""
        while True:
            workspace = self.workspace.reopened()
            start, cases = self.options.files(workspace)
            report = lint_paths(workspace, [start], cases)
            if not self.watcher.watch(_folders(report, workspace, start)):
                return workspace, report
            # A save before the folders were watched has not been seen.
            self.watcher.begin()

    def _job(self, workspace: Workspace) -> ProbeJob:
        """Return the probe of a round, which a save stops; it has the remaining budget."""
        job = probe_job(workspace, self.options, self._newest_run)
        budget = job.asking.budget
        if budget is not None and self.budget is not None:
            budget.spent = self.budget.spent
        self.budget = budget
        return replace(job, asking=replace(job.asking, guard=self.watcher.until_saved))

    def _newest_run(self, workspace: Workspace, policy: Policy) -> Run:
        """Return the newest run from before the watch."""
        if not self._newest:
            self._newest.append(newest_run(workspace, policy))
        return self._newest[0]

    def _keep(self, probe: EndedProbe) -> EndedProbe:
        """Return the probe whose run is kept: a watch leaves only one run."""
        before = self.before
        if before is not None and probe.path == before.path:
            probe = replace(probe, fresh=before.fresh)
        elif before is not None:
            superfluous = probe if _same(before.scored, probe.scored) else before
            if superfluous.fresh:
                with suppress(OSError):  # on some systems a file that is being read stays
                    superfluous.path.unlink()
            if superfluous is probe:
                return before
        self.before = probe
        return probe


def _same(before: ScoredRun, after: ScoredRun) -> bool:
    """Return True if two probes have the same plan and the same results."""
    first, second = ((s.run.policy, s.run.cases, s.run.plan) for s in (before, after))
    return first == second and standings(before) == standings(after)


def _folders(report: Report, workspace: Workspace, start: Path) -> Iterator[Path]:
    """Yield the folders of the policy's files, and those in which others may appear."""
    files = workspace.files
    for document in report.files:
        yield workspace.path(files.from_here(document.name)).parent
    folder = start if start.is_dir() else start.parent
    yield from (folder, folder / "cases", workspace.settings.root)
