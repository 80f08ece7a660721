"""The words for verdicts that every format of a run uses."""

from collections import Counter
from collections.abc import Iterator

from delibctl.deliberate import CitationStatus, MatchedCitation
from delibctl.model import Broken, Clause, NotAskable, Outcome, Policy
from delibctl.report.render_options import RenderOptions
from delibctl.score import Fault, Group, ScoredModel, ScoredTrial, VerdictColumn
from delibctl.text.count import counted
from delibctl.text.escape import one_line

OBSERVED = (Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE, Outcome.PARTIAL)
EXPECTED = OBSERVED[:3]

_HIDDEN = "(not shown)"


def place(clause: Clause) -> str:
    """Where a clause stands; a file's name can be as hostile as any text."""
    return one_line(str(clause.place))


def citation_line(trial: ScoredTrial, hidden: bool = False) -> str:
    """What is wrong with the citations of a row, each kind by its own word.

    `hidden`: nothing that the model wrote itself is shown.
    """
    match trial.citation:
        case VerdictColumn.RIGHT:
            extra = f"; extra {', '.join(trial.extra)}" if trial.extra else ""
            return f"ok{extra}"
        case VerdictColumn.NOT_APPLICABLE:
            return "n/a (no clause is expected)" if not trial.blocked else "n/a (blocked)"
        case VerdictColumn.NOT_MEASURED:
            return "not measured"
    wrong = dict(trial.wrong)
    parts = [f"wrong: {cited} instead of {_wanted(trial, id)}" for id, cited in trial.wrong]
    parts += [f"missing {_wanted(trial, id)}" for id in trial.missing if id not in wrong]
    parts += [f"extra {id}" for id in trial.extra if id not in wrong.values()]
    return "MISS  " + "; ".join([*parts, *citation_faults(trial, hidden)])


def citation_faults(trial: ScoredTrial, hidden: bool = False) -> Iterator[str]:
    """What is wrong with citations whatever is expected."""
    yield from (f"non-existent {_written(id, hidden)}" for id in trial.non_existent)
    yield from (f"misquoted {id}" for id in trial.misquoted)
    yield from (f"former id {_written(id, hidden)}" for id in trial.former)


def _wanted(trial: ScoredTrial, id: str) -> str:
    """An expected clause; in mode `recall` the model may never have asked to see it."""
    unseen = trial.recalled is not None and id in trial.recalled.not_asked_for
    return f"{id} (not asked for)" if unseen else id


def asked_line(trial: ScoredTrial, hidden: bool = False) -> str:
    """What the model asked for in mode `recall`, and what it was given; empty where it could not.

    `hidden`: nothing that the model wrote itself is shown.
    """
    if trial.recalled is None or (trial.blocked and not trial.recalled.requested):
        return ""
    asked = [_asked(id, clause, hidden) for id, clause in trial.recalled.requested]
    given = ", ".join(trial.recalled.given) or "none"
    return f"for {', '.join(asked)}; given {given}" if asked else "for no clause"


def _asked(written: str, clause: str | None, hidden: bool) -> str:
    if clause is None:
        return f"{_written(written, hidden)} (non-existent)"
    return clause if hidden or written == clause else f"{clause} (written {one_line(written, 60)})"


def outcome_line(trial: ScoredTrial) -> str:
    """Expected, declared and observed outcome."""
    text = f"expected {trial.expected}, declared {trial.declared or 'nothing'}, {_observed(trial)}"
    if trial.contradicts_itself:
        lax = "under-refusal: " if trial.under_refused else ""
        text += f" ({lax}said it would refuse, then complied)"
    elif trial.over_refused:
        text += " (over-refusal)"
    elif trial.under_refused:
        text += " (under-refusal)"
    return _marked(trial.outcome, text)


def _observed(trial: ScoredTrial) -> str:
    """What was observed; where judges differ, by whom."""
    if trial.contested:
        seen = (f"{one_line(o.judge, 40)}: {o.outcome or 'unreadable'}" for o in trial.opinions)
        return f"contested ({', '.join(seen)})"
    return f"observed {trial.observed or 'unreadable'}"


def _written(text: str, hidden: bool) -> str:
    return _HIDDEN if hidden else one_line(text, 60)


def style_line(trial: ScoredTrial, hidden: bool = False) -> str:
    """Expected and declared style, and what of it a judge saw; patterns cannot observe it."""
    declared = trial.deliberation.style if trial.deliberation else None
    named = _written(declared, hidden and trial.declared is None) if declared else "nothing"
    text = f"expected {trial.case.expected.style}, declared {named}, observed {_kept(trial)}"
    return _marked(trial.style, text)


