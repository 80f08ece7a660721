"""Questions, tokens and price of a task, in words."""

from delibctl.run.meter import Meter
from delibctl.text.count import counted
from delibctl.text.money import dollars

_UNCOUNTED = "tokens not counted"


def spent(meter: Meter) -> str:
    """Return tokens and price so far."""
    tokens = "" if _is_uncounted(meter) else f"{meter.input + meter.output:,} tokens"
    return f"{tokens or _UNCOUNTED}{_uncounted(meter)}, {_price(meter)}"


def pace(steps: int, seconds: float, noun: str) -> str:
    """Return how fast steps end, like 3.2/s, or 45 s a trial where that says more."""
    each = seconds / steps
    if each < 1:
        return f"{steps / seconds:.1f}/s"
    return f"{each:.{1 if each < 10 else 0}f} s a {noun}"


def total(meter: Meter) -> str:
    """Return the last line about a task."""
    if not meter.asked:
        return "no network requests"
    questions = f"{counted(meter.asked, 'question')} asked, {meter.answered} answered"
    tokens = "" if _is_uncounted(meter) else f"{meter.input:,} tokens in, {meter.output:,} out"
    return f"{questions}: {tokens or _UNCOUNTED}{_uncounted(meter)}, {_price(meter)}"


def _is_uncounted(meter: Meter) -> bool:
    return 0 < meter.paid == meter.uncounted


def _uncounted(meter: Meter) -> str:
    """Return what the tokens leave out; an unknown number is never shown as zero."""
    return " and more not counted" if 0 < meter.uncounted < meter.paid else ""


def _price(meter: Meter) -> str:
    """Return the price; an unknown price is never shown as zero."""
    if meter.unpriced == meter.paid:
        return "price unknown" if meter.paid else "$0"
    return dollars(meter.price) + (" and more of unknown price" if meter.unpriced else "")
