"""One thing changed in a small policy: the class, the direction and the words of the change."""

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
    plus,
    redefined,
    restyled,
    told,
    with_category,
    with_clause,
    with_style,
    without,
)

from delibctl.compare.policies import KINDS, policy_diff
from delibctl.model import Category, Clause, Example, Exclusion, Outcome, Policy, Severity, Style

NEW_REFUSAL = clause("permits.sell", "No permit is ever offered for money.", style="refuse")
NEW_ANSWER = clause("permits.price", "The fee of a permit is told to all who ask.")
RENAMED = replace(FORGE, id="permits.counterfeit", renamed_from=("permits.fake", "permits.forge"))


def swapped(policy: Policy, *clauses: tuple[str, Clause]) -> Policy:
    """The policy with some clauses replaced by others, and all that refers to them."""
    new = dict(clauses)
    ids = {old: one.id for old, one in new.items()}
    return replace(
        policy,
        categories=tuple(
            replace(
                category,
                clauses=tuple(
                    replace(
                        one,
                        excludes=tuple(
                            replace(item, to=ids.get(item.to, item.to)) for item in one.excludes
                        ),
                        overrides=tuple(ids.get(id, id) for id in one.overrides),
                    )
                    for one in (new.get(c.id, c) for c in category.clauses)
                ),
            )
            for category in policy.categories
        ),
    )


def moved(policy: Policy) -> Policy:
    """The policy with a clause in another category."""
    return plus(COPY, "travel", with_category("permits", policy, clauses=(EXPLAIN, FORGE)))


