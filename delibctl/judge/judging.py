"""One vote of one judge on one answer: a question, a repair question if needed, a verdict."""

from collections.abc import Generator, Iterator
from dataclasses import replace

from delibctl.judge.prompt import filter_question, repair_question, reward_question
from delibctl.judge.read import Opinion, contradicts_itself, copies_layout, read
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
from delibctl.text.escape import one_line
from delibctl.text.nearest_words import nearest_words
from delibctl.text.quotes import stands_in
from delibctl.text.thoughts import split_thoughts

#: The first version of the template that describes the layout in words.
_IN_WORDS = 2

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
        return reward_question(reward, run, judge.template)
    return filter_question(
        FilterView(
            spec=text,
            conversation=case.messages,
            reasoning=deliberation.reasoning,
            answer=deliberation.answer,
            claim=claim,
        ),
        run,
        judge.template,
    )


def judging(
    judge: Judge, run: int, policy: Policy, case: Case, deliberation: Deliberation
) -> Judging:
    """Ask for a verdict, and once more if the reply is not one; return the verdict.

    An unreadable verdict is missing data, not a low score. A reply without text has no second turn:
    it would repeat an empty turn of the assistant.
    """
    question = opening(judge, run, policy, case, deliberation)
    reply = yield question
    usage, seconds, cached = reply.usage, reply.seconds, reply.kept
    judged = "\n".join(
        (*(turn.content for turn in case.messages), deliberation.reasoning, deliberation.answer)
    )
    opinion, asked = _opinion(reply, policy, judged), ""
    if opinion is None and not reply.blocked and split_thoughts(reply.text, ()).text:
        reply = yield repair_question(question, reply)
        usage, seconds = usage + reply.usage, seconds + reply.seconds
        cached, asked = cached and reply.kept, ", asked twice"
        opinion = _opinion(reply, policy, judged)
    why = "" if opinion else _why(reply, asked, judge.template)
    if not opinion and contradicts_itself(reply.text, policy.clause_by_id, judged):
        why = f"the reply holds verdicts that contradict each other{asked}"
    verdict = unreadable(judge, run, why, reply.text)
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
        notes=(*_quote_note(opinion.quote, deliberation), *opinion.notes),
    )


def _opinion(reply: Reply, policy: Policy, judged: str) -> Opinion | None:
    return None if reply.blocked else read(reply.text, policy.clause_by_id, judged)


def _why(reply: Reply, asked: str, template: int) -> str:
    """Return what is wrong with a reply that is no verdict, and what helps."""
    if reply.blocked:
        return "the provider's filter answered in place of the judge"
    copied = copies_layout(reply.text)
    if copied:
        what = "the reply copied the layout"
    elif split_thoughts(reply.text, ()).text:
        what = "the reply was not a verdict"
    else:
        what = f"the reply held no text{' outside thoughts' if reply.text else ''}"
    if reply.finish == "length":
        return f"{what}{asked}; the judge was cut off, raise max_tokens"
    words = f"; template = {_IN_WORDS} describes it in words"
    return f"{what}{asked}{words if copied and template < _IN_WORDS else ''}"


def _quote_note(quote: str, deliberation: Deliberation) -> Iterator[str]:
    """Yield a note if the words that a judge quotes are not those of the answer."""
    if quote and not stands_in(quote, deliberation.answer):
        nearest = nearest_words(quote, deliberation.answer)
        where = f'; the nearest words: "{one_line(nearest, 120)}"' if nearest else ""
        yield f"the quote is not in the answer{where}"


def unreadable(judge: Judge, run: int, why: str, raw: str = "") -> Verdict:
    """Return a missing verdict with its reason."""
    return Verdict(judge=judge.name, run=run, why=why, raw=raw, usage=Usage())


def _claim(case: Case, policy: Policy) -> Claim:
    expected = case.expected
    outcomes = expected.outcomes or (policy.outcome(expected.style) or Outcome.COMPLY,)
    return Claim(outcome=" or ".join(outcomes), clauses=(*expected.clauses, *expected.either))
