"""One case whole: what the model was shown, its raw reply, and how the verdict came about."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from delibctl.deliberate import Prompter
from delibctl.diff import Row
from delibctl.model import NotAskable, Policy, Run
from delibctl.report import wording
from delibctl.report.page import Page
from delibctl.text.escape import visible


def render(rows: list[Row], run: Run, page: Page) -> str:
    """Every trial of one case, in full."""
    return page.write(part for row in rows for part in _trial(row, run, page))


def _trial(row: Row, run: Run, page: Page) -> Iterator[RenderableType]:
    key = row.trial.key
    model = visible(key.model)
    yield Text(
        f"{row.case.id}  {row.case.kind}  {model}  mode {key.mode}  repeat {key.repeat}",
        style="title",
    )
    yield from _expected(row, run.policy)
    hidden = page.hides(row.case)
    if hidden:
        yield Text("The case is marked sensitive: --show-sensitive shows what was said.")
    elif row.trial.exchanges:
        yield from _exchanges(row)
    else:
        yield from _unanswered(row, run)
    yield from _verdict(row, hidden)


def _heading(title: str) -> Iterator[RenderableType]:
    yield Text("")
    yield Rule(Text(title, style="title"), align="left", style="quiet", characters="-")


def _expected(row: Row, policy: Policy) -> Iterator[RenderableType]:
    expected = row.case.expected
    yield from _heading("expected")
    yield Text(f"style {expected.style}, outcome {row.expected}")
    for word, ids in (
        ("must cite", expected.clauses),
        (
            "one of these must be cited:" if len(expected.either) > 1 else "must cite",
            expected.either,
        ),
        ("may cite", expected.also),
    ):
        for id in ids:
            clause = policy.clause_by_id[id]
            line = Text(f"{word} ")
            line.append(id, style="expected")
            line.append(f"  {visible(clause.title)}  {wording.place(clause)}", style="quiet")
            yield line
    yield Text(f"categories of the case: {', '.join(row.case.categories)}")


def _unanswered(row: Row, run: Run) -> Iterator[RenderableType]:
    """What a question that got no reply would have shown."""
    if isinstance(row.trial.result, NotAskable):
        return
    model = next(model for model in run.plan.models if model.alias == row.trial.key.model)
    question = Prompter(run.policy).opening(row.case.shown, row.trial.key.mode, model.structured)
    for message in question.messages:
        yield from _heading(f"shown, without a reply: {message.role}")
        yield Text(visible(message.content))


def _exchanges(row: Row) -> Iterator[RenderableType]:
    shown = 0
    for number, exchange in enumerate(row.trial.exchanges, start=1):
        turn = "" if number == 1 else f" ({'repair' if number == 2 else number})"
        for message in exchange.messages[shown:]:
            yield from _heading(f"shown{turn}: {message.role}")
            yield Text(visible(message.content))
        shown = len(exchange.messages)
        reply = exchange.reply
        if reply.reasoning:
            yield from _heading(f"reasoning from the provider{turn}")
            yield Text(visible(reply.reasoning))
        yield from _heading(f"raw reply{turn}")
        yield Text(visible(reply.text) or "(empty)")
        usage = reply.usage
        yield Text(
            f"served by {visible(reply.served) or 'unknown'}, finish {reply.finish or 'unknown'}, "
            f"{usage.input} tokens in, {usage.output} out, attempt {reply.attempts}"
            + (", kept from an earlier run" if reply.kept else ""),
            style="quiet",
        )


def _verdict(row: Row, hidden: bool) -> Iterator[RenderableType]:
    yield from _heading("citations")
    lines = ["(sensitive: not shown)"] if hidden else list(wording.quotes(row))
    yield from (Text(line) for line in lines or ["none"])
    if not hidden and row.deliberation is not None and row.deliberation.mentioned:
        mentioned = ", ".join(row.deliberation.mentioned)
        yield Text(f"mentioned in the reasoning, not cited, so not scored: {mentioned}")
    yield from _heading("verdict")
    if row.deliberation is None or row.observation is None:
        yield Text(wording.unscored(row, hidden), style="miss")
        return
    yield Text(f"reply form: {row.deliberation.form}")
    asked = wording.asked_line(row, hidden)
    for name, line in (
        *([("asked", asked)] if asked else []),
        ("citation", wording.citation_line(row, hidden)),
        ("outcome", wording.outcome_line(row)),
        ("style", wording.style_line(row, hidden)),
    ):
        text = Text(f"{name:<9}")
        text.append(line, style="miss" if line.startswith("MISS") else "")
        yield Padding(text, (0, 0, 0, 0))
    why = "(not shown)" if hidden else visible(row.observation.why)
    yield Text(f"judge {row.observation.judge}: {why}")
    if row.set_aside == "leaked":
        yield Text("leaked: the prompt stands in what the model was shown; counted apart")
    elif row.set_aside:
        yield Text(f"{row.set_aside}: in no figure and in no gate")
