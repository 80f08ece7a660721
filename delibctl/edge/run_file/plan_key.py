"""What decides whether one run can go on with another."""

import hashlib
from dataclasses import replace
from typing import Any

import msgspec

from delibctl.model import Case, Place, Plan, Policy


def plan_key(policy: Policy, cases: tuple[Case, ...], plan: Plan) -> str:
    """Equal for runs of which one can continue the other.

    Where a clause stands is no matter, nor how fast models are asked and at what price.
    """
    placeless = replace(
        policy,
        categories=tuple(
            replace(
                category,
                clauses=tuple(replace(clause, place=_NOWHERE) for clause in category.clauses),
            )
            for category in policy.categories
        ),
    )
    unhurried = replace(plan, models=tuple(replace(model, **_NO_MATTER) for model in plan.models))
    decided = (placeless, cases, unhurried)
    return hashlib.sha256(msgspec.json.encode(decided, order="sorted")).hexdigest()


_NOWHERE = Place(file="")
_NO_MATTER: dict[str, Any] = {
    "timeout": 0.0,
    "rpm": None,
    "tpm": None,
    "input_price": None,
    "output_price": None,
    "cached_price": None,
}