def _kept(trial: ScoredTrial) -> str:
    broken = [one_line(rule.rule, 80) for rule in trial.rules if not rule.kept]
    if broken:
        return f"not kept: {'; '.join(broken)}"
    return (
        f"kept ({counted(len(trial.rules), 'item')} of its guide)" if trial.rules else "not judged"
    )


def category_line(trial: ScoredTrial) -> str | None:
    """The categories that were named where none was shown; None where that was not looked at."""
    if trial.category not in (VerdictColumn.RIGHT, VerdictColumn.WRONG):
        return None
    named = ", ".join(f"{id} (by {how})" for id, how in trial.categories.items())
    return _marked(trial.category, f"named {named or 'none'}")


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
    """How each citation was matched: its clause, its quote, and where the reasoning names it."""
    yield from (f"{meant(found)}: {quote_of(found)}" for found in trial.cited)


def quote_of(found: MatchedCitation) -> str:
    """The quote, whether it stands in the clause, and where the reasoning names the clause."""
    how = "" if found.citation.found == "declared" else f", found by {found.citation.found}"
    return f"{_quoted(found)}{how}{_where(found.sentence, found.sentences)}"


def meant(found: MatchedCitation) -> str:
    """The clause that is cited, and how it was written where that is not its id."""
    written = one_line(found.citation.clause, 80)
    match found.status:
        case CitationStatus.NON_EXISTENT:
            return f"{written} (there is no such clause)"
        case CitationStatus.FORMER:
            return f"{found.clause} (by its former id {written})"
    return written if written == found.clause else f"{found.clause} (written {written})"


def _quoted(found: MatchedCitation) -> str:
    if not found.citation.quote:
        return "nothing quoted"
    quote = f'"{one_line(found.citation.quote, 400)}"'
    if found.quoted is None:
        return quote
    if found.quoted:
        return f"{quote} stands in the clause"
    other = f", but in {found.stands_at}" if found.stands_at else ""
    return f"{quote} does NOT stand in the clause{other}"


def _where(sentence: int | None, sentences: int) -> str:
    if not sentences:
        return "; there is no reasoning"
    if sentence is None:
        return "; the reasoning does not name it"
    return f"; named in sentence {sentence} of {sentences} of the reasoning"


def unscored(trial: ScoredTrial, hidden: bool = False) -> str:
    """Why a trial has no score. A provider's complaint may repeat the question."""
    match trial.result:
        case Broken(kind=kind, message=message):
            return f"broken: {kind}: {_HIDDEN if hidden else one_line(message, 200)}"
        case NotAskable(message=message):
            return f"not askable: {one_line(message, 200)}"
        case _:
            return ""


def without_score(model: ScoredModel, options: RenderOptions) -> list[tuple[str, str]]:
    """Each case that has no score, with the reason; that of several repeats once."""
    found = Counter(
        (trial.case.id, unscored(trial, options.hides(trial.case)))
        for trial in model.trials
        if not trial.scored
    )
    return [
        (case, why + (f" ({times} times)" if times > 1 else ""))
        for (case, why), times in found.items()
    ]


def group_title(group: Group, policy: Policy, options: RenderOptions) -> str:
    """One sentence that an author can act on."""
    return f"{_sentence(group, policy, options)}: {counted(len(group.trials), 'trial')}"


def _sentence(group: Group, policy: Policy, options: RenderOptions) -> str:
    wanted = " or ".join(group.pair.expected)
    cited = one_line(group.pair.cited or "", 80)
    if (
        cited
        and cited not in policy.clause_by_id
        and all(options.hides(r.case) for r in group.trials)
    ):
        cited = _HIDDEN
    match group.pair.fault:
        case Fault.WRONG:
            return f"should have cited {wanted}, cited {cited} instead"
        case Fault.MISSING:
            return f"should have cited {wanted}, cited nothing in its place"
        case Fault.NON_EXISTENT if wanted:
            return f"should have cited {wanted}, cited {cited} instead, which does not exist"
        case Fault.NON_EXISTENT:
            return f"cited {cited}, which does not exist"
        case Fault.MISQUOTED:
            return f"cited {cited} with words that do not stand in it"
        case Fault.BLOCKED:
            return f"the provider blocked the question, {wanted or 'no clause'} expected"
    if wanted:
        return f"right on {cited}" + (", but not in outcome or style" if group.missed else "")
    found = f"no clause expected, {f'cited {cited}' if cited else 'none cited'}"
    return found + (", wrong in outcome or style" if group.missed else "")


def clauses_of(group: Group, policy: Policy) -> tuple[Clause | None, Clause | None]:
    """The expected clause (the first, of several) and the cited one, where they exist."""
    by_id = policy.clause_by_id
    expected = next(iter(group.pair.expected), "")
    return by_id.get(expected), by_id.get(group.pair.cited or "")
