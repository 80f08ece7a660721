"""What disagreement says of a clause, in the words of every format."""

from collections import Counter
from collections.abc import Iterator, Mapping

from delibctl.model import Mode, Outcome, Run
from delibctl.report.run.figures import bounds
from delibctl.score.groups.clause_agreement import ClauseAgreement, Defect, RunAgreement
from delibctl.score.groups.disagreement import ENOUGH_CASES, Disagreement, Standing
from delibctl.score.groups.stances import CaseComparison, Stance
from delibctl.text.count import counted
from delibctl.text.escape import one_line

TITLE = "Agreement per clause"
#: The columns of the table, each in two lines, with what it counts.
HEADS = ("models\ndiffer", "refuse and\ncomply", "cite other\nclauses", "judges\ndiffer")
#: What a cell of the table holds.
LEGEND = (
    "cases that differ, the 95 % Wilson interval, and Krippendorff's alpha (1: agreement, "
    "0: chance, -: all say the same); the repeats of a model count once, as what more than half "
    "of them say"
)


def cells(agreement: ClauseAgreement) -> tuple[str, str, str, str]:
    """Return the cells of the columns of HEADS, each in up to three lines."""
    return (
        figure(agreement.outcome),
        _splits(agreement),
        figure(agreement.citation),
        figure(agreement.judges),
    )


def figure(found: Disagreement) -> str:
    """Return the count, its interval and alpha, each on a line; a dash if nothing was compared."""
    if found.interval is None:
        return "-"
    alpha = "-" if found.alpha is None else f"{found.alpha:.2f}"
    return f"{found.differ} of {found.compared}\n{bounds(found.interval)} %\nalpha {alpha}"


def _splits(agreement: ClauseAgreement) -> str:
    if not agreement.outcome.compared:
        return "-"
    return f"{len(agreement.splits)} of {agreement.outcome.compared}"


def name(agreement: ClauseAgreement) -> str:
    """Return the name of a row of the table."""
    return agreement.clause or "all"


def verdict(agreement: ClauseAgreement) -> str:
    """Return what the disagreement says of a clause; never `agree` where too little is known.

    Empty for all clauses together, of which it says nothing.
    """
    if not agreement.clause:
        return ""
    if agreement.defects:
        return ", ".join(agreement.defects)
    standings = {agreement.outcome.standing, agreement.citation.standing}
    if agreement.agreed:
        against = len(agreement.against_label)
        return f"agree, but in {against} against the label" if against else "agree"
    if agreement.outcome.standing is Standing.NOT_COMPARED:
        return "cannot be said"
    if Standing.TOO_FEW in standings:
        return "too few cases"
    return "open"


def notes(agreement: RunAgreement, run: Run) -> Iterator[str]:
    """Yield what was compared, and what was not: it is never said to agree."""
    models = [model for model in run.plan.models if not model.is_baseline]
    if len(models) < 2:
        yield (
            "only one model was asked, so agreement between models was not measured: probe with "
            "two or more; the baseline is none"
        )
    elif not (agreement.whole.outcome.compared or agreement.whole.citation.compared):
        yield "no case was answered by two models, so agreement between models was not measured"
    elif not agreement.whole.outcome.compared:
        yield "no case has an outcome of two models, so agreement in outcome was not measured"
    elif not agreement.whole.citation.compared:
        yield "no case has two models that cite a clause, so precedence was not measured"
    if Mode.NONE in run.plan.modes:
        yield "mode none is left out: no model was shown the clauses there"
    few = sum(of.outcome.standing is Standing.TOO_FEW for of in agreement.clauses)
    if few:
        yield (
            f"{counted(few, 'clause')} with too few cases: nothing is said with fewer than "
            f"{ENOUGH_CASES} that two models answered"
        )
    if undecided := agreement.whole.undecided:
        yield (
            f"{counted(undecided, 'time')} no outcome was that of more than half of the answers of "
            "a model to a case; these are not compared"
        )
    if no_clause := len(agreement.without_clause.comparisons):
        yield f"{counted(no_clause, 'case')} without an expected clause: only in the last row"
    judges = sum(judge.model is not None for judge in run.judges)
    if judges < 2:
        asked = "no model" if not judges else "only one model"
        yield f"{asked} judged, so the wording was not measured: judge with two or more"


