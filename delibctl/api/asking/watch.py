"""`delibctl probe --watch`: lint and probe again on each save."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl.api.asking.probe import EndedProbe, go
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.probe_request import Request, diff_command
from delibctl.api.policies.load import open_paths
from delibctl.cli.boundary import say
from delibctl.cli.options.lint import Choice, written
from delibctl.cli.output import default_format, page, talk, write
from delibctl.cli.probe_verdict import conclude
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.files.watcher import FileWatcher
from delibctl.edge.settings import Settings, load_settings
from delibctl.errors import DelibctlError, ExitCode, Interrupted, NoVerdict, Superseded
from delibctl.judge import PATTERNS
from delibctl.lint import Level, Report, lint
from delibctl.run import Budget, BudgetSpent
from delibctl.score import ScoredRun, flips, standings


def watching(request: Request, run: Path | None) -> ExitCode:
    """Probe until Ctrl-C: that is how a watch ends, so it is no failure."""
    if request.reuse.why or request.reuse.estimate:
        raise DelibctlError("--watch asks, and --why and --estimate only show", next="name one")
    if set(request.judging.judge or ()) - {PATTERNS}:
        raise DelibctlError(
            "--watch knows the judge `patterns` only", next="delibctl judge adds others afterwards"
        )
    if run is not None:
        raise DelibctlError(
            "--run names one run, and --watch makes one after another",
            next="leave --run out; `delibctl diff` shows the newest",
        )
    with closing(FileWatcher()) as saves, suppress(KeyboardInterrupt):
        try:
            return _Watch(request=request, saves=saves).until_over()
        except Interrupted as stopped:
            say(stopped)
    talk("the watch has ended")
    return ExitCode.CLEAN


@dataclass(kw_only=True)
class _Watch:
    """A probe again and again. `before`: the last round that ended.

    Until a round has `begun`, what is wrong is wrong with the command. It is `over` once the money
    is spent.
    """

    request: Request
    saves: FileWatcher
    before: EndedProbe | None = None
    budget: Budget | None = None
    begun: bool = False
    over: bool = False

    def until_over(self) -> ExitCode:
        """A round, and another one for each save."""
        while True:
            self.saves.begin()
            code = ExitCode.CLEAN
            try:
                code = self._round()
            except Superseded:
                self.begun = True
                talk("this round is stopped; what was answered is kept")
                talk(f"saved: {', '.join(self.saves.wait())}")
                continue
            except DelibctlError as error:
                if self._ends(error):
                    raise
                say(error)
            if self.over:
                return code
            talk("watching for saves; Ctrl-C ends it")
            talk(f"saved: {', '.join(self.saves.wait())}")

    def _ends(self, error: DelibctlError) -> bool:
        if isinstance(error, Interrupted) or self.over:
            return True
        return not (self.begun or isinstance(error, NoVerdict))

    def _round(self) -> ExitCode:
        """Lint, and probe if nothing is wrong."""
        report = self._checked()
        write(written(default_format(), report))
        if report.at_least(Level.ERROR):
            self.begun = True
            talk("not probed: mend what is wrong, and save")
            return ExitCode.CLEAN
        probing = self._probing()
        ended, before = go(probing), self.before
        self.begun, self.over = True, isinstance(ended.halted, BudgetSpent)
        ended = self._kept(ended)
        changes = "" if before is None else _changes(before, ended, probing.meter.asked)
        if ended is before:
            write(changes)
            return ExitCode.CLEAN
        return conclude(probing, ended, diff_command(None, self.request.state), changes)

    def _checked(self) -> Report:
        """What lint finds; the folders of all files that it looked at are watched from then on."""
        while True:
            settings = load_settings(Path.cwd())
            start, cases = self.request.files(settings)
            files = LocalFiles(Path.cwd())
            opened = open_paths([start], files, cases)
            report = lint(opened.bundles, opened.loose, Choice().options(settings))
            if not self.saves.watch(_folders(report, files, start, settings)):
                return report
            # What was saved before they were watched has not been seen.
            self.saves.begin()

    def _probing(self) -> ProbeJob:
        """The probe, which a save stops; its money is what is left of that of the watch."""
        probing = replace(self.request.probing(), guard=self.saves.until_saved)
        if probing.budget is not None and self.budget is not None:
            probing.budget.spent = self.budget.spent
        self.budget = probing.budget
        return probing

    def _kept(self, ended: EndedProbe) -> EndedProbe:
        """The round whose run stays: a watch leaves one behind, and no other of its own."""
        before = self.before
        if before is not None and ended.path == before.path:
            ended = replace(ended, fresh=before.fresh)
        elif before is not None:
            gone = ended if _alike(before.diff, ended.diff) else before
            if gone.fresh:
                with suppress(OSError):  # somebody reads it, and on some systems it stays then
                    gone.path.unlink()
            if gone is ended:
                return before
        self.before = ended
        return ended


def _changes(before: EndedProbe, after: EndedProbe, asked: int) -> str:
    # Only where there is a round before.
    from delibctl.report.run.flips import render

    return render(flips(before.diff, after.diff), asked, page("text"))


def _alike(before: ScoredRun, after: ScoredRun) -> bool:
    """Whether two rounds asked the same and came to the same."""
    asked, again = ((d.run.policy, d.run.cases, d.run.plan) for d in (before, after))
    return asked == again and standings(before) == standings(after)


def _folders(report: Report, files: LocalFiles, start: Path, settings: Settings) -> Iterator[Path]:
    """Where the files of the policy are, and where others of it may come to be."""
    for document in report.files:
        yield Path(files.from_here(document.name)).parent
    folder = start if start.is_dir() else start.parent
    yield from (folder, folder / "cases", settings.root)
