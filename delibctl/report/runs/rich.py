"""A list of runs for people: a block of two lines for each, so that names have room."""

from collections.abc import Iterator
from itertools import product

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from delibctl.model import RunHead, Spent
from delibctl.report.render_options import ROOMY, RenderOptions
from delibctl.report.run.figures import percent
from delibctl.report.runs.listing import ListedRun, Missed, RunList
from delibctl.text.count import counted
from delibctl.text.escape import one_line
from delibctl.text.money import dollars


def render(runs: RunList, options: RenderOptions) -> str:
    """Render the runs, and the number of runs left out."""
    return options.write(_parts(runs, options)) if runs.runs else ""


def _parts(runs: RunList, options: RenderOptions) -> Iterator[RenderableType]:
    yield _table(runs, options)
    if runs.left_out:
        yield Text(f"{runs.left_out} more; --limit 0 shows all", style="quiet")


def _table(runs: RunList, options: RenderOptions) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, min_width=5)
    table.add_column(overflow="fold")
    for run in runs.runs:
        table.add_row(Text(run.entry.at or "-"), _run(run, options))
    return table


def _run(run: ListedRun, options: RenderOptions) -> Text:
    head = run.entry.head
    # A name is never broken across lines: people copy it.
    text = Text(one_line(run.entry.path.stem), style="title")
    gap = "  " if options.width >= ROOMY else "\n"
    if head is not None:
        commit = f"  {_commit(head.info.commit)}" if head.info.commit else ""
        text = Text.assemble(text, (f"{gap}{_when(head)}{commit}", "quiet"))
        text.append(f"\n{one_line(head.policy, 60)} {one_line(head.version, 24)}")
        models = tuple(_models(run, head))
        # Several have a line each: a share has to stand beside its model.
        if len(models) == 1:
            text.append("; ").append_text(models[0])
        text.append("; ").append_text(Text(", ").join((*_trials(run, head), *_cost(run))))
        for model in models if len(models) > 1 else ():
            text.append("\n").append_text(model)
    if run.problem:
        text.append(f"\n{one_line(run.problem)}", style="miss")
    return text


def _when(head: RunHead) -> str:
    return one_line(head.info.started.replace("T", " ")[:16])


def _commit(commit: str) -> str:
    return one_line(commit[:7] + "+" * commit.endswith("+"))


def _models(run: ListedRun, head: RunHead) -> Iterator[Text]:
    """Yield each model and mode, with its misses where known."""
    if run.missed:
        yield from map(_missed, run.missed)
        return
    for model, mode in product(head.plan.models, head.plan.modes):
        yield Text(f"{one_line(model.alias, 60)}, {mode}")


def _missed(missed: Missed) -> Text:
    text = Text(f"{one_line(missed.model.alias, 60)}, {missed.mode}: ")
    if missed.share.value is None:
        return text.append("nothing counted", style="miss")
    return text.append(f"{percent(missed.share)} missed")


def _trials(run: ListedRun, head: RunHead) -> Iterator[Text]:
    planned = counted(head.planned, "trial")
    if head.filters:
        planned += f" ({one_line(head.filters, 60)})"
    if run.tally is None:
        yield Text(planned)
        return
    if head.info.finished and run.tally.done == head.planned:
        yield Text(planned)
    else:
        yield Text(f"{run.tally.done} of {planned}")
    if not head.info.finished:
        yield Text("not finished", style="miss")
    if broken := run.tally.states.get("broken", 0):
        yield Text(f"{broken} broken", style="miss")


def _cost(run: ListedRun) -> Iterator[Text]:
    """Yield tokens and price; nothing for the baseline, which asks nobody."""
    if run.tally is None:
        return
    spent, judging = run.tally.spent, run.tally.judging
    if spent.cached:
        yield Text(counted(spent.cached, "cached reply", "cached replies"))
    if spent.asked:
        yield Text(_tokens(spent))
        yield Text(_price(spent))
    if judging.asked:
        yield Text(f"judging: {_tokens(judging)}")
        yield Text(_price(judging))


def _tokens(spent: Spent) -> str:
    tokens = spent.input + spent.output
    return f"{tokens:,} tokens" if tokens else "tokens not counted"


def _price(spent: Spent) -> str:
    """Return a price; an unknown price is never shown as zero."""
    if spent.unpriced == spent.asked:
        return "price unknown"
    return dollars(spent.price) + (" plus unknown prices" if spent.unpriced else "")
