"""The reasons for which a check of a policy does not end clean."""

from collections.abc import Iterator, Sequence
from shlex import quote

from delibctl.api.ci.measuring import Asked
from delibctl.compare.policies import Change, PolicyGate
from delibctl.gates import Reason, ReasonKind, probe_verdict
from delibctl.gates.comparison import comparison_verdict
from delibctl.gates.trust import trust_in_run
from delibctl.lint import Level, Report
from delibctl.report.ci.commands import accept_command
from delibctl.report.ci.lead import subject
from delibctl.report.ci.result import Revisions
from delibctl.score.scored_run import ScoredRun
from delibctl.text.count import counted, listed
from delibctl.text.escape import code_span


def of_lint(report: Report | None, level: Level, path: str) -> Iterator[Reason]:
    """Yield a reason if lint fails."""
    findings = report.at_least(level) if report else ()
    if findings:
        text = f"lint: {counted(len(findings), 'finding')} in {path}"
        yield Reason.of(ReasonKind.GATE_FAILED, text, code_span(f"delibctl lint {quote(path)}"))


def of_approvals(
    gate: PolicyGate, waiting: Sequence[Change], path: str, revisions: Revisions
) -> Iterator[Reason]:
    """Yield a reason for changes that nobody approved, and one for approvals that do not count."""
    open_ = [change for change in gate.failing if change not in waiting]
    if open_:
        text = f"{counted(len(open_), 'change')} not approved: {_subjects(open_)}"
        command = accept_command(path, subject(open_), revisions)
        next = f"{code_span(command)}, and commit the file"
        yield Reason.of(ReasonKind.GATE_FAILED, text, next)
    if waiting:
        text = (
            f"{counted(len(waiting), 'change')} approved only by this branch, so it waits for "
            f"approval: {_subjects(waiting)}"
        )
        yield Reason.of(ReasonKind.WAITING, text, "merge the approvals into the base first")


def _subjects(changes: Sequence[Change]) -> str:
    return listed(list(dict.fromkeys(f"{c.part} {c.subject}" for c in changes)))


def of_answers(asked: Asked, *, max_broken: float) -> Iterator[Reason]:
    """Yield the reasons that the affected cases give, and the controls."""
    if asked.probe is None:
        return
    if asked.unmeasured:
        why, next = asked.obstacle
        text = f"{counted(len(asked.unmeasured), 'affected case')} unmeasured"
        limit = str(asked.probe.limit or "")
        text = "; ".join(filter(None, (text, limit, why)))
        yield Reason.of(ReasonKind.UNMEASURED, text, next)
    yield from doubts(asked.probe.scored, max_broken)
    probe = probe_verdict(asked.probe.scored, max_broken=max_broken).reasons
    told = {ReasonKind.UNTRUSTED, *((ReasonKind.NOTHING_SCORED,) if asked.unmeasured else ())}
    yield from (reason for reason in probe if reason.kind not in told)
    if asked.drift and asked.drift.changed:
        flipped, total = len(asked.drift.flipped), len(asked.drift.asked)
        text = (
            f"the model changed: {flipped} of {total} other cases are "
            "answered differently, although this branch does not concern them"
        )
        next = "probe the base again, accept that run, and check the branch again"
        yield Reason.of(ReasonKind.GATE_UNDECIDED, text, next)
    else:
        doubted = any(reason.kind is ReasonKind.UNTRUSTED for reason in probe)
        yield from _of_comparison(asked, untrusted="" if doubted else asked.untrusted)


def doubts(run: ScoredRun, max_broken: float) -> Iterator[Reason]:
    """Yield a reason for each model with too few usable answers, and the errors of its provider."""
    for model, trust in zip(run.models, trust_in_run(run, max_broken), strict=True):
        if trust.trusted:
            continue
        faults = listed(sorted(map(str, model.summary.broken))) or "no answer could be read"
        unusable = trust.unusable
        text = (
            f"{trust.name} gave no usable answer to {unusable.hits} of "
            f"{counted(unusable.total, 'question')} ({faults})"
        )
        yield Reason.of(ReasonKind.UNTRUSTED, text, "run the job again")


def _of_comparison(asked: Asked, *, untrusted: str) -> Iterator[Reason]:
    if untrusted:
        yield Reason.of(ReasonKind.UNTRUSTED, untrusted)
    if asked.decided is None:
        return
    gates = [gate for of_model in asked.decided.gates.values() for gate in of_model]
    yield from comparison_verdict(gates).reasons
    if asked.decided.why:
        yield Reason.of(ReasonKind.LIMIT_REACHED, asked.decided.why, asked.decided.next)
