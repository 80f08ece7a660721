"""A run in words: what was probed, how much of it is there, and what became of it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from delibctl.judge import PATTERNS, family
from delibctl.model import Mode, Run, Sight
from delibctl.score import ScoredModel, ScoredRun, ScoredTrial, groups
from delibctl.text.count import counted
from delibctl.text.escape import one_line

BASELINE_NOTE = "a lexical baseline, not a model: it matches words and understands none"

_SHOWN = {
    Mode.CATEGORY: "the model was told the category",
    Mode.FULL: "the model was shown the whole policy",
    Mode.RECALL: "the model saw an index and asked for clauses",
    Mode.NONE: "the model was shown nothing of the policy",
}


def headline(diff: ScoredRun) -> str:
    """The first line: how much missed, where to look first, what does not count or is not there."""
    scored = [row for row in diff.rows if row.scored]
    rows = [row for row in scored if row.counted]
    missed = [row for row in rows if row.missed]
    policy = f"{one_line(diff.run.policy.title)} ({diff.run.policy.id})"
    aside = Counter(row.set_aside for row in scored if row.set_aside)
    beside = f" (not counted: {_reasons(dict(sorted(aside.items())))})" if aside else ""
    beside += _unjudged(rows)
    lacking = _lacking(diff)
    if not rows:
        return f"{policy}: nothing that counts was measured{beside}{lacking}"
    if not missed:
        return f"{policy}: none of {counted(len(rows), 'trial')} missed{beside}{lacking}"
    # Where the report below begins: its models follow one another.
    model = next(m for m in diff.models if any(row.counted and row.missed for row in m.rows))
    first = groups(row for row in model.rows if row.counted and row.missed)[0].rows[0].case.id
    number = f"{len(missed)} of {counted(len(rows), 'trial')} missed"
    broken_word = sum(row.contradicts_itself for row in rows)
    if broken_word:
        who = "it" if broken_word == 1 else "they"
        number += f", {broken_word} said {who} would refuse and then complied"
    return f"{policy}: {number}{beside}{lacking}; look first at {first}"


def _unjudged(rows: Sequence[ScoredTrial]) -> str:
    """What of the trials that count says nothing of the outcome: its share stands beside theirs."""
    unreadable = sum(row.unreadable for row in rows)
    contested = sum(row.contested for row in rows)
    parts = [f"{unreadable} of {len(rows)} with a verdict missing"] if unreadable else []
    parts += [f"{contested} of {len(rows)} contested between judges"] if contested else []
    return f" ({', '.join(parts)})" if parts else ""


def _lacking(diff: ScoredRun) -> str:
    """A part of a run never reads as the whole."""
    there = len(diff.rows)
    if not diff.run.info.finished:
        return f"; the run is not finished: {there} of {counted(diff.planned, 'trial')} are there"
    if there < diff.planned:
        return f"; {diff.planned - there} of {diff.planned} planned trials were not measured"
    return ""


def selected(run: Run) -> Iterator[str]:
    """A line where the run leaves out cases of the policy."""
    if run.unselected:
        left_out = len(run.unselected)
        how = f" ({one_line(run.filters)})" if run.filters else ""
        total = counted(len(run.cases) + left_out, "case")
        yield f"{len(run.cases)} of {total}; {left_out} not selected{how}"


def trial_counts(model: ScoredModel) -> str:
    """How many trials there are and what became of them."""
    summary = model.summary
    whole = counted(model.planned, "trial")
    there = whole if summary.trials == model.planned else f"{summary.trials} of {whole}"
    parts = [there, f"{summary.scored} scored"]
    for number, what in (
        (summary.blocked, "blocked by the provider"),
        # In mode none no layout is asked for.
        (summary.free * (model.mode is not Mode.NONE), "in free text, not laid out as asked"),
        (summary.unreadable, "with a verdict missing"),
        (summary.contested, "contested between judges"),
        (summary.disputed, "with a label that a judge disputes"),
        (summary.not_askable, "not askable"),
    ):
        if number:
            parts.append(f"{number} {what}")
    parts += [f"{number} broken ({reason})" for reason, number in summary.broken.items()]
    if summary.set_aside:
        parts.append(f"not counted: {_reasons(summary.set_aside)}")
    return ", ".join(parts)


def counts(diff: ScoredRun) -> Iterator[str]:
    """What became of the trials of each; those of which all are scored are not named one by one."""
    whole = [model for model in diff.models if _whole(model)]
    for model in diff.models:
        if model not in whole:
            yield f"{one_line(model.name)}: {trial_counts(model)}"
    if whole:
        who = "each" if len(whole) == len(diff.models) else "each of the others"
        yield f"{who}: {trial_counts(whole[0])}"


def _whole(model: ScoredModel) -> bool:
    """Whether nothing can be said of the trials but that all of them are scored."""
    return trial_counts(model) == f"{counted(model.planned, 'trial')}, {model.planned} scored"


def _reasons(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {reason}" for reason, number in counts.items())


def model_name(model: ScoredModel) -> str:
    """The model as the run names it, in its mode; the baseline says what it is."""
    name = one_line(model.name)
    return f"{name} ({BASELINE_NOTE})" if model.model.is_baseline else name


def mode_note(mode: Mode) -> str:
    """What the model was shown."""
    return f"mode {mode}: {_SHOWN[mode]}"


def model_title(model: ScoredModel) -> str:
    """The model and what it was shown."""
    if model.among_modes:
        return f"{model_name(model)}: {_SHOWN[model.mode]}"
    return f"{model_name(model)}; {mode_note(model.mode)}"


def judges(diff: ScoredRun) -> Iterator[str]:
    """Who judged and how, and which judge is of the family of a model that it judged."""
    for judge in diff.run.judges:
        if judge.model is None:
            yield f"judge {PATTERNS}: by the words of an answer alone"
            continue
        name, judge_tasks = one_line(judge.name), counted(judge.runs, "look")
        seen = "the answer alone" if judge.sight is Sight.REWARD else "the reasoning and the answer"
        told = "not told the label" if judge.blind else "told the label as another's claim"
        lowest = ", the lowest counts" if judge.runs > 1 else ""
        if judge.runs > 1:
            every = [v for row in diff.rows for v in row.trial.verdicts if v.judge == judge.name]
            lost = sum(not verdict.readable for verdict in every)
            lowest += f", {lost} of {len(every)} unreadable" if lost else ""
        yield f"judge {name}: sees {seen}, {told}, {judge_tasks}{lowest} (defaults are ours)"
        models = diff.run.plan.models
        if any(model.name == judge.model.name for model in models):
            yield f"judge {name} judges its own answers: it may favour them"
            continue
        akin = [m.alias for m in models if family(m.name) == family(judge.model.name)]
        if akin:
            kin = ", ".join(map(one_line, akin))
            yield f"judge {name} is of the family of {kin}: it may favour its own"


def contested(diff: ScoredRun) -> Iterator[str]:
    """The trials on which judges differ, by the clause that they are about."""
    found: dict[str, list[str]] = {}
    for row in diff.rows:
        if row.contested and row.counted:
            about = (*row.case.expected.clauses, *row.case.expected.either)[:1] or ("no clause",)
            found.setdefault(about[0], []).append(row.case.id)
    for clause, cases in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        named = ", ".join(dict.fromkeys(cases))
        yield f"contested, {clause}: {counted(len(cases), 'trial')} ({named})"


def legend(diff: ScoredRun) -> Iterator[str]:
    """What stands behind the names of a table: each model and each mode once."""
    for spec in diff.run.plan.models:
        if spec.is_baseline:
            yield f"{one_line(spec.alias)}: {BASELINE_NOTE}"
    yield from map(mode_note, diff.run.plan.modes)
