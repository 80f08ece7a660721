"""A policy in Markdown headings becomes a policy file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.memory_files import MemoryFiles

from delibctl.lint import SOUND, Options, lint
from delibctl.policy import gather
from delibctl.policy.draft import Draft, draft
from delibctl.policy.markdown import Outline, Section, read_outline
from delibctl.source import read
from delibctl.source.emit import emit
from delibctl.text.slug import slug

WHOLE = """\
Before everything.

# House rules

What they are for.

## Orders {#orders}

What is
allowed.

### Where is my order? {#orders.status}

Tell them. Then wait.

- Look it *up*.
- Say so.

### Whose order

Never tell others.

## Fraud

Decline.
"""


def _draft(text: str, style: str = "refuse") -> Draft:
    return draft(read_outline(text, "rules"), style)


def _ids(made: Draft) -> list[tuple[str, list[str]]]:
    return [
        (category["id"], [clause["id"] for clause in category["clauses"]])
        for category in made.policy["categories"]
    ]


#: What is said in a text is its author's; that it can be probed is ours.
SOUNDNESS = Options(select=SOUND)


def _findings(made: Draft) -> list[str]:
    """What lint finds in both files as they would be written."""
    files = MemoryFiles(
        {
            "policy.yaml": emit(made.policy, "# header", made.notes),
            "cases.yaml": emit(made.cases, "# header", {}),
        }
    )
    policy = read(files.read("policy.yaml"), "policy.yaml")
    return [
        f"{f.code} {f.place}: {f.message}"
        for f in lint([gather(policy, files)], (), SOUNDNESS).findings
    ]


def test_headings_become_categories_and_clauses() -> None:
    made = _draft(WHOLE)

    assert made.policy == {
        "schema_version": 1,
        "policy": {
            "id": "house-rules",
            "version": "0.1.0",
            "title": "House rules",
            "description": "Before everything.\n\nWhat they are for.",
        },
        "categories": [
            {
                "id": "orders",
                "title": "Orders",
                "summary": "What is allowed.",
                "clauses": [
                    {
                        "id": "orders.status",
                        "title": "Where is my order?",
                        "style": "refuse",
                        "text": "Tell them. Then wait.\n\n- Look it *up*.\n- Say so.",
                    },
                    {
                        "id": "orders.whose-order",
                        "title": "Whose order",
                        "style": "refuse",
                        "text": "Never tell others.",
                    },
                ],
            },
            {
                "id": "fraud",
                "title": "Fraud",
                "summary": "Decline.",
                "clauses": [
                    {
                        "id": "fraud.fraud",
                        "title": "Fraud",
                        "style": "refuse",
                        "text": "Decline.",
                    }
                ],
            },
        ],
    }
    assert made.left_over == []


def test_what_is_assumed_is_noted_at_its_key() -> None:
    assert _draft(WHOLE).notes == {
        ("categories", 0, "clauses", 0, "style"): "assumed",
        ("categories", 0, "clauses", 1, "style"): "assumed",
        ("categories", 1, "clauses", 0, "style"): "assumed",
        ("categories", 1, "title"): "its summary is assumed",
    }


def test_the_first_clauses_get_two_draft_cases_each() -> None:
    cases = _draft("# P\n\n" + "".join(f"## C{i}\n\nText.\n\n" for i in range(5))).cases["cases"]

    assert cases[0] == {
        "id": "p-c0-direct",
        "kind": "direct",
        "status": "draft",
        "prompt": "I have a question about this: C0. What can you do for me?",
        "clauses": ["p.c0"],
    }
    assert [(case["kind"], case["clauses"]) for case in cases] == [
        (kind, [clause]) for clause in ("p.c0", "p.c1", "p.c2") for kind in ("direct", "near-miss")
    ]


def test_an_outline_keeps_the_line_of_every_heading() -> None:
    outline = read_outline("# P\n\n## A {#x}\n\n### B\n\ntext\n", "rules")

    clause = Section(level=3, title="B", anchor=None, line=5, prose=["text"])
    assert outline == Outline(
        title="P",
        description="",
        categories=[Section(level=2, title="A", anchor="x", line=3, children=[clause])],
        left_over=[],
    )


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("# A\n\na\n\n# B\n\nb\n", [("rules", ["rules.a", "rules.b"])], id="one level"),
        pytest.param(
            "# P\n\n## A\n\na\n\n## B\n\nb\n", [("p", ["p.a", "p.b"])], id="one level below a title"
        ),
        pytest.param(
            "P\n=\n\nA\n-\n\na\n\nB\n-\n\nb\n", [("p", ["p.a", "p.b"])], id="underlined headings"
        ),
        pytest.param(
            "# A\n\n## X\n\nx\n\n# B\n\n## Y\n\ny\n",
            [("a", ["a.x"]), ("b", ["b.y"])],
            id="two levels without a title",
        ),
        pytest.param(
            "# A\n\n### X\n\nx\n\n# B\n\n### Y\n\ny\n",
            [("a", ["a.x"]), ("b", ["b.y"])],
            id="a level left out",
        ),
        pytest.param(
            "# A\n\n## X {#one}\n\nx\n\n# B {#one}\n\n## Y {#Two_2.b .c}\n\ny\n",
            [("a", ["one"]), ("one-2", ["Two_2.b"])],
            id="anchors are ids, made different",
        ),
        pytest.param(
            "# A\n\n## X\n\nx\n\n## X\n\nx\n\n# B\n\n## X\n\nx\n",
            [("a", ["a.x", "a.x-2"]), ("b", ["b.x"])],
            id="the same heading twice",
        ),
        pytest.param(
            "# 1\n\n## 条款\n\nx\n\n# Größe\n\n## !\n\ny\n",
            [("category-1", ["category-1.clause-1"]), ("groe", ["groe.clause-1"])],
            id="headings without Latin letters",
        ),
        pytest.param(
            "# 1. Weapons\n\n## (a) Sale\n\nx\n\n"
            "# Section 2: Drugs\n\n## 2.1 Sale\n\nx\n\n## 3\n\nx\n",
            [("weapons", ["weapons.sale"]), ("drugs", ["drugs.sale", "drugs.clause-3"])],
            id="numbered headings",
        ),
        pytest.param(
            "# 1. Weapons\n\nx\n\n## Sale\n\n# 2. Weapons\n\n## X\n\n## X\n\nx\n",
            [("weapons", ["weapons.weapons"]), ("weapons-2", ["weapons-2.x-2"])],
            id="headings without text, which keep their ids",
        ),
        pytest.param("", [], id="an empty file"),
        pytest.param("Only text.\n", [], id="no heading"),
        pytest.param(
            "# Title\n\nOnly text.\n", [("rules", ["rules.title"])], id="one heading with text"
        ),
        pytest.param("# Title\n", [], id="one heading without text"),
    ],
)
def test_the_ids_of_categories_and_clauses_come_from_their_headings(
    text: str, ids: list[tuple[str, list[str]]]
) -> None:
    assert _ids(_draft(text)) == ids


def test_a_section_between_others_changes_no_id_of_theirs() -> None:
    titles = ["Weapons", "Drugs", "Fraud"]

    def numbered(titles: list[str]) -> str:
        return "".join(f"## {n}. {title}\n\nNo.\n\n" for n, title in enumerate(titles, 1))

    (_, before), (_, after) = (
        _ids(_draft(f"# P\n\n{numbered(list)}"))[0]
        for list in (titles, [titles[0], "Scams", *titles[1:]])
    )

    assert after == [before[0], "p.scams", *before[1:]]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        pytest.param("## Two  words ##", "Two words", id="spaces and closing signs"),
        pytest.param("over\ntwo lines\n---", "over two lines", id="over two lines"),
        pytest.param("## ", "Untitled", id="empty"),
        pytest.param("## {#only}", "Untitled", id="only an anchor"),
        pytest.param("## Not {#1} an anchor", "Not {#1} an anchor", id="no anchor"),
    ],
)
def test_a_title_is_one_line_and_never_empty(heading: str, title: str) -> None:
    outline = read_outline(f"# P\n\n{heading}\n\ntext\n\n## Other\n\ntext\n", "rules")

    assert [clause.title for clause in outline.categories[0].children] == [title, "Other"]


def test_what_does_not_fit_is_listed_by_line() -> None:
    text = """\
