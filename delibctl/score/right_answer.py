"""The answer that is right in one trial: a cited clause of `either` may decide it."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.cases.expectation import known
from delibctl.model import Case, Clause, Outcome, Policy


@dataclass(frozen=True, kw_only=True, slots=True)
class RightAnswer:
    """The outcomes and styles of which any is right; without `styles`, any style of an outcome.

    `outcomes` are the laxest first. `by`: the cited clause that decides them. `decided` is False
    if a clause of `either` would, and none was cited.
    """

    outcomes: tuple[Outcome, ...]
    styles: tuple[str, ...]
    by: str | None = None
    decided: bool = True

    def nearest(self, observed: Outcome | None) -> Outcome:
        """Return the right outcome that is nearest to an observed one; of two, the stricter.

        Without an observed outcome that has a rank it is the strictest.
        """
        rank = observed.strictness if observed else None
        if rank is None:
            return self.outcomes[-1]
        return min(reversed(self.outcomes), key=lambda outcome: abs(_rank(outcome) - rank))

    def fits(self, observed: Outcome) -> bool:
        """Return True if an outcome is as strict as a right one."""
        return any(outcome.is_as_strict_as(observed) for outcome in self.outcomes)

    def has_style(self, name: str, outcome: Outcome | None) -> bool:
        """Return True if a declared style with its outcome is right."""
        return name in self.styles if self.styles else outcome in self.outcomes


def right_answer(case: Case, policy: Policy, cited: Iterable[str | None]) -> RightAnswer:
    """Return the right answer of a trial that cited these clauses.

    Of several cited clauses of `either` those count that no other of them overrides, and of these
    the strictest: who cites a clause says that it applies.
    """
    expected = case.expected
    if not expected.outcomes:
        outcome = policy.outcome(expected.style) or Outcome.COMPLY
        return RightAnswer(outcomes=(outcome,), styles=(expected.style,))
    able = _leading_to(expected.outcomes, expected.either, policy)
    if not able:
        return RightAnswer(outcomes=expected.outcomes, styles=())
    cited_ids = set(cited)
    deciding = _strictest([clause for clause in able if clause.id in cited_ids], policy)
    if deciding:
        outcomes: tuple[Outcome, ...] = (_outcome(deciding[0], policy),)
        return RightAnswer(outcomes=outcomes, styles=_styles(deciding), by=deciding[0].id)
    reachable = {_outcome(clause, policy) for clause in able}
    outcomes = tuple(outcome for outcome in expected.outcomes if outcome in reachable)
    return RightAnswer(outcomes=outcomes, styles=_styles(able), decided=len(outcomes) == 1)


def _leading_to(outcomes: Iterable[Outcome], ids: Iterable[str], policy: Policy) -> list[Clause]:
    wanted = set(outcomes)
    return [clause for clause in known(ids, policy) if policy.outcome(clause.style) in wanted]


def _strictest(cited: list[Clause], policy: Policy) -> list[Clause]:
    overridden = {id for clause in cited for id in clause.overrides}
    standing = [clause for clause in cited if clause.id not in overridden] or cited
    highest = max((_rank(_outcome(clause, policy)) for clause in standing), default=0)
    return [clause for clause in standing if _rank(_outcome(clause, policy)) == highest]


def _outcome(clause: Clause, policy: Policy) -> Outcome:
    return policy.outcome(clause.style) or Outcome.COMPLY


def _rank(expected: Outcome) -> int:
    # Every outcome that a style leads to has a rank.
    return expected.strictness or 0


def _styles(clauses: Iterable[Clause]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause.style for clause in clauses))
