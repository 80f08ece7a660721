"""One case of both runs with the rows of its trials, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from delibctl.compare.runs.change import ChangeKind, Obstacle
from delibctl.compare.runs.expectations import Correspondence
from delibctl.compare.runs.rows import Row
from delibctl.model import Case, ReplyForm
from delibctl.stats.share import Share


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What holds for a whole comparison of one model in one mode.

    `same_run`: both sides are one run. `stored`: equal questions have equal answers by
    construction, as those of the baseline. `obstacle` stands before every case. `enum`: the
    schemas of replies allow other ids than before.
    """

    policies: Correspondence
    same_run: bool = False
    stored: bool = False
    obstacle: Obstacle | None = None
    enum: bool = False


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """One case of both runs. The rows are in the order of repeats, and there are some."""

    terms: Terms
    case_before: Case
    case_after: Case
    before: Sequence[Row]
    after: Sequence[Row]

    @property
    def untouched(self) -> bool:
        """True if the edit left the question alone, and the same stored answers answer it."""
        policies = self.terms.policies
        expected = policies.expectation_before(self.case_before)
        return (
            len(self.before) == len(self.after)
            and all(map(self._is_same_answer, self.before, self.after))
            and self.case_before.messages == self.case_after.messages
            and expected == policies.expectation_after(self.case_after)
        )

    def _is_same_answer(self, before: Row, after: Row) -> bool:
        same = (before.repeat, before.scored, before.question, before.reply) == (
            *(after.repeat, after.scored, after.question, after.reply),
        )
        if self.terms.same_run:
            return same
        is_stored = before.kept or after.kept or self.terms.stored
        return same and is_stored and before.scored and before.question is not None

    @property
    def expects_otherwise(self) -> bool:
        """True if the expectation itself changed."""
        policies = self.terms.policies
        before = policies.expectation_before(self.case_before)
        return before != policies.expectation_after(self.case_after)

    @property
    def relabelled(self) -> bool:
        """True if the expectation changed although no clause that it names did."""
        return self.terms.policies.is_relabelled(self.case_before, self.case_after)

    @property
    def set_aside(self) -> str:
        """The reason why the case is in no figure on a side; "" if it counts on both."""
        return self.after[0].set_aside or self.before[0].set_aside

    @property
    def obstacle(self) -> Obstacle | None:
        """The reason why the answers cannot be compared; None if they can."""
        if self.case_before.messages != self.case_after.messages:
            return Obstacle.REWORDED
        if self.terms.obstacle is Obstacle.TEMPLATE:
            return self.terms.obstacle
        if not all(any(row.askable for row in rows) for rows in (self.before, self.after)):
            return Obstacle.NOT_ASKABLE
        broken = not right_of(self.before).total, not right_of(self.after).total
        if any(broken):
            return _BROKEN[broken]
        before, after = _form(self.before), _form(self.after)
        schema = ReplyForm.JSON_SCHEMA in (before, after)
        if before and after and (before is not after or (schema and self.terms.enum)):
            return Obstacle.REPLY_FORMAT
        return self.terms.obstacle

    @property
    def kind(self) -> ChangeKind:
        """The kind of change; the caller has seen that it is comparable and not untouched."""
        before, after = right_of(self.before), right_of(self.after)
        if self.expects_otherwise:
            return ChangeKind.FOLLOWED if is_mostly_right(after) else ChangeKind.LAGGED
        difference = after.hits * before.total - before.hits * after.total
        if difference:
            return ChangeKind.IMPROVED if difference > 0 else ChangeKind.REGRESSED
        return ChangeKind.SAME if self._wrong_alike else ChangeKind.CHANGED

    @property
    def _wrong_alike(self) -> bool:
        policies = self.terms.policies
        before = _usual_fault(
            (
                tuple(sorted(map(policies.now, row.cited))),
                row.outcome or "",
                policies.style_now(row.declared or ""),
            )
            for row in missed(self.before)
        )
        after = _usual_fault(
            (tuple(sorted(row.cited)), row.outcome or "", row.declared or "")
            for row in missed(self.after)
        )
        return before == after


_BROKEN = {
    (True, False): Obstacle.BROKEN_BEFORE,
    (False, True): Obstacle.BROKEN_AFTER,
    (True, True): Obstacle.BROKEN,
}
#: Cited clauses, observed outcome and declared style of an answer.
_Fault = tuple[tuple[str, ...], str, str]


def right_of(rows: Iterable[Row]) -> Share:
    """Return how many of the answers did not miss."""
    answered = [row for row in rows if row.scored]
    return Share(hits=sum(not row.missed for row in answered), total=len(answered))


def is_mostly_right(right: Share) -> bool:
    """Return True if more than half of the answers are right."""
    return right.hits * 2 > right.total


def missed(rows: Iterable[Row]) -> list[Row]:
    """Return the answers that missed."""
    return [row for row in rows if row.scored and row.missed]


def right(rows: Iterable[Row]) -> list[Row]:
    """Return the answers that did not miss."""
    return [row for row in rows if row.scored and not row.missed]


def _usual_fault(faults: Iterable[_Fault]) -> _Fault | None:
    """Return the fault of most answers; of several, the first in alphabetical order."""
    counts = Counter(faults)
    return min(counts, key=lambda fault: (-counts[fault], fault), default=None)


def _form(rows: Iterable[Row]) -> ReplyForm | None:
    """Return the layout that most answers were asked for in; None if there are none."""
    counts = Counter(row.form for row in rows if row.scored and row.form is not None)
    return min(counts, key=lambda form: (-counts[form], form), default=None)
