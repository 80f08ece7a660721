"""What may be spent: prices, limits, and whether somebody agrees."""

import os
import sys
from collections.abc import Iterable
from typing import Protocol

from delibctl.cli.options.probe import Spending
from delibctl.cli.output import confirmed, on_terminal, page
from delibctl.edge.providers.library import check
from delibctl.edge.providers.prices import price_of
from delibctl.errors import DelibctlError
from delibctl.model import Estimate, ModelSpec, Price
from delibctl.run import total_price


class Payable(Protocol):
    """What is to be asked of models, and what that may cost."""

    def to_pay(self) -> list[ModelSpec]:
        """The models that are asked over the network."""

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """What each of them will be asked."""


def prices_of(models: Iterable[ModelSpec]) -> dict[str, Price | None]:
    """The price of each model, None where nobody knows it."""
    return {model.alias: price_of(model) for model in models}


def agreed(outlook: Payable, spending: Spending, confirm_above: float) -> dict[str, Price | None]:
    """The prices of what will be asked.

    Raises before anything is sent where a name or a key cannot work, where a limit cannot be kept,
    or where nobody agrees to the price.
    """
    models = outlook.to_pay()
    for model in models:
        check(model, os.environ)
    prices = prices_of(models)
    limit = spending.max_cost
    unknown = [alias for alias, price in prices.items() if price is None]
    if limit is not None and unknown:
        raise DelibctlError(
            f"--max-cost: the price of {', '.join(unknown)} is not known",
            next="set input_price and output_price of the model in delibctl.toml",
        )
    if limit is None and any(price and (price.input or price.output) for price in prices.values()):
        _agree(outlook, prices, spending, confirm_above)
    return prices


def _agree(
    outlook: Payable, prices: dict[str, Price | None], spending: Spending, confirm_above: float
) -> None:
    """Nothing above `confirm_above` is spent before somebody said so."""
    from delibctl.report.before_asking import estimates as report

    if not on_terminal():
        raise DelibctlError(
            "a run that costs money needs a limit where nobody can be asked",
            next="--max-cost DOLLARS; --estimate shows what it may cost",
        )
    estimates = outlook.estimates(prices)
    whole = total_price(estimates)
    if spending.yes or whole.high <= confirm_above:
        return
    sys.stderr.write(report.estimates(estimates, whole, page("text")))
    if not confirmed(f"Spend {report.dollars(whole)}?"):
        raise DelibctlError("nothing was asked", next="--max-cost sets a limit, --yes none")
