"""The outcome of a policy that failed: findings of lint, answers that got worse, no approval."""

from collections.abc import Iterator

from delibctl.compare.policies import Change
from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.lint import Finding
from delibctl.report.ci.amounts import amounts
from delibctl.report.ci.commands import accept_command, quoted, shown_path, where
from delibctl.report.ci.lead import moved, subject, worth_telling
from delibctl.report.ci.outcome import Outcome, Step
from delibctl.report.ci.result import PolicyVerdict, Revisions
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line


def failed(policy: PolicyVerdict, revisions: Revisions) -> Outcome | None:
    """Return what failed: a confirmed drop comes before a change that only nobody approved."""
    findings = policy.lint.at_least(policy.failing_level) if policy.lint else ()
    if findings:
        return _of_lint(findings, policy, revisions)
    if gates := list(failed_gates(policy)):
        return _worse(gates, policy, revisions)
    if policy.approval and policy.approval.failing:
        return _unapproved(policy.approval.failing, policy, revisions)
    return None


def failed_gates(policy: PolicyVerdict) -> Iterator[ComparisonGate]:
    """Yield the gates on answers that failed."""
    for gates in policy.measured.gates.values() if policy.measured else ():
        yield from (gate for gate in gates if gate.verdict is ComparisonVerdict.FAILED)


def _of_lint(findings: tuple[Finding, ...], policy: PolicyVerdict, revisions: Revisions) -> Outcome:
    first = findings[0]
    what = f"{counted(len(findings), 'finding')} of lint, the first at {first.place}"
    return Outcome(
        code=policy.verdict.code,
        what=f"{what}: {one_line(first.message, 200)}",
        steps=(
            Step(
                words=f"run{where(revisions)}",
                command=f"delibctl lint {shown_path(policy.path, revisions)}",
            ),
        ),
    )


def _worse(gates: list[ComparisonGate], policy: PolicyVerdict, revisions: Revisions) -> Outcome:
    """Return the edit of a clause that got worse, or the whole edit, with the cases."""
    clauses = list(dict.fromkeys(clause for gate in gates for clause in gate.clauses))
    edits = list(worth_telling(policy))
    own = [change for change in edits if change.subject in clauses]
    worse = amounts(policy.measured) or "a gate on the answers failed"
    named = f" for {one_line(listed(clauses, 2))}" if clauses and not own else ""
    confirmed = f", confirmed{named}" if clauses else ""
    edit = moved(policy, own or edits)
    look = f"delibctl diff {shown_path(policy.path, revisions)} --against {quoted(revisions.base)}"
    return Outcome(
        code=policy.verdict.code,
        what=edit or f"{worse}{confirmed}",
        amount=f"{worse}{confirmed}" if edit else "",
        steps=(
            Step(words=f"mend or undo the edit, which is shown{where(revisions)} by", command=look),
        ),
        clause=clauses[0] if len(clauses) == 1 else "",
    )


def _unapproved(
    changes: tuple[Change, ...], policy: PolicyVerdict, revisions: Revisions
) -> Outcome:
    named = subject(changes)
    return Outcome(
        code=policy.verdict.code,
        what=f"{moved(policy, changes)}, and nobody approved {'that' if named else 'these parts'}",
        amount=amounts(policy.measured),
        steps=(_approving(named, policy, revisions),),
        clause=named,
    )


def _approving(named: str, policy: PolicyVerdict, revisions: Revisions) -> Step:
    """Return how the changes get their approval, or how the one that was written gets counted."""
    file = one_line(policy.approvals_file or f"accepted/{policy.id}/changes.yaml", 200)
    if policy.approval_is_uncommitted:
        return Step(words=f"{file} approves it and is not committed: commit it and push")
    return Step(
        words=f"if it is meant, run{where(revisions)}",
        command=accept_command(policy.path, named, revisions),
        after=f", commit {file} and push",
    )
