"""Labels in words: how far judges agree with people, the corrected figures, and what to label."""

from collections import Counter
from collections.abc import Iterator, Sequence

from delibctl.judge.names import PATTERNS
from delibctl.report.run.figures import bounds, percent, percent_of
from delibctl.score.corrected_figures import ENOUGH, CorrectedFigure
from delibctl.score.label_proposals import Proposal
from delibctl.score.labelled_answers import LabelsOfRun
from delibctl.score.metrics import Metric
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.stats.next_labels import MoreLabels
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: It stands beside each figure that rests on a judge.
_MARK = "*"
#: Answers to label that a summary counts.
_FIRST = 30
#: Clauses named for their labels.
_CLAUSES = 5


def agreement(scored_run: ScoredRun) -> Iterator[str]:
    """Yield who judged the figures with a mark, how far people agree, and which labels count."""
    judges = [judge.name for judge in scored_run.run.judges] or [PATTERNS]
    judged = f"{_MARK} judged by {', '.join(map(one_line, judges))}"
    labels = scored_run.labels
    if labels is None or not labels.agreement.total:
        yield f"{judged}; how far people agree is not known (see --labels)"
        return
    verb = "agrees" if len(judges) == 1 else "agree"
    known = f"{judged}, which {verb} with people in {percent(labels.agreement)}"
    whose = "labelled answers" if labels.of_run else "labelled answers of other runs"
    yield f"{known} (of {labels.agreement.total} {whose})"
    yield from _left_out(labels)


def _left_out(labels: LabelsOfRun) -> Iterator[str]:
    if labels.of_run and labels.others:
        yield f"{counted(labels.others, 'label')} of answers that are not in this run"
    if labels.contradictory:
        lines = "; ".join(" and ".join(map(str, lines)) for lines in labels.contradictory[:5])
        more = " and others" if len(labels.contradictory) > 5 else ""
        answers = counted(len(labels.contradictory), "answer")
        yield f"{answers} with contradictory labels (lines {lines}{more}): not labelled"


def marked_name(metric: Metric) -> str:
    """Return the name of a figure, with a mark if it rests on what judges observed."""
    return f"{metric.name} {_MARK}" if metric.by_outcome else metric.name


#: The columns of the table of corrected figures.
HEADS = ("", "judged", "corrected", "of this run", "95 % interval", "labels", "agree")


def corrected_row(figure: CorrectedFigure) -> tuple[str, ...]:
    """Return the cells of a corrected figure."""
    share = figure.corrected
    return (
        figure.metric.name,
        percent(figure.judged),
        "-" if share is None else percent_of(share.value),
        "" if share is None else bounds(share.interval_here()),
        "" if share is None else bounds(share.interval()),
        str(figure.agreement.total),
        percent(figure.agreement),
    )


def to_label(model: ScoredModel) -> Iterator[str]:
    """Yield for each figure how many labels halve its interval, or how many it lacks."""
    for figure in model.corrections:
        name = figure.metric.name
        if figure.lacking:
            yield (
                f"{name}: not corrected; labels of {counted(figure.labelled_cases, 'case')}, "
                f"at least {ENOUGH} are needed"
            )
        elif figure.more is not None and figure.more.count:
            yield f"{name}: {_more(figure.more)}"


def notes() -> Iterator[str]:
    """Yield what the two intervals say, and what they take for granted."""
    yield (
        "of this run: what people would find in these answers, with 95 %; the last interval is for "
        "other questions like these"
    )
    yield (
        "within a clause and a verdict, labelled answers count as drawn by chance; a clause "
        "without labels is taken to be like the others"
    )


def first_to_label(proposed: Sequence[Proposal]) -> Iterator[str]:
    """Yield why the first answers are asked for: the figure that they narrow, by clause."""
    first = [proposal for proposal in proposed if proposal.figure][:_FIRST]
    for name in dict.fromkeys(proposal.figure.name for proposal in first if proposal.figure):
        clauses = Counter(p.clause for p in first if p.figure and p.figure.name == name)
        of = ", ".join(f"{n} of {one_line(c or 'no clause')}" for c, n in clauses.most_common(5))
        more = ", and others" if len(clauses) > 5 else ""
        yield f"first the answers whose labels narrow {name} most: {of}{more}"


def why_asked(proposal: Proposal) -> str:
    """Return why an answer is asked for, without telling what is expected or judged."""
    if proposal.figure is None:
        return "asked last: its label narrows no figure"
    return (
        f"asked because {proposal.labelled} of the {proposal.total} answers like it have a label, "
        "so that its label tells most"
    )


def _more(more: MoreLabels) -> str:
    clauses = [f"{number} of {clause or 'no clause'}" for clause, number in more.by_stratum]
    named = ", ".join(map(one_line, clauses[:_CLAUSES]))
    if len(clauses) > _CLAUSES:
        named += f", {counted(len(clauses) - _CLAUSES, 'other clause')}"
    if more.halves:
        return f"{counted(more.count, 'more label')} would halve the interval of this run: {named}"
    return f"labels of the {more.count} other answers would leave nothing unknown of this run"
