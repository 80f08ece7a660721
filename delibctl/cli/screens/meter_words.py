"""Questions, tokens and price of a task, in words."""

from delibctl.run.meter import Meter
from delibctl.text.count import counted


def spent(meter: Meter) -> str:
    """Return tokens and price so far."""
    return f"{meter.input + meter.output:,} tokens, {_price(meter)}"


def total(meter: Meter) -> str:
    """Return the last line about a task."""
    if not meter.asked:
        return "no network requests"
    questions = f"{counted(meter.asked, 'question')} asked, {meter.answered} answered"
    return f"{questions}: {meter.input:,} tokens in, {meter.output:,} out, {_price(meter)}"


def _price(meter: Meter) -> str:
    """Return the price; an unknown price is never shown as zero."""
    if meter.unpriced == meter.paid:
        return "price unknown" if meter.paid else "$0"
    return f"${meter.price:.4f}" + (" and more of unknown price" if meter.unpriced else "")
