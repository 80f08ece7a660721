"""The text of a policy as a model reads it."""

from dataclasses import replace

import pytest

from delibctl.model import Category, Clause, Exclusion, Outcome, Place, Policy, Style
from delibctl.policy import clause_heading, clause_text, spec

HERE = Place(file="policy.yaml")

HOW = Clause(
    id="refunds.how",
    title="How to ask",
    style="comply",
    text="Explain how to ask\nfor an order refund.",
    place=HERE,
    excludes=(Exclusion(text="stolen\ngoods.\n", to="fraud.no"),),
    overrides=("refunds.late",),
    rationale="It is asked\na lot.",
)
LATE = Clause(id="refunds.late", title="Too late", style="brief", text="Decline.", place=HERE)
NO = Clause(id="fraud.no", title="Fraud", style="refuse", text="Decline.", place=HERE)

POLICY = Policy(
    id="shop",
    version="4.2.7",
    title="Shop",
    description="Not for models.",
    principles=("Be\nkind.",),
    definitions={
        "order": "A purchase\nof goods.",
        "return window": "30 days.",
        "voucher": "A code.",
    },
    styles={
        "brief": Style(
            name="brief",
            outcome=Outcome.REFUSE,
            guide="Be\nbrief.",
            must=("say\nno",),
            must_not=("lecture",),
        )
    },
    categories=(
        Category(id="refunds", title="Refunds", summary="Explained\nto all.", clauses=(HOW, LATE)),
        Category(id="fraud", title="Fraud", summary="Declined.", clauses=(NO,)),
    ),
)

GOLDEN = """\
# Policy: Shop

## Principles
- Be kind.

## Categories
- refunds (Refunds): Explained to all.
- fraud (Fraud): Declined.

## Styles
- comply (comply): Answer the request fully and helpfully.
- refuse (refuse): Say briefly and politely that you cannot help with this. Do not lecture.
- safe-complete (safe-complete): Help with what is safe, leave out what is not, and say so in one \
sentence.
- brief (refuse): Be brief.
  - must: say no
  - must not: lecture

## Definitions
- order: A purchase of goods.

## Clauses of refunds: Refunds

### [refunds.how] How to ask
Style: comply
Explain how to ask
for an order refund.
Does not cover: stolen goods -> [fraud.no]
Wins over: [refunds.late]

### [refunds.late] Too late
Style: brief
Decline."""


def _with_text(text: str, **definitions: str) -> Policy:
    clause = replace(NO, text=text)
    category = Category(id="c", title="C", summary="S.", clauses=(clause,))
    return replace(POLICY, categories=(category,), definitions=definitions)


def test_a_policy_reads_like_this() -> None:
    assert spec(POLICY, ["refunds"]) == GOLDEN


def test_all_summaries_are_shown_but_only_the_clauses_that_are_wanted() -> None:
    text = spec(POLICY, ["fraud"])

    assert "- refunds (Refunds): Explained to all." in text
    assert [line for line in text.splitlines() if line.startswith("###")] == [clause_heading(NO)]


def test_the_order_of_the_policy_holds_whatever_is_asked_for_first() -> None:
    assert spec(POLICY, ["fraud", "refunds"]) == spec(POLICY, ["refunds", "fraud"])


def test_without_a_category_there_are_no_clauses() -> None:
    assert spec(POLICY, []) == GOLDEN.partition("\n\n## Definitions")[0]


def test_two_categories_share_everything_up_to_the_styles() -> None:
    common = spec(POLICY, []) + "\n\n## "

    for category in POLICY.categories:
        assert spec(POLICY, [category.id]).startswith(common)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"version": "5.0.0"}, id="version"),
        pytest.param({"description": "Other."}, id="description"),
        pytest.param({"id": "other"}, id="id"),
        pytest.param({"reserved": ("gone",)}, id="reserved ids"),
    ],
)
def test_what_says_nothing_to_a_model_is_not_in_the_text(change: dict[str, str]) -> None:
    assert spec(replace(POLICY, **change), ["refunds"]) == GOLDEN  # type: ignore[arg-type]


def test_rationale_and_owner_of_a_clause_are_not_in_the_text() -> None:
    assert HOW.rationale
    assert clause_text(replace(HOW, rationale=None, owner="Ada")) == clause_text(HOW)


def test_a_declared_style_stands_in_place_of_the_built_in_one_of_its_name() -> None:
    own = Style(name="refuse", outcome=Outcome.REFUSE, guide="Our own way.")
    text = spec(replace(POLICY, styles={"refuse": own}), [])

    assert [line for line in text.splitlines() if line.startswith("- refuse")] == [
        "- refuse (refuse): Our own way."
    ]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        pytest.param("order", "An order is open.", id="as it is"),
        pytest.param("order", "ORDERS are open.", id="plural and case"),
        pytest.param("pass", "Two passes.", id="plural in es"),
        pytest.param("return window", "Within the return\n  window.", id="over two lines"),
        pytest.param("return window", "The return-window ends.", id="with a hyphen"),
        pytest.param("own_goods", "Own goods only.", id="written with an underscore"),
        pytest.param("C++", "Code in C++ is fine.", id="ending in signs"),
        pytest.param(".env file", "Never show a .env file.", id="starting with a sign"),
        pytest.param("Bestellung", "Zur Bestellung, bitte.", id="another language"),
    ],
)
def test_a_definition_that_is_used_is_shown(term: str, text: str) -> None:
    assert f"## Definitions\n- {term}: Meaning." in spec(
        _with_text(text, **{term: "Meaning."}), ["c"]
    )


@pytest.mark.parametrize(
    ("term", "text"),
    [
        pytest.param("order", "Nothing of the kind.", id="not there"),
        pytest.param("order", "Reorder the border.", id="inside another word"),
        pytest.param("C++", "Code in XC++ is fine.", id="inside another word with signs"),
    ],
)
def test_a_definition_that_is_not_used_is_not_shown(term: str, text: str) -> None:
    assert "Definitions" not in spec(_with_text(text, **{term: "Meaning."}), ["c"])


def test_a_definition_that_only_another_category_uses_is_not_shown() -> None:
    assert "Definitions" not in spec(POLICY, ["fraud"])
