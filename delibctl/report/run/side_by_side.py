"""The models and modes of a run side by side: what each got right, and what it used."""

from collections.abc import Callable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.report.render_options import ROOMY, WIDE, RenderOptions
from delibctl.report.run.figures import percent
from delibctl.report.run.usage_words import (
    price,
    price_per_thousand,
    seconds,
    tokens,
    tokens_per_trial,
)
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.text.escape import one_line

Column = tuple[str, Callable[[ScoredModel], str]]

_MODEL: Column = ("model", lambda model: one_line(model.model.alias))
_MODE: Column = ("mode", lambda model: str(model.mode))
#: A heading has two lines where its column is narrow.
_FIGURES: tuple[Column, ...] = (
    ("citation\nright", lambda model: percent(model.summary.figures["citation_right"])),
    ("outcome\nright", lambda model: percent(model.summary.figures["outcome_right"])),
    ("tokens\na trial", tokens_per_trial),
    ("seconds\n(p50)", lambda model: seconds(model.usage.p50)),
    ("\nprice", price),
)
_MORE: tuple[Column, ...] = (
    ("\nmisses", lambda model: percent(model.summary.figures["misses"])),
    *_FIGURES[:-1],
    ("seconds\n(p95)", lambda model: seconds(model.usage.p95)),
    _FIGURES[-1],
    ("price of\n1,000 trials", price_per_thousand),
)
#: Columns that only a probe shows.
_USED: tuple[Column, ...] = (
    ("tokens\nin", lambda model: tokens(model, model.usage.input)),
    ("\ncached", lambda model: tokens(model, model.usage.cached)),
    ("tokens\nout", lambda model: tokens(model, model.usage.output)),
    ("\nreasoning", lambda model: tokens(model, model.usage.reasoning)),
    ("seconds\n(p95)", lambda model: seconds(model.usage.p95)),
)


def names(scored_run: ScoredRun) -> tuple[Column, ...]:
    """Return the columns that tell the lines apart."""
    models, modes = len(scored_run.run.plan.models) > 1, len(scored_run.run.plan.modes) > 1
    return (_MODEL,) * models + (_MODE,) * modes


def figures(width: int) -> tuple[Column, ...]:
    """Return the columns of figures: more on a wide page, no time on a narrow one."""
    if width >= WIDE:
        return _MORE
    return _FIGURES if width >= ROOMY else (*_FIGURES[:3], _FIGURES[-1])


def compared(scored_run: ScoredRun, options: RenderOptions) -> Iterator[RenderableType]:
    """Yield a table with a line for each model and mode, and notes on prices."""
    yield Text(_title(scored_run), style="title")
    yield _table(scored_run, options, figures(options.width))
    yield from (Text(note) for note in notes(scored_run))


def used(scored_run: ScoredRun, options: RenderOptions) -> Iterator[RenderableType]:
    """Yield a table of tokens over all trials, and the 95th percentile of time."""
    yield Text("Tokens and time", style="title")
    yield _table(scored_run, options, _USED if options.width >= ROOMY else _USED[:-1])


def _table(
    scored_run: ScoredRun, options: RenderOptions, figures: tuple[Column, ...]
) -> RenderableType:
    table = Table(box=options.box, pad_edge=False, padding=(0, 1, 0, 0))
    for head, _ in names(scored_run):
        # A name is folded, not cut: without it a line says nothing.
        table.add_column(
            f"\n{head}", overflow="fold", min_width=len(head), no_wrap=head == _MODE[0]
        )
    for head, _ in figures:
        table.add_column(head, justify="right", no_wrap=True)
    for model in scored_run.models:
        table.add_row(*(Text(cell(model)) for _, cell in (*names(scored_run), *figures)))
    return Padding(table, (0, 0, 0, 2)) if options.width >= ROOMY else table


def _title(scored_run: ScoredRun) -> str:
    """Return what the lines are, and what they have in common."""
    plan = scored_run.run.plan
    if len(plan.models) == 1:
        return f"Modes of {one_line(plan.models[0].alias)}"
    return "Models and modes" if len(plan.modes) > 1 else f"Models, mode {plan.modes[0]}"


def notes(scored_run: ScoredRun) -> Iterator[str]:
    """Yield a note for each model whose price is only known in part."""
    for model in scored_run.models:
        usage = model.usage
        if usage.unpriced and usage.price is not None:
            unpriced = f"{usage.unpriced} of {usage.questions} questions"
            yield f"{one_line(model.name)}: the price of {unpriced} is unknown"
