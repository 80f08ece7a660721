"""The figures by clause of models that judge, in the words and columns of every report."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from delibctl.model import Compliance
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.figures import count, interval, percent
from delibctl.score.clause_verdicts import ClauseFigures, clause_figures
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.stats.share import Share
from delibctl.text.escape import one_line

TITLE = "By clause: does the answer comply with it?"
#: The labels of people on the clause that are the verdict of the judge.
_PEOPLE = "people\nagree in"
NONE = "no judge gave a verdict on a clause that it was shown"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the table: its head, which may have two lines, and its cell for a clause."""

    head: str
    cell: Callable[[ClauseFigures], str]

    @property
    def width(self) -> int:
        """The characters that the column needs."""
        return max(map(len, self.head.split("\n")))


def _number_of(compliance: Compliance) -> Callable[[ClauseFigures], str]:
    return lambda figures: str(figures.verdicts.get(compliance, 0))


_COLUMNS = (
    Column(head="yes", cell=_number_of(Compliance.COMPLIANT)),
    Column(head="no", cell=_number_of(Compliance.NON_COMPLIANT)),
    Column(head="ambiguous", cell=_number_of(Compliance.AMBIGUOUS)),
    Column(head="n/a", cell=_number_of(Compliance.NOT_APPLICABLE)),
    Column(head="not\njudged", cell=lambda figures: str(figures.not_judged)),
    Column(head="contested", cell=lambda figures: str(figures.contested)),
    Column(head="yes of\nyes + no", cell=lambda figures: percent(figures.compliant)),
    Column(head="95 % interval", cell=lambda figures: interval(figures.compliant)),
    Column(
        head=_PEOPLE,
        cell=lambda figures: count(figures.agreement) if figures.agreement.total else "-",
    ),
)
#: Left out in this order where the page is too narrow.
_LEFT_OUT = ("n/a", "ambiguous", "contested")


def of_model(scored_run: ScoredRun, model: ScoredModel) -> tuple[ClauseFigures, ...] | None:
    """Return the figures of a model's trials by clause; None if no model judged."""
    run = scored_run.run
    return clause_figures(model.trials, run.policy, run.judges, scored_run.labelled)


def notes(scored_run: ScoredRun, figures: Sequence[ClauseFigures]) -> Iterator[str]:
    """Yield whose verdicts these are, how they are merged, and how far people agree."""
    judges = [judge for judge in scored_run.run.judges if judge.model is not None]
    names = ", ".join(one_line(judge.name, 60) for judge in judges)
    several = len(judges) > 1 or any(judge.runs > 1 for judge in judges)
    merged = "; of several verdicts the strictest counts" if several else ""
    says = "say" if len(judges) > 1 else "says"
    yield f"as {names} {says}, whatever was cited{merged}"
    agreement = Share(
        hits=sum(of_clause.agreement.hits for of_clause in figures),
        total=sum(of_clause.agreement.total for of_clause in figures),
    )
    if agreement.total:
        yield f"people agree with {count(agreement)} labelled verdicts on clauses"
    else:
        yield "how far people agree on clauses is not known (see --labels)"


def columns(
    scored_run: ScoredRun, figures: Sequence[ClauseFigures], room: int | None = None
) -> list[Column]:
    """Return the columns after the clause that fit into so many characters; all without a limit.

    Judges can be at odds only if there are several, and people only if they labelled clauses.
    """
    without = set()
    if sum(judge.model is not None for judge in scored_run.run.judges) < 2:
        without.add("contested")
    if not any(of_clause.agreement.total for of_clause in figures):
        without.add(_PEOPLE)
    found = [column for column in _COLUMNS if column.head not in without]
    for head in _LEFT_OUT:
        if room is not None and sum(column.width + 2 for column in found) > room:
            found = [column for column in found if column.head != head]
    return found


def limited(
    figures: Sequence[ClauseFigures], options: RenderOptions
) -> tuple[Sequence[ClauseFigures], str]:
    """Return the figures to show, and a line about the clauses that are left out."""
    visible = figures[: options.limit or None]
    left_out = len(figures) - len(visible)
    if not left_out:
        return visible, ""
    return visible, f"{left_out} more clause{'s' if left_out > 1 else ''}; --limit 0 shows all"
