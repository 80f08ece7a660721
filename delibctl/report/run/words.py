"""A run in words: what was probed, how much of it is there, and what became of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from delibctl.judge import PATTERNS, family
from delibctl.model import Mode, Run, Sight
from delibctl.score import TRIAL_COUNTS, ScoredModel, ScoredRun, ScoredTrial, groups
from delibctl.text.count import counted
from delibctl.text.escape import one_line

BASELINE_NOTE = "a lexical baseline, not a model: it matches words and understands none"

_SHOWN = {
    Mode.CATEGORY: "the model was told the category",
    Mode.FULL: "the model was shown the whole policy",
    Mode.RECALL: "the model saw an index and asked for clauses",
    Mode.NONE: "the model was shown nothing of the policy",
}


def headline(scored_run: ScoredRun) -> str:
    """The first line: how much missed, where to look first, what does not count or is not there."""
    scored = [trial for trial in scored_run.trials if trial.scored]
    trials = [trial for trial in scored if trial.counted]
    missed = [trial for trial in trials if trial.missed]
    policy = f"{one_line(scored_run.run.policy.title)} ({scored_run.run.policy.id})"
    aside = Counter(trial.set_aside for trial in scored if trial.set_aside)
    beside = f" (not counted: {_reasons(dict(sorted(aside.items())))})" if aside else ""
    beside += _unjudged(trials)
    lacking = _lacking(scored_run)
    if not trials:
        return f"{policy}: nothing that counts was measured{beside}{lacking}"
    if not missed:
        return f"{policy}: none of {counted(len(trials), 'trial')} missed{beside}{lacking}"
    # Where the report below begins: its models follow one another.
    model = next(
        m for m in scored_run.models if any(trial.counted and trial.missed for trial in m.trials)
    )
    first = (
        groups(trial for trial in model.trials if trial.counted and trial.missed)[0]
        .trials[0]
        .case.id
    )
    number = f"{len(missed)} of {counted(len(trials), 'trial')} missed"
    broken_word = sum(trial.contradicts_itself for trial in trials)
    if broken_word:
        who = "it" if broken_word == 1 else "they"
        number += f", {broken_word} said {who} would refuse and then complied"
    return f"{policy}: {number}{beside}{lacking}; look first at {first}"


def _unjudged(trials: Sequence[ScoredTrial]) -> str:
    """What of the trials that count says nothing of the outcome: its share stands beside theirs."""
    unreadable = sum(trial.unreadable for trial in trials)
    contested = sum(trial.contested for trial in trials)
    parts = [f"{unreadable} of {len(trials)} with a verdict missing"] if unreadable else []
    parts += [f"{contested} of {len(trials)} contested between judges"] if contested else []
    return f" ({', '.join(parts)})" if parts else ""


def _lacking(scored_run: ScoredRun) -> str:
    """Return what is missing, so that a part of a run never reads as the whole."""
    measured, planned = len(scored_run.trials), scored_run.planned
    if not scored_run.run.info.finished:
        return f"; the run is not finished: {measured} of {counted(planned, 'trial')} are there"
    if measured < planned:
        return f"; {planned - measured} of {planned} planned trials were not measured"
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
    planned = counted(model.planned, "trial")
    measured = summary.counts["trials"]
    parts = [planned if measured == model.planned else f"{measured} of {planned}"]
    parts.append(f"{summary.counts['scored']} scored")
    for count in TRIAL_COUNTS:
        number = summary.counts[count.key]
        # In mode none no format is asked for.
        if number and count.words and (count.key != "free" or model.mode is not Mode.NONE):
            parts.append(f"{number} {count.words}")
    parts += [f"{number} broken ({reason})" for reason, number in summary.broken.items()]
    if summary.set_aside:
        parts.append(f"not counted: {_reasons(summary.set_aside)}")
    return ", ".join(parts)


def counts(scored_run: ScoredRun) -> Iterator[str]:
    """What became of the trials of each; those of which all are scored are not named one by one."""
    whole = [model for model in scored_run.models if _whole(model)]
    for model in scored_run.models:
        if model not in whole:
            yield f"{one_line(model.name)}: {trial_counts(model)}"
    if whole:
        who = "each" if len(whole) == len(scored_run.models) else "each of the others"
        yield f"{who}: {trial_counts(whole[0])}"


def _whole(model: ScoredModel) -> bool:
    """Whether nothing can be said of the trials but that all of them are scored."""
    return trial_counts(model) == f"{counted(model.planned, 'trial')}, {model.planned} scored"


def _reasons(counts: Mapping[str, int]) -> str:
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


def judges(scored_run: ScoredRun) -> Iterator[str]:
    """Who judged and how, and which judge is of the family of a model that it judged."""
    for judge in scored_run.run.judges:
        if judge.model is None:
            yield f"judge {PATTERNS}: by the words of an answer alone"
            continue
        name, judge_tasks = one_line(judge.name), counted(judge.runs, "look")
        seen = "the answer alone" if judge.sight is Sight.REWARD else "the reasoning and the answer"
        told = "not told the label" if judge.blind else "told the label as another's claim"
        lowest = ", the lowest counts" if judge.runs > 1 else ""
        if judge.runs > 1:
            every = [
                v for trial in scored_run.trials for v in trial.verdicts if v.judge == judge.name
            ]
            lost = sum(not verdict.readable for verdict in every)
            lowest += f", {lost} of {len(every)} unreadable" if lost else ""
        yield f"judge {name}: sees {seen}, {told}, {judge_tasks}{lowest} (defaults are ours)"
        models = scored_run.run.plan.models
        if any(model.name == judge.model.name for model in models):
            yield f"judge {name} judges its own answers: it may favour them"
            continue
        akin = [m.alias for m in models if family(m.name) == family(judge.model.name)]
        if akin:
            kin = ", ".join(map(one_line, akin))
            yield f"judge {name} is of the family of {kin}: it may favour its own"


def contested(scored_run: ScoredRun) -> Iterator[str]:
    """The trials on which judges differ, by the clause that they are about."""
    found: dict[str, list[str]] = {}
    for trial in scored_run.trials:
        if trial.contested and trial.counted:
            about = (*trial.case.expected.clauses, *trial.case.expected.either)[:1] or (
                "no clause",
            )
            found.setdefault(about[0], []).append(trial.case.id)
    for clause, cases in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        named = ", ".join(dict.fromkeys(cases))
        yield f"contested, {clause}: {counted(len(cases), 'trial')} ({named})"


def legend(scored_run: ScoredRun) -> Iterator[str]:
    """What stands behind the names of a table: each model and each mode once."""
    for spec in scored_run.run.plan.models:
        if spec.is_baseline:
            yield f"{one_line(spec.alias)}: {BASELINE_NOTE}"
    yield from map(mode_note, scored_run.run.plan.modes)
