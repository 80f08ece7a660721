"""Checks before models are asked: keys, prices, the budget, and consent to the cost."""

from collections.abc import Iterable
from typing import Protocol

from delibctl.api.asking.options import AskOptions
from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.knowledge.prices import price_of
from delibctl.errors import DelibctlError
from delibctl.model import Estimate, ModelSpec, Price
from delibctl.run.estimate import total_price


class Payable(Protocol):
    """Questions to models, with estimates of their cost."""

    def to_pay(self) -> list[ModelSpec]:
        """Return the models that would be asked over the network."""

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """Return the estimate for each model."""


def prices_of(models: Iterable[ModelSpec]) -> dict[str, Price | None]:
    """Return the price of each model by alias, None if it is not known."""
    return {model.alias: price_of(model) for model in models}


def agree(
    workspace: Workspace, listener: Listener, payable: Payable, options: AskOptions
) -> dict[str, Price | None]:
    """Return the prices of the models, once the listener agrees to the cost.

    Raises DelibctlError before anything is sent: if a name or a key cannot work, if a budget
    has no known prices, or if the cost is not confirmed.
    """
    models = payable.to_pay()
    for model in models:
        check_model(model, workspace.environment)
    prices = prices_of(models)
    limit = options.spending.max_cost
    unknown = [alias for alias, price in prices.items() if price is None]
    if limit is not None and unknown:
        raise DelibctlError(
            f"a budget needs prices, but the price of {', '.join(unknown)} is unknown",
            next="set input_price and output_price of the model in delibctl.toml",
        )
    if limit is None and any(price and (price.input or price.output) for price in prices.values()):
        _agree(listener, payable.estimates(prices), options)
    return prices


def _agree(listener: Listener, estimates: list[Estimate], options: AskOptions) -> None:
    """Raise DelibctlError unless the price is low or confirmed."""
    if not listener.can_confirm():
        raise DelibctlError(
            "paid questions need a budget if nobody can confirm the cost",
            next="set a budget in dollars (max_cost)",
            usage="add --max-cost DOLLARS",
        )
    price = total_price(estimates)
    if options.spending.yes or price.high <= options.confirm_above:
        return
    listener.estimated(estimates, price)
    if not listener.confirm(estimates, price):
        raise DelibctlError(
            "nothing was asked: the cost was not confirmed",
            next="set a budget, or agree to the price",
            usage="set a budget with --max-cost, or agree to any price with --yes",
        )
