"""Fitting a judge to labels that people gave, with its agreement on answers it did not see."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl.api.judging.calibrate import calibrate_patterns, check_categories
from delibctl.api.judging.fitted_file import labels_hash, save_fitted
from delibctl.api.workspace import Workspace
from delibctl.cases.labels import Label
from delibctl.errors import DelibctlError
from delibctl.judge.fitted.deciding import Limits
from delibctl.judge.names import FITTED
from delibctl.model import Outcome, Policy
from delibctl.score.calibration import Calibration, Calibrations, JudgedAnswer, calibration
from delibctl.score.fitting import (
    FOLDS,
    Example,
    Learn,
    decisions,
    fit_limits,
    out_of_fold,
)
from delibctl.text.count import counted
from delibctl.text.near_duplicates import similar

#: The least labels, those of each of two outcomes, and their prompts; we chose these numbers.
LABELS, EACH, PROMPTS = 50, 10, FOLDS
#: The share of runs of three words from which on two prompts are near-identical.
_ALIKE = 0.5
_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A judge that was fitted and stored. `notes` say what was left out or cannot be learned."""

    path: Path
    limits: Limits
    patterns: Calibration
    fitted: Calibration
    notes: tuple[str, ...]

    @property
    def calibrations(self) -> Calibrations:
        """The figures of both judges on the same labels."""
        return Calibrations(judges=(self.patterns, self.fitted))


def fit_judge(
    workspace: Workspace,
    labels: Sequence[Label],
    policy: Policy,
    learner: Callable[[], Learn] | None = None,
) -> Fit:
    """Learn a judge from labels, and store it for the policy.

    Raises DelibctlError if the labels are too few, all of one outcome, or of another policy, and
    if scikit-learn is not installed.
    """
    from delibctl.edge.learning import scikit

    check_categories(labels, policy)
    usable, notes = _consistent(labels)
    notes += _of_policy(usable, policy)
    groups = _groups(usable)
    _check_enough(usable, groups)
    learn = (learner or scikit.learner)()
    examples = [
        Example.of(label.messages, label.answer, label.outcome, group)
        for label, group in zip(usable, groups, strict=True)
    ]
    probabilities = out_of_fold(examples, learn)
    limits = fit_limits(examples, probabilities)
    seen = decisions(examples, probabilities, limits)
    judged = [
        JudgedAnswer(labelled=label, seen=outcome, why="" if outcome else "neither is sure")
        for label, outcome in zip(usable, seen, strict=True)
    ]
    figures = calibration(FITTED, judged, _how(limits, len(set(groups))))
    patterns = calibrate_patterns(usable)
    outcomes = Counter(str(label.outcome) for label in usable)
    path, _ = save_fitted(
        workspace,
        policy,
        learn(examples),
        limits,
        {"hash": labels_hash(usable), "count": dict(sorted(outcomes.items()))},
        (figures, patterns),
    )
    unseen = [str(each) for each in Outcome if not outcomes[each] and each is not Outcome.OFF_TOPIC]
    if unseen:
        notes.append(f"no label is {' or '.join(unseen)}: only patterns can see that")
    return Fit(path=path, limits=limits, patterns=patterns, fitted=figures, notes=tuple(notes))


def _answer(label: Label) -> tuple[object, ...]:
    turns = tuple((turn.role, turn.content) for turn in label.messages)
    return turns, label.answer


def _how(limits: Limits, groups: int) -> str:
    decides = (
        "what was learned never decides: patterns is right as often"
        if limits.override > 1
        else f"what was learned decides from a probability of {limits.override:g}, else patterns"
    )
    return (
        f"cross-validated in {min(FOLDS, groups)} parts of {groups} groups of prompts; {decides}; "
        f"an outcome below {limits.threshold:g} is not measured"
    )


def _consistent(labels: Sequence[Label]) -> tuple[list[Label], list[str]]:
    """Return one label for each answer: that of most people; without a majority, none."""
    by_answer: dict[tuple[object, ...], list[Label]] = defaultdict(list)
    for label in labels:
        by_answer[_answer(label)].append(label)
    usable: list[Label] = []
    contested: list[Label] = []
    for of_answer in by_answer.values():
        first, *others = Counter(label.outcome for label in of_answer).most_common(2)
        if others and others[0][1] == first[1]:
            contested.append(of_answer[0])
        else:
            usable.append(replace(of_answer[0], outcome=first[0]))
    notes = []
    if contested:
        lines = ", ".join(str(label.line) for label in contested[:_SHOWN])
        notes.append(
            f"left out: {counted(len(contested), 'answer')} with labels that contradict each "
            f"other (line {lines}{' and others' if len(contested) > _SHOWN else ''})"
        )
    return usable, notes


def _of_policy(labels: Sequence[Label], policy: Policy) -> list[str]:
    """Return a note on clauses that the policy lacks. Raises DelibctlError if it has none."""
    named = {label.clause for label in labels if label.clause}
    unknown = sorted(named - policy.clause_by_id.keys())
    if not unknown:
        return []
    shown = ", ".join(unknown[:_SHOWN])
    if len(unknown) == len(named):
        raise DelibctlError(
            f"these labels are of other answers: {policy.id} has none of their clauses ({shown})",
            next="name the policy of the labels, or leave out their column of clauses",
            usage="name the policy of the labels with --policy, or leave out --column clause=...",
        )
    return [f"{counted(len(unknown), 'clause')} of the labels not in {policy.id}: {shown}"]


def _groups(labels: Sequence[Label]) -> list[str]:
    """Return the group of each label: the prompt family if it is named, else its prompt.

    Near-identical prompts are one group, so that no answer is judged by what its twin taught.
    """
    prompts = [" ".join(label.messages[-1].content.casefold().split()) for label in labels]
    distinct = list(dict.fromkeys(prompts))
    first = {prompt: prompt for prompt in distinct}
    for later, earlier in similar([prompt.split() for prompt in distinct], _ALIKE):
        first[distinct[later]] = first[distinct[earlier]]
    return [
        f"family {label.family}" if label.family else f"prompt {first[prompt]}"
        for label, prompt in zip(labels, prompts, strict=True)
    ]


def _check_enough(labels: Sequence[Label], groups: Sequence[str]) -> None:
    """Raise DelibctlError with what can be said, and with the number of labels that are needed."""
    lacking = "; ".join(_lacking(labels, len(set(groups))))
    if not lacking:
        return
    said = ""
    if labels:
        accuracy = calibrate_patterns(labels).accuracy
        low, high = accuracy.interval() or (0.0, 1.0)
        said = (
            f"; on these labels, patterns is right in {accuracy.hits} of {accuracy.total} "
            f"({100 * low:.0f} to {100 * high:.0f} %)"
        )
    raise DelibctlError(
        f"these labels cannot teach a judge: {lacking}{said}",
        next="label more answers, of other outcomes and prompts too",
        usage="label more answers with delibctl review --run RUN --labels FILE",
    )


def _lacking(labels: Sequence[Label], groups: int) -> Iterator[str]:
    outcomes = Counter(label.outcome for label in labels)
    if len(labels) < LABELS:
        yield f"{LABELS} are needed, and {len(labels)} can be used"
    if sum(count >= EACH for count in outcomes.values()) < 2:
        held = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        yield f"{EACH} of each of two outcomes are needed, and there are {held or 'none'}"
    if labels and groups < PROMPTS:
        yield f"{PROMPTS} different prompts are needed, and there are {groups}"
