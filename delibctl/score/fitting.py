"""Fitting a judge to labels: what is learned, in which folds, and with which limits."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from delibctl.judge.fitted.deciding import Limits, decided
from delibctl.judge.fitted.features import features
from delibctl.judge.fitted.linear import Finding, LinearModel
from delibctl.judge.patterns import observe
from delibctl.model import Message, Outcome

#: Parts into which the labels are divided; each is judged by what the others teach.
FOLDS = 5
#: The limits that are tried. With the last override, `patterns` decides everywhere.
_OVERRIDES = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01)
_THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A labelled answer as a judge learns it. Examples of one `group` stay in one fold."""

    features: frozenset[str]
    finding: Finding
    outcome: Outcome
    group: str

    @classmethod
    def of(
        cls, conversation: Sequence[Message], answer: str, outcome: Outcome, group: str
    ) -> "Example":
        """Make an example of a labelled answer."""
        finding = observe(conversation, answer).outcome
        return cls(features=features(answer), finding=finding, outcome=outcome, group=group)


Learn = Callable[[Sequence[Example]], LinearModel]
#: The probabilities of the outcomes of an example, from a model that has not seen it.
Probabilities = Mapping[Outcome, float]


def folds(groups: Sequence[str], number: int = FOLDS) -> list[list[int]]:
    """Return the indices of each fold, of like size and with whole groups."""
    members: dict[str, list[int]] = {}
    for index, group in enumerate(groups):
        members.setdefault(group, []).append(index)
    found: list[list[int]] = [[] for _ in range(min(number, len(members)))]
    for group in sorted(members, key=lambda name: (-len(members[name]), name)):
        min(found, key=len).extend(members[group])
    return [sorted(fold) for fold in found]


def out_of_fold(examples: Sequence[Example], learn: Learn) -> list[Probabilities]:
    """Return the probabilities of each example, learned from the other folds.

    They are empty where the other folds hold one outcome only, which teaches nothing.
    """
    found: dict[int, Probabilities] = {}
    for fold in folds([example.group for example in examples]):
        held_out = set(fold)
        rest = [each for index, each in enumerate(examples) if index not in held_out]
        model = learn(rest) if len({each.outcome for each in rest}) > 1 else None
        for index in fold:
            example = examples[index]
            found[index] = model.probabilities(example.features, example.finding) if model else {}
    return [found[index] for index in range(len(examples))]


def fit_limits(examples: Sequence[Example], probabilities: Sequence[Probabilities]) -> Limits:
    """Choose the limits by answers that the model had not seen.

    The override is the highest with which outcomes are right as often as with the best one, within
    half a standard error: labels of other models may differ, and there `patterns` is known. The
    threshold is the lowest with which right outcomes exceed wrong ones as far as with the best one,
    within the same margin.
    """
    rights = {override: _right(examples, probabilities, override) for override in _OVERRIDES}
    best, total = max(rights.values()), len(examples)
    margin = sqrt(best * (total - best) / total) / 2
    override = max(each for each, right in rights.items() if right >= best - margin)
    gains = {
        threshold: _gain(examples, probabilities, Limits(override=override, threshold=threshold))
        for threshold in _THRESHOLDS
    }
    most = max(gains.values())
    threshold = min(each for each, gain in gains.items() if gain >= most - 2 * margin)
    return Limits(override=override, threshold=threshold)


def _right(
    examples: Sequence[Example], probabilities: Sequence[Probabilities], override: float
) -> int:
    limits = Limits(override=override, threshold=0.0)
    return sum(
        decided(found, example.finding, limits) is example.outcome
        for example, found in zip(examples, probabilities, strict=True)
    )


def _gain(
    examples: Sequence[Example], probabilities: Sequence[Probabilities], limits: Limits
) -> int:
    """Return the number of right outcomes minus that of wrong ones."""
    pairs = zip(decisions(examples, probabilities, limits), examples, strict=True)
    return sum(1 if seen is each.outcome else -1 for seen, each in pairs if seen is not None)


def decisions(
    examples: Sequence[Example], probabilities: Sequence[Probabilities], limits: Limits
) -> Iterator[Outcome | None]:
    """Yield the outcome of each example under these limits."""
    for example, found in zip(examples, probabilities, strict=True):
        yield decided(found, example.finding, limits)