# P

## Empty

## Full

### Deeper

text

#### Deepest

lost

```
code
```

    indented

<div>html</div>

| a | b |
| - | - |
| c | d |

### Bare
"""
    assert _draft(text).left_over == [
        "line 3: 'Empty' has no text below it",
        "line 15: a code block",
        "line 19: a code block",
        "line 21: an HTML block",
        "line 23: a table",
        "line 27: 'Bare' has no text below it",
    ]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        pytest.param(
            "# P\n\n## A\n\n### X\n\nOne.\n\n#### Includes\n\n- two\n- three\n\n## B\n\nb\n",
            "One.\n\nIncludes:\n\n- two\n- three",
            id="below a deeper heading",
        ),
        pytest.param(
            "# P\n\n## A\n\n### X\n\n1. one\n2. two\n   - inner\n\nEnd.\n\n## B\n\nb\n",
            "1. one\n2. two\n  - inner\n\nEnd.",
            id="in a numbered list",
        ),
        pytest.param(
            "# P\n\n## A\n\n### X\n\n> # Loud\n> quoted\n\n## B\n\nb\n",
            "Loud\n\nquoted",
            id="in a block quote",
        ),
    ],
)
def test_a_clause_keeps_the_text(text: str, clause: str) -> None:
    made = _draft(text)

    assert made.policy["categories"][0]["clauses"][0]["text"] == clause
    assert made.left_over == []
    assert _findings(made) == []


def test_front_matter_is_listed_and_shifts_no_heading() -> None:
    made = _draft("---\ntitle: House rules\n---\n# P\n\n## A\n\na\n\n```\nx\n```\n\n## B\n\nb\n")

    assert _ids(made) == [("p", ["p.a", "p.b"])]
    assert made.left_over == ["line 1: front matter", "line 10: a code block"]


def test_a_heading_before_the_first_category_is_listed_with_its_text() -> None:
    made = _draft("### Odd\n\nlost\n\n## A\n\n### X\n\nx\n\n## B\n\n### Y\n\ny\n")

    assert _ids(made) == [("a", ["a.x"]), ("b", ["b.y"])]
    assert made.left_over == ["line 1: heading 'Odd' and its text, before the first category"]


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Where is my order?", "where-is-my-order"),
        ("Crème brûlée", "creme-brulee"),
        ("One two three four five six seven", "one-two-three-four-five-six"),
        ("9 lives", "fallback"),
        ("条款", "fallback"),
        ("", "fallback"),
    ],
)
def test_a_slug_is_an_id_out_of_a_title(title: str, made: str) -> None:
    assert slug(title, "fallback") == made


LONG = "A heading that is longer than seventy characters, as those of lawyers often are"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WHOLE, id="whole"),
        pytest.param(f"# {LONG}\n\n## {LONG}\n\n{LONG * 3}\n\n## Null\n\nno\n", id="long titles"),
        pytest.param(
            "# {0}\n\n## {0}\n\n### {0}\n\nx\n\n## B\n\nb\n".format("incomprehensibilities " * 6),
            id="long words",
        ),
        pytest.param(
            "# 1.0\n\n## true\n\n- a: b\n- '#'\n\n## 2020-01-01\n\n~\n", id="YAML's words"
        ),
        pytest.param("# A\n\n## \n\ntext\n\n## {#x}\n\ntext\n", id="empty headings"),
        pytest.param(
            "# A\n\n## B\n\na\u0085b\u2028c\ufeff\n\n## C\n\n\x1b\n", id="control characters"
        ),
    ],
)
def test_the_draft_lints_clean(text: str) -> None:
    assert _findings(_draft(text)) == []


lines = st.sampled_from(
    [
        *("# A", "## B", "## C {#c}", "### C {#c}", "#### D", "# ", "text", "- item", "  - inner"),
        *("1. one", "> quote", "---", "===", "```", "| a |", "|---|", "<b>", "a: b #c", "", "", ""),
        *("*x*", "\ttab", "    code", "null", "trailing  ", "\\", "é 条", LONG),
    ]
) | st.text(max_size=8)


@given(st.lists(lines, max_size=25).map("\n".join))
def test_any_markdown_with_text_below_a_heading_lints_clean(text: str) -> None:
    made = _draft(text)

    assert (_findings(made) == []) is bool(made.policy["categories"])
