"""Which clause is which, under what id and in what order."""

from dataclasses import replace

import pytest
from compare.policies.small import (
    COPY,
    EXPLAIN,
    FORGE,
    POLICY,
    TRAVEL,
    clause,
    content,
    each,
    plus,
    told,
    with_category,
    with_clause,
    without,
)
from hypothesis import given
from hypothesis import strategies as st

from delibctl.compare.policies import policy_diff
from delibctl.compare.policies.likeness import Index, likeness, overlap
from delibctl.compare.policies.lineage import Origin, Pair, lineage
from delibctl.model import Place
from delibctl.text.similarity import shingles


def test_clauses_pair_by_id_first_and_then_by_the_former_ids_they_name() -> None:
    copy = replace(COPY, id="permits.duplicate", renamed_from=("permits.copy",))
    new = with_category("permits", clauses=(EXPLAIN, copy))

    found = lineage(POLICY, new)

    assert found.pairs == (
        Pair(old=EXPLAIN, new=EXPLAIN, origin=Origin.SAME_ID),
        Pair(old=COPY, new=copy, origin=Origin.RENAMED),
        Pair(old=TRAVEL, new=TRAVEL, origin=Origin.SAME_ID),
    )
    assert (found.added, found.removed) == ((), (FORGE,))
    assert found.now("permits.copy") == "permits.duplicate"


def test_several_former_ids_are_a_merge_into_what_is_most_like_it() -> None:
    merged = replace(FORGE, id="permits.all", renamed_from=("permits.copy", "permits.forge"))
    new = with_category("permits", clauses=(EXPLAIN, merged))

    pair = lineage(POLICY, new).pairs[1]

    assert pair == Pair(old=FORGE, new=merged, origin=Origin.RENAMED, merged=(COPY,))


def test_a_former_id_that_another_clause_has_taken_is_a_split() -> None:
    one = replace(COPY, id="permits.one", renamed_from=("permits.copy",))
    other = replace(COPY, id="permits.other", text="Else.", renamed_from=("permits.copy",))
    new = with_category("permits", clauses=(EXPLAIN, one, other, FORGE))

    origins = {pair.new.id: pair.origin for pair in lineage(POLICY, new).pairs}

    assert origins["permits.one"] is Origin.RENAMED
    assert origins["permits.other"] is Origin.SPLIT


def test_a_clause_that_was_split_up_is_not_gone() -> None:
    parts = [
        clause(f"permits.{name}", text, style="careful", split_from="permits.copy")
        for name, text in (("few", "Help with 2 copies."), ("marked", "Specimens are marked."))
    ]
    new = with_category("permits", clauses=(EXPLAIN, *parts, FORGE))
    old = each(POLICY, lambda one: replace(one, excludes=(), overrides=()))
    new = each(new, lambda one: replace(one, excludes=(), overrides=()))

    assert told(policy_diff(old, new)) == [
        "clause-split permits.few unknown: split off from permits.copy",
        "clause-split permits.marked unknown: split off from permits.copy",
    ]


def test_a_part_with_another_style_is_a_change_of_style_as_well() -> None:
    part = clause("permits.look", "Looks are shown.", style="refuse", split_from="permits.explain")

    assert told(policy_diff(POLICY, plus(part))) == [
        "clause-split permits.look unknown: split off from permits.explain",
        "style-stricter permits.look tightens: style changed from comply to refuse",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EXPLAIN.text, "clause-looks-renamed"),
        (EXPLAIN.text.upper(), "clause-looks-renamed"),
        (EXPLAIN.text.replace("official", "formal"), "clause-added"),
    ],
)
def test_a_rename_is_suggested_from_nine_tenths_of_the_text_on(text: str, said: str) -> None:
    # Of 11 runs of three words a word in the middle is part of three.
    old = plus(EXPLAIN, policy=with_category("permits", clauses=()))
    new = plus(
        replace(EXPLAIN, id="permits.told", text=text), policy=with_category("permits", clauses=())
    )

    changes = policy_diff(old, new).changes

    assert said in [one.kind.name for one in changes if one.subject == "permits.told"]


def test_a_suggestion_prefers_the_title_where_texts_are_the_same() -> None:
    texts = [clause(f"permits.{n}", "Decline.", title=f"Title {n}") for n in (1, 2, 3)]
    new = [replace(one, id=f"{one.id}-now") for one in reversed(texts)]
    before = with_category("permits", clauses=tuple(texts))
    after = with_category("permits", clauses=tuple(new))

    renamed = {
        change.before: change.after
        for change in policy_diff(before, after).changes
        if change.kind.code == "BRK003"
    }

    assert renamed == {one.id: f"{one.id}-now" for one in texts}


def test_a_rename_that_is_taken_back_is_not_a_reused_id() -> None:
    renamed = with_clause(FORGE, id="permits.counterfeit", renamed_from=("permits.forge",))
    renamed = each(renamed, lambda one: replace(one, excludes=(), overrides=()))
    plain = with_clause(FORGE, renamed_from=())
    plain = each(plain, lambda one: replace(one, excludes=(), overrides=()))

    assert told(policy_diff(renamed, plain)) == [
        "clause-looks-renamed permits.forge neutral:"
        " looks renamed from permits.counterfeit: add `renamed_from`"
    ]


