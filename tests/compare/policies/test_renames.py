"""Styles and terms under another name: one change, which hides no other."""

from dataclasses import replace

import pytest
from compare.policies.small import (
    FORGE,
    POLICY,
    TRAVEL,
    case,
    content,
    each,
    redefined,
    restyled,
    told,
    with_clause,
    with_style,
)
from compare.policies.test_classes import CASES
from support.memory_files import bundle
from support.project import SAMPLES

from delibctl.compare.policies import policy_diff
from delibctl.model import Example, Outcome, Policy
from delibctl.policy import build

#: Many clauses and examples of one style.
STYLED = each(
    POLICY,
    lambda one: replace(
        one, style="careful", examples=(Example(prompt=f"On {one.id}?", style="careful"),)
    ),
)
RENAMED = "style-renamed calm neutral: style renamed from careful to calm"
UNCLEAR = RENAMED.replace("neutral", "unknown")


def sample(name: str) -> Policy:
    folder = SAMPLES / name
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yaml")}
    return build(bundle(files))


@pytest.mark.parametrize("name", ["assistant", "support_bot"])
def test_each_style_that_is_renamed_everywhere_is_one_change(name: str) -> None:
    policy = sample(name)

    for style in policy.styles:
        assert told(policy_diff(policy, restyled(style, "another", policy))) == [
            f"style-renamed another neutral: style renamed from {style} to another"
        ]


def test_all_styles_can_be_renamed_at_once() -> None:
    new = restyled("careful", "a", restyled("hard-refusal", "b", restyled("warm-refusal", "c")))

    assert told(policy_diff(POLICY, new)) == [
        f"style-renamed {now} neutral: style renamed from {name} to {now}"
        for name, now in (("careful", "a"), ("hard-refusal", "b"), ("warm-refusal", "c"))
    ]


@pytest.mark.parametrize(
    ("new", "changes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_renamed_style_and_another_edit_are_both_told(new: Policy, changes: list[str]) -> None:
    found = told(policy_diff(POLICY, restyled("careful", "calmly", new)))

    renames = [line for line in found if line.startswith("style-renamed calmly ")]
    others = [line for line in found if line not in renames]
    assert len(renames) == 1
    assert sorted(others) == sorted(line.replace("careful", "calmly") for line in changes)


#: All but the one that renames the term itself.
OTHER_CASES = [case for case in CASES if "emblem" not in case[1].definitions]


@pytest.mark.parametrize(
    ("new", "changes"),
    [case[1:] for case in OTHER_CASES],
    ids=[case[0] for case in OTHER_CASES],
)
def test_a_renamed_term_and_another_edit_are_both_told(new: Policy, changes: list[str]) -> None:
    found = told(policy_diff(POLICY, redefined("badge", "shield", new)))

    renames = [line for line in found if line.startswith("term-renamed shield ")]
    others = [line for line in found if line not in renames]
    assert len(renames) == 1
    assert sorted(others) == sorted(changes)


@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        (
            {"outcome": Outcome.COMPLY},
            [
                "style-removed calm loosens:"
                " outcome of the style changed from safe-complete to comply"
            ],
        ),
        (
            {"outcome": Outcome.REFUSE},
            [
                "style-removed calm tightens:"
                " outcome of the style changed from safe-complete to refuse"
            ],
        ),
        (
            {"guide": "Help with much care."},
            ["style-guide-changed calm tightens: guide reworded: 'much' was added"],
        ),
        (
            {"guide": "Be short."},
            [
                "style-guide-changed calm unknown: guide reworded: 'Help with care' "
                "became 'Be short'"
            ],
        ),
        (
            {"must": ()},
            [
                "style-guide-changed calm loosens: 'must' changed: 'name the office' was "
                "removed, 'stay brief' was removed"
            ],
        ),
        (
            {"must_not": ("lecture",)},
            ["style-guide-changed calm unknown: 'must not' changed: 'lecture' was added"],
        ),
    ],
)
def test_what_else_changed_of_a_renamed_style_is_told(
    fields: dict[str, object], changes: list[str]
) -> None:
    new = with_style("calm", restyled("careful", "calm", STYLED), **fields)

    assert told(policy_diff(STYLED, new)) == [UNCLEAR, *changes]


