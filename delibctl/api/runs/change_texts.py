"""The reasoning and the answer of each change, read once it is known which are shown."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from delibctl.compare.runs.change import CaseChange, CaseSide
from delibctl.compare.runs.comparison import ModelComparison, RunComparison
from delibctl.edge.run_file.run_file import RunFile
from delibctl.model import Deliberated, Deliberation, TrialKey

Texts = dict[TrialKey, Deliberation]
#: The changes of a model whose texts are shown.
Shown = Callable[[ModelComparison], Iterable[CaseChange]]


def all_changes(model: ModelComparison) -> Iterable[CaseChange]:
    """Return all changes of a model."""
    return (*model.changes, *model.labels_changed)


def no_changes(_: ModelComparison) -> Iterable[CaseChange]:
    """Return nothing, as no texts are shown."""
    return ()


def with_texts(
    comparison: RunComparison, before: RunFile, after: RunFile, shown: Shown
) -> RunComparison:
    """Return the comparison with the reasoning and the answer of both sides of shown changes."""
    changes = [change for model in comparison.models for change in shown(model)]
    if not changes:
        return comparison
    read_before = _read(before, (change.before for change in changes))
    read_after = _read(after, (change.after for change in changes))

    def filled(changes: tuple[CaseChange, ...]) -> tuple[CaseChange, ...]:
        return tuple(
            replace(
                change,
                before=_filled(change.before, read_before),
                after=_filled(change.after, read_after),
            )
            for change in changes
        )

    return replace(
        comparison,
        models=tuple(
            replace(
                model, changes=filled(model.changes), labels_changed=filled(model.labels_changed)
            )
            for model in comparison.models
        ),
    )


def _read(file: RunFile, sides: Iterator[CaseSide | None]) -> Texts:
    keys = [side.trial for side in sides if side and side.trial]
    return {
        trial.key: trial.result.deliberation
        for trial in file.trials_of(keys)
        if isinstance(trial.result, Deliberated)
    }


def _filled(side: CaseSide | None, texts: Texts) -> CaseSide | None:
    deliberation = texts.get(side.trial) if side and side.trial else None
    if side is None or deliberation is None:
        return side
    return replace(side, reasoning=deliberation.reasoning, answer=deliberation.answer)
