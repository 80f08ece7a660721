"""Verdicts in words, for every format of a run."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from delibctl.deliberate import CitationStatus, MatchedCitation
from delibctl.model import Broken, Clause, NotAskable, Outcome, Policy
from delibctl.report.render_options import RenderOptions
from delibctl.score.miss_groups import Fault, Group
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.verdict_columns import VerdictColumn
from delibctl.text.count import counted
from delibctl.text.escape import one_line
from delibctl.text.nearest_words import nearest_words

if TYPE_CHECKING:
    from delibctl.score.scored_run import ScoredModel

OBSERVED = (Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE, Outcome.PARTIAL)
#: Rare, so that it has a column only where it was seen.
RARE = Outcome.OFF_TOPIC
EXPECTED = OBSERVED[:3]

_NOT_SHOWN = "(not shown)"


def place(clause: Clause) -> str:
    """Return the file and line of a clause."""
    # The name of a file can be as hostile as any text.
    return one_line(str(clause.place))


def citation_line(trial: ScoredTrial, hidden: bool = False) -> str:
    """Return the verdict on citations, with a word for each kind of fault.

    With `hidden` no text of the model is shown.
    """
    match trial.citation:
        case VerdictColumn.RIGHT:
            extra = f"; extra {', '.join(trial.extra)}" if trial.extra else ""
            return f"ok{extra}"
        case VerdictColumn.NOT_APPLICABLE:
            return "n/a (no clause expected)" if not trial.blocked else "n/a (blocked)"
        case VerdictColumn.NOT_MEASURED:
            return "not measured"
    cited_instead = dict(trial.wrong)
    parts = [f"wrong: {cited} instead of {_expected(trial, id)}" for id, cited in trial.wrong]
    parts += [f"missing {_expected(trial, id)}" for id in trial.missing if id not in cited_instead]
    parts += [f"extra {id}" for id in trial.extra if id not in cited_instead.values()]
    return "MISS  " + "; ".join([*parts, *citation_faults(trial, hidden)])


def citation_faults(trial: ScoredTrial, hidden: bool = False) -> Iterator[str]:
    """Yield the faults of citations that do not depend on what is expected."""
    yield from (f"non-existent {_written(id, hidden)}" for id in trial.non_existent)
    yield from (f"misquoted {id}" for id in trial.misquoted)
    yield from (f"former id {_written(id, hidden)}" for id in trial.former)


def _expected(trial: ScoredTrial, id: str) -> str:
    """Return an expected clause, with a note if a model in mode `recall` never asked for it."""
    unseen = trial.recalled is not None and id in trial.recalled.not_asked_for
    return f"{id} (not asked for)" if unseen else id


def asked_line(trial: ScoredTrial, hidden: bool = False) -> str:
    """Return the clauses that a model in mode `recall` asked for and got; empty in other modes.

    With `hidden` no text of the model is shown.
    """
    if trial.recalled is None or (trial.blocked and not trial.recalled.requested):
        return ""
    requests = [_request(id, clause, hidden) for id, clause in trial.recalled.requested]
    clauses = ", ".join(trial.recalled.given) or "none"
    return f"for {', '.join(requests)}; given {clauses}" if requests else "for no clause"


def _request(written: str, clause: str | None, hidden: bool) -> str:
    if clause is None:
        return f"{_written(written, hidden)} (non-existent)"
    return clause if hidden or written == clause else f"{clause} (written {one_line(written, 60)})"


def columns(pairs: Iterable[tuple[Outcome, Outcome]]) -> tuple[Outcome, ...]:
    """Return the outcomes that a table of pairs of outcomes has columns for."""
    return (*OBSERVED, RARE) if any(RARE in pair for pair in pairs) else OBSERVED


def outcome_line(trial: ScoredTrial) -> str:
    """Return the expected, declared and observed outcome."""
    declared = trial.declared or "nothing"
    how = "found" if trial.found_style else "declared"
    text = f"expected {_right_outcome(trial)}, {how} {declared}, {_observed(trial)}"
    if trial.contradicts_itself:
        kind = "under-refusal: " if trial.under_refused else ""
        text += f" ({kind}said it would refuse, then complied)"
    elif trial.over_refused:
        text += " (over-refusal)"
    elif trial.under_refused:
        text += " (under-refusal)"
    elif trial.off_topic:
        text += " (answers something else)"
    return _marked(trial.outcome, text)


def _right_outcome(trial: ScoredTrial) -> str:
    """Return the right outcomes, and the cited clause that decides them or was to."""
    outcomes = " or ".join(trial.right.outcomes)
    if trial.right.by:
        return f"{outcomes} (as {trial.right.by} says)"
    if trial.right.decided or not trial.scored:
        return outcomes
    return f"{outcomes} (no clause was cited that decides it)"


def right_styles(trial: ScoredTrial) -> str:
    """Return the right styles; where any of an outcome is, the outcomes."""
    if trial.right.styles:
        return " or ".join(trial.right.styles)
    return f"any style to {' or '.join(trial.right.outcomes)}"


def _observed(trial: ScoredTrial) -> str:
    """Return the observed outcome, or the outcome of each judge if they differ."""
    if trial.contested:
        outcomes = (f"{one_line(o.judge, 40)}: {o.outcome or 'unreadable'}" for o in trial.opinions)
        return f"contested ({', '.join(outcomes)})"
    return f"observed {trial.observed or 'unreadable'}"


def _written(text: str, hidden: bool) -> str:
    return _NOT_SHOWN if hidden else one_line(text, 60)


def style_line(trial: ScoredTrial, hidden: bool = False) -> str:
    """Return the expected and declared style, and whether judges saw its guide followed."""
    text = f"expected {right_styles(trial)}, {_named_style(trial, hidden)}{_guide(trial)}"
    return _marked(trial.style, text)


def _named_style(trial: ScoredTrial, hidden: bool) -> str:
    """Return the declared style, or the one that was found with how it was."""
    found, declared = trial.found_style, trial.named_style
    if found and found.style:
        return f"found {found.style} by its {found.found}"
    if found:
        return f"found the outcome {found.outcome} and no style"
    style = _written(declared, hidden and trial.declared is None) if declared else "nothing"
    return f"declared {style}"


def _guide(trial: ScoredTrial) -> str:
    """Return which items of the style's guide judges saw broken; empty if none was judged."""
    broken = [one_line(rule.rule, 80) for rule in trial.rules if not rule.kept]
    if broken:
        return f", guide not followed: {'; '.join(broken)}"
    return f", guide followed ({counted(len(trial.rules), 'item')})" if trial.rules else ""


