"""The two runs of a decision: the one that is probed now, and the earlier one."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.runs.find import find_run, run_path
from delibctl.api.workspace import Workspace
from delibctl.edge.files.local import exists
from delibctl.edge.files.real_path import real_path
from delibctl.edge.run_file.run_file import RunFile, load_run
from delibctl.errors import DelibctlError, NoVerdict
from delibctl.model import Run
from delibctl.text.count import listed
from delibctl.text.suggest import nearest


def runs_of(job: ProbeJob, name: str, path: Path | None) -> tuple[Path, Path | None]:
    """Return the earlier run of a name, and the run to continue, or None to make a new one.

    The probe writes `path` if it is given. Otherwise it continues the newest run if that has the
    same plan, finished or not, so that the same command goes on where it stopped. @-2 is the run
    before the one that is written: once that exists, it is what `diff` calls @-2.
    Raises DelibctlError if the earlier run is not found, or is the one that is written.
    """
    workspace = job.workspace
    named = find_run(workspace, name) if name == "@accepted" or name[:1] != "@" else None
    own = path or _newest_of_plan(job, named)
    before = named or _counted(workspace, name, own)
    if own is not None and exists(own) and real_path(own) == real_path(before):
        raise DelibctlError(
            f"{name} is the run that this probe writes, and it cannot be compared with itself",
            next="name an earlier run: a file, a name, or @-2 for the one before",
        )
    return before, own


def _newest_of_plan(job: ProbeJob, named: Path | None) -> Path | None:
    """Return the newest run if it is of this plan, and is not the earlier one."""
    runs = job.workspace.state.runs()
    if runs and (named is None or real_path(runs[-1]) != real_path(named)):
        with closing(RunFile.open(runs[-1])) as file:
            if file.continues(job.key):
                return runs[-1]
    return job.workspace.state.unfinished_run(job.key)


def _counted(workspace: Workspace, name: str, own: Path | None) -> Path:
    """Return the run that a name like @-2 counts, from the run that is written backwards."""
    if name in ("@last", "@-1"):
        raise DelibctlError(
            f"{name} is the run that this probe writes", next="name the run before it: @-2"
        )
    number = int(name[2:]) if name.startswith("@-") and name[2:].isdecimal() else 0
    others = [run for run in workspace.state.runs() if own is None or run != own]
    if 2 <= number <= len(others) + 1:
        return others[1 - number]
    raise DelibctlError(
        f"run {name!r} not found: {_known(others)}",
        next="probe the former policy first, and then this one",
        usage="probe the former policy first, and then this one with --decide @-2",
    )


def _known(others: Sequence[Path]) -> str:
    if not others:
        return "there is no run before the one that this probe writes"
    return f"before the one that this probe writes there are {listed([p.stem for p in others])}"


def earlier_run(job: ProbeJob, path: Path) -> Run:
    """Load the earlier run, and make sure that the probe can be held against it.

    Raises DelibctlError if it is of another policy, or lacks a model, a mode or all of the cases;
    and NoVerdict if it is not finished.
    """
    run, where = load_run(path), run_path(job.workspace, path)
    if run.policy.id != job.policy.id:
        raise DelibctlError(
            f"{where} is a run of the policy {run.policy.id}, and this one is {job.policy.id}",
            next=f"name a run of {job.policy.id}; delibctl runs shows the runs",
        )
    aliases = [model.alias for model in run.plan.models]
    for model in job.plan.models:
        if model.alias not in aliases:
            raise DelibctlError(
                f"{where} has no answers of the model {model.alias!r}",
                next=f"{nearest(model.alias, aliases, 'model')}; or probe the former policy with "
                f"{model.alias} first",
            )
    for mode in job.plan.modes:
        if mode not in run.plan.modes:
            asked = " and ".join(run.plan.modes)
            raise DelibctlError(
                f"{where} was not asked in mode {mode}, only in {asked}",
                next=f"probe in mode {run.plan.modes[0]}, or name another run",
                usage=f"probe with --mode {run.plan.modes[0]}, or name another run",
            )
    if not run.info.policy_known:
        raise DelibctlError(
            "git does not have the policy with which the accepted rows were made, so their side "
            "cannot be asked again",
            next="fetch the whole history (git fetch --unshallow), or name a run",
        )
    if not {case.id for case in job.cases} & {case.id for case in run.cases}:
        raise DelibctlError(
            f"{where} has none of the {len(job.cases)} cases of this probe",
            next="loosen the filters, or name a run that has these cases",
        )
    if not run.info.finished:
        raise NoVerdict(
            f"{where} is not finished, so nothing can be held against it",
            next="finish it with the probe that began it, or name another run",
        )
    return run
