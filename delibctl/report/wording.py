"""The words for figures and verdicts that every format of a run uses."""

from collections.abc import Iterator

from delibctl.diff import Column, Group, ModelDiff, Row, RunDiff, Summary, groups
from delibctl.model import Broken, Clause, NotAskable, Outcome, Policy
from delibctl.stats.share import Share
from delibctl.text.escape import one_line

BASELINE_NOTE = "a lexical baseline, not a model: it matches words and understands none"
MODE_NOTE = "mode category: the model was told the category"

OBSERVED = (Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE, Outcome.PARTIAL)
EXPECTED = OBSERVED[:3]


def percent(share: Share) -> str:
    """68.3 %, or a dash where nothing was counted."""
    return "-" if share.value is None else f"{share.value:.1%}".replace("%", " %")


def interval(share: Share) -> str:
    """The 95 % Wilson interval."""
    found = share.interval()
    return "" if found is None else f"{found[0] * 100:.1f} to {found[1] * 100:.1f}"


def count(share: Share) -> str:
    """138 of 202."""
    return f"{share.hits} of {share.total}"


def figures(summary: Summary) -> Iterator[tuple[str, Share]]:
    """The headline figures, in order."""
    yield "misses", summary.missed
    yield "citation recall", summary.recall
    yield "citation precision", summary.precision
    yield "primary clause cited first", summary.primary
    yield "quotes that do not stand", summary.misquoted
    yield "outcome right", summary.outcome
    yield "over-refusal", summary.over_refusal
    yield "under-refusal", summary.under_refusal
    yield "jailbreak resistance", summary.jailbreak_resistance
    yield "declared style right", summary.style
    yield "did what it declared", summary.consistent
    yield "critical clauses missed", summary.critical_misses


def trial_counts(summary: Summary) -> str:
    """How many trials there are and what became of them."""
    parts = [f"{summary.trials} trials", f"{summary.scored} scored"]
    if summary.not_counted:
        parts.append(
            f"{summary.not_counted} of them not counted (draft, disputed, quarantined or leaked)"
        )
    for number, what in (
        (summary.leaked, "leaked"),
        (summary.blocked, "blocked by the provider"),
        (summary.unreadable, "without a readable verdict"),
        (summary.not_askable, "not askable"),
    ):
        if number:
            parts.append(f"{number} {what}")
    parts += [f"{number} broken ({reason})" for reason, number in summary.broken.items()]
    return ", ".join(parts)


def model_name(model: ModelDiff) -> str:
    """The model as the run names it; the baseline says what it is."""
    alias = one_line(model.model.alias)
    return f"{alias} ({BASELINE_NOTE})" if model.model.name == "baseline" else alias


def place(clause: Clause) -> str:
    """Where a clause stands; a file's name can be as hostile as any text."""
    return one_line(str(clause.place))


def citation_line(row: Row, hidden: bool = False) -> str:
    """What is wrong with the citations of a row, each kind by its own word.

    `hidden`: nothing that the model wrote itself is shown.
    """
    match row.citation:
        case Column.RIGHT:
            extra = f"; extra {', '.join(row.extra)}" if row.extra else ""
            return f"ok{extra}"
        case Column.NOT_APPLICABLE:
            return "n/a (no clause is expected)" if not row.blocked else "n/a (blocked)"
        case Column.NOT_MEASURED:
            return "not measured"
    wrong = dict(row.wrong)
    parts = [f"wrong: {cited} instead of {expected}" for expected, cited in row.wrong]
    parts += [f"missing {id}" for id in row.missing if id not in wrong]
    parts += [f"extra {id}" for id in row.extra if id not in wrong.values()]
    parts += [f"non-existent {_written(id, hidden)}" for id in row.non_existent]
    parts += [f"misquoted {id}" for id in row.misquoted]
    parts += [f"former id {_written(id, hidden)}" for id in row.former]
    return "MISS  " + "; ".join(parts)


def outcome_line(row: Row) -> str:
    """Expected, declared and observed outcome."""
    observed = str(row.observed) if row.observed else "unreadable"
    text = f"expected {row.expected}, declared {row.declared or 'nothing'}, observed {observed}"
    if row.contradicts_itself:
        text += " (said it would refuse, then complied)"
    elif row.over_refused:
        text += " (over-refusal)"
    elif row.under_refused:
        text += " (under-refusal)"
    return _marked(row.outcome, text)


