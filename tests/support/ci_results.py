"""Results of `delibctl ci` as it would have them: one for each way in which a branch can end."""

import datetime
from dataclasses import replace
from typing import Any

from support.hostile import spoiled
from support.run_comparison import full_view, spoiled_view

from delibctl.compare.policies import Approval, Compared, Comparison, Gate, compare_policies
from delibctl.compare.policies.tested import Tested
from delibctl.compare.runs.change import ChangeKind
from delibctl.compare.runs.comparison import RunComparison
from delibctl.gates import Reason, ReasonKind, Verdict
from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.model import Place, Policy
from delibctl.report.ci.result import (
    AddedApproval,
    AddedRows,
    Answered,
    CiResult,
    Drift,
    Measured,
    Notice,
    PolicyVerdict,
    Questions,
    Revisions,
)

REVISIONS = Revisions(
    base="origin/main",
    head="HEAD",
    base_commit="b" * 40,
    head_commit="a" * 40,
    merge_base="c" * 40,
)
ACCEPT = (
    "delibctl accept desk/policy.yaml --against origin/main --clause permits.copy --reason TEXT"
)
_COMPARISON = full_view().comparison
OLD, NEW = _COMPARISON.before.policy, _COMPARISON.after.policy


def only(*kinds: ChangeKind) -> RunComparison:
    """The two runs with no other changes than those."""
    (model,) = _COMPARISON.models
    changes = tuple(change for change in model.changes if change.kind in kinds)
    return replace(_COMPARISON, models=(replace(model, changes=changes),))


def compared(old: Policy | None = OLD, new: Policy | None = NEW) -> Compared:
    """Both policies, compared."""
    before, after = (
        [Tested(file="policy.yaml", policy=policy)] if policy else [] for policy in (old, new)
    )
    (found,) = compare_policies(before, after, gates=(Gate.UNAPPROVED,)).policies
    return found


def laxer(policy: Policy = OLD) -> Policy:
    """The policy whose clause on copies complies."""
    (category,) = policy.categories
    clauses = tuple(
        replace(clause, style="comply", owner="Records") if clause.id == "permits.copy" else clause
        for clause in category.clauses
    )
    return replace(policy, version="2.0.0", categories=(replace(category, clauses=clauses),))


def verdict(*reasons: tuple[ReasonKind, str, str]) -> Verdict:
    return Verdict.fold(Reason.of(*reason) for reason in reasons)


def measured(*kinds: ChangeKind, **gate: Any) -> Measured:
    """Runs with changes of these kinds, and a gate on clauses if there are values for it."""
    fixed: dict[str, Any] = {"name": "max_regressed_clauses", "model": "mock", "limit": 0}
    gates = {"mock": (ComparisonGate(**{**fixed, **gate}),)} if gate else {}
    return Measured(comparison=only(*kinds), before="@accepted", gates=gates)


def of_policy(verdict: Verdict, changed: Compared, **values: Any) -> PolicyVerdict:
    """A policy whose unapproved changes fail the gate on them."""
    (gate,) = Comparison(policies=(changed,), gates=(Gate.UNAPPROVED,)).gate_results
    fixed: dict[str, Any] = {
        "id": "permits",
        "path": "desk/policy.yaml",
        "compared": changed,
        "approval": gate,
        "affected": ("scan", "stamp", "play"),
        "unaffected": tuple(f"other-{number}" for number in range(9)),
        "questions": Questions(
            asked=12, cached=3, confirming=10, controls=10, accepted=9, cost=0.4
        ),
    }
    return PolicyVerdict(verdict=verdict, **{**fixed, **values})


def result(*policies: PolicyVerdict, **values: Any) -> CiResult:
    return CiResult(revisions=REVISIONS, policies=policies, **values)


def approval(changed: Compared) -> Approval:
    """The approval of the change of the clause on copies."""
    change = next(change for change in changed.diff.changes if change.part_before)
    return Approval(
        part=change.part,
        id=change.subject,
        before=change.part_before,
        after=change.part_after,
        direction=change.direction,
        evidence=change.evidence,
        reason="The archive asked for it.",
        by="Ada",
        date=datetime.date(2026, 12, 1),
        place=Place(file="accepted/permits/changes.yaml", line=3),
    )


LAXER = compared(new=laxer())
_FELL = verdict((ReasonKind.GATE_FAILED, "gate max_regressed_clauses failed (mock)", ""))


def loosened() -> CiResult:
    """A clause was loosened on purpose, and nobody approved it."""
    unapproved = verdict((ReasonKind.GATE_FAILED, "1 change is not approved", "approve it"))
    runs = measured(ChangeKind.FOLLOWED, ChangeKind.LAGGED)
    return result(of_policy(unapproved, LAXER, measured=runs))


