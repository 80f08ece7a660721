"""The outcome of a policy that failed: findings of lint, answers that got worse, no approval."""

from collections.abc import Iterator

from delibctl.compare.policies import Change
from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.lint import Finding
from delibctl.report.ci.amounts import amount_of, amounts
from delibctl.report.ci.commands import accept_command, accepting, quoted, shown_path, where
from delibctl.report.ci.expectations import former_expectations
from delibctl.report.ci.lead import moved, subject, worth_telling
from delibctl.report.ci.outcome import Outcome, Step
from delibctl.report.ci.result import PolicyVerdict, Revisions
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line
from delibctl.text.sentence import Command, File

#: Places of cases that a step names.
_PLACES = 3


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
    number = len(findings)
    found = f"lint found {counted(number, 'problem')}{', the first' if number > 1 else ''} at"
    return Outcome(
        code=policy.verdict.code,
        what=f"{found} {first.place}: {one_line(first.message, 200).rstrip('.')}",
        steps=(
            Step.of(
                "Correct the file and push;",
                Command(f"delibctl lint {shown_path(policy.path, revisions)}"),
                f"shows{where(revisions)} what is wrong and how to mend it",
            ),
        ),
    )


def _worse(gates: list[ComparisonGate], policy: PolicyVerdict, revisions: Revisions) -> Outcome:
    """Return the edit of a clause that got worse, or the whole edit, with the cases."""
    clauses = list(dict.fromkeys(clause for gate in gates for clause in gate.clauses))
    edits = list(worth_telling(policy))
    own = [change for change in edits if change.subject in clauses]
    worse = amounts(policy.measured)
    edit = moved(policy, own or edits)
    named = f" for clause {one_line(listed(clauses, 2))}" if clauses and not own else ""
    confirmed = f"confirmed by asking again{named}" if clauses else ""
    parts = [edit, worse] if edit else [worse]
    what, *rest = [part for part in parts if part] or ["a gate on the answers failed"]
    # Not with the tip of the base, which may have gone on since.
    alone = quoted(f"{revisions.base}...HEAD")
    look = f"delibctl diff {shown_path(policy.path, revisions)} --against {alone}"
    former = former_expectations(policy)
    critical = any(gate.name == "max_critical_regressions" for gate in gates)
    steps = [
        Step.of(
            "Mend the wording or undo the edit, which", Command(look), f"shows{where(revisions)}"
        ),
        _meant(policy, revisions, former, critical=critical),
    ]
    if policy.approval and policy.approval.failing and not former:
        steps.append(Step.of("What remains of the edit then needs an approval too"))
    return Outcome(
        code=policy.verdict.code,
        what=", ".join(filter(None, (what, "" if rest else confirmed))),
        amount=", ".join(filter(None, (*rest, confirmed))) if rest else "",
        steps=tuple(steps),
        clause=clauses[0] if len(clauses) == 1 else "",
    )


def _meant(
    policy: PolicyVerdict, revisions: Revisions, former: tuple[str, ...], *, critical: bool
) -> Step:
    """Return what to do about a drop that is meant: in the cases, if they explain it."""
    if not former:
        return accepting("If the edit is meant, run", policy, revisions, critical=critical)
    number = counted(len(former), "test case")
    still = "still expects" if len(former) == 1 else "still expect"
    shown = former[:_PLACES]
    places = [part for place in shown for part in (", ", File(one_line(place, 200)))][1:]
    more = f" and {len(former) - len(shown)} more" if len(former) > len(shown) else ""
    return Step(
        (
            f"If the edit is meant, correct what {number} {still}, at ",
            *places,
            f"{more}; then run{where(revisions)} ",
            Command(accept_command(policy.path, "", revisions)),
            " with your reason for TEXT, commit both and push",
        )
    )


def _unapproved(
    changes: tuple[Change, ...], policy: PolicyVerdict, revisions: Revisions
) -> Outcome:
    named = subject(changes)
    return Outcome(
        code=policy.verdict.code,
        what=f"{moved(policy, changes)}, and nobody approved that",
        amount=amount_of(policy),
        steps=(_approving(named, policy, revisions), Step.of("If not, undo the edit")),
        clause=named,
    )


def _approving(named: str, policy: PolicyVerdict, revisions: Revisions) -> Step:
    """Return how the changes get their approval, or how the one that was written gets counted."""
    file = File(approvals_of(policy))
    if policy.approval_is_uncommitted:
        return Step.of(file, "approves it and is not committed: commit it and push")
    return Step.of(
        f"If this is meant, run{where(revisions)}",
        Command(accept_command(policy.path, named, revisions)),
        "with your reason for TEXT, commit",
        file,
        "and push",
    )


def approvals_of(policy: PolicyVerdict) -> str:
    """Return the file that has the approvals of a policy."""
    return one_line(policy.approvals_file or f"accepted/{policy.id}/changes.yaml", 200)
