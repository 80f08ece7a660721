"""What holds for every pair of policies."""

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from compare.policies.small import POLICY, TRAVEL, clause, each, restyled, told, without
from hypothesis import given
from hypothesis import strategies as st
from support.laws import one_in
from support.memory_files import bundle
from support.project import SAMPLES

from delibctl.compare.policies import KINDS, Profile, fails, policy_diff
from delibctl.model import Category, Clause, Example, Exclusion, Outcome, Policy, Severity, Style
from delibctl.policy import build
from delibctl.source import read

WORDS = st.text("ab, must not", min_size=1, max_size=30)
STYLES = st.sampled_from(["comply", "refuse", "own"])
OPTIONAL = st.none() | WORDS


def clauses(ids: list[str]) -> st.SearchStrategy[list[Clause]]:
    """One clause for each id; references are to these ids."""
    known = st.sampled_from(ids)
    return st.tuples(
        *(
            st.builds(
                clause,
                st.just(id),
                WORDS,
                STYLES,
                title=WORDS,
                excludes=st.lists(st.builds(Exclusion, text=WORDS, to=known), max_size=2).map(
                    tuple
                ),
                overrides=st.lists(known, unique=True, max_size=2).map(tuple),
                authority=OPTIONAL,
                severity=st.none() | st.sampled_from(Severity),
                rationale=OPTIONAL,
                owner=OPTIONAL,
                renamed_from=st.lists(
                    st.sampled_from(["x", "y", "z"]), unique=True, max_size=2
                ).map(tuple),
                split_from=st.none() | st.sampled_from(["x", "y"]),
                examples=st.lists(
                    st.builds(Example, prompt=WORDS, style=STYLES, good=OPTIONAL), max_size=2
                ).map(tuple),
            )
            for id in ids
        )
    ).map(list)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Policies that share ids, former ids and words."""
    ids = draw(st.lists(st.sampled_from("abcdxyz"), unique=True, min_size=1, max_size=5))
    made = draw(clauses(ids))
    cut = draw(st.integers(0, len(made)))
    categories = draw(st.permutations(["one", "two", "three"]))
    return Policy(
        id=draw(st.sampled_from(["p", "q"])),
        version=draw(st.sampled_from(["1.0.0", "1.1.0", "2.0.0", "x"])),
        title=draw(WORDS),
        categories=tuple(
            Category(
                id=id,
                title=draw(WORDS),
                summary=draw(WORDS),
                clauses=tuple(part),
                owner=draw(OPTIONAL),
            )
            for id, part in zip(categories, (made[:cut], made[cut:]), strict=False)
        ),
        description=draw(st.just("") | WORDS),
        principles=tuple(draw(st.lists(WORDS, max_size=3))),
        definitions=draw(st.dictionaries(st.sampled_from(["a", "must"]), WORDS)),
        styles={
            "own": draw(
                st.builds(
                    Style,
                    name=st.just("own"),
                    outcome=st.sampled_from(list(Outcome)[:3]),
                    guide=WORDS,
                    must=st.lists(WORDS, max_size=2).map(tuple),
                    must_not=st.lists(WORDS, max_size=2).map(tuple),
                )
            )
        },
        reserved=tuple(draw(st.lists(st.sampled_from(["x", "r"]), unique=True))),
        owner=draw(OPTIONAL),
    )


@given(policies())
def test_a_policy_does_not_differ_from_itself(policy: Policy) -> None:
    assert policy_diff(policy, policy).changes == ()


@given(policies())
def test_a_style_with_another_name_everywhere_is_the_only_change(policy: Policy) -> None:
    assert told(policy_diff(policy, restyled("own", "else", policy))) == [
        "style-renamed else neutral: style renamed from own to else"
    ]


@one_in(4)
@given(policies(), policies())
def test_any_two_policies_can_be_compared_and_no_difference_is_passed_over(
    old: Policy, new: Policy
) -> None:
    diff = policy_diff(old, new)

    assert (diff.changes == ()) == (said(old) == said(new))
    assert all(change.kind in KINDS for change in diff.changes)
    assert policy_diff(old, new) == diff


def said(policy: Policy) -> object:
    """All that a policy says, but for its version and what has no order."""
    plain = each(policy, lambda one: replace(one, renamed_from=tuple(sorted(one.renamed_from))))
    return replace(plain, version="", reserved=tuple(sorted(policy.reserved)))


@one_in(4)
@given(policies(), policies())
def test_every_clause_that_is_in_one_policy_only_is_accounted_for(old: Policy, new: Policy) -> None:
    changes = policy_diff(old, new).changes

    named = {change.subject for change in changes}
    mentioned = " ".join(change.message for change in changes).split()
    former = {id for one in new.clauses for id in (*one.renamed_from, one.split_from)}
    before, after = set(old.clause_by_id), set(new.clause_by_id)
    assert after - before <= named
    assert before - after - former <= named | {word.strip(":;") for word in mentioned}


@pytest.mark.parametrize("name", ["assistant", "support_bot"])
def test_the_order_of_keys_and_the_layout_of_files_say_nothing(name: str) -> None:
    folder = SAMPLES / name
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yaml")}
    turned = {
        path: json.dumps(upside_down(read(content, path).data), indent=3)
        for path, content in files.items()
    }

    policy, other = build(bundle(files)), build(bundle(turned))

    assert next(policy.clauses).place != next(other.clauses).place
    assert policy_diff(policy, build(bundle(files))).changes == ()
    assert policy_diff(policy, other).changes == ()


def upside_down(data: Any) -> Any:
    """Data with keys in reverse, except for the definitions and styles that prompts list."""
    if isinstance(data, dict):
        listed = {key: data[key] for key in ("definitions", "styles") if key in data}
        return {key: upside_down(data[key]) for key in reversed(data)} | listed
    return [upside_down(item) for item in data] if isinstance(data, list) else data


def test_a_profile_fails_on_all_that_a_laxer_one_fails_on() -> None:
    new = replace(without(TRAVEL), title="Town", styles={}, description="")
    diff = policy_diff(POLICY, new)

    failing = {profile: set(diff.breaking(profile)) for profile in Profile}
    assert [len(failing[profile]) for profile in Profile] == [6, 5, 5, 4]
    assert failing[Profile.TEXT] > failing[Profile.LABELS] > failing[Profile.FORMAT]
    assert not any(
        fails(change, Profile.TEXT) for change in diff.changes if not change.kind.profile
    )


@pytest.mark.parametrize("share", [0.0, 0.1, pytest.param(1.0, marks=pytest.mark.slow)])
def test_of_a_thousand_clauses_those_that_changed_are_told(share: float) -> None:
    random = Random(1)
    words = [f"word{number}" for number in range(2000)]
    start = "The assistant must refuse to"
    old = Policy(
        id="big",
        version="1",
        title="Big",
        definitions={},
        styles={},
        categories=(
            Category(
                id="one",
                title="One",
                summary="One.",
                clauses=tuple(
                    clause(f"one.{n}", " ".join([start, *random.choices(words, k=60)]))
                    for n in range(1000)
                ),
            ),
        ),
    )

    def edit(one: Clause) -> Clause:
        if random.random() >= share:
            return one
        return replace(one, id=f"{one.id}-now", text=one.text.replace("must", "should") + " now")

    new = each(old, edit)
    diff = policy_diff(old, new)

    assert len(told(diff)) == 2 * sum(one.id.endswith("-now") for one in new.clauses)
