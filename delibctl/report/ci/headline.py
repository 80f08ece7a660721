"""The sentence on top of a branch: the verdict, the clause, the amount, and what to do next."""

import shlex
from dataclasses import dataclass, replace

from delibctl.compare.policies import Change
from delibctl.errors import ExitCode
from delibctl.gates import Reason
from delibctl.gates.comparison import ComparisonVerdict
from delibctl.report.ci.amounts import amounts, regressed
from delibctl.report.ci.lead import moved, subject, worth_telling
from delibctl.report.ci.result import CiResult, Measured, PolicyVerdict, Revisions
from delibctl.report.comparison.gate_words import could_not_fail
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line

_STATES = {
    ExitCode.CLEAN: "Passed",
    ExitCode.FINDINGS: "Failed",
    ExitCode.NO_VERDICT: "No verdict",
    ExitCode.UNTRUSTWORTHY: "Not to be trusted",
}


#: Whether one may merge; who passed reads it in the advice.
_MERGE = {
    ExitCode.FINDINGS: "do not merge",
    ExitCode.NO_VERDICT: "do not merge yet",
    ExitCode.UNTRUSTWORTHY: "do not merge yet",
}


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What happened, and what to do: `advice`, a `command`, and what follows; all may be empty."""

    what: str
    advice: str = ""
    command: str = ""
    after: str = ""

    def __str__(self) -> str:
        """Return all of it on one line, with the command in backticks."""
        command = f"`{self.command}`" if self.command else ""
        next = " ".join(filter(None, (self.advice, command)))
        return f"{self.what}; {next}{self.after}." if next else f"{self.what}."


def sentence_of(result: CiResult) -> Sentence:
    """Return the sentence of the policy that ends worst, with its id if there are several."""
    worst = next((p for p in result.policies if p.verdict.code is result.code), None)
    if worst is None:
        return Sentence(what="Passed: the branch touches no policy")
    return sentence(worst, result.revisions, named=len(result.policies) > 1)


def sentence(policy: PolicyVerdict, revisions: Revisions, *, named: bool = False) -> Sentence:
    """Return the sentence of one policy; `named`: with its id."""
    told = _told(policy, revisions)
    state = _STATES.get(policy.verdict.code, "Stopped")
    of = f" ({one_line(policy.id, 60)})" if named else ""
    advice = "; ".join(filter(None, (_MERGE.get(policy.verdict.code, ""), told.advice)))
    return replace(told, what=f"{state}{of}: {told.what}", advice=advice)


def _told(policy: PolicyVerdict, revisions: Revisions) -> Sentence:
    findings = policy.lint.at_least(policy.failing_level) if policy.lint else ()
    code = policy.verdict.code
    if findings and code is ExitCode.FINDINGS:
        first = findings[0]
        what = f"{counted(len(findings), 'finding')} of lint, the first at {first.place}"
        command = f"delibctl lint {_quoted(policy.path)}"
        return Sentence(
            what=f"{what}: {one_line(first.message, 200)}", advice="run", command=command
        )
    match code:
        case ExitCode.FINDINGS:
            return _failed(policy, revisions)
        case ExitCode.NO_VERDICT:
            return _open(policy, revisions)
        case ExitCode.CLEAN:
            return _passed(policy)
        case ExitCode.UNTRUSTWORTHY:
            told = _of_reason(policy)
            # The state says it already.
            what = told.what.replace(": not to be trusted: ", ": ", 1)
            advice = told.advice or "run the job again"
            return Sentence(what=what, advice=advice)
    return _of_reason(policy)


def _failed(policy: PolicyVerdict, revisions: Revisions) -> Sentence:
    """Return what failed: a confirmed drop before a change that only nobody approved."""
    unapproved = policy.approval.failing if policy.approval else ()
    look = f"delibctl diff {_quoted(policy.path)} --against {_quoted(revisions.base)}"
    if _has_failed_gates(policy):
        advice = "mend or undo the edit, which is shown by"
        return Sentence(what=_worse(policy), advice=advice, command=look)
    if unapproved:
        told = f", and nobody approved {'that' if subject(unapproved) else 'these parts'}"
        what = f"{moved(policy, unapproved)}{told}"
        return Sentence(
            what=_with_amounts(what, policy),
            advice="if it is meant, run",
            command=_accept(policy, unapproved, revisions),
            after=f", commit accepted/{one_line(policy.id, 60)}/changes.yaml and push",
        )
    return _of_reason(policy)


def _worse(policy: PolicyVerdict) -> str:
    """Return the edit of a clause that got worse, or the whole edit, with the cases."""
    clauses = dict.fromkeys(
        clause
        for gates in (policy.measured.gates.values() if policy.measured else ())
        for gate in gates
        if gate.verdict is ComparisonVerdict.FAILED
        for clause in gate.clauses
    )
    edits = list(worth_telling(policy))
    own = [change for change in edits if change.subject in clauses]
    edit = moved(policy, own or edits)
    worse = _amounts(policy) or "a gate on the answers failed"
    named = f" for {one_line(listed(list(clauses), 2))}" if clauses and not own else ""
    confirmed = f", confirmed{named}" if clauses else ""
    return f"{edit}: {worse}{confirmed}" if edit else f"{worse}{confirmed}"


def _open(policy: PolicyVerdict, revisions: Revisions) -> Sentence:
    """Return why there is no verdict: the model, a missing approval, or too few answers."""
    if policy.drift and policy.drift.changed:
        flipped, asked = len(policy.drift.flipped), len(policy.drift.asked)
        what = (
            f"the model changed: {flipped} of {asked} other cases are answered differently, "
            "although this branch does not concern them"
        )
        return _accept_base_again(what, policy, revisions)
    if policy.waiting:
        what = f"{moved(policy, policy.waiting)}, and its approval waits for a person"
        advice = "merge the approval into the base first"
        return Sentence(what=_with_amounts(what, policy), advice=advice)
    missing = policy.questions.unmeasured
    edit = moved(policy, worth_telling(policy))
    if missing:
        what = f"{counted(len(missing), 'affected case')} {_was(missing)} not measured"
        why = policy.why_not_measured and f" ({one_line(policy.why_not_measured, 200)})"
        return _with_edit(edit, f"{what}{why}", _next(policy), policy)
    if policy.measured and (why := _could_not_fail(policy.measured)):
        return _with_edit(edit, why, _add_cases(policy), policy)
    if policy.measured and policy.measured.why_undecided:
        return _with_edit(edit, policy.measured.why_undecided, _next(policy), policy)
    return _of_reason(policy)


def _accept_base_again(what: str, policy: PolicyVerdict, revisions: Revisions) -> Sentence:
    """Return the steps that hold the branch against the model as it answers now."""
    models = policy.measured.comparison.models if policy.measured else ()
    aliases = dict.fromkeys(model.alias for model in models)
    named = " ".join([_quoted(policy.path), *(f"--model {_quoted(each)}" for each in aliases)])
    worse = policy.measured and regressed(policy.measured)
    doubt = "what got worse below may be due to the model; " if worse else ""
    return Sentence(
        what=what,
        advice=f"{doubt}on {one_line(revisions.base, 60)}, run",
        command=f"delibctl probe {named} && delibctl accept @last --reason TEXT",
        after=", commit what it writes, push, and run this job again",
    )


def _add_cases(policy: PolicyVerdict) -> str:
    named = subject(tuple(worth_telling(policy)))
    of = one_line(named, 60) if named else "what was edited"
    return f"add cases for {of} (how many is not known), or a person decides without a verdict"


def _could_not_fail(measured: Measured) -> str:
    """Return why a gate had too little to look at; "" if none had."""
    for gates in measured.gates.values():
        for gate in gates:
            if gate.verdict is ComparisonVerdict.UNDECIDED and could_not_fail(gate):
                return gate.why.partition(": ")[2] or gate.why
    return ""


def _with_edit(edit: str, what: str, next: str, policy: PolicyVerdict) -> Sentence:
    worse = policy.measured and regressed(policy.measured)
    edit = f"{edit}: {_amounts(policy)}" if edit and worse else edit
    joined = f"{edit}, but {one_line(what)}" if edit else one_line(what)
    return Sentence(what=joined, advice=one_line(next))


def _passed(policy: PolicyVerdict) -> Sentence:
    if policy.is_new:
        asked = policy.questions.asked + policy.questions.cached
        what = f"{one_line(policy.id, 60)} is new, so there is nothing to approve"
        return Sentence(what=f"{what}; {counted(asked, 'answer')} to its cases")
    changes = list(worth_telling(policy))
    if not changes:
        return Sentence(what=_with_amounts("no change can alter an answer", policy))
    approved = policy.compared and policy.compared.approved
    what = f"{moved(policy, changes)}{', as was approved' if approved else ''}"
    worse = policy.measured and regressed(policy.measured)
    advice = "read the cases that got worse before you merge" if worse else "merge if you meant it"
    return Sentence(what=_with_amounts(what, policy), advice=advice)


def _of_reason(policy: PolicyVerdict) -> Sentence:
    """Return the weightiest reason of the verdict in its own words."""
    reasons: tuple[Reason, ...] = policy.verdict.reasons
    if not reasons:
        return Sentence(what="nothing more is known")
    return Sentence(what=one_line(reasons[0].what), advice=one_line(reasons[0].next))


def _next(policy: PolicyVerdict) -> str:
    if policy.measured and policy.measured.next:
        return policy.measured.next
    return next((reason.next for reason in policy.verdict.reasons if reason.next), "")


def _accept(policy: PolicyVerdict, changes: tuple[Change, ...], revisions: Revisions) -> str:
    named = subject(changes)
    part = f" --clause {_quoted(named)}" if named else ""
    path, base = _quoted(policy.path), _quoted(revisions.base)
    return f"delibctl accept {path} --against {base}{part} --reason TEXT"


def _with_amounts(what: str, policy: PolicyVerdict) -> str:
    told = _amounts(policy)
    return f"{what}: {told}" if told else what


def _amounts(policy: PolicyVerdict) -> str:
    return amounts(policy.measured) if policy.measured else ""


def _has_failed_gates(policy: PolicyVerdict) -> bool:
    gates = policy.measured.gates.values() if policy.measured else ()
    return any(gate.verdict is ComparisonVerdict.FAILED for of in gates for gate in of)


def _was(items: tuple[str, ...]) -> str:
    return "was" if len(items) == 1 else "were"


def _quoted(text: str) -> str:
    return shlex.quote(one_line(text))
