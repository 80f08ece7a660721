"""What a model said about a prompt, as the draft of a case."""

import re
from typing import Any

from delibctl.cases.build import categories_of
from delibctl.model import Outcome, Policy, Style

#: As the schema of cases has it.
SLUG = re.compile(r"(?=.{1,120}\Z)[a-z0-9]+(-[a-z0-9]+)*")


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
    """A case that suggests what a model did; each of its labels is the author's to judge.

    `categories` are those that were shown. Those of the clauses are added: a case has to show
    what it expects. Without any, the case shows the whole policy.
    """
    shown = dict.fromkeys((*categories, *categories_of(clauses, policy.category_of)))
    every = [category.id for category in policy.categories]
    case: dict[str, Any] = {
        "id": id,
        "prompt": prompt,
        "kind": "direct",
        "category": list(shown) or every,
    }
    if clauses:
        case["clauses"] = list(clauses)
    if style is not None:
        case["style"] = style.name
    elif not clauses:
        case["style"] = _STYLES.get(observed or Outcome.COMPLY, "safe-complete")
    return {**case, "status": "draft", "origin": {"from": "try", "model": model}}


#: Where nothing was declared, and no clause has a style either.
_STYLES = {Outcome.COMPLY: "comply", Outcome.REFUSE: "refuse"}