def advice(agreement: ClauseAgreement) -> Iterator[str]:
    """Yield each defect of a clause, with what it rests on and what to do."""
    for defect in agreement.defects:
        match defect:
            case Defect.UNDERSPECIFIED:
                yield (
                    f"{defect}: models differ in outcome ({_of(agreement.outcome)}); write down "
                    "what decides these cases"
                )
            case Defect.BADLY_WORDED:
                yield (
                    f"{defect}: judges differ about the same answers ({_of(agreement.judges)}); "
                    "reword it, or add examples"
                )
            case Defect.LACKS_PRECEDENCE:
                others = ", ".join(f"{clause} ({times})" for clause, times in agreement.rivals)
                yield (
                    f"{defect}: models cite different clauses ({_of(agreement.citation)}): "
                    f"beside it {others}; say which goes first"
                )
    if not agreement.clause and agreement.differing:
        yield "models or judges differ in these cases; write or name the clause that decides them"
    elif not agreement.defects and agreement.differing:
        yield f"not marked ({verdict(agreement)}), but models or judges differ in these cases"
    if agreement.against_label:
        ids = ", ".join(dict.fromkeys(found.case.id for found in agreement.against_label))
        yield f"all models agree against the label: {ids}"


def _of(found: Disagreement) -> str:
    of_cases = "" if found.cases == found.compared else f", {counted(found.cases, 'case')}"
    return f"{found.differ} of {found.compared}{of_cases}"


def in_detail(agreement: RunAgreement, *, only_differing: bool) -> list[ClauseAgreement]:
    """Return the clauses of which cases are shown, and last the cases that expect no clause.

    With `only_differing` those on which models or judges differ, or all contradict a label.
    """
    return [
        found
        for found in (*agreement.clauses, agreement.without_clause)
        if found.differing or found.against_label or (found.comparisons and not only_differing)
    ]


def title(agreement: ClauseAgreement) -> str:
    """Return the title above the cases of a clause."""
    return agreement.clause or "no expected clause"


def case_title(agreement: ClauseAgreement, found: CaseComparison, *, modes: bool) -> str:
    """Return a case and how models or judges differ about it."""
    kinds = []
    if found.refuse_and_comply:
        kinds.append("refuse and comply")
    elif found.outcomes_differ:
        kinds.append("outcomes differ")
    if found.clauses_differ:
        kinds.append("clauses differ")
    if found.case.id in agreement.contested:
        kinds.append("judges differ")
    mode = f", mode {found.mode}" if modes else ""
    return "  ".join(filter(None, (f"{found.case.id}{mode}", ", ".join(kinds))))


def stance(found: Stance) -> tuple[str, str, str]:
    """Return a model, its outcomes and the clauses it cites, each with a count of several."""
    return (
        one_line(found.model),
        _counts(found.outcomes, found.answers) or "no outcome",
        _counts(found.clauses, found.answers) or "no clause",
    )


def _counts(counts: Mapping[Outcome, int] | Mapping[str, int], answers: int) -> str:
    """Return what answers were, the most frequent first."""
    pairs = sorted(((str(name), n) for name, n in counts.items()), key=lambda p: (-p[1], p[0]))
    if answers == 1:
        return ", ".join(name for name, _ in pairs)
    return ", ".join(f"{name} {number} of {answers}" for name, number in pairs)


def rows(agreement: RunAgreement, *, only_differing: bool) -> list[ClauseAgreement]:
    """Return the clauses that have a row, as `in_detail` says, and all together; if compared."""
    of_clauses = agreement.clauses
    if only_differing:
        shown = in_detail(agreement, only_differing=True)
        of_clauses = tuple(found for found in shown if found.clause)
    return [found for found in (*of_clauses, agreement.whole) if _compared(found)]


def without_row(agreement: RunAgreement) -> Iterator[str]:
    """Yield what is said of the clauses that have no row if only those that differ have one."""
    shown = in_detail(agreement, only_differing=True)
    left_out = [found for found in agreement.clauses if found not in shown]
    verdicts = Counter(verdict(found) for found in left_out)
    if verdicts and _compared(agreement.whole):
        parts = ", ".join(f"{number} {said}" for said, number in verdicts.most_common())
        yield f"{counted(len(left_out), 'clause')} without a difference: {parts}"


def _compared(found: ClauseAgreement) -> bool:
    return any(kind.compared for kind in (found.outcome, found.citation, found.judges))
