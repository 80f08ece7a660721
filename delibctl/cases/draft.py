"""The draft of a case, from the answer of a model to a prompt."""

from typing import Any

from delibctl.cases.build import categories_of
from delibctl.model import Outcome, Policy, Style
from delibctl.text.lazy import later

#: The pattern of case ids in the schema of cases.
SLUG = later(r"(?=.{1,120}\Z)[a-z0-9]+(-[a-z0-9]+)*")


def draft(
    id: str,
    prompt: str,
    policy: Policy,
    *,
    categories: tuple[str, ...],
    clauses: tuple[str, ...] = (),
    style: Style | None = None,
    observed: Outcome | None = None,
    model: str,
) -> dict[str, Any]:
    """Return a draft case that expects what a model did; its author has to check each field.

    `categories` are those that were shown. Those of the clauses are added, since the prompt of a
    case must show the clauses that it expects. Without any, the case shows the whole policy.
    """
    categories_shown = dict.fromkeys((*categories, *categories_of(clauses, policy.category_of)))
    all_categories = [category.id for category in policy.categories]
    case: dict[str, Any] = {
        "id": id,
        "prompt": prompt,
        "kind": "direct",
        "category": list(categories_shown) or all_categories,
    }
    if clauses:
        case["clauses"] = list(clauses)
    if style is not None:
        case["style"] = style.name
    elif not clauses:
        case["style"] = _STYLES.get(observed or Outcome.COMPLY, "safe-complete")
    return {**case, "status": "draft", "origin": {"from": "try", "model": model}}


#: The style of a draft without a declared style and without clauses, by observed outcome.
_STYLES = {Outcome.COMPLY: "comply", Outcome.REFUSE: "refuse", Outcome.OFF_TOPIC: "comply"}