def category_line(trial: ScoredTrial) -> str | None:
    """Return the categories that a model in mode `none` named; None in other modes."""
    if trial.category not in (VerdictColumn.RIGHT, VerdictColumn.WRONG):
        return None
    categories = ", ".join(f"{id} (by {how})" for id, how in trial.categories.items())
    return _marked(trial.category, f"named {categories or 'none'}")


def _marked(column: VerdictColumn, text: str) -> str:
    marks = {
        VerdictColumn.RIGHT: "ok    ",
        VerdictColumn.WRONG: "MISS  ",
        VerdictColumn.CONTESTED: "??    ",
        VerdictColumn.NOT_APPLICABLE: "n/a   ",
        VerdictColumn.NOT_MEASURED: "?     ",
    }
    return marks[column] + text


def quotes(trial: ScoredTrial) -> Iterator[str]:
    """Yield each citation: its clause, its quote, and where the reasoning names it."""
    yield from (f"{clause_of(citation)}: {quote_of(citation)}" for citation in trial.cited)


def quote_of(citation: MatchedCitation) -> str:
    """Return the quote, whether its clause contains it, and where the reasoning names it."""
    method = citation.citation.found
    how = "" if method == "declared" else f", found by {method}"
    return f"{_quoted(citation)}{how}{_where(citation.sentence, citation.sentences)}"


