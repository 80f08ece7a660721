"""One trial in full: the prompts, the raw replies, and the reasons for its verdict."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from delibctl.deliberate import Prompter, turns
from delibctl.model import Exchange, Mode, NotAskable, Reply, Run
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.report.run.judge_opinions import judge_opinions
from delibctl.score.scored_trial import ScoredTrial
from delibctl.text.escape import visible

_UNCOUNTED = "tokens not counted"


def trial_parts(
    trial: ScoredTrial, run: Run, options: RenderOptions, same_as: str
) -> Iterator[RenderableType]:
    """Yield the parts of a trial.

    `same_as` names an earlier trial that began with the same question; empty if there is none.
    """
    hidden = options.hides(trial.case)
    if hidden:
        yield Text("This case is marked sensitive; --show-sensitive shows its texts.")
    elif trial.exchanges:
        yield from _exchanges(trial, same_as)
    else:
        yield from _unanswered(trial, run)
    yield from _verdict(trial, hidden)


def heading(title: str) -> Iterator[RenderableType]:
    """Yield a heading."""
    yield Text("")
    yield Rule(Text(title, style="title"), align="left", style="quiet", characters="-")


def _unanswered(trial: ScoredTrial, run: Run) -> Iterator[RenderableType]:
    """Yield the prompt of a question that got no reply."""
    if isinstance(trial.result, NotAskable):
        return
    model = next(model for model in run.plan.models if model.alias == trial.key.model)
    prompter = Prompter(run.policy, run.plan.template)
    question = prompter.opening(trial.case.shown, trial.key.mode, model.structured)
    for message in question.messages:
        yield from heading(f"shown (no reply): {message.role}")
        yield Text(visible(message.content))


def _exchanges(trial: ScoredTrial, same_as: str) -> Iterator[RenderableType]:
    exchanges = trial.exchanges
    names = turns(trial.key.mode, exchanges)
    shown_before = 0
    for number, (exchange, name) in enumerate(zip(exchanges, names, strict=True), start=1):
        turn = f"turn {number} of {len(exchanges)}, {name}: " if len(exchanges) > 1 else ""
        if same_as and number == 1:
            yield from heading(f"{turn}shown")
            yield Text(f"the same as for {same_as}")
        else:
            yield from _shown(exchange, shown_before, turn)
        # A later question repeats what came before it, and then the reply.
        shown_before = len(exchange.messages) + 1
        yield from _replied(exchange.reply, turn)


def _shown(exchange: Exchange, shown_before: int, turn: str) -> Iterator[RenderableType]:
    for message in exchange.messages[shown_before:]:
        yield from heading(f"{turn}shown: {message.role}")
        yield Text(visible(message.content))


def _replied(reply: Reply, turn: str) -> Iterator[RenderableType]:
    if reply.reasoning:
        yield from heading(f"{turn}reasoning from the provider")
        yield Text(visible(reply.reasoning))
    yield from heading(f"{turn}raw reply")
    yield Text(visible(reply.text) or "(empty)")
    usage = reply.usage
    tokens = f"{usage.input} tokens in, {usage.output} out" if usage.counted else _UNCOUNTED
    yield Text(
        f"served by {visible(reply.served) or 'unknown'}, "
        f"finish {visible(reply.finish) or 'unknown'}, {tokens}, attempt {reply.attempts}"
        + (", cached from an earlier run" if reply.kept else ""),
        style="quiet",
    )


def _verdict(trial: ScoredTrial, hidden: bool) -> Iterator[RenderableType]:
    yield from heading("citations")
    lines = ["(sensitive: not shown)"] if hidden else list(verdict_words.quotes(trial))
    yield from (Text(line) for line in lines or ["none"])
    mentioned = trial.deliberation.mentioned if trial.deliberation else ()
    if mentioned and not hidden and trial.key.mode is not Mode.NONE:
        ids = ", ".join(mentioned)
        yield Text(f"mentioned in the reasoning but not cited (not scored): {ids}")
    yield from heading("verdict")
    if trial.deliberation is None or trial.observation is None:
        yield Text(verdict_words.unscored(trial, hidden), style="miss")
        return
    yield Text(f"reply form: {trial.deliberation.form}")
    requests, category = verdict_words.asked_line(trial, hidden), verdict_words.category_line(trial)
    for name, line in (
        *([("asked", requests)] if requests else []),
        ("citation", verdict_words.citation_line(trial, hidden)),
        ("outcome", verdict_words.outcome_line(trial)),
        ("style", verdict_words.style_line(trial, hidden)),
        *([("category", category)] if category else []),
    ):
        text = Text(f"{name:<9}")
        text.append(line, style="miss" if line.startswith("MISS") else "")
        yield Padding(text, (0, 0, 0, 0))
    yield from judge_opinions(trial, hidden)
    if trial.set_aside == "leaked":
        yield Text("leaked: the policy text shown to the model contains this prompt; not counted")
    elif trial.set_aside:
        yield Text(f"{trial.set_aside}: in no figure or gate")
