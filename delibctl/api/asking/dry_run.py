"""What a probe would ask, for --why and --estimate: nothing is sent, and no run is made."""

from contextlib import closing
from pathlib import Path

from delibctl.api.asking.preflight import prices_of
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.remaining import Pending, kept_in, look, look_again, reasons
from delibctl.cli.output import page, write
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.files.local import exists
from delibctl.edge.run_file.run_file import RunFile
from delibctl.model import Estimate
from delibctl.run import total_price


def foresee(probing: ProbeJob, path: Path | None) -> None:
    """Show it, for a run at that path if there is one."""
    from delibctl.report.before_asking import estimates as report

    refresh, pending = probing.reuse.refresh, _pending(probing, path)
    with closing(AnswerStore(probing.state.answers)) as answers:
        if probing.reuse.why:
            found = reasons(
                probing.trial_runner, probing.plan, pending, answers, probing.state, refresh=refresh
            )
            write(report.reasons(found, page("text")))
        if probing.reuse.estimate:
            if refresh:
                outlook = look_again(probing.trial_runner, probing.plan, pending, answers)
            else:
                outlook = look(probing.trial_runner, probing.plan, pending, kept_in(answers))
            estimates = outlook.estimates(prices_of(outlook.to_pay()))
            estimates += _of_judges(probing) if probing.judges else []
            write(report.estimates(estimates, total_price(estimates), page("text")))


def _of_judges(probing: ProbeJob) -> list[Estimate]:
    """What the judges would be asked."""
    from delibctl.api.judging.probe_judges import docket_of

    docket = docket_of(probing)
    return docket.estimates(prices_of(docket.to_pay()))


def _pending(probing: ProbeJob, path: Path | None) -> Pending:
    """The trials that have not ended in the run that would be gone on with."""
    target = path or probing.state.unfinished_run(probing.key, refresh=probing.reuse.refresh)
    if target is None or not exists(target):
        return probing.trials
    with closing(RunFile.open(target)) as file:
        done = file.trial_keys()
    return [(key, case) for key, case in probing.trials if key not in done]
