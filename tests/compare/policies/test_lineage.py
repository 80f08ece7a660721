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

from delibctl.compare.lineage.likeness import Index, likeness, overlap
from delibctl.compare.lineage.pairs import Origin, Pair
from delibctl.compare.lineage.tracing import lineage
from delibctl.compare.policies import policy_diff
from delibctl.model import Place, Policy
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
        replace(EXPLAIN, id="permits.told", title="Told", text=text),
        policy=with_category("permits", clauses=()),
    )

    changes = policy_diff(old, new).changes

    assert said in [one.kind.name for one in changes if one.subject == "permits.told"]


OTHER_TEXT = "Baggage rules of every airline are set out in a table."


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        pytest.param("Visas", "Visas", OTHER_TEXT, id="the same title"),
        pytest.param("Visas", "VISAS.", OTHER_TEXT, id="another case and punctuation"),
        pytest.param("2.1 Visas", "3. Visas", OTHER_TEXT, id="another number"),
        pytest.param("Asking for a visa", "Asking for visas", OTHER_TEXT, id="another form"),
        pytest.param("Visas for work", "Work visas", OTHER_TEXT, id="most of its words"),
        pytest.param("Entry", "Borders", "A visa is no topic here.", id="the words of the id"),
        pytest.param("travel.visa", "Borders", "No visas are sold.", id="the id as a title"),
    ],
)
def test_a_rewritten_clause_of_the_same_id_is_the_same_rule(
    before: str, after: str, text: str
) -> None:
    old, new = with_clause(TRAVEL, title=before), with_clause(TRAVEL, title=after, text=text)

    assert "id-reused" not in {change.kind.name for change in content(policy_diff(old, new))}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Visas", "Baggage", id="another title"),
        pytest.param("Explaining visas", "Explaining baggage", id="some of its words"),
        pytest.param("travel.visa", "travel.visa", id="the id as a title says nothing"),
    ],
)
def test_an_id_with_another_title_and_text_is_reused(before: str, after: str) -> None:
    old, new = with_clause(TRAVEL, title=before), with_clause(TRAVEL, title=after, text=OTHER_TEXT)

    assert content(policy_diff(old, new))[0].kind.name == "id-reused"


def test_the_words_of_a_category_are_not_those_of_an_id() -> None:
    new = with_clause(TRAVEL, title="Baggage", text="Travel with baggage is set out in a table.")

    assert content(policy_diff(POLICY, new))[0].kind.name == "id-reused"


REWRITTEN = replace(TRAVEL, id="travel.entry", text=OTHER_TEXT)


def test_a_rewritten_clause_with_another_id_is_known_by_its_title() -> None:
    assert told(policy_diff(POLICY, with_category("travel", clauses=(REWRITTEN,)))) == [
        "clause-looks-renamed travel.entry neutral:"
        " looks renamed from travel.visa: add `renamed_from`",
        "condition-changed travel.entry unknown: condition changed: 'Questions about "
        "visas' became 'Baggage rules of every airline', 'answered from public sources' "
        "became 'set out in a table'",
    ]


@pytest.mark.parametrize("summary", ["Travel is explained.", "Journeys."])
def test_a_title_is_looked_up_in_a_renamed_category_too(summary: str) -> None:
    new = with_category("travel", id="journeys", summary=summary, clauses=(REWRITTEN,))

    changes = [change.kind.name for change in content(policy_diff(POLICY, new))]

    assert changes[0] == "category-changed"
    assert changes[-2:] == ["clause-looks-renamed", "condition-changed"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            POLICY, plus(REWRITTEN, policy=with_category("travel", clauses=())), id="elsewhere"
        ),
        pytest.param(
            POLICY,
            with_category("travel", clauses=(REWRITTEN, replace(REWRITTEN, id="travel.twice"))),
            id="twice in the new policy",
        ),
        pytest.param(
            with_clause(EXPLAIN, title=TRAVEL.title),
            with_category("travel", with_clause(EXPLAIN, title=TRAVEL.title), clauses=(REWRITTEN,)),
            id="twice in both policies",
        ),
        pytest.param(
            with_clause(TRAVEL, title="..."),
            with_category("travel", clauses=(replace(REWRITTEN, title="..."),)),
            id="no words",
        ),
    ],
)
def test_a_title_that_does_not_tell_a_clause_apart_says_nothing(old: Policy, new: Policy) -> None:
    kinds = {change.kind.name for change in content(policy_diff(old, new))}

    assert kinds >= {"clause-removed"}
    assert "clause-looks-renamed" not in kinds


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
        "text-changed travel.papers unknown: wording changed: 'Questions about' was "
        "removed, 'answered from public sources' became 'explained'",
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


@pytest.mark.parametrize(
    ("id", "text", "current"),
    [
        ("minors", "Protect them from minors.", "Protect them from minors."),
        ("minors", "See [minors] and `minors`, not minors.", "See [now] and `now`, not minors."),
        ("a.minors", "See a.minors, not a.minors.old.", "See now, not a.minors.old."),
        ("young-people", "As young-people says.", "As now says."),
        ("young_people", "As young_people says.", "As now says."),
        ("minors2", "As minors2 says.", "As now says."),
    ],
)
def test_texts_follow_an_id_only_where_it_cannot_be_prose(id: str, text: str, current: str) -> None:
    found = lineage(plus(clause(id, "A.")), plus(clause("now", "A.", renamed_from=(id,))))

    assert found.follow(text) == current


def test_a_renamed_id_that_is_a_word_hides_no_edit() -> None:
    old = with_clause(FORGE, plus(clause("minors", "A.")), text="Take nothing from minors.")
    new = plus(clause("adults", "A.", renamed_from=("minors",)))
    new = with_clause(FORGE, new, text="Take nothing from adults.")

    (change,) = (one for one in content(policy_diff(old, new)) if one.subject == FORGE.id)

    assert str(change.direction) != "neutral"
