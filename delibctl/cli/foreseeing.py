"""What a probe would ask, for --why and --estimate: nothing is sent, and no run is made."""

from contextlib import closing
from pathlib import Path

from delibctl.cli.outlook import Pending, kept_in, look, look_again, reasons
from delibctl.cli.output import page, write
from delibctl.cli.probing import Probing
from delibctl.cli.sitting import Docket
from delibctl.cli.spending import prices_of
from delibctl.edge.answers import Answers
from delibctl.edge.files import exists
from delibctl.edge.store import RunFile
from delibctl.model import Deliberation, Estimate, Form
from delibctl.run import Look, total

#: Words of an answer that nobody has given yet; our own number.
_ANSWER = 200


def foresee(probing: Probing, path: Path | None) -> None:
    """Show it, for a run at that path if there is one."""
    from delibctl.report import outlook as report

    refresh, pending = probing.reuse.refresh, _pending(probing, path)
    with closing(Answers(probing.state.answers)) as answers:
        if probing.reuse.why:
            found = reasons(
                probing.trier, probing.plan, pending, answers, probing.state, refresh=refresh
            )
            write(report.reasons(found, page("text")))
        if probing.reuse.estimate:
            if refresh:
                outlook = look_again(probing.trier, probing.plan, pending, answers)
            else:
                outlook = look(probing.trier, probing.plan, pending, kept_in(answers))
            estimates = outlook.estimates(prices_of(outlook.to_pay()))
            estimates += _of_judges(probing)
            write(report.estimates(estimates, total(estimates), page("text")))


def _of_judges(probing: Probing) -> list[Estimate]:
    """What the judges would be asked of answers of a usual length."""
    said = Deliberation(form=Form.FREE, answer="x " * _ANSWER, reasoning="x " * _ANSWER)
    pending = [
        Look(key=key, case=case, said=said, judge=judge, run=number)
        for key, case in probing.trials
        for judge in probing.judges
        if judge.model is not None
        for number in range(1, judge.runs + 1)
    ]
    docket = Docket(policy=probing.policy, pending=pending)
    return docket.estimates(prices_of(docket.to_pay()))


def _pending(probing: Probing, path: Path | None) -> Pending:
    """The trials that have not ended in the run that would be gone on with."""
    target = path or probing.state.unfinished(probing.key, refresh=probing.reuse.refresh)
    if target is None or not exists(target):
        return probing.trials
    with closing(RunFile.open(target)) as file:
        done = file.done()
    return [(key, case) for key, case in probing.trials if key not in done]
