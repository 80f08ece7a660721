"""The outcome of a branch and of each of its policies, which all formats render."""

from dataclasses import replace

from delibctl.errors import ExitCode
from delibctl.report.ci import new_policy
from delibctl.report.ci.amounts import amounts, regressed
from delibctl.report.ci.failed import failed
from delibctl.report.ci.lead import moved, subject, worth_telling
from delibctl.report.ci.outcome import Outcome, Step
from delibctl.report.ci.result import CiResult, PolicyVerdict, Revisions
from delibctl.report.ci.undecided import step_of, undecided
from delibctl.text.count import counted
from delibctl.text.escape import one_line


def outcome_of(result: CiResult) -> Outcome:
    """Return the outcome of the policy that ends worst, with its id if there are several."""
    if result.code is ExitCode.CLEAN and result.revisions.why_not_compared:
        return _not_compared(result.revisions)
    worst = next((p for p in result.policies if p.verdict.code is result.code), None)
    if worst is None:
        return Outcome(code=ExitCode.CLEAN, what="the branch touches no policy")
    return outcome(worst, result.revisions, named=len(result.policies) > 1)


def outcome(policy: PolicyVerdict, revisions: Revisions, *, named: bool = False) -> Outcome:
    """Return the outcome of one policy; `named`: with its id."""
    found: Outcome | None = None
    match policy.verdict.code:
        case ExitCode.CLEAN if revisions.why_not_compared:
            found = _not_compared(revisions)
        case ExitCode.CLEAN:
            found = _passed(policy, revisions)
        case ExitCode.FINDINGS:
            found = failed(policy, revisions)
        case ExitCode.NO_VERDICT:
            found = undecided(policy, revisions)
        case ExitCode.UNTRUSTWORTHY:
            found = _untrusted(policy)
    found = found or _of_reason(policy)
    return replace(found, policy=one_line(policy.id, 60)) if named else found


def _not_compared(revisions: Revisions) -> Outcome:
    return Outcome(
        code=ExitCode.CLEAN,
        what=revisions.why_not_compared,
        steps=(
            Step.marked(
                "Only lint checked the policy; to check a branch, let `--base` name what it is to "
                "be merged into"
            ),
        ),
        compared=False,
    )


def _passed(policy: PolicyVerdict, revisions: Revisions) -> Outcome:
    amount, changes = amounts(policy.measured), list(worth_telling(policy))
    if policy.is_new:
        what = f"the policy {one_line(policy.id, 60)} is new, so there is nothing to approve"
        return Outcome(
            code=ExitCode.CLEAN,
            what=what,
            amount=new_policy.amount(policy),
            steps=new_policy.next_steps(policy, revisions),
        )
    if not changes:
        what = _without_changes(policy)
        return Outcome(code=ExitCode.CLEAN, what=what, amount=amount)
    approved = policy.compared and policy.compared.approved
    advice = "Merge it if the edit is meant"
    if regressed(policy.measured):
        advice = "Read the cases that got worse before you merge"
    elif approved:
        advice = (
            "Read below who approved what (nothing checks that they may), and merge if you agree"
        )
    return Outcome(
        code=ExitCode.CLEAN,
        what=f"{moved(policy, changes)}{', as was approved' if approved else ''}",
        amount=amount,
        steps=(Step.of(advice),),
        clause=subject(changes),
    )


def _without_changes(policy: PolicyVerdict) -> str:
    """Return what a branch does whose edits of the policy, if any, move no rule."""
    if not policy.affected:
        return "nothing in this branch can change an answer"
    cases, are = (
        counted(len(policy.affected), "test case"),
        "is" if len(policy.affected) == 1 else "are",
    )
    return f"the edit makes no rule looser or stricter; {cases} {are} new or asked otherwise"


def _untrusted(policy: PolicyVerdict) -> Outcome:
    told = _of_reason(policy)
    again = Step.of(
        "Run this job again; if it ends like this once more, ask whoever looks after the model"
    )
    return replace(told, steps=(again,))


def _of_reason(policy: PolicyVerdict) -> Outcome:
    """Return the weightiest reason of the verdict in its own words."""
    code = policy.verdict.code
    for reason in policy.verdict.reasons:
        return Outcome(code=code, what=one_line(reason.what), steps=step_of(reason.next))
    return Outcome(code=code, what="nothing more is known")
