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
from delibctl.judge import PATTERNS
from delibctl.lint import Level, Report
from delibctl.model import Policy, Run
from delibctl.run import Budget, BudgetSpent
from delibctl.score import ScoredRun, standings


@dataclass(frozen=True, kw_only=True)
class Linted:
    """A round has begun with this report; with an error in it, nothing is probed."""

    report: Report

    @property
    def stops(self) -> bool:
        """True if there is an error, so that nothing is probed in this round."""
        return bool(self.report.at_least(Level.ERROR))


@dataclass(frozen=True, kw_only=True)
class RoundEnded:
    """A probe has ended, after the one `before` it; the watch is `over` once the budget is spent.

    `changed`: it came to something else than the probe before, and took its place.
    """

    workspace: Workspace
    job: ProbeJob
    probe: EndedProbe
    before: EndedProbe | None
    changed: bool
    over: bool


@dataclass(frozen=True, kw_only=True)
class RoundStopped:
    """A file was saved while models were being asked; their answers are cached."""


@dataclass(frozen=True, kw_only=True)
class RoundFailed:
    """A round could not be made; the next save may mend that."""

    error: DelibctlError


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The round is over; the next one begins with the next save."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Files were saved, by name; the next round begins."""

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
    """A probe again and again. `before`: the last probe that ended.

    Until a round has `begun`, an error is one of the options.
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
        """Lint; the folders of all files that were read are watched from then on."""
        while True:
            workspace = self.workspace.reopened()
            start, cases = self.options.files(workspace)
            report = lint_paths(workspace, [start], cases)
            if not self.watcher.watch(_folders(report, workspace, start)):
                return workspace, report
            # A save before the folders were watched has not been seen.
            self.watcher.begin()

    def _job(self, workspace: Workspace) -> ProbeJob:
        """Return the probe, which a save stops; its budget is what is left of the watch's."""
        job = probe_job(workspace, self.options, self._newest_run)
        budget = job.asking.budget
        if budget is not None and self.budget is not None:
            budget.spent = self.budget.spent
        self.budget = budget
        return replace(job, asking=replace(job.asking, guard=self.watcher.until_saved))

    def _newest_run(self, workspace: Workspace, policy: Policy) -> Run:
        """Return the run that was the newest at first: later ones are those of the watch."""
        if not self._newest:
            self._newest.append(newest_run(workspace, policy))
        return self._newest[0]

    def _keep(self, probe: EndedProbe) -> EndedProbe:
        """Return the probe whose run stays: a watch leaves one run behind."""
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
    """Return True if two probes asked the same and came to the same."""
    first, second = ((s.run.policy, s.run.cases, s.run.plan) for s in (before, after))
    return first == second and standings(before) == standings(after)


def _folders(report: Report, workspace: Workspace, start: Path) -> Iterator[Path]:
    """Yield the folders of the policy's files, and those in which others may appear."""
    files = workspace.files
    for document in report.files:
        yield workspace.path(files.from_here(document.name)).parent
    folder = start if start.is_dir() else start.parent
    yield from (folder, folder / "cases", workspace.settings.root)
