"""Two compared runs in words: titles, notes, figures, what was not touched, changed labels."""

from collections import Counter
from collections.abc import Iterator, Mapping

from delibctl.compare.runs.change import ChangeKind, Obstacle
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.model import Policy, Run
from delibctl.report.comparison.view import ORDER, ComparisonView
from delibctl.report.run.figures import count, interval, percent
from delibctl.score.metrics import METRICS
from delibctl.stats.share import Share
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line

#: Cases that a line names; JSON names all.
_NAMED = 6
#: Characters of an owner.
_OWNER = 80


def title(view: ComparisonView) -> str:
    """Return the policy with its versions, and in how many places it changed."""
    before, after = view.comparison.before.policy, view.comparison.after.policy
    text = f"{one_line(after.title)} ({_either(before.id, after.id)}), version "
    text += _either(before.version, after.version)
    number = view.comparison.policy_changes
    return f"{text}; {counted(number, 'change')} of the policy" if number else text


def _either(before: str, after: str) -> str:
    before, after = one_line(before), one_line(after)
    return after if before == after else f"{before} -> {after}"


def notes(view: ComparisonView) -> Iterator[str]:
    """Yield what holds for both runs."""
    yield from map(one_line, view.comparison.notes)


def model_title(model: ModelComparison) -> str:
    """Return the model, its mode, and how many cases changed in which manner.

    For example "mock; mode category: 3 incomparable (broken after: 2, other reply format: 1)".
    """
    counts = [f"{model.counts[kind]} {kind}" for kind in ORDER if model.counts.get(kind)]
    if number := model.counts.get(ChangeKind.INCOMPARABLE):
        place = counts.index(f"{number} {ChangeKind.INCOMPARABLE}")
        counts[place] += f" ({', '.join(_reasons(model))})"
    aside = Counter(change.set_aside for change in model.changes if change.set_aside)
    counts += [f"{number} not counted ({one_line(why)})" for why, number in sorted(aside.items())]
    return f"{one_line(model.name)}; mode {model.mode}: {', '.join(counts) or 'no case changed'}"


def _reasons(model: ModelComparison) -> list[str]:
    """Return for how many of the cases that count each reason forbids a comparison."""
    reasons = Counter(change.reason for change in model.changes if not change.set_aside)
    return [f"{reason}: {reasons[reason]}" for reason in Obstacle if reasons[reason]]


def unchanged(model: ModelComparison) -> Iterator[str]:
    """Yield how many cases were not touched, or stayed the same; and whose label changed."""
    if model.untouched:
        were = "was" if model.untouched == 1 else "were"
        yield (
            f"{counted(model.untouched, 'case')} {were} not touched by this edit: the same "
            "question, answered from the cache"
        )
    if (same := model.counts.get(ChangeKind.SAME, 0) - model.untouched) > 0:
        yield f"{counted(same, 'case')} asked anew and the same"
    if model.labels_changed:
        yield labels_changed(model)


def labels_changed(model: ModelComparison) -> str:
    """Return whose labels changed alone, and how many cases pass only because of that."""
    named = one_line(listed([change.case for change in model.labels_changed], _NAMED))
    return (
        f"labels changed: {counted(len(model.labels_changed), 'case')} "
        f"({named}), though no clause that they named did; "
        f"{model.pass_by_label} only pass because of that"
    )


def figure_rows(model: ModelComparison) -> Iterator[tuple[str, str, str]]:
    """Yield each headline figure with its value and interval before and after."""
    for metric in METRICS:
        before = model.before.figures.get(metric.key)
        after = model.after.figures.get(metric.key)
        if before and after and (before.total or after.total):
            yield metric.name, share(before), share(after)


def share(share: Share) -> str:
    """Return a share with its count and interval."""
    if not share.total:
        return "-"
    return f"{percent(share)} ({interval(share)}), {count(share)}"


def clause_title(clause: str, view: ComparisonView) -> str:
    """Return the title of a clause, in the newer policy or else in the older."""
    for run in (view.comparison.after, view.comparison.before):
        found = run.policy.clause_by_id.get(clause)
        if found is not None:
            return one_line(found.title)
    return ""


def clause_owner(clause: str, view: ComparisonView) -> str:
    """Return the nearest owner of a clause, in the newer policy or else in the older."""
    for run in (view.comparison.after, view.comparison.before):
        if owner := run.policy.owner_of.get(clause):
            return one_line(owner, _OWNER)
    return ""


def clause_head(clause: str, view: ComparisonView) -> str:
    """Return the title of a clause with its owner, such as "Forgery (owner: legal)"."""
    title, owner = clause_title(clause, view), clause_owner(clause, view)
    return f"{title} (owner: {owner})" if owner else title


def prompts(view: ComparisonView) -> Mapping[str, str]:
    """Return the last user turn of each case, as the newer run asked it where it did."""
    runs: tuple[Run, Run] = (view.comparison.before, view.comparison.after)
    return {case.id: case.prompt for run in runs for case in run.cases}


def kind(case: str, view: ComparisonView) -> str:
    """Return the kind of test that a case is; "" if no run has it."""
    for run in (view.comparison.after, view.comparison.before):
        if case in run.cases_by_id:
            return str(run.cases_by_id[case].kind)
    return ""


def place_policy(view: ComparisonView) -> Policy:
    """Return the policy whose files changes point to."""
    return view.comparison.after.policy
