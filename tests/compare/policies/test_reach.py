"""Which clauses and cases a change touches."""

from dataclasses import replace

import pytest
from compare.policies.small import (
    COPY,
    EXPLAIN,
    FORGE,
    POLICY,
    TRAVEL,
    case,
    clause,
    content,
    each,
    plus,
    with_category,
    with_clause,
    with_style,
    without,
)

from delibctl.compare.policies import Change, policy_diff
from delibctl.model import Outcome, Policy
from delibctl.policy import spec
from delibctl.text.terms import uses

CASES = (
    case("explains", "permits.explain"),
    case("forges", "permits.forge", style="hard-refusal"),
    case("either", style="careful", either=("permits.copy", "permits.forge")),
    case("also", "travel.visa", also=("permits.forge",)),
    case("former", "permits.fake", style="hard-refusal"),
    case("plain"),
)


def only(new: Policy, old: Policy = POLICY) -> Change:
    """The one change, with the cases."""
    (change,) = content(policy_diff(old, new, CASES))
    return change


@pytest.mark.parametrize("old", [False, True])
def test_cases_that_expect_a_clause_in_any_way_are_touched_whatever_id_they_use(old: bool) -> None:
    bare = each(POLICY, lambda one: replace(one, excludes=(), overrides=()))
    renamed = with_clause(
        FORGE, bare, id="permits.counterfeit", renamed_from=("permits.forge", "permits.fake")
    )
    cases = CASES if old else (case("now", "permits.counterfeit"), *CASES)

    (change,) = content(policy_diff(bare, renamed, cases))

    assert change.clauses == ("permits.counterfeit",)
    assert change.cases == (*(() if old else ("now",)), "forges", "either", "also", "former")


def test_a_rename_that_is_only_suggested_touches_the_cases_of_the_old_id() -> None:
    bare = each(POLICY, lambda one: replace(one, excludes=(), overrides=(), renamed_from=()))

    (change,) = content(policy_diff(bare, with_clause(FORGE, bare, id="permits.fakery"), CASES))

    assert (change.kind.name, change.cases) == (
        "clause-looks-renamed",
        ("forges", "either", "also"),
    )


def test_a_clause_that_is_gone_touches_the_cases_that_expect_it() -> None:
    change = only(without(TRAVEL))

    assert (change.clauses, change.cases) == (("travel.visa",), ("also",))


def test_a_merge_touches_the_cases_of_both() -> None:
    change = only(with_clause(EXPLAIN, without(TRAVEL), renamed_from=("travel.visa",)))

    assert (change.clauses, change.cases) == (("permits.explain",), ("explains", "also"))


def test_a_definition_touches_what_uses_it_and_what_uses_a_term_that_does() -> None:
    terms = {"seal": "A stamp.", "badge": "It has a seal.", "pass": "It has a badge.", "far": "No."}
    old = with_clause(TRAVEL, replace(POLICY, definitions=terms), text="Everybody gets a pass.")

    change = only(replace(old, definitions={**terms, "seal": "A wax mark."}), old)

    assert change.clauses == ("permits.forge", "travel.visa")
    assert change.cases == ("forges", "either", "also", "former")


def test_a_definition_that_goes_touches_what_used_it() -> None:
    old = with_clause(TRAVEL, text="Visitors get a badge.")
    new = with_clause(FORGE, with_clause(TRAVEL, text="Guests get one."), text="Else.")
    new = replace(new, definitions={"seal": "A stamped mark.", "visitor": "Anyone who writes."})

    changes = {change.subject: change for change in policy_diff(old, new).changes}

    assert changes["badge"].clauses == ("permits.forge", "travel.visa")


def test_definitions_that_use_each_other_are_no_endless_circle() -> None:
    terms = {"badge": "Has a seal.", "seal": "On a badge."}
    old = replace(POLICY, definitions=terms)

    change = only(replace(POLICY, definitions={**terms, "seal": "On any badge."}), old)

    assert change.clauses == ("permits.forge",)


@pytest.mark.parametrize(
    ("term", "text", "used"),
    [
        ("badge", "A badge.", True),
        ("badge", "BADGES", True),
        ("badge", "badged", False),
        ("self-harm", "self harm", True),
        ("return window", "the return-window ends", True),
        ("box", "Two boxes.", True),
        ("box", "A boxing match.", False),
        ("徽章", "没有徽章的人", True),
        ("徽章", "没有", False),
    ],
)
def test_a_term_is_used_where_the_prompt_would_define_it(term: str, text: str, used: bool) -> None:
    policy = replace(POLICY, definitions={term: "Meaning."}, principles=(text,))

    assert uses(text, term) is used
    assert ("## Definitions" in spec(policy, [])) is used


def test_a_style_touches_the_clauses_that_have_it_and_the_cases_that_expect_it() -> None:
    change = only(with_style("careful", outcome=Outcome.COMPLY))

    assert change.clauses == ("permits.copy",)
    assert change.cases == ("either",)

    change = only(with_style("hard-refusal", guide="Say no at once."))

    assert change.clauses == ("permits.forge",)
    assert change.cases == ("forges", "either", "also", "former")

    change = only(with_style("warm-refusal", guide="Say no with warmth."))

    assert (change.clauses, change.cases) == ((), ())


def test_a_category_touches_its_clauses_and_the_cases_that_name_it() -> None:
    change = only(with_category("permits", id="papers"))

    assert change.clauses == ("permits.explain", "permits.copy", "permits.forge")
    assert change.cases == tuple(one.id for one in CASES)

    change = only(with_category("travel", summary="Journeys are explained."))

    assert (change.clauses, change.cases) == (("travel.visa",), ("also",))


def test_what_concerns_the_whole_policy_names_no_clause() -> None:
    change = only(replace(POLICY, title="Town"))

    assert (change.clauses, change.cases) == ((), ())


def test_a_new_clause_touches_the_cases_that_already_expect_it() -> None:
    new = clause("permits.price", "Fees are told.")

    (change,) = content(policy_diff(POLICY, plus(new), (case("price", "permits.price"),)))

    assert change.cases == ("price",)


def test_a_clause_names_its_category() -> None:
    assert only(with_clause(COPY, title="Copies")).category == "permits"
    assert only(without(TRAVEL)).category == "travel"