def test_a_style_of_another_outcome_and_guide_is_another_style() -> None:
    new = with_style(
        "calm", restyled("careful", "calm"), outcome=Outcome.COMPLY, guide="Answer all."
    )

    assert told(policy_diff(POLICY, new)) == [
        "style-added calm unknown: style added",
        "style-removed careful unknown: style removed",
        "style-laxer permits.copy loosens:"
        " style changed from careful (safe-complete) to calm (comply)",
    ]


def test_clauses_that_went_to_another_style_are_told() -> None:
    new = with_clause(TRAVEL, restyled("careful", "calm", STYLED), style="comply")

    assert told(policy_diff(STYLED, new)) == [
        UNCLEAR,
        "style-laxer travel.visa loosens: style changed from calm (safe-complete) to comply",
    ]


def test_clauses_that_came_to_the_renamed_style_are_told() -> None:
    old = with_clause(TRAVEL, STYLED, style="hard-refusal")
    new = restyled("careful", "calm", STYLED)

    assert told(policy_diff(old, new)) == [
        UNCLEAR,
        "style-laxer travel.visa loosens:"
        " style changed from hard-refusal (refuse) to calm (safe-complete)",
    ]


def test_an_example_that_expects_another_style_is_told() -> None:
    flipped = (Example(prompt="On travel.visa?", style="comply"),)
    new = with_clause(TRAVEL, restyled("careful", "calm", STYLED), examples=flipped)

    assert told(policy_diff(STYLED, new)) == [
        RENAMED,
        "example-flipped travel.visa loosens: example now expects comply, not calm",
    ]


def test_two_styles_that_became_one_are_not_both_renamed() -> None:
    old = with_style("warm-refusal", with_clause(TRAVEL, style="warm-refusal"), guide="Say no.")
    new = restyled("warm-refusal", "no", restyled("hard-refusal", "no", old))

    found = told(policy_diff(old, new))

    assert [line.split()[0] for line in found] == [
        "style-renamed",
        "style-removed",
        "style-replaced",
    ]


def test_a_style_is_not_renamed_to_one_that_was_there() -> None:
    new = restyled("hard-refusal", "warm-refusal")

    assert [line.split()[0] for line in told(policy_diff(POLICY, new))] == [
        "style-removed",
        "style-replaced",
    ]


@pytest.mark.parametrize("used", ["calm-help", "calm"])
def test_texts_follow_a_name_that_is_no_plain_word(used: str) -> None:
    old = with_clause(TRAVEL, restyled("careful", "kind-help"), text="Visas get kind-help only.")
    new = with_clause(TRAVEL, restyled("kind-help", used, old), text=f"Visas get {used} only.")

    found = told(policy_diff(old, new))

    assert found[0] == f"style-renamed {used} neutral: style renamed from kind-help to {used}"
    assert len(found) == (1 if used == "calm-help" else 2)


def test_a_renamed_style_has_the_cases_and_clauses_of_both_names() -> None:
    cases = [case(name, "permits.explain", style=name) for name in ("careful", "calm", "comply")]

    (change,) = content(policy_diff(POLICY, restyled("careful", "calm"), cases))

    assert (change.cases, change.clauses) == (("careful", "calm"), ("permits.copy",))


def test_a_style_that_nothing_uses_is_renamed_too() -> None:
    assert told(policy_diff(POLICY, restyled("warm-refusal", "kind-refusal"))) == [
        "style-renamed kind-refusal neutral: style renamed from warm-refusal to kind-refusal"
    ]


TERM = replace(
    with_clause(
        FORGE,
        text="The assistant must not sell an official document, or forge official documents.",
    ),
    definitions={"official document": "An official document is a paper with a seal."},
)


def paper(text: str) -> str:
    """A text with another term, in the singular and the plural."""
    return text.replace("an official document", "a state paper").replace(
        "official document", "state paper"
    )


def with_papers(policy: Policy) -> Policy:
    new = each(policy, lambda one: replace(one, text=paper(one.text), title=paper(one.title)))
    meaning = "A state paper is a paper with a seal."
    return replace(new, definitions={"state paper": meaning})


