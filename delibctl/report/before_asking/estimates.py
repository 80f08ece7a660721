"""What a probe would ask, at what price, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from delibctl.model import Estimate, Range, TrialKey
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: Reasons of a trial that are shown in full; a change of everything has too many to read.
_SHOWN = 3


def estimates(found: Sequence[Estimate], whole: Range, options: RenderOptions) -> str:
    """One line to a model, and the price of all of them."""
    return options.write(_estimates(found, whole, options))


def _estimates(
    found: Sequence[Estimate], whole: Range, options: RenderOptions
) -> Iterator[RenderableType]:
    table = Table(box=options.box, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("model", overflow="fold")
    for head in ("trials", "reused", "questions", "tokens in", "out", "price"):
        table.add_column(head, justify="right", no_wrap=True)
    for one in found:
        free = one.model.name == "baseline"
        table.add_row(
            one_line(one.model.alias, 40),
            str(one.trials),
            str(one.reused),
            _numbers(one.calls),
            "-" if free else _numbers(one.read),
            "-" if free else _numbers(one.written),
            "free" if free else "unknown" if one.price is None else dollars(one.price),
        )
    yield table
    yield Text("")
    yield Text("The judge `patterns` asks no model. A tenth of the questions is added for retries")
    yield Text("and repairs. Tokens are estimated from characters, four to a token.")
    for one in found:
        if one.usual is None and one.model.name != "baseline" and one.calls.high:
            most = f"max_tokens ({one.model.max_tokens:,})"
            name = one_line(one.model.alias)
            yield Text(f"{name} has no kept answer to any of them: replies up to {most}.")
    if any(one.price is None and one.model.name != "baseline" for one in found):
        yield Text("Unknown prices: set input_price and output_price of the model.")
    yield Text(f"In all: {_whole(found, whole)}.", style="title")


def _whole(found: Sequence[Estimate], whole: Range) -> str:
    """What cannot be priced is never shown as nothing."""
    paid = [one for one in found if one.model.name != "baseline" and one.calls.high]
    unknown = [one for one in paid if one.price is None]
    if unknown and len(unknown) == len(paid):
        return "unknown"
    return dollars(whole) + (" and what is unknown" if unknown else "")


def dollars(price: Range) -> str:
    """A range of US dollars."""
    low, high = (f"${bound:,.{2 if bound >= 1 else 4}f}" for bound in (price.low, price.high))
    return low if low == high else f"{low} to {high}"


def _numbers(range: Range) -> str:
    low, high = _short(range.low), _short(range.high)
    return low if low == high else f"{low}-{high}"


def _short(number: float) -> str:
    for least, unit in ((1e6, "M"), (1e3, "k")):
        if number >= 10 * least:
            return f"{number / least:.0f}{unit}"
        if number >= least:
            return f"{number / least:.1f}{unit}"
    return f"{number:.0f}"


def reasons(found: Iterable[tuple[TrialKey, tuple[str, ...]]], options: RenderOptions) -> str:
    """Each trial with why it is asked, and how many are asked for what."""
    return options.write(_reasons(list(found)))


def _reasons(found: list[tuple[TrialKey, tuple[str, ...]]]) -> Iterator[RenderableType]:
    counts: Counter[str] = Counter()
    for key, why in found:
        counts.update(why)
        more = f", and {len(why) - _SHOWN} more" if len(why) > _SHOWN else ""
        shown = "; ".join(one_line(reason) for reason in why[:_SHOWN])
        line = Text(f"{key.case}  ", no_wrap=True)
        line.append(f"{one_line(key.model)} {key.mode} {key.repeat}  ", style="quiet")
        line.append(f"{shown}{more}", style="" if why == ("reused",) else "expected")
        yield line
    yield Text("")
    for reason, number in counts.most_common():
        yield Text(f"{counted(number, 'trial')}: {one_line(reason)}")
