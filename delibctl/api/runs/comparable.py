"""Whether two runs can be compared, and what is to be said about their comparison."""

from collections.abc import Iterable, Iterator, Sequence

from delibctl.compare.runs.comparison import ModelComparison
from delibctl.errors import DelibctlError
from delibctl.model import ANSWER_FIELDS, Run
from delibctl.text.count import counted, listed

#: Served models or fingerprints that a note names.
_NAMED = 3
#: Cases that a note names.
_NAMED_CASES = 5


def check_comparable(before: Run, after: Run) -> None:
    """Raise DelibctlError if two runs have no policy, case, model or mode in common."""
    if before.policy.id != after.policy.id:
        raise DelibctlError(
            f"these are runs of different policies: {before.policy.id} before, "
            f"{after.policy.id} after",
            next="name two runs of one policy",
        )
    if not before.cases_by_id.keys() & after.cases_by_id.keys():
        raise DelibctlError(
            f"the runs have no case in common: {counted(len(before.cases), 'case')} before, "
            f"{counted(len(after.cases), 'case')} after, with other ids",
            next="probe the same cases again, or name another run",
        )
    one, other = before.plan, after.plan
    _check_common(
        "model",
        [model.alias for model in one.models],
        [model.alias for model in other.models],
        "probe the same model again, under the same alias",
    )
    _check_common("mode", one.modes, other.modes, "probe again in the same mode")


def _check_common(noun: str, before: Sequence[str], after: Sequence[str], next: str) -> None:
    if not set(before) & set(after):
        raise DelibctlError(
            f"the runs have no {noun} in common: {', '.join(before)} before, "
            f"{', '.join(after)} after",
            next=next,
        )


def notes_on(before: Run, after: Run) -> Iterator[str]:
    """Yield a sentence on each part of the runs that is not compared, or is another one now."""
    for run, when in ((before, "before"), (after, "after")):
        if not run.info.finished:
            yield f"the run {when} is not finished: only what was asked is compared"
        yield from _notes_on_accepted(run, when)
    former = {model.alias: model for model in before.plan.models}
    present = {model.alias: model for model in after.plan.models}
    yield from _only("model", former, present)
    yield from _only("mode", before.plan.modes, after.plan.modes)
    for alias, model in present.items():
        earlier = former.get(alias, model)
        if earlier.name != model.name:
            yield f"{alias} is {model.name} now, and was {earlier.name}"
        fields = [name for name in ANSWER_FIELDS if name != "name"]
        changed = [name for name in fields if getattr(earlier, name) != getattr(model, name)]
        if changed:
            yield f"{alias} has other settings than before: {', '.join(changed)}"
    if before.plan.template != after.plan.template:
        yield (
            f"the prompts are of template {before.plan.template} before and "
            f"{after.plan.template} after, so no answer is compared"
        )
    for run, other, when in ((before, after, "before"), (after, before, "after")):
        if left_out := [id for id in run.unselected if id in other.cases_by_id]:
            # A probe leaves out what its filters do not select, and what is retired.
            why = f"retired in the run {when}"
            if run.filters:
                why = f"left out by the filters of the run {when}, or retired in it"
            yield f"{counted(len(left_out), 'case')} not compared: {why}"


def note_on_stale(cases: Sequence[str]) -> str:
    """Return a sentence on the accepted rows of cases that were reworded since."""
    are, their = ("is", "its case was") if len(cases) == 1 else ("are", "their cases were")
    return (
        f"{counted(len(cases), 'accepted row')} {are} stale, as {their} reworded since: "
        f"{listed(cases, _NAMED_CASES)}"
    )


def _notes_on_accepted(run: Run, when: str) -> Iterator[str]:
    if run.info.stale:
        yield note_on_stale(run.info.stale)
    if not run.info.policy_known:
        yield (
            f"git does not have the policy of the accepted rows {when}: of its changes only those "
            "of clauses that cases expect are seen"
        )


def _only(noun: str, before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    """Yield a sentence on names that one of the runs has alone."""
    one, other = list(before), list(after)
    for when, names, others in (("before", one, other), ("after", other, one)):
        alone = [name for name in names if name not in others]
        if alone:
            yield f"{noun} {', '.join(alone)} not compared: only the run {when} has it"


def notes_on_served(models: Iterable[ModelComparison]) -> Iterator[str]:
    """Yield a sentence on each model that was answered by another one, or by another system."""
    told: set[str] = set()
    for model in models:
        if model.alias in told:
            continue
        told.add(model.alias)
        one, other = model.before, model.after
        if one.served and other.served and one.served != other.served:
            yield (
                f"{model.alias} was answered by {listed(one.served, _NAMED)} before and by "
                f"{listed(other.served, _NAMED)} after: a change may come from the model, not from "
                "the policy"
            )
        if one.fingerprints and other.fingerprints and one.fingerprints != other.fingerprints:
            yield (
                f"the provider's fingerprint of {model.alias} changed, from "
                f"{listed(one.fingerprints, _NAMED)} to {listed(other.fingerprints, _NAMED)}: "
                "repeats before and after may not be of the same model"
            )
