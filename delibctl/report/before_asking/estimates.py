"""The questions that a probe would ask, their price, and the reasons."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from delibctl.model import Estimate, Range, TrialKey
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: Reasons shown of each trial; if everything changed, there are too many to read.
_SHOWN = 3


def estimates(
    of_models: Sequence[Estimate],
    total: Range,
    options: RenderOptions,
    destinations: Sequence[str] = (),
) -> str:
    """Render one line for each model, the price of all, and where the questions would go."""
    return options.write(_estimates(of_models, total, options, destinations))


def _estimates(
    estimates: Sequence[Estimate],
    total: Range,
    options: RenderOptions,
    destinations: Sequence[str],
) -> Iterator[RenderableType]:
    table = Table(box=options.box, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("model", overflow="fold", min_width=5)
    for head in ("trials", "cached", "questions", "tokens in", "out", "price"):
        table.add_column(head, justify="right", no_wrap=True)
    for estimate in estimates:
        free = estimate.model.name == "baseline"
        table.add_row(
            one_line(estimate.model.alias, 40),
            str(estimate.trials),
            str(estimate.cached),
            _numbers(estimate.calls),
            "-" if free else _numbers(estimate.input_tokens),
            "-" if free else _numbers(estimate.output_tokens),
            "free" if free else _price(estimate),
        )
    yield table
    yield Text("")
    yield Text("The judge `patterns` asks no model. The upper bounds add 10 % for retries and")
    yield Text("repairs. Tokens are estimated from characters, four to a token.")
    yield from _wires(estimates)
    for line in destinations:
        yield Text(f"{line[:1].upper()}{one_line(line)[1:]}.")
    for estimate in estimates:
        if estimate.usual is None and estimate.model.name != "baseline" and estimate.calls.high:
            most = f"max_tokens ({estimate.model.max_tokens:,})"
            name = one_line(estimate.model.alias)
            yield Text(
                f"{name} has no cached answers to these questions: replies are estimated at {most}."
            )
    if any(estimate.price is None and estimate.model.name != "baseline" for estimate in estimates):
        yield Text("Prices unknown: set input_price and output_price in the [models.NAME] table.")
    yield Text(f"Total: {_total(estimates, total)}.", style="title")


#: How models are asked, by the wire of their plan.
_WAYS = {"direct": "directly", "litellm": "through LiteLLM"}


def _wires(estimates: Sequence[Estimate]) -> Iterator[RenderableType]:
    """Yield which models are asked directly, and which through LiteLLM."""
    for wire, way in _WAYS.items():
        names = [
            one_line(estimate.model.alias, 40)
            for estimate in estimates
            if estimate.model.wire == wire and estimate.calls.high
        ]
        if names:
            yield Text(f"Asked {way}: {', '.join(names)}.")


def _total(estimates: Sequence[Estimate], total: Range) -> str:
    """Return the total price; an unknown price is never shown as zero."""
    paid = [
        estimate
        for estimate in estimates
        if estimate.model.name != "baseline" and estimate.calls.high
    ]
    unknown = [estimate for estimate in paid if estimate.price is None]
    if unknown and len(unknown) == len(paid):
        return "unknown"
    if paid and not unknown and not total.high:
        return "free"
    return dollars(total) + (" plus unknown prices" if unknown else "")


def _price(estimate: Estimate) -> str:
    if estimate.price is None:
        return "unknown"
    return "free" if estimate.calls.high and not estimate.price.high else dollars(estimate.price)


def dollars(price: Range) -> str:
    """Return a range of US dollars."""
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


def reasons(by_trial: Iterable[tuple[TrialKey, tuple[str, ...]]], options: RenderOptions) -> str:
    """Render each trial with the reasons for asking it, then the number of trials by reason."""
    return options.write(_reasons(list(by_trial)))


def _reasons(by_trial: list[tuple[TrialKey, tuple[str, ...]]]) -> Iterator[RenderableType]:
    counts: Counter[str] = Counter()
    for key, why in by_trial:
        counts.update(why)
        more = f", and {len(why) - _SHOWN} more" if len(why) > _SHOWN else ""
        first = "; ".join(one_line(reason) for reason in why[:_SHOWN])
        line = Text(f"{key.case}  ", no_wrap=True)
        line.append(f"{one_line(key.model)} {key.mode} {key.repeat}  ", style="quiet")
        line.append(f"{first}{more}", style="" if why == ("cached",) else "expected")
        yield line
    yield Text("")
    for reason, number in counts.most_common():
        yield Text(f"{counted(number, 'trial')}: {one_line(reason)}")
