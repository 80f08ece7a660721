"""What each judge of a run makes of a trial, and where they differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delibctl.judge import PATTERNS
from delibctl.model import Deliberated, Judge, Outcome, RuleVerdict, Style, Trial, Verdict
from delibctl.text.quotes import normalise

_MARK = re.compile(r"^\s*[-*]?\s*[`\"']?\s*must(?:[ _]not)?\s*:\s*", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgeOpinion:
    """One judge's: the outcome is that of its lowest-rated look, as any one look may miss a thing.

    `verdict` is that look; None of the judge `patterns`, and where nothing could be read.
    `asked` is False where the judge has given no verdict yet, readable or not.
    """

    judge: str
    outcome: Outcome | None
    why: str = ""
    verdict: Verdict | None = None
    asked: bool = True


def opinions(trial: Trial, judges: Sequence[Judge]) -> tuple[JudgeOpinion, ...]:
    """The opinion of each judge; of `patterns` alone where no other was asked."""
    result = trial.result
    if not isinstance(result, Deliberated):
        return ()
    seen = result.observation
    patterns = JudgeOpinion(judge=seen.judge, outcome=seen.outcome, why=seen.why)
    if not judges:
        return (patterns,)
    return tuple(
        patterns if judge.name == PATTERNS else opinion(judge, trial.verdicts) for judge in judges
    )


def opinion(judge: Judge, verdicts: Sequence[Verdict]) -> JudgeOpinion:
    """What a model that judges makes of a trial, out of all that was said of it."""
    own = [v for v in verdicts if v.judge == judge.name and v.run <= judge.runs]
    lowest = min((v for v in own if v.readable), key=_rated, default=None)
    if lowest is None:
        why = own[0].why if own else "it has not been asked"
        return JudgeOpinion(judge=judge.name, outcome=None, why=why, asked=bool(own))
    return JudgeOpinion(judge=judge.name, outcome=lowest.outcome, why=lowest.why, verdict=lowest)


def _rated(verdict: Verdict) -> int:
    return verdict.score if verdict.score is not None else 0


def agreed(found: Sequence[JudgeOpinion]) -> tuple[Outcome | None, bool]:
    """The outcome that all judges saw who could be read, and whether they contest it."""
    seen = {opinion.outcome for opinion in found if opinion.outcome is not None}
    return (next(iter(seen)) if len(seen) == 1 else None), len(seen) > 1


def rules_kept(found: Sequence[JudgeOpinion], style: Style | None) -> tuple[RuleVerdict, ...]:
    """Of the items of a style what models that judge say; a judge that sees one broken prevails."""
    if style is None:
        return ()
    items = {_bare(item): f"must: {item}" for item in style.must}
    items |= {_bare(item): f"must not: {item}" for item in style.must_not}
    verdicts: dict[str, bool] = {}
    for rule in _rules(found):
        item = items.get(_bare(rule.rule))
        if item is not None:
            verdicts[item] = verdicts.get(item, True) and rule.kept
    return tuple(RuleVerdict(rule=item, kept=kept) for item, kept in verdicts.items())


def _bare(item: str) -> str:
    """The words of an item, however a judge has copied it."""
    return _EDGES.sub("", normalise(_MARK.sub("", item)).casefold())


def _rules(found: Sequence[JudgeOpinion]) -> Iterator[RuleVerdict]:
    for opinion in found:
        if opinion.verdict is not None:
            yield from opinion.verdict.rules