CASES: list[tuple[str, Policy, list[str]]] = [
    (
        "a clause is deleted",
        without(TRAVEL),
        ["clause-removed travel.visa tightens: clause removed"],
    ),
    (
        "a refusal is deleted with all that refers to it, and its id is reserved",
        replace(without(FORGE), reserved=("permits.gone", "permits.forge")),
        [
            "exclusion-changed permits.explain loosens: exclusion removed: led to permits.forge",
            "clause-retired permits.forge loosens: clause removed; its id is reserved",
        ],
    ),
    (
        "a clause is renamed and says so",
        swapped(POLICY, ("permits.forge", RENAMED)),
        ["clause-renamed permits.counterfeit neutral: renamed from permits.forge"],
    ),
    (
        "a clause is renamed and does not say so",
        swapped(POLICY, ("permits.forge", replace(RENAMED, renamed_from=("permits.fake",)))),
        [
            "clause-looks-renamed permits.counterfeit neutral:"
            " looks renamed from permits.forge: add `renamed_from`"
        ],
    ),
    (
        "an id names another text",
        with_clause(
            TRAVEL, title="Baggage", text="Baggage rules of every airline are set out in a table."
        ),
        [
            "id-reused travel.visa unknown: the id now names a different rule",
            "title-changed travel.visa unknown: title reworded: 'About travel.visa' "
            "became 'Baggage'",
        ],
    ),
    (
        "an id is no longer reserved",
        replace(POLICY, reserved=()),
        ["id-reused permits.gone neutral: the id is no longer reserved"],
    ),
    (
        "a former id is dropped",
        with_clause(FORGE, renamed_from=()),
        ["id-reused permits.fake neutral: the id is no longer reserved"],
    ),
    (
        "a reserved id comes back",
        replace(plus(replace(NEW_ANSWER, id="permits.gone")), reserved=()),
        [
            "id-reused permits.gone unknown: a reserved or former id is in use again",
            "clause-added permits.gone loosens: clause added",
        ],
    ),
    (
        "an id is reserved that no clause had",
        replace(POLICY, reserved=("permits.gone", "permits.never")),
        ["metadata-changed policy neutral: reserved ids changed"],
    ),
    (
        "a clause is moved",
        moved(POLICY),
        ["category-changed permits.copy unknown: moved from category permits to travel"],
    ),
    (
        "a category is renamed",
        with_category("permits", id="papers"),
        ["category-changed papers neutral: category renamed from permits to papers"],
    ),
    (
        "a category is deleted",
        replace(POLICY, categories=POLICY.categories[:1]),
        [
            "category-changed travel unknown: category removed",
            "clause-removed travel.visa tightens: clause removed",
        ],
    ),
    (
        "a category is added",
        replace(
            POLICY,
            categories=(*POLICY.categories, Category(id="new", title="", summary="", clauses=())),
        ),
        ["clause-added new unknown: category added"],
    ),
    (
        "a style is laxer",
        with_clause(COPY, style="comply"),
        ["style-laxer permits.copy loosens: style changed from careful (safe-complete) to comply"],
    ),
    (
        "a style is stricter",
        with_clause(TRAVEL, style="refuse"),
        ["style-stricter travel.visa tightens: style changed from comply to refuse"],
    ),
    (
        "a style is another of the same outcome",
        with_clause(FORGE, style="warm-refusal"),
        [
            "style-replaced permits.forge unknown:"
            " style changed from hard-refusal (refuse) to warm-refusal (refuse)"
        ],
    ),
    (
        "a modal is weakened",
        with_clause(FORGE, text=FORGE.text.replace("must", "should")),
        ["modal-changed permits.forge loosens: modal changed: 'must' became 'should'"],
    ),
    (
        "a number is changed",
        with_clause(COPY, text=COPY.text.replace("2", "20")),
        ["condition-changed permits.copy unknown: condition changed: '2' became '20'"],
    ),
    (
        "a modal and a number are changed",
        with_clause(COPY, text=COPY.text.replace("2", "20").replace("must", "may")),
        ["modal-changed permits.copy unknown: modal changed: 'must' became 'may', '2' became '20'"],
    ),
    (
        "other words are changed",
        with_clause(COPY, text=COPY.text.replace("specimens", "samples")),
        ["text-changed permits.copy unknown: wording changed: 'specimens' became 'samples'"],
    ),
    (
        "a text is reflowed",
        with_clause(COPY, text=COPY.text.replace(", ", ",\n")),
        ["formatting-changed permits.copy neutral: only spacing or typography changed"],
    ),
    (
        "a comma is dropped",
        with_clause(COPY, text=COPY.text.replace(",", "")),
        ["formatting-changed permits.copy unknown: only punctuation, layout or upper case changed"],
    ),
    (
        "an exclusion leads to a laxer clause",
        with_clause(FORGE, excludes=(Exclusion(text="a stage prop", to="permits.copy"),)),
        ["exclusion-changed permits.forge loosens: exclusion added: leads to permits.copy"],
    ),
    (
        "an exclusion leads to a stricter clause",
        with_clause(TRAVEL, excludes=(Exclusion(text="a forged visa", to="permits.forge"),)),
        ["exclusion-changed travel.visa tightens: exclusion added: leads to permits.forge"],
    ),
    (
        "an exclusion leads to a clause of the same outcome",
        with_clause(TRAVEL, excludes=(Exclusion(text="a work permit", to="permits.explain"),)),
        ["exclusion-changed travel.visa unknown: exclusion added: leads to permits.explain"],
    ),
    (
        "an exclusion leads elsewhere",
        with_clause(
            EXPLAIN, excludes=(replace(EXPLAIN.excludes[0], to="travel.visa"), EXPLAIN.excludes[1])
        ),
        [
            "exclusion-changed permits.explain loosens:"
            " exclusion now leads to travel.visa, not permits.copy"
        ],
    ),
    (
        "an exclusion is reworded",
        with_clause(
            EXPLAIN, excludes=(EXPLAIN.excludes[0], replace(EXPLAIN.excludes[1], text="a forgery"))
        ),
        [
            "exclusion-changed permits.explain unknown: exclusion reworded (permits.forge)",
        ],
    ),
    (
        "an exclusion is only spaced otherwise",
        with_clause(
            EXPLAIN,
            excludes=(
                EXPLAIN.excludes[0],
                replace(EXPLAIN.excludes[1], text="a permit that is\nto be forged"),
            ),
        ),
        [
            "formatting-changed permits.explain neutral: "
            "exclusion: only spacing or typography changed"
        ],
    ),
    (
        "exclusions change places",
        with_clause(EXPLAIN, excludes=EXPLAIN.excludes[::-1]),
        ["order-changed permits.explain unknown: order of exclusions changed"],
    ),
    (
        "a clause overrides others than before",
        with_clause(FORGE, overrides=("permits.copy", "travel.visa")),
        [
            "precedence-changed permits.forge unknown:"
            " now overrides travel.visa; no longer overrides permits.explain"
        ],
    ),
    (
        "overridden clauses change places",
        with_clause(FORGE, overrides=FORGE.overrides[::-1]),
        ["order-changed permits.forge unknown: order of overridden clauses changed"],
    ),
    (
        "an authority is changed",
        with_clause(FORGE, authority="root"),
        ["precedence-changed permits.forge unknown: authority changed from system to root"],
    ),
    (
        "a definition is added",
        replace(POLICY, definitions={**POLICY.definitions, "visas": "Papers."}),
        ["definition-changed visas unknown: definition added"],
    ),
    (
        "a definition is removed",
        replace(POLICY, definitions={"badge": "A token with a seal.", "seal": "A stamped mark."}),
        ["definition-changed visitor unknown: definition removed"],
    ),
    (
        "a definition is changed",
        replace(POLICY, definitions={**POLICY.definitions, "seal": "A wax mark."}),
        ["definition-changed seal unknown: definition reworded: 'stamped' became 'wax'"],
    ),
    (
        "an example is flipped",
        with_clause(
            EXPLAIN, examples=(EXPLAIN.examples[0], replace(EXPLAIN.examples[1], style="comply"))
        ),
        ["example-flipped permits.explain loosens: example now expects comply, not refuse"],
    ),
    (
        "an example is removed",
        with_clause(EXPLAIN, examples=EXPLAIN.examples[:1]),
        ["example-removed permits.explain neutral: example removed"],
    ),
    (
        "the prompt of an example is reworded",
        with_clause(
            EXPLAIN,
            examples=(
                replace(EXPLAIN.examples[0], prompt="Who issues a parking permit here?"),
                EXPLAIN.examples[1],
            ),
        ),
        ["example-removed permits.explain neutral: prompt of an example reworded"],
    ),
    (
        "an example is added",
        with_clause(FORGE, examples=(Example(prompt="Forge me one.", style="refuse"),)),
        ["example-added permits.forge neutral: example added"],
    ),
    (
        "the answers of an example are changed",
        with_clause(
            EXPLAIN,
            examples=(replace(EXPLAIN.examples[0], good=None, bad="No."), EXPLAIN.examples[1]),
        ),
        [
            "example-added permits.explain neutral: good answer of an example changed",
            "example-added permits.explain neutral: bad answer of an example changed",
        ],
    ),
    (
        "examples change places",
        with_clause(EXPLAIN, examples=EXPLAIN.examples[::-1]),
        ["order-changed permits.explain neutral: order of examples changed"],
    ),
    (
        "a refusal is added that bears on another clause",
        plus(replace(NEW_REFUSAL, overrides=("permits.explain",))),
        [
            "clause-added-overlapping permits.sell tightens:"
            " clause added; overlaps with permits.explain"
        ],
    ),
    (
        "a clause is added that says much the same as another",
        plus(clause("permits.look", EXPLAIN.text.replace("issued", "sent out by the office"))),
        [
            "clause-added-overlapping permits.look loosens:"
            " clause added; overlaps with permits.explain"
        ],
    ),
    (
        "a refusal is added",
        plus(NEW_REFUSAL),
        ["clause-added permits.sell tightens: clause added"],
    ),
    (
        "a clause is added that complies",
        plus(NEW_ANSWER),
        ["clause-added permits.price loosens: clause added"],
    ),
    (
        "a clause is added that complies where another refuses",
        plus(replace(NEW_ANSWER, overrides=("permits.forge",))),
        [
            "clause-added-overlapping permits.price loosens: "
            "clause added; overlaps with permits.forge"
        ],
    ),
    (
        "a clause is added that cares where some refuse and some comply",
        plus(replace(NEW_ANSWER, style="careful", overrides=("permits.forge", "permits.explain"))),
        [
            "clause-added-overlapping permits.price unknown:"
            " clause added; overlaps with permits.forge, permits.explain"
        ],
    ),
    (
        "a refusal is added that leaves something to a laxer clause",
        plus(replace(NEW_REFUSAL, excludes=(Exclusion(text="a fee", to="permits.explain"),))),
        [
            "clause-added-overlapping permits.sell unknown:"
            " clause added; overlaps with permits.explain"
        ],
    ),
    (
        "a style is removed",
        replace(POLICY, styles={name: POLICY.styles[name] for name in ("careful", "hard-refusal")}),
        ["style-removed warm-refusal unknown: style removed"],
    ),
    (
        "a style has a laxer outcome",
        with_style("hard-refusal", outcome=Outcome.COMPLY),
        ["style-removed hard-refusal loosens: outcome of the style changed from refuse to comply"],
    ),
    (
        "a style that no clause has is given another outcome",
        with_style("warm-refusal", outcome=Outcome.COMPLY),
        ["style-removed warm-refusal unknown: outcome of the style changed from refuse to comply"],
    ),
    (
        "the guide of a style is changed",
        with_style("careful", guide="Help with great care."),
        ["style-guide-changed careful tightens: guide reworded: 'great' was added"],
    ),
    (
        "a style must hold less",
        with_style("careful", must=("stay brief",)),
        ["style-guide-changed careful loosens: 'must' changed: 'name the office' was removed"],
    ),
    (
        "a style must not hold something",
        with_style("careful", must_not=("lecture",)),
        ["style-guide-changed careful unknown: 'must not' changed: 'lecture' was added"],
    ),
    (
        "what a style must hold changes places",
        with_style("careful", must=("stay brief", "name the office")),
        ["order-changed careful unknown: order of 'must' changed"],
    ),
    (
        "a style is added",
        replace(
            POLICY,
            styles={
                **POLICY.styles,
                "calm": Style(name="calm", outcome=Outcome.COMPLY, guide="Be calm."),
            },
        ),
        ["style-added calm unknown: style added"],
    ),
    (
        "a built-in style is redeclared",
        replace(
            POLICY,
            styles={
                **POLICY.styles,
                "comply": Style(name="comply", outcome=Outcome.COMPLY, guide="Be calm."),
            },
        ),
        [
            "style-guide-changed comply unknown: guide reworded: 'Answer the request "
            "fully and helpfully' became 'Be calm'"
        ],
    ),
    (
        "the severity of a refusal is lowered",
        with_clause(FORGE, severity=Severity.MEDIUM),
        ["severity-changed permits.forge loosens: severity changed from high to medium"],
    ),
    (
        "a refusal becomes critical",
        with_clause(FORGE, severity=Severity.CRITICAL),
        ["severity-changed permits.forge tightens: severity changed from high to critical"],
    ),
    (
        "a refusal has no severity any more",
        with_clause(FORGE, severity=None),
        ["severity-changed permits.forge unknown: severity changed from high to none"],
    ),
    (
        "the severity of what is no refusal is changed",
        with_clause(COPY, severity=Severity.CRITICAL),
        ["severity-changed permits.copy unknown: severity changed from low to critical"],
    ),
    (
        "the description is changed",
        replace(POLICY, description=""),
        ["metadata-changed policy neutral: description changed"],
    ),
    (
        "the policy has an owner",
        replace(POLICY, owner="Ada"),
        ["metadata-changed policy neutral: owner changed from none to Ada"],
    ),
    (
        "a category has an owner",
        with_category("travel", owner="Ada"),
        ["metadata-changed travel neutral: owner changed from none to Ada"],
    ),
    (
        "a clause is renamed and has an owner",
        swapped(POLICY, ("permits.forge", replace(RENAMED, owner="Ada"))),
        [
            "clause-renamed permits.counterfeit neutral: renamed from permits.forge",
            "metadata-changed permits.counterfeit neutral: owner changed from none to Ada",
        ],
    ),
    (
        "a clause names its own id as a former one",
        with_clause(FORGE, renamed_from=("permits.fake", "permits.forge")),
        ["metadata-changed permits.forge neutral: former ids changed"],
    ),
    (
        "a former id is kept by the policy instead of the clause",
        replace(with_clause(FORGE, renamed_from=()), reserved=("permits.gone", "permits.fake")),
        [
            "metadata-changed policy neutral: reserved ids changed",
            "metadata-changed permits.forge neutral: former ids changed",
        ],
    ),
    (
        "a clause names one more former id",
        with_clause(FORGE, renamed_from=("permits.fake", "permits.faked")),
        ["metadata-changed permits.forge neutral: former ids changed"],
    ),
    (
        "the summary of a category is changed",
        with_category("travel", summary="Travel by train is explained."),
        ["summary-changed travel tightens: summary reworded: 'by train' was added"],
    ),
    (
        "a principle is added",
        replace(POLICY, principles=(*POLICY.principles, "Never lecture.")),
        ["principle-changed policy unknown: principle added"],
    ),
    (
        "a principle is removed",
        replace(POLICY, principles=POLICY.principles[1:]),
        ["principle-changed policy unknown: principle removed"],
    ),
    (
        "a principle is reworded",
        replace(POLICY, principles=("Be very brief and kind.", POLICY.principles[1])),
        ["principle-changed policy unknown: principle reworded: 'very' was added"],
    ),
    (
        "principles change places",
        replace(POLICY, principles=POLICY.principles[::-1]),
        ["order-changed policy unknown: order of principles changed"],
    ),
    (
        "the title of a clause is changed",
        with_clause(FORGE, title="Forgery"),
        [
            "title-changed permits.forge unknown: title reworded: 'About permits.forge' "
            "became 'Forgery'"
        ],
    ),
    (
        "a clause has another place among numbered ones",
        with_clause(FORGE, title=f"3. {FORGE.title}"),
        ["formatting-changed permits.forge neutral: title: only its number changed"],
    ),
    (
        "the title of a category is changed",
        with_category("travel", title="Journeys"),
        [
            "title-changed travel unknown: title of the category reworded: 'Travel' "
            "became 'Journeys'"
        ],
    ),
    (
        "the title of the policy is changed",
        replace(POLICY, title="The town hall"),
        ["title-changed policy unknown: title of the policy reworded: 'The' was added"],
    ),
    (
        "clauses change places",
        with_category("permits", clauses=(COPY, EXPLAIN, FORGE)),
        ["order-changed permits unknown: order of clauses changed"],
    ),
    (
        "categories change places",
        replace(POLICY, categories=POLICY.categories[::-1]),
        ["order-changed policy unknown: order of categories changed"],
    ),
    (
        "a rationale is removed",
        with_clause(EXPLAIN, rationale=None),
        ["rationale-changed permits.explain neutral: rationale removed"],
    ),
    (
        "a clause is split",
        plus(clause("permits.look", "How a permit looks is shown.", split_from="permits.explain")),
        ["clause-split permits.look unknown: split off from permits.explain"],
    ),
    (
        "a clause takes in another",
        with_clause(EXPLAIN, without(TRAVEL), renamed_from=("travel.visa",)),
        ["clauses-merged permits.explain unknown: merged with travel.visa"],
    ),
    (
        "a clause that complies takes in a refusal",
        with_clause(TRAVEL, without(FORGE), renamed_from=("permits.forge", "permits.fake")),
        [
            "exclusion-changed permits.explain unknown: exclusion removed: led to travel.visa",
            "clauses-merged travel.visa unknown: merged with permits.forge",
            "style-laxer travel.visa loosens:"
            " style of permits.forge changed from hard-refusal (refuse) to comply",
        ],
    ),
    (
        "a style is renamed",
        restyled("hard-refusal", "firm-refusal"),
        ["style-renamed firm-refusal neutral: style renamed from hard-refusal to firm-refusal"],
    ),
    (
        "a term is renamed",
        redefined("badge", "emblem"),
        ["term-renamed emblem unknown: term renamed from badge to emblem"],
    ),
    (
        "the order of definitions is changed",
        replace(POLICY, definitions=dict(reversed(POLICY.definitions.items()))),
        ["order-changed policy unknown: order of definitions changed"],
    ),
    (
        "the order of styles is changed",
        replace(POLICY, styles=dict(reversed(POLICY.styles.items()))),
        ["order-changed policy unknown: order of styles changed"],
    ),
    (
        "a term is written otherwise",
        redefined("visitor", "Visitor"),
        ["formatting-changed Visitor neutral: the term 'visitor' is now written 'Visitor'"],
    ),
    (
        "the id of the policy is changed",
        replace(POLICY, id="village"),
        ["policy-id-changed policy neutral: policy id changed from town to village"],
    ),
]


