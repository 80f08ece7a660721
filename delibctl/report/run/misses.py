"""The misses of a model as a report goes through them: worst group first, up to a limit."""

from dataclasses import dataclass

from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.score import Group, ScoredModel, ScoredTrial, groups


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A case with the repeats that ended in the same way; `row` is the first of them.

    `repeats` is empty where each case was asked once, `mode` where it was asked in one mode.
    """

    trial: ScoredTrial
    repeats: tuple[int, ...]
    mode: str

    @property
    def label(self) -> str:
        """Which of the trials of the case: the mode and the repeats."""
        mode = [f"mode {self.mode}"] if self.mode else []
        several = "s" * (len(self.repeats) > 1)
        which = [f"repeat{several} {', '.join(map(str, self.repeats))}"] if self.repeats else []
        return ", ".join(mode + which)


def misses(
    model: ScoredModel, options: RenderOptions
) -> tuple[list[tuple[Group, list[Miss]]], int]:
    """The groups with what is shown of each, and how many misses are not shown."""
    trials = [
        trial
        for trial in model.trials
        if trial.scored and (trial.missed or not options.only_missed)
    ]
    whole = [(group, _merged(group, model)) for group in groups(trials)]
    total = sum(len(found) for _, found in whole)
    left = options.limit or total
    shown = []
    for group, found in whole:
        if left <= 0:
            break
        shown.append((group, found[:left]))
        left -= len(found)
    return shown, max(0, -left) + sum(len(found) for _, found in whole[len(shown) :])


def _merged(group: Group, model: ScoredModel) -> list[Miss]:
    """Repeats of a case with the same verdicts as one, where the first of them stands."""
    several = any(trial.key.repeat > 1 for trial in model.trials)
    mode = str(model.mode) if model.among_modes else ""
    found: dict[tuple[object, ...], list[ScoredTrial]] = {}
    for trial in group.trials:
        found.setdefault(_verdicts(trial), []).append(trial)
    return [
        Miss(
            trial=trials[0],
            repeats=tuple(trial.key.repeat for trial in trials if several),
            mode=mode,
        )
        for trials in found.values()
    ]


def _verdicts(trial: ScoredTrial) -> tuple[object, ...]:
    lines = (
        verdict_words.asked_line(trial),
        verdict_words.citation_line(trial),
        verdict_words.outcome_line(trial),
        verdict_words.style_line(trial),
    )
    return (trial.case.id, *lines, *verdict_words.quotes(trial))
