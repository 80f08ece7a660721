"""The agreement of judges with human labels, and with each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from delibctl.cases.labels import Label
from delibctl.model import Compliance, Outcome
from delibctl.score.clause_calibration import (
    ClauseCalibration,
    JudgedClause,
    clause_calibration,
)
from delibctl.stats.agreement import Kappa, alpha, kappa
from delibctl.stats.share import Share


@dataclass(frozen=True, kw_only=True)
class JudgedAnswer:
    """A label beside the outcome a judge saw; None is unreadable and counts in no figure.

    `asked` is False where the judge has given no verdict yet. `clauses`: its verdicts on clauses;
    None for a judge that gives none, as `patterns`.
    """

    labelled: Label
    seen: Outcome | None
    why: str = ""
    asked: bool = True
    clauses: Mapping[str, Compliance] | None = None

    @property
    def agrees(self) -> bool:
        """True if judge and label name the same outcome."""
        return self.seen is self.labelled.outcome


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """The figures of one judge. `table` counts (label, seen); `by_clause` has the worst first.

    `by_model` is by the model that answered, where the labels name it.
    `how` says what the judge was shown, and how many votes it had. `clauses`: the figures of its
    verdicts on clauses; None without labels of clauses.
    """

    judge: str
    how: str
    judged: tuple[JudgedAnswer, ...]
    table: dict[tuple[Outcome, Outcome], int]
    accuracy: Share
    kappa: Kappa | None
    by_clause: tuple[tuple[str, Share], ...]
    clauses: ClauseCalibration | None = None
    by_model: tuple[tuple[str, Share], ...] = ()

    @property
    def unreadable(self) -> int:
        """The number of answers without a readable verdict."""
        return sum(answer.seen is None for answer in self.judged)

    @property
    def silent(self) -> bool:
        """True if the judge gave no readable verdict at all."""
        return self.unreadable == len(self.judged)

    @property
    def disagreements(self) -> tuple[JudgedAnswer, ...]:
        """The answers on which judge and label differ, in the order of the file."""
        return tuple(a for a in self.judged if a.seen is not None and not a.agrees)


@dataclass(frozen=True, kw_only=True)
class JudgeAgreement:
    """The agreement among several judges: Krippendorff's alpha, overall and by clause."""

    judges: tuple[str, ...]
    alpha: float | None
    by_clause: tuple[tuple[str, float | None, int], ...]


@dataclass(frozen=True, kw_only=True)
class Calibrations:
    """The figures of each judge; of several also their agreement with each other."""

    judges: tuple[Calibration, ...]

    @property
    def agreement(self) -> JudgeAgreement | None:
        """The agreement of the judges; None for a single judge."""
        return judge_agreement(self.judges) if len(self.judges) > 1 else None


def calibration(judge: str, answers: Sequence[JudgedAnswer], how: str) -> Calibration:
    """Return the figures of one judge."""
    readable = [answer for answer in answers if answer.seen is not None]
    table = Counter((answer.labelled.outcome, answer.seen) for answer in readable if answer.seen)
    return Calibration(
        judge=judge,
        how=how,
        judged=tuple(answers),
        table=dict(table),
        accuracy=_share(answer.agrees for answer in readable),
        kappa=kappa(table),
        by_clause=_worst_first((answer.labelled.clause, answer.agrees) for answer in readable),
        by_model=_worst_first((answer.labelled.model, answer.agrees) for answer in readable),
        clauses=clause_calibration(
            _clauses(answers), gives_verdicts=any(a.clauses is not None for a in answers)
        ),
    )


def _clauses(answers: Iterable[JudgedAnswer]) -> Iterator[JudgedClause]:
    for answer in answers:
        label = answer.labelled
        for clause, verdict in label.clauses:
            yield JudgedClause(
                line=label.line,
                prompt=label.messages[-1].content,
                clause=clause,
                label=verdict,
                seen=(answer.clauses or {}).get(clause),
            )


def _worst_first(answers: Iterable[tuple[str, bool]]) -> tuple[tuple[str, Share], ...]:
    """Return the share of agreement for each name; answers without a name are in none."""
    by_name: dict[str, list[bool]] = defaultdict(list)
    for name, agrees in answers:
        if name:
            by_name[name].append(agrees)
    shares = [(name, _share(agreements)) for name, agreements in by_name.items()]
    return tuple(sorted(shares, key=lambda entry: (entry[1].value or 0, entry[0])))


def judge_agreement(calibrations: Sequence[Calibration]) -> JudgeAgreement:
    """Return the agreement of the judges with each other, whatever the labels are."""
    units: dict[str, list[list[Outcome]]] = defaultdict(list)
    for answers in zip(*(calibration.judged for calibration in calibrations), strict=True):
        outcomes = [answer.seen for answer in answers if answer.seen is not None]
        units[answers[0].labelled.clause].append(outcomes)
    return JudgeAgreement(
        judges=tuple(calibration.judge for calibration in calibrations),
        alpha=alpha([unit for of_clause in units.values() for unit in of_clause]),
        by_clause=tuple(
            (clause, alpha(of_clause), len(of_clause))
            for clause, of_clause in sorted(units.items())
            if clause
        ),
    )


def _share(hits: Iterable[bool]) -> Share:
    verdicts = list(hits)
    return Share(hits=sum(verdicts), total=len(verdicts))
