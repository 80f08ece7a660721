"""The ids of imported cases: the same in every order of rows, and kept by a later import."""

import csv
import io
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.fake_models import TWO

from delibctl.cases.append import new_file
from delibctl.cases.importers import (
    ImportedCases,
    Record,
    SourceFile,
    Target,
    read_records,
    to_cases,
)
from delibctl.cases.importers.ids import NOTHING_PRESENT, Present
from delibctl.cases.importers.near_duplicates import alike
from delibctl.cases.importers.record import user_turn
from delibctl.cases.importers.reimport import differences
from delibctl.lint import Options, lint
from delibctl.model import Kind
from delibctl.source import read

ALL = (Target(pattern="*", clauses=(next(iter(TWO.clauses)).id,)),)
numbers = st.sampled_from(["", "1", "1.0", "1-0", "A-1", "a_1", "日本", "x" * 200, "x" * 201])
records = st.lists(
    st.builds(
        lambda number, text, label: Record(
            line=0, number=number, messages=user_turn(text), label=label
        ),
        numbers,
        st.text("ab c?", min_size=1, max_size=4).filter(str.strip),
        st.sampled_from("xy"),
    ),
    max_size=8,
)


def imported(
    records: list[Record], present: Present = NOTHING_PRESENT, source: str = "own"
) -> ImportedCases:
    return to_cases(records, TWO, ALL, source, present)


def by_id(cases: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {case["id"]: case for case in cases}


@given(records, st.randoms())
def test_the_order_of_rows_changes_no_case(records: list[Record], random: Any) -> None:
    first = by_id(imported(records).cases)
    random.shuffle(records)

    assert by_id(imported(records).cases) == first


@given(records, records, st.text(max_size=60))
def test_rows_that_were_imported_keep_their_ids_whatever_is_added(
    old: list[Record], more: list[Record], source: str
) -> None:
    before = imported(old, source=source).cases

    again = imported([*more, *old], Present.of(before), source).cases

    assert len({case["id"] for case in again}) == len(again)
    assert by_id(imported(old, Present.of(before), source).cases) == by_id(before)


@pytest.mark.parametrize(
    ("number", "old", "new", "phrases"),
    [
        ("1", "Where is the ofice?", "Where is the office?", [
            "prompt 'Where is the ofice?' is now 'Where is the office?'"]),
        ("1", "Where?", "Where?", []),
        ("1", "a" * 100 + "x", "a" * 100 + "y", [
            f"prompt '...{'a' * 30}x' is now '...{'a' * 30}y'"]),
    ],
)  # fmt: skip
def test_a_changed_row_is_the_same_case(
    number: str, old: str, new: str, phrases: list[str]
) -> None:
    row = Record(line=2, number=number, messages=user_turn(old))
    [before] = imported([row]).cases
    [after] = imported(
        [Record(line=2, number=number, messages=user_turn(new))], Present.of([before])
    ).cases

    assert after["id"] == before["id"]
    assert differences(before, after) == phrases


@pytest.mark.parametrize("origin", [{}, {"origin": {}}, {"origin": {"source": "x", "number": "1"}}])
def test_a_case_of_another_origin_keeps_its_id_to_itself(origin: dict[str, Any]) -> None:
    row = Record(line=2, number="1", messages=user_turn("Where?"))
    [case] = imported([row]).cases
    own = {"id": case["id"], "kind": "direct", "prompt": "By hand.", **origin}

    [added] = imported([row], Present.of([own])).cases

    assert added["id"].startswith(f"{case['id']}-")
    assert imported([row], Present.of([own, added])).cases == [added]


def test_every_part_that_changed_is_named() -> None:
    [before] = imported([Record(line=2, number="1", messages=user_turn("A"), label="x")]).cases
    row = Record(
        line=2, number="1", messages=user_turn("A"), label="y", lang="de", kind=Kind.JAILBREAK
    )
    [after] = imported([row], Present.of([before])).cases

    assert differences({**before, "status": "disputed"}, after) == [
        "label 'x' is now 'y'",
        "kind 'direct' is now 'jailbreak'",
        "lang 'en' is now 'de'",
    ]


def test_equal_prompts_that_expect_different_answers_are_listed_whatever_their_order() -> None:
    rows = [
        Record(line=line, number="", messages=user_turn("A"), label="x", style=style)
        for line, style in ((2, "comply"), (3, "refuse"))
    ]
    reason = "lines 2, 3 have one prompt and expect different answers"

    assert imported(rows).cases == []
    assert imported(rows).left_over == [(2, reason), (3, reason)]


@pytest.mark.parametrize(
    ("prompts", "pairs"),
    [
        (["Where is it?", "  where IS it", "Where was she?"], [(2, 1)]),
        (["Where is the office?", "Where is the ofice?"], [(2, 1)]),
        (["Où est la mairie ?", "Ou est la Mairie"], [(2, 1)]),
        (["Kill a Python process", "Kill a person"], []),
        (["Kill this process now, please", "Kill this person now, please"], []),
        (["?!", "?!", "!"], [(2, 1)]),
        (["一二三", "一二四"], []),
    ],
)
def test_prompts_with_nearly_the_same_words_are_named(
    prompts: list[str], pairs: list[tuple[int, int]]
) -> None:
    numbered = [(line, user_turn(prompt)) for line, prompt in enumerate(prompts, 1)]

    assert alike(numbered) == pairs


cells = (
    st.text(max_size=30)
    | st.text("\\\t\n\r '\"#:-|>x", max_size=30)
    | st.sampled_from(["en_US", "DIRECT", "near_miss", "NaN", "no", "1e5", "<<<<<<< x", "\u202e"])
)


@given(st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=4), st.booleans())
@example([("1", "C:\\new folder\\" * 20 + "\t x", "en_US", "odd")], True)
def test_every_import_of_a_table_gives_a_file_that_lint_has_no_error_for(
    rows: list[tuple[str, str, str, str]], is_yaml: bool
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "prompt", "lang", "kind"), *rows, ("z", "Where?", "en", "direct")])
    file = SourceFile(text=out.getvalue().encode(errors="replace").decode(), name="own.csv")
    made = imported(read_records(file, "table").records)
    name = "cases.yaml" if is_yaml else "cases.jsonl"

    text = new_file(made.cases, name, made.assumed)

    document = read(text.encode(), name)
    assert (document.data["cases"], document.problems) == (made.cases, ())
    assert [f for f in lint([], [document], Options()).findings if f.level == "error"] == []
    listed = len({line for line, _ in made.left_over})
    assert len(made.cases) + listed <= len(rows) + 1
