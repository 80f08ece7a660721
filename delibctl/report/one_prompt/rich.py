"""One prompt for people: the answer, the clauses it cites, and its cost."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from delibctl.deliberate import MatchedCitation
from delibctl.model import Deliberation, Form, Mode, Policy, Suggestion
from delibctl.report.one_prompt.result import PromptResult
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import mode_words, verdict_words
from delibctl.report.run.explain_trial import heading
from delibctl.score.declared_style import named_style
from delibctl.text.count import counted
from delibctl.text.escape import one_line, visible
from delibctl.text.money import dollars


def render(result: PromptResult, options: RenderOptions) -> str:
    """Render the mode, the answer, its citations, style and outcome, and the cost."""
    return options.write(_parts(result))


def _parts(result: PromptResult) -> Iterator[RenderableType]:
    mode = result.trial.key.mode
    yield Text(f"{_name(result)}; {mode_words.mode_note(mode)}", style="quiet")
    if mode is Mode.CATEGORY:
        noun = "category" if len(result.trial.case.categories) == 1 else "categories"
        guessed = " (guessed by the baseline)" if result.guessed else ""
        yield Text(f"{noun} {', '.join(result.trial.case.categories)}{guessed}")
    deliberation = result.trial.deliberation
    if deliberation is None:
        yield from _unanswered(result)
    else:
        yield from _answer(deliberation, mode)
        yield from _citations(result, deliberation)
        yield from _style_and_outcome(result, deliberation)
    if result.nearest is not None:
        yield from heading("nearest clauses")
        yield from _nearest(result.nearest, result.policy)
    yield from heading("cost")
    yield Text(_cost(result))


def _name(result: PromptResult) -> str:
    name = one_line(result.model.alias)
    return f"{name} ({mode_words.BASELINE_NOTE})" if result.model.is_baseline else name


def _unanswered(result: PromptResult) -> Iterator[RenderableType]:
    """Yield the raw reply, and why it is not an answer."""
    if result.replies:
        yield from heading("raw reply")
        yield Text(visible(result.replies[-1].text) or "(empty)")
    yield Text("")
    yield Text(verdict_words.unscored(result.trial), style="miss")


def _answer(deliberation: Deliberation, mode: Mode) -> Iterator[RenderableType]:
    yield from heading("answer")
    if deliberation.form is Form.BLOCKED:
        yield Text("blocked by the provider", style="miss")
    if deliberation.answer.strip() or deliberation.form is not Form.BLOCKED:
        yield Text(visible(deliberation.answer) or "(empty)")
    if deliberation.form is Form.FREE and mode is not Mode.NONE:
        yield Text("in free text, not in the requested format", style="quiet")


def _citations(result: PromptResult, deliberation: Deliberation) -> Iterator[RenderableType]:
    yield from heading("citations")
    for citation in result.trial.cited:
        yield from _citation(citation, result.policy)
    if not result.trial.cited:
        yield Text("none")
    faults = "; ".join(verdict_words.citation_faults(result.trial))
    if faults:
        yield Text(faults, style="miss")
    if deliberation.mentioned:
        mentioned = ", ".join(deliberation.mentioned)
        yield Text(f"mentioned in the reasoning but not cited: {mentioned}", style="quiet")


def _citation(citation: MatchedCitation, policy: Policy) -> Iterator[RenderableType]:
    """Yield id and title, place and style, then the quote."""
    clause = policy.clause_by_id.get(citation.clause or "")
    head = Text(verdict_words.clause_of(citation), style="cited")
    if clause is None:
        yield head
    else:
        yield head.append(f"  {visible(clause.title)}", style="title")
        yield Text(f"{verdict_words.place(clause)}  style {clause.style}", style="quiet")
    wrong = clause is None or citation.misquoted
    yield Padding(
        Text(verdict_words.quote_of(citation), style="miss" if wrong else ""), (0, 0, 0, 2)
    )


def _nearest(nearest: Suggestion, policy: Policy) -> Iterator[RenderableType]:
    """Yield id and title of each clause, and what they were found by."""
    for id in nearest.clauses:
        title = visible(policy.clause_by_id[id].title)
        yield Text(id, style="cited").append(f"  {title}", style="title")
    if not nearest.clauses:
        yield Text("none shares a word with the question")
    yield Text(f"compared by {nearest.by}; these are suggestions", style="quiet")


def _style_and_outcome(
    result: PromptResult, deliberation: Deliberation
) -> Iterator[RenderableType]:
    """Yield the declared and observed outcome, and in mode `recall` the clauses asked for."""
    trial = result.trial
    yield from heading("style and outcome")
    how = "found    " if trial.found_style else "declared "
    yield Text(f"{how} {_named(result)}")
    observed = str(trial.observed) if trial.observed else "unreadable"
    contrary = " (said it would refuse, then complied)" if trial.contradicts_itself else ""
    yield Text(f"observed  {observed}{contrary}", style="miss" if contrary else "")
    if trial.observation is not None and deliberation.form is not Form.BLOCKED:
        yield Text(
            f"judge {trial.observation.judge}: {visible(trial.observation.why)}", style="quiet"
        )
    requests = verdict_words.asked_line(trial)
    if requests:
        yield Text(f"asked     {requests}")
    if trial.leaked:
        yield Text("")
        yield Text("leaked: the policy text shown to the model contains this prompt", style="miss")


def _named(result: PromptResult) -> str:
    """Return the style that was declared or found, and its outcome."""
    found, written = result.trial.found_style, result.trial.named_style
    style = named_style(written, result.policy)
    if style is not None:
        how = f", by its {found.found}" if found else ""
        return f"{style.name}, outcome {style.outcome}{how}"
    if found:
        return f"outcome {found.outcome}, and no style"
    return f"{one_line(written, 60)} (no such style)" if written else "nothing"


def _cost(result: PromptResult) -> str:
    usage = result.usage
    if result.model.is_baseline:
        return "no network requests"
    if not usage.questions:
        return "no questions answered"
    tokens = f"{usage.input:,} tokens in, {usage.output:,} out"
    if usage.uncounted == usage.questions:
        tokens = "tokens not counted"
    price = "price unknown" if result.price is None else dollars(result.price)
    served = f", served by {one_line(result.served, 80)}" if result.served else ""
    cached = f"; {usage.kept} cached and not asked again" if usage.kept else ""
    questions = counted(usage.questions, "question")
    return f"{usage.p50 or 0:,.1f} s, {tokens}, {price}{served}; {questions}{cached}"
