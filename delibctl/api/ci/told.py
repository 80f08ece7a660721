"""What a check tells of its questions: how many, who answered, and what the answers show alone."""

from collections.abc import Iterator

from delibctl.api.ci.branch import Branch
from delibctl.api.ci.measuring import Asked
from delibctl.report.ci.result import Answered, Questions


def notes_on(asked: Asked, branch: Branch) -> Iterator[str]:
    """Yield what a reader of the verdict must know of its grounds."""
    if asked.probe is not None and all(m.is_baseline for m in asked.probe.scored.run.plan.models):
        after = branch.head_settings.ci.models
        is_named = any(name != "baseline" for name in after)
        then = "the models of this branch are asked after the merge"
        next = then if is_named else "set models in [ci]"
        yield f"baseline is a word-matching stand-in, not a language model; {next}"


def questions_of(asked: Asked, cost: float | None) -> Questions:
    """Return where the answers of the affected cases came from, and what they cost."""
    trials = asked.probe.scored.trials if asked.probe else ()
    # A broken trial may hold no exchange: its question was asked, and got no answer.
    exchanges = [trial.exchanges for trial in trials if trial.exchanges]
    cached = sum(all(exchange.reply.kept for exchange in each) for each in exchanges)
    return Questions(
        asked=len(trials) - cached,
        cached=cached,
        confirming=asked.decided.repeats if asked.decided else 0,
        controls=asked.controls,
        accepted=asked.accepted,
        unmeasured=asked.unmeasured,
        cost=cost,
        estimate=asked.estimate,
    )


def answered_of(asked: Asked, branch: Branch) -> Answered | None:
    """Return what the answers show by themselves; a case is right if each answer is."""
    if asked.probe is None:
        return None
    counting = [trial for trial in asked.probe.scored.trials if trial.set_aside is None]
    wrong = (t for t in counting if t.missed or t.unreadable or not t.scored)
    after = branch.head_settings
    named = after.ci.models if tuple(after.ci.models) != tuple(after.model) else ()
    return Answered(
        cases=len({trial.case.id for trial in counting}),
        missed=tuple(dict.fromkeys(trial.case.id for trial in wrong)),
        models_after=tuple(named),
    )


def why_not_measured(asked: Asked) -> str:
    """Return why no runs were compared; "" if they were."""
    if asked.measured is not None:
        return ""
    if asked.probe is None:
        return "no case is affected"
    if asked.unmeasured:
        return asked.obstacle[0] or str(asked.probe.limit or "not all answers are there")
    return asked.untrusted or "there is no former answer to hold the cases against"
