"""The misses of a model in the order of a report: worst group first, up to a limit."""

from collections import Counter
from dataclasses import dataclass

from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.score.miss_groups import Group, groups
from delibctl.score.scored_run import ScoredModel
from delibctl.score.scored_trial import ScoredTrial


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A case with the repeats that ended alike; `trial` is the first of them.

    `repeats` is empty if each case was asked once, `mode` if it was asked in one mode.
    """

    trial: ScoredTrial
    repeats: tuple[int, ...]
    mode: str

    @property
    def label(self) -> str:
        """The mode and the repeats of the trials."""
        mode = [f"mode {self.mode}"] if self.mode else []
        several = "s" * (len(self.repeats) > 1)
        repeats = [f"repeat{several} {', '.join(map(str, self.repeats))}"] if self.repeats else []
        return ", ".join(mode + repeats)


def misses(
    model: ScoredModel, options: RenderOptions
) -> tuple[list[tuple[Group, list[Miss]]], int]:
    """Return the groups with their misses up to the limit, and the number of misses left out."""
    trials = [
        trial
        for trial in model.trials
        if trial.scored and (trial.missed or not options.only_missed)
    ]
    merged = [(group, _merged(group, model)) for group in groups(trials)]
    total = sum(len(of_group) for _, of_group in merged)
    room = limit = options.limit or total
    visible_groups = []
    for group, of_group in merged:
        if room <= 0:
            break
        visible_groups.append((group, of_group[:room]))
        room -= len(of_group)
    return visible_groups, max(0, total - limit)


def _merged(group: Group, model: ScoredModel) -> list[Miss]:
    """Merge the repeats of a case that have the same verdicts."""
    several = any(trial.key.repeat > 1 for trial in model.trials)
    mode = str(model.mode) if model.among_modes else ""
    number = Counter(trial.case.id for trial in group.trials)
    by_verdicts: dict[tuple[object, ...], list[ScoredTrial]] = {}
    for trial in group.trials:
        id = trial.case.id
        # Nothing can be merged with the only trial of a case, so its lines need not be written.
        key = _verdicts(trial) if number[id] > 1 else (id,)
        by_verdicts.setdefault(key, []).append(trial)
    return [
        Miss(
            trial=trials[0],
            repeats=tuple(trial.key.repeat for trial in trials if several),
            mode=mode,
        )
        for trials in by_verdicts.values()
    ]


def _verdicts(trial: ScoredTrial) -> tuple[object, ...]:
    lines = (
        verdict_words.asked_line(trial),
        verdict_words.citation_line(trial),
        verdict_words.outcome_line(trial),
        verdict_words.style_line(trial),
    )
    return (trial.case.id, *lines, *verdict_words.quotes(trial))