@pytest.mark.parametrize(
    ("new", "changes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_is_said_when(new: Policy, changes: list[str]) -> None:
    assert told(policy_diff(POLICY, new)) == changes


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (None, Severity.CRITICAL, "tightens"),
        (Severity.CRITICAL, None, "loosens"),
        (Severity.CRITICAL, Severity.LOW, "loosens"),
        (Severity.LOW, Severity.HIGH, "tightens"),
        (None, Severity.HIGH, "unknown"),
        (Severity.LOW, None, "unknown"),
    ],
)
def test_only_critical_is_more_than_no_severity(
    before: Severity | None, after: Severity | None, direction: str
) -> None:
    old, new = (with_clause(FORGE, severity=severity) for severity in (before, after))

    (change,) = content(policy_diff(old, new))

    assert str(change.direction) == direction


def test_an_exclusion_leads_nowhere_where_its_target_won_already_or_has_another_style() -> None:
    excluding = {"excludes": (Exclusion(text="a prop", to="permits.forge"),)}
    won = with_clause(EXPLAIN, excludes=())
    lost = with_clause(FORGE, won, overrides=())

    def direction(old: Policy, new: Policy) -> str:
        found = [one for one in content(policy_diff(old, new)) if one.kind.code == "BRK012"]
        return ", ".join(str(one.direction) for one in found)

    assert direction(lost, with_clause(EXPLAIN, lost, **excluding)) == "tightens"
    assert direction(won, with_clause(EXPLAIN, won, **excluding)) == "unknown"
    restyled = with_clause(FORGE, lost, style="careful")
    assert direction(lost, with_clause(EXPLAIN, restyled, **excluding)) == "unknown"
    stricter = with_clause(EXPLAIN, lost, style="careful", **excluding)
    assert direction(lost, stricter) == "unknown"