def test_a_rename_that_also_rewords_is_both() -> None:
    new = with_clause(
        TRAVEL, id="travel.papers", renamed_from=("travel.visa",), text="Visas are explained."
    )

    assert told(policy_diff(POLICY, new)) == [
        "clause-renamed travel.papers neutral: renamed from travel.visa",
        "text-changed travel.papers unknown: wording changed",
    ]


def test_a_text_that_follows_a_renamed_id_is_not_reworded() -> None:
    old = with_clause(TRAVEL, text="See permits.copy, not permits.copy-shop. See permits.copy.")
    new = with_clause(COPY, old, id="permits.duplicate", renamed_from=("permits.copy",))
    new = each(
        new,
        lambda one: replace(
            one,
            excludes=tuple(
                replace(item, to=item.to.replace("permits.copy", "permits.duplicate"))
                for item in one.excludes
            ),
            overrides=tuple(
                id.replace("permits.copy", "permits.duplicate") for id in one.overrides
            ),
        ),
    )
    new = with_clause(
        TRAVEL, new, text="See permits.duplicate, not permits.copy-shop. See permits.duplicate."
    )

    assert told(policy_diff(old, new)) == [
        "clause-renamed permits.duplicate neutral: renamed from permits.copy",
        "formatting-changed travel.visa neutral: only the id of a renamed clause changed",
    ]


def test_few_spread_changes_are_not_another_text() -> None:
    old = "The assistant explains how official permits are issued and what they look like."
    new = "The assistant shows how official papers are issued and how they look."

    assert likeness(old, new) >= 0.3
    assert likeness(old, f"{old} {TRAVEL.text * 9}") == 1.0
    assert likeness(old, TRAVEL.text) < 0.3
    assert likeness("", "") == 0.0


TEXTS = st.lists(st.sampled_from("abc"), min_size=3, max_size=12).map(" ".join)


@given(st.lists(TEXTS, max_size=8), TEXTS, st.sampled_from([0.3, 0.5, 0.9, 1.0]))
def test_the_index_finds_what_comparing_with_all_finds(
    texts: list[str], wanted: str, least: float
) -> None:
    named = {str(number): text for number, text in enumerate(texts)}
    shares = {id: overlap(shingles(text), shingles(wanted)) for id, text in named.items()}

    found = Index(named, least).alike(wanted)

    assert {id: share for share, id in found} == {
        id: share for id, share in shares.items() if share >= least
    }
    assert [share for share, _ in found] == sorted((share for share, _ in found), reverse=True)


def test_a_category_is_renamed_where_most_of_its_clauses_went() -> None:
    new = with_category("permits", id="papers", clauses=(EXPLAIN, FORGE))
    new = plus(COPY, "travel", new)

    assert told(policy_diff(POLICY, new)) == [
        "category-changed papers neutral: category renamed from permits to papers",
        "category-changed permits.copy unknown: moved from category permits to travel",
    ]


def test_a_category_whose_clauses_went_apart_is_gone() -> None:
    new = with_category("permits", id="papers", clauses=(EXPLAIN,))
    new = with_category("travel", new, clauses=(COPY, TRAVEL))
    old = each(without(FORGE), lambda one: replace(one, excludes=(), overrides=()))
    new = each(new, lambda one: replace(one, excludes=(), overrides=()))

    assert told(policy_diff(old, new)) == [
        "clause-added papers unknown: category added",
        "category-changed permits unknown: category removed",
        "category-changed permits.explain unknown: moved from category permits to papers",
        "category-changed permits.copy unknown: moved from category permits to travel",
    ]


def test_an_empty_category_is_renamed_where_another_has_its_summary() -> None:
    old = with_category("travel", clauses=())

    assert told(policy_diff(old, with_category("travel", old, id="journeys"))) == [
        "category-changed journeys neutral: category renamed from travel to journeys"
    ]


def test_changes_of_the_whole_come_first_and_the_gone_follow_what_they_stood_behind() -> None:
    old = with_clause(TRAVEL, title="Visas")
    new = replace(without(COPY, POLICY), title="Town", principles=())
    new = with_clause(EXPLAIN, new, title="Permits")
    new = with_clause(FORGE, new, title="Forging")

    subjects = [(change.kind.code, change.subject) for change in policy_diff(old, new).changes]

    assert subjects == [
        ("BRK024", "policy"),
        ("BRK028", "policy"),
        ("BRK026", "policy"),
        ("BRK026", "policy"),
        ("BRK012", "permits.explain"),
        ("BRK028", "permits.explain"),
        ("BRK001", "permits.copy"),
        ("BRK028", "permits.forge"),
        ("BRK013", "permits.forge"),
        ("BRK028", "travel.visa"),
    ]


def test_what_is_gone_from_the_top_comes_first() -> None:
    changes = content(policy_diff(POLICY, with_category("permits", clauses=())))

    assert [change.subject for change in changes] == [
        "permits.explain",
        "permits.copy",
        "permits.forge",
    ]


def test_a_change_stands_where_the_policy_of_its_side_has_it() -> None:
    new = with_clause(COPY, without(TRAVEL), title="Copies", place=Place(file="new.yaml", line=7))
    new = with_category("travel", new, title="Journeys")
    new = replace(new, title="Town")

    places = {
        change.subject: (str(change.place), change.side)
        for change in content(policy_diff(POLICY, new))
    }

    assert places == {
        "policy": (":1", "new"),
        "travel": (":1", "new"),
        "permits.copy": ("new.yaml:7", "new"),
        "travel.visa": ("policy.yaml:40", "old"),
    }
