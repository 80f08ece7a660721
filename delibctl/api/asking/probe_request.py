"""What the options of a probe come to: a policy, its cases, and a plan."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shlex import quote

from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.cases.filters import narrowed, newest
from delibctl.api.policies.load import open_one
from delibctl.cases import Selection, select
from delibctl.cli.options.judge import Judging
from delibctl.cli.options.probe import Asking, Parameters, Reuse, Spending
from delibctl.cli.options.shared import Filters
from delibctl.deliberate import TEMPLATES
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.providers.retries import Retries
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import Settings, load_settings
from delibctl.errors import DelibctlError, NoVerdict
from delibctl.model import Case, Mode, Plan, Policy, Run, Status
from delibctl.run import Budget


@dataclass(kw_only=True)
class Request:
    """The options of a probe, as given. What they come to is looked up anew each time."""

    path: Path | None
    model: list[str] | None
    cases: list[Path] | None
    judging: Judging
    asking: Asking
    parameters: Parameters
    reuse: Reuse
    spending: Spending
    filters: Filters
    max_broken: float | None
    allow_no_verdict: bool
    state: Path | None
    #: What --wrong is of: the run that was the newest when it was first looked up.
    _last: Run | None = field(default=None, init=False)

    def files(self, settings: Settings) -> tuple[Path, list[Path] | None]:
        """The policy, and the case files that take the place of its own, if any."""
        if self.path is None:
            return settings.policy_path, self.cases or settings.case_paths
        return self.path, self.cases

    def probing(self) -> ProbeJob:
        """The probe. Raises DelibctlError where there is nothing sound to ask."""
        settings = load_settings(Path.cwd())
        folder = StateFolder(self.state or settings.root / ".delibctl")
        start, cases = self.files(settings)
        policy, known = open_one(start, _files(start, settings.root), cases)
        last = partial(self._newest, folder, policy)
        selected = _selected(known, narrowed(self.filters, policy, known, start, last))
        asking, limit = self.asking, self.spending.max_cost
        return ProbeJob(
            policy=policy,
            folder=start if start.is_dir() else start.parent,
            cases=selected,
            unselected=tuple(sorted({case.id for case in known} - {case.id for case in selected})),
            filters=self.filters.given(),
            plan=self._plan(settings),
            judges=self.judging.judges(settings.model_spec),
            state=folder,
            concurrency=asking.concurrency or settings.concurrency,
            workers=asking.workers,
            max_broken=settings.max_broken if self.max_broken is None else self.max_broken,
            allow_no_verdict=self.allow_no_verdict,
            retries=Retries(attempts=settings.attempts, base=settings.retry_wait),
            reuse=self.reuse,
            spending=self.spending,
            confirm_above=settings.confirm_above,
            budget=None if limit is None else Budget(limit),
        )

    def _plan(self, settings: Settings) -> Plan:
        names = dict.fromkeys(self.model or settings.model)
        # Without a sample to draw, the seed is for the models.
        seed = self.filters.seed if self.filters.sample is None else None
        return Plan(
            models=self.parameters.variants(map(settings.model_spec, names), seed),
            modes=tuple(dict.fromkeys(self.asking.mode or (Mode.CATEGORY,))),
            repeats=self.asking.repeats or settings.repeats,
            template=_template(settings),
        )

    def _newest(self, state: StateFolder, policy: Policy) -> Run:
        if self._last is None:
            self._last = newest(state, policy)
        return self._last


def _template(settings: Settings) -> int:
    """The pinned version of the words around a policy: an upgrade has to ask nothing again."""
    if settings.template not in TEMPLATES:
        raise DelibctlError(
            f"template {settings.template} is not one of this delibctl",
            where=settings.file.name if settings.file else "",
            next=f"template = {TEMPLATES[-1]} is the newest",
        )
    return settings.template


def diff_command(run: Path | None, state: Path | None) -> str:
    """The command that shows this run, wherever it is kept."""
    if run is not None:
        return f"delibctl diff {quote(str(run))}"
    return f"delibctl diff --state {quote(str(state))}" if state else "delibctl diff"


def _files(path: Path, root: Path) -> LocalFiles:
    """Files named from the root, so that a run is the same from every folder of a repository."""
    whole = path.resolve()
    if whole.is_relative_to(root):
        return LocalFiles(root)
    return LocalFiles(whole if whole.is_dir() else whole.parent)


def _selected(known: tuple[Case, ...], selection: Selection) -> tuple[Case, ...]:
    """The cases to ask; a DelibctlError if there are none."""
    asked = [case for case in known if case.status is not Status.RETIRED]
    selected = select(asked, selection, lambda case: case)
    if not selected and selection.only is not None:
        raise NoVerdict(
            "no case is left by --wrong or --changed", next="leave them out to ask all cases"
        )
    if not selected:
        raise DelibctlError(
            f"no cases to ask (of {len(known)})",
            next="loosen the filters" if known else "add cases.yaml beside the policy",
        )
    return tuple(selected)