NOT_ALL = (
    "term-renamed state paper unknown: term renamed from official document to state paper,"
    " but some texts differ in more than the term"
)


def test_texts_follow_a_term_with_its_article_and_plural() -> None:
    (change,) = content(policy_diff(TERM, with_papers(TERM)))

    assert change.message == "term renamed from official document to state paper"
    assert (str(change.direction), change.clauses) == ("unknown", ("permits.forge",))


@pytest.mark.parametrize(
    ("name", "now", "direction"),
    [
        ("ticket", "tickets", "neutral"),
        ("state paper", "State-papers", "neutral"),
        ("state paper", "statepaper", "neutral"),
        ("entry", "entries", "neutral"),
        ("pass", "passes", "neutral"),
        ("minor", "minority", "unknown"),
        ("minor", "adult", "unknown"),
        ("class", "clas", "unknown"),
    ],
)
def test_only_a_term_of_the_same_words_is_the_same_term(
    name: str, now: str, direction: str
) -> None:
    old = replace(POLICY, definitions={name: "What the law says."})

    (change,) = content(policy_diff(old, replace(old, definitions={now: "What the law says."})))

    assert change.message == f"term renamed from {name} to {now}"
    assert (str(change.direction), change.guarded) == (direction, True)


def test_a_text_that_changed_in_more_than_the_term_is_told() -> None:
    new = with_papers(TERM)
    new = with_clause(FORGE, new, text=new.clause_by_id[FORGE.id].text.replace("sell", "sell on"))

    found = content(policy_diff(TERM, new))

    assert [change.subject for change in found] == ["state paper", "permits.forge"]
    assert told(policy_diff(TERM, new))[0] == NOT_ALL


def test_a_text_that_keeps_the_old_term_is_not_followed() -> None:
    old = with_clause(TRAVEL, TERM, text="Visas are no official document.")
    new = with_clause(TRAVEL, with_papers(old), text="Visas are no official document.")

    assert told(policy_diff(old, new)) == [NOT_ALL]


def test_a_text_that_had_the_new_term_already_has_another_meaning_now() -> None:
    old = with_clause(TRAVEL, TERM, text="Visas are no state paper.")

    assert told(policy_diff(old, with_papers(old))) == [NOT_ALL]


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("lawful use", "unlawful use"),
        ("2 copies", "20 copies"),
        ("Schedule A drug", "Schedule B drug"),
        ("class I drug", "class III drug"),
    ],
)
def test_a_name_that_says_something_else_is_not_the_same_term(name: str, now: str) -> None:
    old = replace(POLICY, definitions={name: "What the law says."})

    assert told(policy_diff(old, replace(old, definitions={now: "What the law says."}))) == sorted(
        [
            f"definition-changed {now} unknown: definition added",
            f"definition-changed {name} unknown: definition removed",
        ]
    )


def test_a_term_with_another_meaning_is_another_term() -> None:
    old = replace(POLICY, definitions={"paper": "A form."})

    found = told(policy_diff(old, replace(old, definitions={"document": "Any text."})))

    assert [line.split()[0] for line in found] == ["definition-changed"] * 2


@pytest.mark.parametrize("now", ["Official document", "official-document", "OFFICIAL DOCUMENT"])
def test_a_term_that_is_only_written_otherwise_is_one_harmless_change(now: str) -> None:
    def written(text: str) -> str:
        return text.replace("official document", now)

    definitions = {now: TERM.definitions["official document"]}
    for new in (TERM, each(TERM, lambda one: replace(one, text=written(one.text)))):
        (change,) = content(policy_diff(TERM, replace(new, definitions=definitions)))

        assert change.message == f"the term 'official document' is now written {now!r}"
        assert (str(change.direction), change.kind.code) == ("neutral", "BRK011")


def test_a_meaning_that_changed_with_the_spelling_of_a_term_is_told() -> None:
    new = replace(TERM, definitions={"Official document": "Any paper at all."})

    assert told(policy_diff(TERM, new)) == [
        "formatting-changed Official document neutral:"
        " the term 'official document' is now written 'Official document'",
        "definition-changed Official document unknown: definition reworded: 'An official "
        "document is a' became 'Any', 'with a seal' became 'at all'",
    ]