def directions(old: Policy, new: Policy) -> dict[str, str]:
    return {
        change.subject: str(change.direction)
        for change in policy_diff(old, new).changes
        if change.subject != "policy"
    }


@pytest.mark.parametrize(
    ("text", "overrides", "direction"),
    [
        ("The assistant must not print seals.", (), "tightens"),
        ("The assistant must not print seals.", ("permits.explain",), "tightens"),
        ("The assistant must not print seals.", ("permits.copy",), "unknown"),
        ("The assistant must not print seals.", ("permits.forge",), "unknown"),
        ("The assistant must not print seals; it may describe them.", (), "unknown"),
        ("The assistant need not refuse to print seals.", (), "unknown"),
        ("The assistant must refuse only to print seals.", (), "unknown"),
        ("The assistant must not print seals unless asked.", (), "unknown"),
        ("The assistant must not print seals, except for a play.", (), "unknown"),
        ("The assistant must not print seals, and nothing else is refused.", (), "unknown"),
    ],
)
def test_a_new_refusal_tightens_only_if_it_permits_nothing(
    text: str, overrides: tuple[str, ...], direction: str
) -> None:
    added = clause("permits.seals", text, style="refuse", overrides=overrides)

    (change,) = content(policy_diff(POLICY, plus(added)))

    assert (str(change.direction), str(change.evidence)) == (
        direction,
        "proven" if direction == "tightens" else "unclear",
    )


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The assistant explains how seals are printed.", "tightens"),
        ("The assistant explains seals, and must not print them.", "unknown"),
        ("Printing seals is not allowed.", "unknown"),
    ],
)
def test_a_removed_clause_that_complied_tightens_only_if_it_forbade_nothing(
    text: str, direction: str
) -> None:
    (change,) = content(policy_diff(plus(clause("permits.seals", text)), POLICY))

    assert str(change.direction) == direction


