"""The outcome of a policy without a verdict: the model, a missing approval, or too few answers."""

from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.report.ci.amounts import amount_of, amounts, regressed, unanswered
from delibctl.report.ci.commands import accepting
from delibctl.report.ci.failed import approvals_of
from delibctl.report.ci.lead import moved, subject, worth_telling
from delibctl.report.ci.more_cases import MoreCases, more_cases
from delibctl.report.ci.outcome import Outcome, Step
from delibctl.report.ci.result import PolicyVerdict, Revisions
from delibctl.report.comparison.gate_words import could_not_fail
from delibctl.text.count import counted
from delibctl.text.escape import one_line
from delibctl.text.sentence import File


def undecided(policy: PolicyVerdict, revisions: Revisions) -> Outcome | None:
    """Return why there is no verdict, the doubt about the model first."""
    measured = policy.measured
    if policy.drift and policy.drift.changed:
        return _drifted(policy, revisions)
    if policy.waiting:
        return _waiting(policy, revisions)
    if policy.questions.unmeasured:
        return _unmeasured(policy)
    if more := more_cases(policy):
        return _with_edit(more.why, _added(more, policy, revisions), policy, answered=True)
    if measured and (gate := _open_gate(policy)) and could_not_fail(gate):
        why = gate.why.partition(": ")[2] or gate.why
        return _with_edit(why, (_decide_alone(),), policy)
    if measured and measured.why_undecided:
        return _with_edit(measured.why_undecided, (*_next(policy), _decide_alone()), policy)
    return None


def step_of(advice: str) -> tuple[Step, ...]:
    """Return the advice of a reason as a step; none if there is no advice."""
    told = one_line(advice).rstrip(".")
    if told.startswith("`"):
        told = f"run {told}"
    return (Step.marked(f"{told[:1].upper()}{told[1:]}"),) if told else ()


def _drifted(policy: PolicyVerdict, revisions: Revisions) -> Outcome:
    """Return the steps that hold the branch against the model as it answers now."""
    drift = policy.drift
    assert drift
    base = one_line(revisions.base, 60)
    doubt = Step.of("What got worse below may be due to the model, not to the edit")
    return Outcome(
        code=policy.verdict.code,
        what=f"the model itself seems to have changed: it now answers {len(drift.flipped)} of "
        f"{counted(len(drift.asked), 'test case')} differently that this edit does not touch",
        steps=(
            *((doubt,) if regressed(policy.measured) else ()),
            accepting(f"On {base}, run", policy, revisions),
            Step.of(
                f"If they are wrong, accept nothing: {base} is answered so too, so tell whoever "
                "looks after the model"
            ),
            Step.of(f"Then merge {base} into this branch and push; the job runs again"),
        ),
    )


def _waiting(policy: PolicyVerdict, revisions: Revisions) -> Outcome:
    base = one_line(revisions.base, 60)
    return Outcome(
        code=policy.verdict.code,
        what=f"{moved(policy, policy.waiting)}, and only this branch approves that",
        amount=amount_of(policy),
        steps=(
            Step.of(
                "Whoever may approve changes of this policy has to bring the approval, in",
                File(approvals_of(policy)),
                f", to {base} first; then run this job again",
            ),
        ),
        clause=subject(policy.waiting),
    )


def _unmeasured(policy: PolicyVerdict) -> Outcome:
    return _with_edit(unanswered(policy), _next(policy), policy)


def _open_gate(policy: PolicyVerdict) -> ComparisonGate | None:
    for gates in policy.measured.gates.values() if policy.measured else ():
        for gate in gates:
            if gate.verdict is ComparisonVerdict.UNDECIDED and could_not_fail(gate):
                return gate
    return None


def _added(more: MoreCases, policy: PolicyVerdict, revisions: Revisions) -> tuple[Step, ...]:
    """Return the steps that add cases. They need former answers, so they are added to the base."""
    base = one_line(revisions.base, 60)
    return (
        Step.of(f"On {base}, add to", File(more.file), more.wanted),
        accepting("There, run", policy, revisions),
        Step.of(f"Then merge {base} into this branch and push; the job runs again"),
        _decide_alone(),
    )


def _decide_alone() -> Step:
    return Step.of("Or whoever may merge reads the changes below and decides without a verdict")


def _with_edit(
    why: str, steps: tuple[Step, ...], policy: PolicyVerdict, *, answered: bool = False
) -> Outcome:
    """Return the edit with what got worse, and why that is no verdict.

    `answered`: every affected case was, so that it can be said that none got worse.
    """
    edit = moved(policy, worth_telling(policy))
    if edit and regressed(policy.measured):
        edit = f"{edit}; {amounts(policy.measured)}"
    elif edit and answered:
        edit = f"{edit}; no test case got worse"
    return Outcome(
        code=policy.verdict.code,
        what=f"{edit}, but {one_line(why)}" if edit else one_line(why),
        steps=steps,
        clause=subject(worth_telling(policy)),
    )


def _next(policy: PolicyVerdict) -> tuple[Step, ...]:
    if policy.measured and policy.measured.next:
        return step_of(policy.measured.next)
    return step_of(next((reason.next for reason in policy.verdict.reasons if reason.next), ""))
