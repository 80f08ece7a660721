"""A policy that the branch adds: what it holds, how its cases are answered, and what is next."""

from collections.abc import Iterator

from delibctl.report.ci.commands import quoted, shown_path, where
from delibctl.report.ci.outcome import Step
from delibctl.report.ci.result import PolicyVerdict, Revisions
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line
from delibctl.text.sentence import Command

#: Cases that a line names.
_NAMED = 20


def is_new_and_open_in_nothing(policy: PolicyVerdict) -> bool:
    """Return True if no part of a new policy needs an approval, so that none has to be listed."""
    return policy.is_new and not (policy.approval and policy.approval.failing)


def contents(policy: PolicyVerdict) -> Iterator[str]:
    """Yield what the policy holds, and which cases are not answered as they expect."""
    assert policy.compared
    new = policy.compared.new
    assert new
    clauses = sum(len(category.clauses) for category in new.categories)
    cases = len(policy.affected) + len(policy.unaffected)
    yield (
        f"{counted(len(new.categories), 'category', 'categories')}, {counted(clauses, 'clause')} "
        f"and {counted(cases, 'test case')}. All of it is new, so there is no change to list."
    )
    if policy.answered and policy.answered.missed:
        named = one_line(listed(policy.answered.missed, _NAMED))
        yield f"Not answered as expected: {named}."


def amount(policy: PolicyVerdict) -> str:
    """Return how many of the cases are answered as they expect; "" if none was answered."""
    answered = policy.answered
    if answered is None or not answered.cases:
        return ""
    right = answered.cases - len(answered.missed)
    are = "is" if 1 in (right, answered.cases) else "are"
    return f"{right} of {counted(answered.cases, 'test case')} {are} answered as expected"


def next_steps(policy: PolicyVerdict, revisions: Revisions) -> tuple[Step, ...]:
    """Return how the next branch gets something to be held against; nothing if it has that."""
    if policy.measured or policy.answered is None:
        return ()
    models = "".join(f" --model {quoted(name)}" for name in policy.answered.models_after)
    probe = f"delibctl probe {shown_path(policy.path, revisions)}{models}"
    return (
        Step.of(
            f"After the merge, run on {one_line(revisions.base, 60)}{where(revisions)}",
            Command(probe),
            "and read what",
            Command("delibctl diff @last"),
            "shows; if these answers are right, run",
            Command("delibctl accept @last --reason TEXT"),
            ", commit what it writes and push, so that later branches are compared with it",
        ),
    )