def clause_of(citation: MatchedCitation) -> str:
    """Return the cited clause, and how the model wrote it if that is not its id."""
    text = one_line(citation.citation.clause, 80)
    match citation.status:
        case CitationStatus.NON_EXISTENT:
            return f"{text} (no such clause)"
        case CitationStatus.FORMER:
            return f"{citation.clause} (by its former id {text})"
    return text if text == citation.clause else f"{citation.clause} (written {text})"


def _quoted(citation: MatchedCitation) -> str:
    if not citation.citation.quote:
        return "no quote"
    quote = f'"{one_line(citation.citation.quote, 400)}"'
    if citation.quoted is None:
        return quote
    if citation.quoted:
        return f"{quote} found in the clause"
    elsewhere = f", but in {citation.stands_at}" if citation.stands_at else ""
    nearest = nearest_words(citation.citation.quote, citation.text)
    if nearest and not elsewhere:
        elsewhere = f', which says "{one_line(nearest, 400)}"'
    return f"{quote} not found in the clause{elsewhere}"


def _where(sentence: int | None, sentences: int) -> str:
    if not sentences:
        return "; no reasoning given"
    if sentence is None:
        return "; the reasoning does not name it"
    return f"; named in sentence {sentence} of {sentences} of the reasoning"


def unscored(trial: ScoredTrial, hidden: bool = False) -> str:
    """Return why a trial has no score; empty if it has one.

    The message of a provider may repeat the question, so `hidden` leaves it out.
    """
    match trial.result:
        case Broken(kind=kind, message=message):
            return f"broken: {kind}: {_NOT_SHOWN if hidden else one_line(message, 200)}"
        case NotAskable(message=message):
            return f"not askable: {one_line(message, 200)}"
        case _:
            return ""


def without_score(model: "ScoredModel", options: RenderOptions) -> list[tuple[str, str]]:
    """Return the cases without a score, each with its reason; equal repeats are merged."""
    repeats = Counter(
        (trial.case.id, unscored(trial, options.hides(trial.case)))
        for trial in model.trials
        if not trial.scored
    )
    return [
        (case, why + (f" ({times} times)" if times > 1 else ""))
        for (case, why), times in repeats.items()
    ]


def group_title(group: Group, policy: Policy, options: RenderOptions) -> str:
    """Return one sentence that an author can act on."""
    return f"{_sentence(group, policy, options)}: {counted(len(group.trials), 'trial')}"


def _sentence(group: Group, policy: Policy, options: RenderOptions) -> str:
    expected = " or ".join(group.pair.expected)
    cited = one_line(group.pair.cited or "", 80)
    if (
        cited
        and cited not in policy.clause_by_id
        and all(options.hides(r.case) for r in group.trials)
    ):
        cited = _NOT_SHOWN
    match group.pair.fault:
        case Fault.WRONG:
            return f"should have cited {expected}, cited {cited} instead"
        case Fault.MISSING:
            return f"should have cited {expected}, cited nothing in its place"
        case Fault.NON_EXISTENT if expected:
            return f"should have cited {expected}, cited {cited} instead, which does not exist"
        case Fault.NON_EXISTENT:
            return f"cited {cited}, which does not exist"
        case Fault.MISQUOTED:
            return f"misquoted {cited}"
        case Fault.BLOCKED:
            return f"the provider blocked the question, {expected or 'no clause'} expected"
    if expected:
        fault = ", but missed outcome or style" if group.missed else ""
        return f"cited {cited} correctly{fault}"
    title = f"no clause expected, {f'cited {cited}' if cited else 'none cited'}"
    return title + (", missed outcome or style" if group.missed else "")


def clauses_of(group: Group, policy: Policy) -> tuple[Clause | None, Clause | None]:
    """Return the expected clause (the first of several) and the cited one, or None."""
    by_id = policy.clause_by_id
    expected = next(iter(group.pair.expected), "")
    return by_id.get(expected), by_id.get(group.pair.cited or "")
