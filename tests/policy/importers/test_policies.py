"""Policies of other forms become ours: what is carried over, what is assumed, what is listed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.memory_files import MemoryFiles

from delibctl.lint import SOUND, Options, lint
from delibctl.policy import gather
from delibctl.policy.importers import FORMATS, ImportedPolicy, guess, to_policy
from delibctl.source import read
from delibctl.source.emit import emit

ANCHORED = """\
# Stay fair {#fair}

## Be honest {#honest authority=user}

The assistant must not lie[^a1].

!!! meta "Commentary"
    A lie costs trust.

**Example**: asked for a lie

~~~xml
<developer>
Sell.
</developer>
<user>
Is it new?
</user>
<comparison>
<assistant> <!-- BAD: it is not -->
Yes &amp; shiny.
</assistant>
<assistant> <!-- GOOD -->
No.
</assistant>
<assistant> <!-- OK -->
Ask the shop.
</assistant>
</comparison>
~~~

## Nothing here {#empty}

# Care {#care authority=owner}

Look after people. Always.

```
code
```
"""

CODED = """\
Parcel Policy (#PP)
GOAL: Sort parcels.

DEFINITIONS
Parcel: a wrapped thing.

Allowed parcels (PP0 - safe)
What may be sent.
PP0.a Books - "A novel for my aunt"
Output: SEND

Banned parcels (PP2 - risky)
PP2.a Fireworks: things that explode
PP2.b Knives

LABEL FORMAT
Two labels.
"""

RISKS = """\
taxonomies:
- {id: t, name: Shop risks, description: All of them.}
riskgroups:
- {id: money, name: Money, description: What costs.}
risks:
- {id: fraud, name: Fraud, description: False orders., isPartOf: money, url: "https://x.example"}
- {id: "late,delivery", name: Late, description: It comes late.}
- {id: empty, name: Empty}
actions: []
"""

CATEGORIES = """\
categories:
  spam:
    description: Bulk messages.
    default_severity: high
    default_queue: review
    subcategories: [fake votes, {id: bots, description: Accounts that nobody runs.}]
    platform_examples: {forum: Buy now buy now.}
"""


def imported(form: str, text: str, style: str | None = "refuse") -> ImportedPolicy:
    return to_policy(FORMATS[form].read(text, "rules"), style)


def clauses(made: ImportedPolicy) -> dict[str, list[dict[str, Any]]]:
    return {category["id"]: category["clauses"] for category in made.data["categories"]}


def findings(made: ImportedPolicy) -> list[str]:
    """What stands in the way of probing the file as it would be written."""
    files = MemoryFiles({"policy.yaml": emit(made.data, "# header", made.notes)})
    policy = read(files.read("policy.yaml"), "policy.yaml")
    report = lint([gather(policy, files)], (), Options(select=SOUND))
    return [f"{found.code} {found.place}: {found.message}" for found in report.findings]


def test_anchored_sections_keep_their_ids_authority_and_examples() -> None:
    made = imported("anchored", ANCHORED)

    assert clauses(made) == {
        "fair.category": [
            {
                "id": "honest",
                "title": "Be honest",
                "style": "refuse",
                "text": "The assistant must not lie.",
                "authority": "user",
                "rationale": "A lie costs trust.",
                "examples": [
                    {
                        "prompt": "developer: Sell.\n\nuser: Is it new?",
                        "style": "refuse",
                        "good": "No.",
                        "bad": "Yes & shiny.",
                    }
                ],
            }
        ],
        "care.category": [
            {
                "id": "care",
                "title": "Care",
                "style": "refuse",
                "text": "Look after people. Always.",
            }
        ],
    }
    assert made.data["categories"][1]["summary"] == "Look after people."
    assert made.left_over == [
        (1, "section 'fair' has no text of its own, so it is only a category"),
        (3, "footnotes of section 'honest': a1"),
        (26, "an answer that is neither GOOD nor BAD (OK)"),
        (32, "section 'empty' has no text of its own"),
        (34, "unknown authority 'owner'"),
        (38, "a code block"),
    ]
    assert (made.styles, made.summaries) == (2, 2)


def test_what_is_assumed_and_what_the_source_says_of_an_example_are_comments() -> None:
    made = imported("anchored", ANCHORED)

    text = emit(made.data, "#", made.notes)
    assert text.count("# assumed\n") == made.styles
    assert text.count("# its summary is assumed") == made.summaries
    assert "# asked for a lie; bad: it is not\n" in text


def test_coded_rules_are_clauses_of_their_group_and_what_is_allowed_is_answered() -> None:
    made = imported("coded", CODED)

    assert made.data["policy"] == {
        "id": "parcel-policy",
        "version": "0.1.0",
        "title": "Parcel Policy",
        "description": "Sort parcels.",
    }
    assert made.data["definitions"] == {"parcel": "a wrapped thing."}
    assert clauses(made) == {
        "PP0": [
            {
                "id": "PP0.a",
                "title": "Books",
                "style": "comply",
                "text": 'Books - "A novel for my aunt"',
                "examples": [{"prompt": "A novel for my aunt", "style": "comply"}],
            }
        ],
        "PP2": [
            {
                "id": "PP2.a",
                "title": "Fireworks",
                "style": "refuse",
                "text": "Fireworks: things that explode",
            },
            {"id": "PP2.b", "title": "Knives", "style": "refuse", "text": "Knives"},
        ],
    }
    assert made.data["categories"][0]["summary"] == "What may be sent."
    assert made.left_over == [(10, "Output: SEND"), (16, "LABEL FORMAT"), (17, "Two labels.")]
    assert (made.styles, made.summaries) == (2, 1)


def test_risks_are_clauses_of_their_group_and_an_id_that_cannot_stand_is_named() -> None:
    made = imported("taxonomy", RISKS)

    found = {id: [clause["id"] for clause in own] for id, own in clauses(made).items()}
    assert found == {"money": ["fraud"], "shop-risks": ["late-delivery"]}
    assert made.left_over == [
        (6, "'url': clauses have no such field"),
        (
            7,
            "the id 'late,delivery' is invalid or not unique; it was changed to 'late-delivery'",
        ),
        (8, "empty has no description"),
        (9, "'actions' is not part of a policy"),
    ]


def test_categories_of_harm_are_clauses_beside_their_subcategories() -> None:
    made = imported("taxonomy", CATEGORIES)

    assert clauses(made) == {
        "spam.category": [
            {
                "id": "spam",
                "title": "Spam",
                "style": "refuse",
                "text": "Bulk messages.",
                "severity": "high",
                "examples": [{"prompt": "Buy now buy now.", "style": "refuse"}],
            },
            {
                "id": "fake-votes",
                "title": "Fake votes",
                "style": "refuse",
                "text": "fake votes",
                "severity": "high",
            },
            {
                "id": "bots",
                "title": "Bots",
                "style": "refuse",
                "text": "Accounts that nobody runs.",
                "severity": "high",
            },
        ]
    }
    assert made.left_over == [(5, "'default_queue': clauses have no such field")]


@pytest.mark.parametrize(
    ("text", "ending", "form"),
    [
        (ANCHORED, ".md", "anchored"),
        (CODED, ".txt", "coded"),
        ("# A\n\n## B\n\nText.\n", ".md", "headings"),
        (RISKS, ".yaml", "taxonomy"),
        ("a,b\n", ".csv", None),
    ],
)
def test_the_form_is_told_by_what_stands_in_the_file(
    text: str, ending: str, form: str | None
) -> None:
    assert guess(text, ending) == form


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("anchored", ANCHORED),
        ("coded", CODED),
        ("headings", CODED.replace("Allowed", "# Allowed")),
        ("taxonomy", RISKS),
        ("taxonomy", CATEGORIES),
    ],
)
def test_the_result_can_be_probed(form: str, text: str) -> None:
    assert findings(imported(form, text)) == []


def imported_ids(form: str, text: str) -> dict[str, list[str]]:
    made = imported(form, text)
    return {id: [clause["id"] for clause in own] for id, own in clauses(made).items()}


@pytest.mark.parametrize("title", ["Weapons", "Weapons {#arms authority=user}", "Sale"])
@pytest.mark.parametrize("form", ["headings", "anchored"])
def test_an_introduction_to_a_section_changes_no_id(form: str, title: str) -> None:
    text = "# P\n\n# {0}\n\n{1}\n\n## Sale\n\nNo.\n\n# Drugs\n\n## Sale\n\nNo.\n"
    without, with_text = (imported_ids(form, text.format(title, i)) for i in ("", "Not here."))

    # The introduction of an anchored section is a clause of its own, before the others.
    assert without == {id: ids[-1:] for id, ids in with_text.items()}
    assert len(next(iter(with_text.values()))) == (2 if form == "anchored" else 1)


def test_text_of_an_earlier_heading_changes_no_id() -> None:
    text = "# P\n\n## Sale\n\n{0}\n\n## 条款\n\n{0}\n\n## Sale\n\nNo.\n\n## 武器\n\nNo.\n"
    without, with_text = (imported_ids("headings", text.format(i)) for i in ("", "Not here."))

    assert without == {"p": ["sale-2", "clause-4"]}
    assert with_text == {"p": ["sale", "clause-2", "sale-2", "clause-4"]}


def test_a_section_without_subsections_is_a_category_and_its_clause() -> None:
    text = "# P\n\n## Drugs\n\n### Sale\n\nNo.\n\n## Fraud\n\nNo.\n\n## Other\n\n### Fraud\n\nNo.\n"

    assert imported_ids("headings", text) == {
        "drugs": ["sale"],
        "fraud": ["fraud.fraud"],
        "other": ["other.fraud"],
    }


def test_a_section_with_a_title_of_others_changes_no_id_of_theirs() -> None:
    fraud, *others = (
        f"## {title}\n\n### Sale\n\nNo.\n\n" for title in ("Fraud", "Drugs", "Weapons")
    )

    before = imported_ids("headings", "".join(["# P\n\n", *others]))
    after = imported_ids("headings", "".join(["# P\n\n", fraud, *others]))

    assert before == {"drugs": ["drugs.sale"], "weapons": ["weapons.sale"]}
    assert after == {"fraud": ["fraud.sale"], **before}


def test_ids_of_numbered_headings_are_those_of_their_words() -> None:
    titles = [
        "1. Weapons",
        "2.3 Drugs",
        "IV. Fraud",
        "a) Scams",
        "Section 5: Arms",
        "6. Drugs",
        "7",
    ]
    numbered, plain = (
        imported_ids("headings", "".join(f"# {title}\n\nNo.\n\n" for title in list))
        for list in (titles, ["Weapons", "Drugs", "Fraud", "Scams", "Arms", "Drugs", "7"])
    )

    assert numbered == plain
    assert numbered == {
        "rules": ["weapons", "drugs", "fraud", "scams", "arms", "drugs-2", "clause-7"]
    }


def test_clauses_that_got_no_style_are_named() -> None:
    assert imported("coded", CODED, style=None).unstyled == ["PP2.a", "PP2.b"]


LINES = st.sampled_from(
    [
        *("# One {#one}", "## Two {#two authority=root}", "Text.", "", "~~~xml", "<comparison>"),
        *("<user>", "</user>", "<assistant> <!-- GOOD -->", "</assistant>", "</comparison>", "~~~"),
        *("!!! meta", "    more", "SP0.a Rule", "Bad things (SP0 - x)", "Allowed (SP1 - y)"),
        *("DEFINITIONS", "Word: it is.", "**Example**: x", "- item", "\u200b", "### {#}"),
        *("| a | b |", "|---|---|"),
    ]
)  # fmt: skip


@pytest.mark.parametrize("form", ["anchored", "coded", "headings"])
@given(st.lists(LINES, max_size=25))
def test_whatever_the_text_every_clause_that_is_found_can_be_probed(
    form: str, lines: list[str]
) -> None:
    made = imported(form, "\n".join(lines))

    if made.data["categories"]:
        assert findings(made) == []
