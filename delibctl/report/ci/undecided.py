"""The outcome of a policy without a verdict: the model, a missing approval, or too few answers."""

import shlex

from delibctl.gates.comparison import ComparisonVerdict
from delibctl.report.ci.amounts import amounts, regressed
from delibctl.report.ci.lead import moved, subject, worth_telling
from delibctl.report.ci.outcome import Outcome, Step
from delibctl.report.ci.result import Measured, PolicyVerdict, Revisions
from delibctl.report.comparison.gate_words import could_not_fail
from delibctl.text.count import counted
from delibctl.text.escape import one_line


def undecided(policy: PolicyVerdict, revisions: Revisions) -> Outcome | None:
    """Return why there is no verdict, the doubt about the model first."""
    measured = policy.measured
    if policy.drift and policy.drift.changed:
        return _drifted(policy, revisions)
    if policy.waiting:
        return _waiting(policy)
    if policy.questions.unmeasured:
        return _unmeasured(policy)
    if measured and (why := _could_not_fail(measured)):
        return _with_edit(why, _add_cases(policy), policy)
    if measured and measured.why_undecided:
        return _with_edit(measured.why_undecided, _next(policy), policy)
    return None


def _drifted(policy: PolicyVerdict, revisions: Revisions) -> Outcome:
    """Return the steps that hold the branch against the model as it answers now."""
    assert policy.drift
    flipped, asked = len(policy.drift.flipped), len(policy.drift.asked)
    models = policy.measured.comparison.models if policy.measured else ()
    aliases = dict.fromkeys(model.alias for model in models)
    named = " ".join([_quoted(policy.path), *(f"--model {_quoted(each)}" for each in aliases)])
    doubt = Step(words="what got worse below may be due to the model")
    again = Step(
        words=f"on {one_line(revisions.base, 60)}, run",
        command=f"delibctl probe {named} && delibctl accept @last --reason TEXT",
        after=", commit what it writes, push, and run this job again",
    )
    return Outcome(
        code=policy.verdict.code,
        what=f"the model changed: {flipped} of {asked} other cases are answered differently, "
        "although this branch does not concern them",
        steps=(doubt, again) if regressed(policy.measured) else (again,),
    )


def _waiting(policy: PolicyVerdict) -> Outcome:
    return Outcome(
        code=policy.verdict.code,
        what=f"{moved(policy, policy.waiting)}, and its approval waits for a person",
        amount=amounts(policy.measured),
        steps=(Step(words="merge the approval into the base first"),),
        clause=subject(policy.waiting),
    )


def _unmeasured(policy: PolicyVerdict) -> Outcome:
    missing = policy.questions.unmeasured
    was = "was" if len(missing) == 1 else "were"
    why = policy.why_not_measured and f" ({one_line(policy.why_not_measured, 200)})"
    what = f"{counted(len(missing), 'affected case')} {was} not measured{why}"
    return _with_edit(what, _next(policy), policy)


def _could_not_fail(measured: Measured) -> str:
    """Return why a gate had too little to look at; "" if none had."""
    for gates in measured.gates.values():
        for gate in gates:
            if gate.verdict is ComparisonVerdict.UNDECIDED and could_not_fail(gate):
                return gate.why.partition(": ")[2] or gate.why
    return ""


def _add_cases(policy: PolicyVerdict) -> str:
    named = subject(worth_telling(policy))
    of = one_line(named, 60) if named else "what was edited"
    return f"add cases for {of} (how many is not known), or a person decides without a verdict"


def _with_edit(why: str, next: str, policy: PolicyVerdict) -> Outcome:
    """Return the edit with what got worse, and why that is no verdict."""
    edit = moved(policy, worth_telling(policy))
    if edit and regressed(policy.measured):
        edit = f"{edit}: {amounts(policy.measured)}"
    return Outcome(
        code=policy.verdict.code,
        what=f"{edit}, but {one_line(why)}" if edit else one_line(why),
        steps=(Step(words=one_line(next)),) if next else (),
        clause=subject(worth_telling(policy)),
    )


def _next(policy: PolicyVerdict) -> str:
    if policy.measured and policy.measured.next:
        return policy.measured.next
    return next((reason.next for reason in policy.verdict.reasons if reason.next), "")


def _quoted(text: str) -> str:
    return shlex.quote(one_line(text))