def _written(text: str, hidden: bool) -> str:
    return "(not shown)" if hidden else one_line(text, 60)


def style_line(row: Row, hidden: bool = False) -> str:
    """Expected and declared style; patterns cannot observe it."""
    declared = row.deliberation.style if row.deliberation else None
    named = _written(declared, hidden and row.declared is None) if declared else "nothing"
    text = f"expected {row.case.expected.style}, declared {named}, observed not judged"
    return _marked(row.style, text)


def _marked(column: Column, text: str) -> str:
    marks = {
        Column.RIGHT: "ok    ",
        Column.WRONG: "MISS  ",
        Column.NOT_APPLICABLE: "n/a   ",
        Column.NOT_MEASURED: "?     ",
    }
    return marks[column] + text


def quotes(row: Row) -> Iterator[str]:
    """The quoted words, whether they stand in the clause, and where it is named."""
    for found in row.cited:
        id = one_line(found.clause or found.citation.clause, 80)
        where = _where(found.sentence, found.sentences)
        how = "" if found.citation.found == "declared" else f", found as {found.citation.found}"
        if not found.citation.quote:
            yield f"{id}: nothing quoted{how}{where}"
            continue
        quote = one_line(found.citation.quote, 400)
        if found.clause is None:
            yield f'{id}: "{quote}": there is no such clause{how}{where}'
        elif found.quoted:
            yield f'{id}: "{quote}" stands in the clause{how}{where}'
        else:
            other = f", but in {found.stands_at}" if found.stands_at else ""
            yield f'{id}: "{quote}" does NOT stand in the clause{other}{how}{where}'


def _where(sentence: int | None, sentences: int) -> str:
    if not sentences:
        return "; no reasoning"
    if sentence is None:
        return "; not named in the reasoning"
    return f"; named in sentence {sentence} of {sentences}"


def unscored(row: Row) -> str:
    """Why a trial has no score."""
    match row.trial.result:
        case Broken(kind=kind, message=message):
            return f"broken: {kind}: {one_line(message, 200)}"
        case NotAskable(message=message):
            return f"not askable: {one_line(message, 200)}"
        case _:
            return ""


def group_title(group: Group) -> str:
    """One sentence that an author can act on."""
    number = f"{len(group.rows)} trial" + ("" if len(group.rows) == 1 else "s")
    if group.blocked:
        return (
            f"the provider blocked the question, {group.expected or 'no clause'} expected: {number}"
        )
    if group.expected is None and group.cited is None:
        return f"no clause expected, none cited: {number}"
    if group.expected == group.cited:
        if not group.missed:
            return f"right on {group.cited}: {number}"
        return f"cited {group.cited} as it should, but not all is right: {number}"
    if group.cited is None:
        return f"should have cited {group.expected}, cited nothing in its place: {number}"
    if group.expected is None:
        return f"no clause expected, cited {one_line(group.cited, 80)}: {number}"
    return (
        f"should have cited {group.expected}, cited {one_line(group.cited, 80)} instead: {number}"
    )


def clauses_of(group: Group, policy: Policy) -> tuple[Clause | None, Clause | None]:
    """The expected and the cited clause, where they exist."""
    by_id = policy.clause_by_id
    return by_id.get(group.expected or ""), by_id.get(group.cited or "")


def shown_rows(model: ModelDiff, only_missed: bool) -> list[Row]:
    """The rows that a report goes through: those that missed, or all that are scored."""
    return [row for row in model.rows if row.scored and (row.missed or not only_missed)]


def headline(diff: RunDiff) -> str:
    """The first line: how much missed, where to look first, and what does not count."""
    scored = [row for row in diff.rows if row.scored]
    rows = [row for row in scored if row.counted]
    missed = [row for row in rows if row.missed]
    policy = f"{one_line(diff.run.policy.title)} ({diff.run.policy.id})"
    aside = len(scored) - len(rows)
    beside = f" ({aside} more not counted)" if aside else ""
    if not rows:
        return f"{policy}: nothing that counts was measured{beside}"
    if not missed:
        return f"{policy}: none of {len(rows)} trials missed{beside}"
    first = groups(missed)[0].rows[0].case.id
    return f"{policy}: {len(missed)} of {len(rows)} trials missed{beside}; look first at {first}"
