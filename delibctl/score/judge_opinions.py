"""The opinion of each judge of a run about a trial, and their agreement."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from delibctl.judge.names import PATTERNS
from delibctl.model import (
    Deliberated,
    Judge,
    Observation,
    Outcome,
    RuleVerdict,
    Style,
    Trial,
    Verdict,
)
from delibctl.text.lazy import later
from delibctl.text.quotes import normalise

_MARK = later(r"^\s*[-*]?\s*[`\"']?\s*must(?:[ _]not)?\s*:\s*", re.IGNORECASE)
_EDGES = later(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgeOpinion:
    """The opinion of one judge: that of its lowest score, as any one vote may miss something.

    `verdict` is that vote; None for the judge `patterns`, and where no vote could be read.
    `asked` is False if the judge has given no verdict yet, readable or not.
    """

    judge: str
    outcome: Outcome | None
    why: str = ""
    verdict: Verdict | None = None
    asked: bool = True


def judge_opinions(trial: Trial, judges: Sequence[Judge]) -> tuple[JudgeOpinion, ...]:
    """Return the opinion of each judge; of `patterns` alone if there is no other."""
    result = trial.result
    if not isinstance(result, Deliberated):
        return ()
    patterns = opinion_of(result.observation)
    if not judges:
        return (patterns,)
    return tuple(
        patterns if judge.name == PATTERNS else judge_opinion(judge, trial.verdicts)
        for judge in judges
    )


def opinion_of(observation: Observation) -> JudgeOpinion:
    """Return the opinion of the judge `patterns`."""
    return JudgeOpinion(judge=observation.judge, outcome=observation.outcome, why=observation.why)


def judge_opinion(judge: Judge, verdicts: Sequence[Verdict]) -> JudgeOpinion:
    """Return the opinion of a model that judges, from all verdicts on a trial."""
    votes = votes_of(judge, verdicts)
    lowest = min((vote for vote in votes if vote.readable), key=_score, default=None)
    if lowest is None:
        why = votes[0].why if votes else "not asked yet"
        return JudgeOpinion(judge=judge.name, outcome=None, why=why, asked=bool(votes))
    return JudgeOpinion(judge=judge.name, outcome=lowest.outcome, why=lowest.why, verdict=lowest)


def votes_of(judge: Judge, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the votes of a judge that count, readable or not."""
    return [vote for vote in verdicts if vote.judge == judge.name and vote.run <= judge.runs]


def _score(verdict: Verdict) -> int:
    return verdict.score if verdict.score is not None else 0


def agreed_outcome(opinions: Sequence[JudgeOpinion]) -> tuple[Outcome | None, bool]:
    """Return the outcome that all readable judges saw, and True if they contest it."""
    outcomes = {opinion.outcome for opinion in opinions if opinion.outcome is not None}
    return (next(iter(outcomes)) if len(outcomes) == 1 else None), len(outcomes) > 1


def rules_kept(rules: Sequence[RuleVerdict], style: Style | None) -> tuple[RuleVerdict, ...]:
    """Return the verdicts on the items of a style; an item that any judge saw broken is broken."""
    if style is None or not rules:
        return ()
    items = {_bare(item): f"must: {item}" for item in style.must}
    items |= {_bare(item): f"must not: {item}" for item in style.must_not}
    verdicts: dict[str, bool] = {}
    for rule in rules:
        item = items.get(_bare(rule.rule))
        if item is not None:
            verdicts[item] = verdicts.get(item, True) and rule.kept
    return tuple(RuleVerdict(rule=item, kept=obeyed) for item, obeyed in verdicts.items())


def _bare(item: str) -> str:
    """Return the words of an item, however a judge has copied it."""
    return _EDGES.sub("", normalise(_MARK.sub("", item)).casefold())


def rules_seen(opinions: Sequence[JudgeOpinion]) -> tuple[RuleVerdict, ...]:
    """Return what judges say of rules, one after the other."""
    return tuple(rule for o in opinions if o.verdict is not None for rule in o.verdict.rules)
