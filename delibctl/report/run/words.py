"""A run in words: models, modes, judges, and the trials that are done, missed or missing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from delibctl.judge.families import family
from delibctl.judge.names import FITTED, PATTERNS
from delibctl.model import Mode, Run, Sight
from delibctl.report.run.mode_words import BASELINE_NOTE, SHOWN, mode_note
from delibctl.score.metrics import TRIAL_COUNTS
from delibctl.score.miss_groups import groups
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.score.scored_trial import ScoredTrial
from delibctl.text.count import counted
from delibctl.text.escape import one_line


def headline(scored_run: ScoredRun) -> str:
    """Return the first line: the number of misses, trials left out, and the case to start with."""
    scored = [trial for trial in scored_run.trials if trial.scored]
    trials = [trial for trial in scored if trial.counted]
    missed = [trial for trial in trials if trial.missed]
    policy = f"{one_line(scored_run.run.policy.title)} ({scored_run.run.policy.id})"
    aside = Counter(trial.set_aside for trial in scored if trial.set_aside)
    beside = f" (not counted: {_reasons(dict(sorted(aside.items())))})" if aside else ""
    beside += _unjudged(trials)
    lacking = lacking_trials(scored_run)
    if not trials:
        return f"{policy}: no trial was counted{beside}{lacking}"
    if not missed:
        return f"{policy}: 0 of {counted(len(trials), 'trial')} missed{beside}{lacking}"
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
        pronoun = "it" if broken_word == 1 else "they"
        number += f", {broken_word} said {pronoun} would refuse and then complied"
    return f"{policy}: {number}{beside}{lacking}; start with {first}"


def _unjudged(trials: Sequence[ScoredTrial]) -> str:
    """Return the numbers of counted trials without an agreed outcome; empty if there are none."""
    unreadable = sum(trial.unreadable for trial in trials)
    contested = sum(trial.contested for trial in trials)
    parts = [f"{unreadable} of {len(trials)} with a verdict missing"] if unreadable else []
    parts += [f"{contested} of {len(trials)} contested between judges"] if contested else []
    return f" ({', '.join(parts)})" if parts else ""


def lacking_trials(scored_run: ScoredRun) -> str:
    """Return what a run lacks, after a semicolon; a part of a run never reads as the whole."""
    measured, planned = len(scored_run.trials), scored_run.planned
    if not scored_run.run.info.finished:
        return f"; the run is not finished: {measured} of {counted(planned, 'trial')} done"
    if measured < planned:
        return f"; {planned - measured} of {planned} planned trials were not measured"
    return ""


def selected(run: Run) -> Iterator[str]:
    """Yield why the modes are other than usual or to be doubted, and what cases are left out."""
    if run.mode_reason:
        yield one_line(run.mode_reason)
    if run.unselected:
        left_out = len(run.unselected)
        how = f" ({one_line(run.filters)})" if run.filters else ""
        total = counted(len(run.cases) + left_out, "case")
        yield f"{len(run.cases)} of {total}; {left_out} not selected{how}"


def trial_counts(model: ScoredModel) -> str:
    """Return the numbers of trials: planned, scored, and set apart by each reason."""
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
    """Yield the trial counts of each model; models whose trials are all scored share one line."""
    complete = [model for model in scored_run.models if _complete(model)]
    for model in scored_run.models:
        if model not in complete:
            yield f"{one_line(model.name)}: {trial_counts(model)}"
    if complete:
        models = "each" if len(complete) == len(scored_run.models) else "each of the others"
        yield f"{models}: {trial_counts(complete[0])}"


def _complete(model: ScoredModel) -> bool:
    """Return True if every trial is scored and there is nothing else to say."""
    return trial_counts(model) == f"{counted(model.planned, 'trial')}, {model.planned} scored"


def _reasons(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {reason}" for reason, number in counts.items())


def model_name(model: ScoredModel) -> str:
    """Return the name of the model in the run; the baseline says what it is."""
    name = one_line(model.name)
    return f"{name} ({BASELINE_NOTE})" if model.model.is_baseline else name


def model_title(model: ScoredModel) -> str:
    """Return the model and what it was shown."""
    if model.among_modes:
        return f"{model_name(model)}: {SHOWN[model.mode]}"
    return f"{model_name(model)}; {mode_note(model.mode)}"


def judges(scored_run: ScoredRun) -> Iterator[str]:
    """Yield each judge, and a note if it may favour a model that it judged."""
    for judge in scored_run.run.judges:
        if judge.name == FITTED:
            yield (
                f"judge {FITTED}: learned from labels that people gave "
                f"(fit {one_line(judge.fit)}); {PATTERNS} decides where it is not sure"
            )
            continue
        if judge.model is None:
            yield f"judge {PATTERNS}: matches the words of the answer only"
            continue
        name, votes = one_line(judge.name), counted(judge.runs, "vote")
        view = "the answer" if judge.sight is Sight.REWARD else "the reasoning and the answer"
        expected = "without" if judge.blind else "and, as another AI's claim,"
        lowest = ", the lowest counts" if judge.runs > 1 else ""
        if judge.runs > 1:
            verdicts = [
                v for trial in scored_run.trials for v in trial.verdicts if v.judge == judge.name
            ]
            lost = sum(not verdict.readable for verdict in verdicts)
            lowest += f", {lost} of {len(verdicts)} unreadable" if lost else ""
        yield (
            f"judge {name}: sees {view} {expected} the expected outcome; {votes}{lowest} "
            "(we chose these defaults)"
        )
        models = scored_run.run.plan.models
        if any(model.name == judge.model.name for model in models):
            yield f"judge {name} judges its own answers and may favour them"
            continue
        relatives = [m.alias for m in models if family(m.name) == family(judge.model.name)]
        if relatives:
            kin = ", ".join(map(one_line, relatives))
            yield f"judge {name} is of the same model family as {kin} and may favour it"


def limited(scored_run: ScoredRun) -> Iterator[str]:
    """Yield a note for each model whose schema left no choice of other ids and styles."""
    for model in scored_run.run.plan.models:
        if model.enum and scored_run.run.plan.modes != (Mode.NONE,):
            yield (
                f"{one_line(model.alias)}: `enum` limited ids and styles to those shown, "
                "so few or none can be non-existent"
            )


def contested(scored_run: ScoredRun) -> Iterator[str]:
    """Yield the trials on which judges differ, by clause."""
    by_clause: dict[str, list[str]] = {}
    for trial in scored_run.trials:
        if trial.contested and trial.counted:
            clauses = (*trial.case.expected.clauses, *trial.case.expected.either)[:1] or (
                "no clause",
            )
            by_clause.setdefault(clauses[0], []).append(trial.case.id)
    for clause, cases in sorted(by_clause.items(), key=lambda item: (-len(item[1]), item[0])):
        ids = ", ".join(dict.fromkeys(cases))
        yield f"contested, {clause}: {counted(len(cases), 'trial')} ({ids})"


def legend(scored_run: ScoredRun) -> Iterator[str]:
    """Yield the notes on the names in a table: the baseline, and each mode."""
    for spec in scored_run.run.plan.models:
        if spec.is_baseline:
            yield f"{one_line(spec.alias)}: {BASELINE_NOTE}"
    yield from map(mode_note, scored_run.run.plan.modes)