def approved() -> CiResult:
    """The same, approved by the branch itself."""
    added = approval(LAXER)
    taken = replace(
        LAXER, approved=tuple((c, added) for c in LAXER.diff.changes if added.covers(c))
    )
    runs = measured(ChangeKind.FOLLOWED)
    return result(
        of_policy(Verdict.fold([]), taken, measured=runs),
        approvals_added=(AddedApproval(policy="permits", approval=added, counts=True),),
    )


def waiting() -> CiResult:
    """The same, where only approvals of the base count."""
    added = approval(LAXER)
    open_ = verdict((ReasonKind.GATE_UNDECIDED, "1 change waits for approval", ""))
    changes = tuple(change for change in LAXER.diff.changes if added.covers(change))
    return result(
        of_policy(open_, LAXER, waiting=changes),
        approvals_added=(AddedApproval(policy="permits", approval=added, counts=False),),
        rows_added=(AddedRows(policy="permits", changes=(), counts=False, why_not="a fork"),),
        notices=(Notice(what="max_cost in delibctl.toml"),),
        approvals="base",
        untrusted=True,
    )


def broken() -> CiResult:
    """Another clause got worse, as fresh repeats confirmed."""
    runs = measured(
        ChangeKind.REGRESSED,
        verdict=ComparisonVerdict.FAILED,
        estimate=1,
        clauses=("permits.forge",),
    )
    return result(of_policy(_FELL, compared(), measured=runs))


def few() -> CiResult:
    """Too few cases for a verdict."""
    what, next = "2 cases are too few to rule out chance", "add cases for permits.copy"
    runs = replace(
        measured(ChangeKind.FOLLOWED, verdict=ComparisonVerdict.UNDECIDED, why="too few"),
        why_undecided=what,
        next=next,
    )
    open_ = verdict((ReasonKind.GATE_UNDECIDED, what, next))
    return result(of_policy(open_, LAXER, approval=None, measured=runs))


def down() -> CiResult:
    """The provider gave no answers."""
    what, next = "mock gave no usable answer to 12 of 12 questions", "run the job again"
    distrusted = verdict((ReasonKind.UNTRUSTED, what, next))
    return result(of_policy(distrusted, LAXER, approval=None))


def drifted() -> CiResult:
    """Cases that the edit does not touch flipped."""
    drift = Drift(
        asked=tuple(f"other-{number}" for number in range(10)),
        flipped=tuple(f"other-{number}" for number in range(7)),
        p_value=0.001,
        changed=True,
    )
    open_ = verdict((ReasonKind.GATE_UNDECIDED, "the model changed", ""))
    return result(of_policy(open_, LAXER, approval=None, drift=drift))


def unmeasured() -> CiResult:
    """Nobody asked, as there is no key."""
    why, next = "OPENAI_API_KEY is not set", "give the job the key"
    open_ = verdict((ReasonKind.UNMEASURED, "2 cases are not measured", next))
    return result(
        of_policy(
            open_,
            LAXER,
            approval=None,
            questions=Questions(unmeasured=("scan", "stamp"), accepted=9, cost=0.0),
            why_not_measured=why,
        )
    )


def new() -> CiResult:
    """The branch adds the policy."""
    changed = compared(old=None)
    return result(
        of_policy(
            Verdict.fold([]),
            changed,
            questions=Questions(asked=12),
            unaffected=(),
            answered=Answered(cases=3, missed=("scan",), models_after=("mine",)),
        )
    )


def reworded_rationale() -> CiResult:
    """Only what models are not shown changed."""
    (category,) = OLD.categories
    clauses = tuple(replace(clause, rationale="People ask.") for clause in category.clauses)
    policy = replace(OLD, categories=(replace(category, clauses=clauses),))
    return result(
        of_policy(Verdict.fold([]), compared(new=policy), affected=(), questions=Questions())
    )


def clean() -> CiResult:
    """The branch touches no policy."""
    return result(of_policy(Verdict.fold([]), compared(new=OLD), affected=()))


#: Each way to end, by its name, with something to say.
TELLING = {
    one.__name__: one
    for one in (*(loosened, approved, waiting, broken, few, down, drifted, unmeasured, new),)
}


def hostile(text: str) -> CiResult:
    """A result with that text in everything that people and models write."""
    (policy,) = broken().policies
    shown, runs = waiting(), spoiled_view(text)
    bad = replace(
        policy,
        path=f"desk/{text}",
        id=f"permits{text}",
        former_path=text,
        notes=(text,),
        why_not_measured=text,
        compared=compared(spoiled(OLD, text), spoiled(NEW, text)),
        measured=Measured(comparison=runs.comparison, before=text, gates=runs.gates),
    )
    return replace(
        shown,
        policies=(bad, policy),
        notes=(text,),
        revisions=replace(REVISIONS, base=text, head=text),
        notices=(Notice(what=text),),
        approvals_added=tuple(
            replace(
                each,
                policy=text,
                approval=replace(each.approval, reason=text, by=text, id=text),
            )
            for each in shown.approvals_added
        ),
        rows_added=(AddedRows(policy=text, changes=(), counts=False, why_not=text),),
    )
