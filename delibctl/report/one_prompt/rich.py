"""One question for people: the answer, the clauses it cites, and what it cost."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from delibctl.deliberate import MatchedCitation
from delibctl.model import Deliberation, Form, Mode, Policy
from delibctl.report.one_prompt.result import PromptResult
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words, words
from delibctl.report.run.explain_trial import heading
from delibctl.score import style_of
from delibctl.text.count import counted
from delibctl.text.escape import one_line, visible


def render(tried: PromptResult, options: RenderOptions) -> str:
    """What was shown, what was answered, what was cited, how, and at what price."""
    return options.write(_parts(tried))


def _parts(tried: PromptResult) -> Iterator[RenderableType]:
    mode = tried.trial.key.mode
    yield Text(f"{_name(tried)}; {words.mode_note(mode)}", style="quiet")
    if mode is Mode.CATEGORY:
        named = "category" if len(tried.trial.case.categories) == 1 else "categories"
        guessed = " (the baseline's guess)" if tried.guessed else ""
        yield Text(f"{named} {', '.join(tried.trial.case.categories)}{guessed}")
    said = tried.trial.deliberation
    if said is None:
        yield from _unanswered(tried)
    else:
        yield from _answer(said, mode)
        yield from _citations(tried, said)
        yield from _manner(tried, said)
    yield from heading("cost")
    yield Text(_cost(tried))


def _name(tried: PromptResult) -> str:
    name = one_line(tried.model.alias)
    return f"{name} ({words.BASELINE_NOTE})" if tried.model.is_baseline else name


def _unanswered(tried: PromptResult) -> Iterator[RenderableType]:
    """Why there is no answer, and what came instead of one."""
    if tried.replies:
        yield from heading("raw reply")
        yield Text(visible(tried.replies[-1].text) or "(empty)")
    yield Text("")
    yield Text(verdict_words.unscored(tried.trial), style="miss")


def _answer(said: Deliberation, mode: Mode) -> Iterator[RenderableType]:
    yield from heading("answer")
    if said.form is Form.BLOCKED:
        yield Text("blocked by the provider", style="miss")
    if said.answer.strip() or said.form is not Form.BLOCKED:
        yield Text(visible(said.answer) or "(empty)")
    if said.form is Form.FREE and mode is not Mode.NONE:
        yield Text("in free text, not laid out as asked", style="quiet")


def _citations(tried: PromptResult, said: Deliberation) -> Iterator[RenderableType]:
    yield from heading("citations")
    for found in tried.trial.cited:
        yield from _citation(found, tried.policy)
    if not tried.trial.cited:
        yield Text("none")
    faults = "; ".join(verdict_words.citation_faults(tried.trial))
    if faults:
        yield Text(faults, style="miss")
    if said.mentioned:
        mentioned = ", ".join(said.mentioned)
        yield Text(f"mentioned in the reasoning, not cited: {mentioned}", style="quiet")


def _citation(found: MatchedCitation, policy: Policy) -> Iterator[RenderableType]:
    """Id and title, place and style, and below them the quote."""
    clause = policy.clause_by_id.get(found.clause or "")
    head = Text(verdict_words.meant(found), style="cited")
    if clause is None:
        yield head
    else:
        yield head.append(f"  {visible(clause.title)}", style="title")
        yield Text(f"{verdict_words.place(clause)}  style {clause.style}", style="quiet")
    wrong = clause is None or found.misquoted
    yield Padding(Text(verdict_words.quote_of(found), style="miss" if wrong else ""), (0, 0, 0, 2))


def _manner(tried: PromptResult, said: Deliberation) -> Iterator[RenderableType]:
    """Style and outcome, and in mode `recall` the clauses that were read."""
    trial = tried.trial
    yield from heading("style and outcome")
    yield Text(f"declared  {_declared(tried, said)}")
    observed = str(trial.observed) if trial.observed else "unreadable"
    contrary = " (said it would refuse, then complied)" if trial.contradicts_itself else ""
    yield Text(f"observed  {observed}{contrary}", style="miss" if contrary else "")
    if trial.observation is not None and said.form is not Form.BLOCKED:
        yield Text(
            f"judge {trial.observation.judge}: {visible(trial.observation.why)}", style="quiet"
        )
    asked = verdict_words.asked_line(trial)
    if asked:
        yield Text(f"asked     {asked}")
    if trial.leaked:
        yield Text("")
        yield Text("leaked: the prompt stands in what the model was shown", style="miss")


def _declared(tried: PromptResult, said: Deliberation) -> str:
    style = style_of(said, tried.policy)
    if style is not None:
        return f"{style.name}, outcome {style.outcome}"
    return f"{one_line(said.style, 60)}, which is no style" if said.style else "nothing"


def _cost(tried: PromptResult) -> str:
    usage = tried.usage
    if tried.model.is_baseline:
        return "nothing was asked over the network"
    if not usage.questions:
        return "no question was answered"
    tokens = f"{usage.input:,} tokens in, {usage.output:,} out"
    if usage.uncounted == usage.questions:
        tokens = "tokens not counted"
    price = "price unknown" if tried.price is None else f"${tried.price:,.4f}"
    served = f", served by {one_line(tried.served, 80)}" if tried.served else ""
    kept = f"; {usage.kept} kept from before and not asked again" if usage.kept else ""
    questions = counted(usage.questions, "question")
    return f"{usage.p50 or 0:,.1f} s, {tokens}, {price}{served}; {questions}{kept}"