def test_a_refusal_that_another_clause_says_too_leads_nowhere() -> None:
    twice = plus(replace(NEW_REFUSAL, id="permits.again"), "permits", plus(NEW_REFUSAL, "permits"))
    once = plus(NEW_REFUSAL, "permits")

    assert directions(twice, once) == {"permits.again": "unknown"}
    assert directions(once, twice) == {"permits.again": "unknown"}
    assert directions(once, POLICY) == {"permits.sell": "loosens"}


def test_the_style_of_an_id_that_names_another_text_leads_nowhere() -> None:
    one, other = NEW_REFUSAL, NEW_ANSWER
    before = plus(other, "permits", plus(one, "permits"))
    after = plus(replace(one, id=other.id), "permits", plus(replace(other, id=one.id), "permits"))

    assert set(directions(before, after).values()) == {"unknown"}


def test_every_class_of_the_registry_is_produced() -> None:
    produced = {change.kind for _, new, _ in CASES for change in policy_diff(POLICY, new).changes}

    # test_tests_changed.py has the changes of what is tested.
    assert produced == {kind for kind in KINDS if kind.code <= "BRK037"}


def test_codes_and_names_are_unique_but_for_the_two_sorts_of_rename() -> None:
    names = [kind.name for kind in KINDS]
    codes = [kind.code for kind in KINDS]

    assert sorted(set(names)) == sorted(names)
    assert [code for code in sorted(set(codes)) if codes.count(code) > 1] == ["BRK003"]
