"""Categories that are labels tell a model the answer."""

from dataclasses import replace

import pytest
from support.built_policy import policy_of_styles
from support.scored_trials import CASE

from delibctl.api.asking.default_mode import modes_of
from delibctl.cases.told import categories_tell
from delibctl.model import (
    Case,
    Expected,
    Mode,
    Outcome,
    Status,
)

CATEGORIES = {
    "fine": {"fine.a": "comply", "fine.b": "comply"},
    "spam": {"spam.a": "refuse", "spam.b": "refuse"},
    "fraud": {"fraud.a": "refuse"},
    "mixed": {"mixed.a": "comply", "mixed.b": "refuse"},
}
POLICY = policy_of_styles(CATEGORIES)


def case(*categories: str, style: str, **changes: object) -> Case:
    """A case that shows these categories."""
    return replace(CASE, categories=categories, expected=Expected(style=style), **changes)  # type: ignore[arg-type]


FINE, SPAM, FRAUD = (
    case("fine", style="comply"),
    case("spam", style="refuse"),
    case("fraud", style="refuse"),
)
OPEN = replace(FINE, expected=Expected(style="comply", outcomes=(Outcome.COMPLY, Outcome.REFUSE)))


@pytest.mark.parametrize(
    ("cases", "tell"),
    [
        ([FINE, SPAM], True),
        ([FINE, SPAM, FRAUD, FINE], True),
        ([], False),
        ([FINE], False),  # nothing to tell apart
        ([SPAM, FRAUD], False),
        ([FINE, SPAM, case("mixed", style="refuse")], False),
        ([FINE, SPAM, case("fine", "spam", style="refuse")], False),
        ([FINE, SPAM, case("spam", style="comply")], False),
        ([FINE, SPAM, OPEN], False),
        ([FINE, SPAM, case("gone", style="comply")], False),
    ],
)
def test_categories_tell_the_answer_if_each_has_one_and_they_differ(
    cases: list[Case], tell: bool
) -> None:
    assert (categories_tell(cases, POLICY) is not None) is tell


TOLD = (
    "the category of a case tells its answer: 2 categories, and all clauses of each lead to the "
    "outcome of its cases"
)


@pytest.mark.parametrize(
    ("chosen", "modes", "reason"),
    [
        ((), (Mode.FULL,), f"mode full and not category, since {TOLD}"),
        (
            (Mode.CATEGORY,),
            (Mode.CATEGORY,),
            f"mode category was chosen, although {TOLD}; mode full tells nothing",
        ),
        (
            (Mode.FULL, Mode.CATEGORY, Mode.FULL),
            (Mode.FULL, Mode.CATEGORY),
            f"mode category was chosen, although {TOLD}; mode full tells nothing",
        ),
        ((Mode.RECALL,), (Mode.RECALL,), ""),
    ],
)
def test_such_a_policy_is_shown_whole_unless_another_mode_is_chosen(
    chosen: tuple[Mode, ...], modes: tuple[Mode, ...], reason: str
) -> None:
    assert modes_of(chosen, [FINE, SPAM], POLICY) == (modes, reason)


def test_other_policies_are_shown_by_category_without_a_word() -> None:
    retired = case("mixed", style="refuse", status=Status.RETIRED)

    assert modes_of((), [FINE, OPEN], POLICY) == ((Mode.CATEGORY,), "")
    assert modes_of((), [FINE, SPAM, retired], POLICY)[0] == (Mode.FULL,)
