"""One look of one judge at one answer: a question, one more where it is unreadable, a verdict."""

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


def opening(judge: Judge, run: int, policy: Policy, case: Case, said: Deliberation) -> Question:
    """The first question to a judge about an answer."""
    categories = case.categories or tuple(category.id for category in policy.categories)
    text, claim = spec(policy, categories), None if judge.blind else _claim(case, policy)
    if judge.sight is Sight.REWARD:
        reward = RewardView(spec=text, conversation=case.messages, answer=said.answer, claim=claim)
        return reward_question(reward, run)
    return filter_question(
        FilterView(
            spec=text,
            conversation=case.messages,
            reasoning=said.reasoning,
            answer=said.answer,
            claim=claim,
        ),
        run,
    )


def judging(judge: Judge, run: int, policy: Policy, case: Case, said: Deliberation) -> Judging:
    """Ask, and once more where the reply is no verdict; then it is missing, and no low score."""
    question = opening(judge, run, policy, case, said)
    reply = yield question
    usage, seconds, kept = reply.usage, reply.seconds, reply.kept
    found = read(reply.text, policy.clause_by_id)
    if found is None:
        reply = yield repair_question(question, reply.text)
        usage, seconds = usage + reply.usage, seconds + reply.seconds
        kept = kept and reply.kept
        found = read(reply.text, policy.clause_by_id)
    verdict = unreadable(judge, run, "its reply was no verdict, asked twice", reply.text)
    verdict = replace(verdict, usage=usage, seconds=seconds, kept=kept)
    if found is None:
        return verdict
    return replace(
        verdict,
        outcome=found.outcome,
        clauses=found.clauses,
        rules=found.rules,
        correctness=found.correctness,
        helpfulness=found.helpfulness,
        why=found.why,
        quote=found.quote,
        agrees=None if judge.blind else found.agrees,
    )


def unreadable(judge: Judge, run: int, why: str, raw: str = "") -> Verdict:
    """A verdict that is missing, and why."""
    return Verdict(judge=judge.name, run=run, why=why, raw=raw, usage=Usage())


def _claim(case: Case, policy: Policy) -> Claim:
    expected = case.expected
    outcome = policy.outcome(expected.style) or Outcome.COMPLY
    return Claim(outcome=str(outcome), clauses=(*expected.clauses, *expected.either))
