"""One vote of one judge on one answer: a question, a repair question if needed, a verdict."""

from collections.abc import Generator
from dataclasses import replace

from delibctl.judge.prompt import filter_question, repair_question, reward_question
from delibctl.judge.read import read
from delibctl.judge.views import Claim, FilterView, RewardView
from delibctl.model import (
    Case,
    Deliberation,
    Judge,
    Outcome,
    Policy,
    Question,
    Reply,
    Sight,
    Usage,
    Verdict,
)
from delibctl.policy import spec

Judging = Generator[Question, Reply, Verdict]


def opening(
    judge: Judge, run: int, policy: Policy, case: Case, deliberation: Deliberation
) -> Question:
    """Return the first question to a judge about an answer; `run` is the number of the vote."""
    categories = case.categories or tuple(category.id for category in policy.categories)
    text, claim = spec(policy, categories), None if judge.blind else _claim(case, policy)
    if judge.sight is Sight.REWARD:
        reward = RewardView(
            spec=text, conversation=case.messages, answer=deliberation.answer, claim=claim
        )
        return reward_question(reward, run)
    return filter_question(
        FilterView(
            spec=text,
            conversation=case.messages,
            reasoning=deliberation.reasoning,
            answer=deliberation.answer,
            claim=claim,
        ),
        run,
    )


def judging(
    judge: Judge, run: int, policy: Policy, case: Case, deliberation: Deliberation
) -> Judging:
    """Ask for a verdict, and once more if the reply is not one; return the verdict.

    An unreadable verdict is missing data, not a low score.
    """
    question = opening(judge, run, policy, case, deliberation)
    reply = yield question
    usage, seconds, cached = reply.usage, reply.seconds, reply.kept
    opinion = read(reply.text, policy.clause_by_id)
    if opinion is None:
        reply = yield repair_question(question, reply.text)
        usage, seconds = usage + reply.usage, seconds + reply.seconds
        cached = cached and reply.kept
        opinion = read(reply.text, policy.clause_by_id)
    verdict = unreadable(judge, run, "the reply was not a verdict, asked twice", reply.text)
    verdict = replace(verdict, usage=usage, seconds=seconds, kept=cached)
    if opinion is None:
        return verdict
    return replace(
        verdict,
        outcome=opinion.outcome,
        clauses=opinion.clauses,
        rules=opinion.rules,
        correctness=opinion.correctness,
        helpfulness=opinion.helpfulness,
        why=opinion.why,
        quote=opinion.quote,
        agrees=None if judge.blind else opinion.agrees,
    )


def unreadable(judge: Judge, run: int, why: str, raw: str = "") -> Verdict:
    """Return a missing verdict with its reason."""
    return Verdict(judge=judge.name, run=run, why=why, raw=raw, usage=Usage())


def _claim(case: Case, policy: Policy) -> Claim:
    expected = case.expected
    outcome = policy.outcome(expected.style) or Outcome.COMPLY
    return Claim(outcome=str(outcome), clauses=(*expected.clauses, *expected.either))
