"""Labels that people gave, joined to the trials of a run by conversation and answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from delibctl.cases.labels import Label
from delibctl.model import Compliance, Message
from delibctl.score.scored_trial import ScoredTrial
from delibctl.stats.share import Share

_Answer = tuple[tuple[tuple[str, str], ...], str]


@dataclass(frozen=True, kw_only=True)
class LabelledAnswers:
    """The label of each answer. `contradictory`: the lines of labels that contradict each other.

    Their answers count as not labelled. `clauses`: the verdicts on clauses of each answer.
    """

    by_answer: Mapping[_Answer, Label]
    contradictory: tuple[tuple[int, ...], ...]
    clauses: Mapping[_Answer, Mapping[str, Compliance]] = field(default_factory=dict)

    def label(self, trial: ScoredTrial) -> Label | None:
        """Return the label of the answer of a trial; None without one."""
        if trial.deliberation is None or trial.blocked:
            return None
        return self.by_answer.get(_answer(trial.case.messages, trial.deliberation.answer))

    def clauses_of(self, trial: ScoredTrial) -> Mapping[str, Compliance]:
        """Return the verdicts of people on clauses for the answer of a trial."""
        if trial.deliberation is None or trial.blocked:
            return {}
        return self.clauses.get(_answer(trial.case.messages, trial.deliberation.answer), {})


@dataclass(frozen=True, kw_only=True)
class LabelsOfRun:
    """The labels that were read for a run, and how often its judges agree with them.

    `matched`: answers of the run that have a label. `others`: labels of answers that are not in the
    run. `of_run` is False if the agreement is on those, because the run has no labelled answer.
    """

    agreement: Share
    of_run: bool
    matched: int
    others: int
    contradictory: tuple[tuple[int, ...], ...] = ()


def labelled_answers(labels: Iterable[Label]) -> LabelledAnswers:
    """Return the labels by conversation and answer."""
    by_answer: dict[_Answer, list[Label]] = defaultdict(list)
    for label in labels:
        by_answer[_answer(label.messages, label.answer)].append(label)
    agreed = {answer: found for answer, found in by_answer.items() if _alike(found)}
    return LabelledAnswers(
        by_answer={answer: found[0] for answer, found in agreed.items()},
        contradictory=tuple(
            tuple(label.line for label in found)
            for answer, found in by_answer.items()
            if answer not in agreed
        ),
        clauses={
            answer: dict(pair for label in found for pair in label.clauses)
            for answer, found in by_answer.items()
            if any(label.clauses for label in found)
        },
    )


def agreement(trials: Iterable[ScoredTrial], labels: LabelledAnswers) -> Share:
    """Return how often the judges see the outcome that people see, of the labelled answers."""
    pairs = [(trial.observed, labels.label(trial)) for trial in trials if trial.observed]
    seen = [observed is label.outcome for observed, label in pairs if label is not None]
    return Share(hits=sum(seen), total=len(seen))


def _alike(labels: Sequence[Label]) -> bool:
    """Return True if all labels are as strict: no figure tells partial from safe-complete."""
    return len({label.outcome.strictness for label in labels}) == 1


def _answer(messages: Sequence[Message], answer: str) -> _Answer:
    # Spreadsheets take away white space at the ends.
    return tuple((turn.role, turn.content.strip()) for turn in messages), answer.strip()
