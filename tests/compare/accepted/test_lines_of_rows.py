"""The files of accepted rows: what cannot be read is named, and names are safe everywhere."""

import json
from pathlib import Path

import pytest
from compare.accepted.test_rows_of_runs import rows_of_one_case
from hypothesis import given
from hypothesis import strategies as st

from delibctl.edge.accepted.folder import load_rows, save_rows
from delibctl.edge.accepted.lines import from_lines, to_lines
from delibctl.edge.accepted.names import safe_name
from delibctl.edge.files.local import LocalFiles
from delibctl.errors import DelibctlError
from delibctl.model import Mode

LINE = to_lines(rows_of_one_case())


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (LINE[: len(LINE) // 2], "rows.jsonl:1", "this is not an accepted row: "),
        (f"{LINE}<<<<<<< HEAD\n{LINE}", "rows.jsonl:2", "merge marker <<<<<<<: "),
        (f"{LINE}=======\n{LINE}", "rows.jsonl:2", "merge marker =======: "),
        (f"{LINE}>>>>>>> branch\n", "rows.jsonl:2", "merge marker >>>>>>>: "),
        (LINE + LINE, "rows.jsonl:2", "a has two accepted rows"),
        (LINE.replace('"right"', '"rihgt"'), "rows.jsonl:1", "this is not an accepted row: "),
        (
            LINE.replace('"kind"', '"sort": 1, "kind"'),
            "rows.jsonl:1",
            "the row: unknown key 'sort'",
        ),
        ("[" * 100_000, "rows.jsonl:1", "this is not an accepted row: "),
        ("null\n", "rows.jsonl:1", "this is not an accepted row: "),
    ],
    ids=lambda value: str(value)[-30:],
)
def test_a_line_that_is_no_row_is_named_with_its_number(text: str, where: str, what: str) -> None:
    with pytest.raises(DelibctlError) as error:
        from_lines(text, "rows.jsonl")
    assert (error.value.where, error.value.what[: len(what)]) == (where, what)
    assert error.value.next


def changed(field: str, value: object) -> str:
    """The line with another value of a field, such as `expected.style` or `answers.0.times`."""
    row = json.loads(LINE)
    *path, last = field.split(".")
    at = row
    for step in path:
        at = at[int(step) if step.isdigit() else step]
    at[int(last) if last.isdigit() else last] = value
    return json.dumps(row) + "\n"


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("case", "", "case: '' is not an id"),
        ("case", "../a", "case: '../a' is not an id"),
        ("categories", [], "categories: the row has none"),
        ("categories", ["\x1b[31m"], "categories: '\\x1b[31m' is not an id"),
        ("expected.style", " ", "expected.style: it is empty"),
        ("expected.clauses", {"a b": "0" * 16}, "expected.clauses: 'a b' is not an id"),
        ("expected.either", {"": "0" * 16}, "expected.either: '' is not an id"),
        ("expected.also", ["/"], "expected.also: '/' is not an id"),
        (
            *("expected.clauses", {"a.b": "sha"}),
            "expected.clauses.a.b: 'sha' is not a hash of 16 digits",
        ),
        ("prompt", "", "prompt: '' is not a hash of 16 digits"),
        ("policy", "9" * 15, "policy: '999999999999999' is not a hash of 16 digits"),
        ("answered", "x", "answered: 'x' is not a hash of 16 digits"),
        ("model.alias", "", "model.alias: it is empty"),
        ("lang", "", "lang: it is empty"),
        ("delibctl", "", "delibctl: it is empty"),
        ("template", 0, "template: there is no template 0"),
        ("date", "2026-02-30", "date: '2026-02-30' is not a date (YYYY-MM-DD)"),
        ("answers", [], "answers: the row has none"),
        ("answers.0.times", 0, "answers[0].times: no run has 0 repeats"),
        ("answers.0.times", 3_000_000, "answers[0].times: no run has 3000000 repeats"),
        ("answers.0.times", 2, "right: it says 1/1, and the row has 2 answers"),
        ("answers.0.broken", "empty", "right: it says 1/1, and the row has 0 answers"),
        ("answers.0.sort", 1, "answers[0]: unknown key 'sort'"),
        ("expected.kind", 1, "expected: unknown key 'kind'"),
        ("right", "2/1", "right: it says 2/1, and the row has 1 answers"),
        ("right", "all", "right: 'all' is not a number of right repeats of all, such as 2/3"),
        ("right", "1/0", "right: '1/0' is not a number of right repeats of all, such as 2/3"),
    ],
)
def test_a_field_that_cannot_be_is_named_with_its_line(
    field: str, value: object, what: str
) -> None:
    with pytest.raises(DelibctlError) as error:
        from_lines("\n" + changed(field, value), "rows.jsonl")
    assert (error.value.where, error.value.what) == ("rows.jsonl:2", what)


def test_a_byte_order_mark_empty_lines_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "accepted" / "permits"
    rows = rows_of_one_case()
    (path,) = save_rows(tmp_path, folder, Mode.FULL, "mock", rows)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert load_rows(LocalFiles(tmp_path), folder) == {Mode.FULL: rows}


def test_rows_are_written_by_model_mode_and_category_and_only_where_they_differ(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "accepted" / "permits"
    rows = rows_of_one_case()
    files = save_rows(tmp_path, folder, Mode.FULL, "mock", rows)
    assert [str(file.relative_to(folder)) for file in files] == ["mock/full/permits.jsonl"]
    assert save_rows(tmp_path, folder, Mode.FULL, "mock", rows) == []
    assert save_rows(tmp_path, folder, Mode.FULL, "mock", []) == files
    assert load_rows(LocalFiles(tmp_path), folder) == {}


def test_a_folder_that_is_no_mode_and_a_case_in_two_files_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "accepted" / "permits"
    (path,) = save_rows(tmp_path, folder, Mode.FULL, "mock", rows_of_one_case())
    other = path.with_name("others.jsonl")
    other.write_bytes(path.read_bytes())
    with pytest.raises(DelibctlError, match="a has two accepted rows, here and in "):
        load_rows(LocalFiles(tmp_path), folder)
    other.unlink()
    path.parent.rename(path.parent.with_name("whole"))
    with pytest.raises(DelibctlError, match="whole is not a mode"):
        load_rows(LocalFiles(tmp_path), folder)


def test_a_row_in_the_folder_of_another_model_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "accepted" / "permits"
    (path,) = save_rows(tmp_path, folder, Mode.FULL, "mock", rows_of_one_case())
    path.parents[1].rename(folder / "other")
    with pytest.raises(
        DelibctlError, match=r"model\.alias: the row of a is of 'mock', and lies in"
    ):
        load_rows(LocalFiles(tmp_path), folder)


@pytest.mark.parametrize("place", ["", "permits", "permits/mock", "permits/mock/full"])
@pytest.mark.parametrize("what", ["file", "link"])
def test_what_lies_in_place_of_a_folder_is_named(tmp_path: Path, place: str, what: str) -> None:
    at = tmp_path / "accepted" / place
    at.parent.mkdir(parents=True, exist_ok=True)
    if what == "file":
        at.write_text("")
    else:
        at.symlink_to(tmp_path / "gone")
    with pytest.raises(DelibctlError, match=", where the folder of accepted rows belongs") as error:
        load_rows(LocalFiles(tmp_path), tmp_path / "accepted" / "permits")
    assert (error.value.where or "").endswith(str(Path("accepted") / place))


def test_notes_of_people_may_lie_beside_the_rows(tmp_path: Path) -> None:
    folder = tmp_path / "accepted" / "permits"
    rows = rows_of_one_case()
    (path,) = save_rows(tmp_path, folder, Mode.FULL, "mock", rows)
    for beside in (folder.parent, folder, folder / "mock", path.parent):
        for name in ("README.md", "CODEOWNERS", ".gitattributes", "changes.yaml"):
            (beside / name).write_text("...")
    assert load_rows(LocalFiles(tmp_path), folder) == {Mode.FULL: rows}


def test_folders_that_are_empty_go_with_the_last_row(tmp_path: Path) -> None:
    folder = tmp_path / "accepted" / "permits"
    for mode in (Mode.FULL, Mode.CATEGORY):
        save_rows(tmp_path, folder, mode, "mock", rows_of_one_case())
    save_rows(tmp_path, folder, Mode.FULL, "mock", [])
    assert [str(path.relative_to(folder)) for path in folder.rglob("*")] == [
        *("mock", "mock/category", "mock/category/permits.jsonl")
    ]
    save_rows(tmp_path, folder, Mode.CATEGORY, "mock", [])
    assert list(tmp_path.iterdir()) == []


def test_a_link_out_of_the_repository_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    root = tmp_path / "repository"
    (root / "accepted").mkdir(parents=True)
    (root / "accepted" / "permits").symlink_to(tmp_path / "outside")
    with pytest.raises(DelibctlError, match="a link leads out of the repository"):
        save_rows(root, root / "accepted" / "permits", Mode.FULL, "mock", rows_of_one_case())
    assert not list((tmp_path / "outside").iterdir())


@pytest.mark.parametrize(
    "name", ["gpt-4.1", "qwen2.5-7b", "a", "illicit", "self-harm.methods", "local_model"]
)
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["openai/gpt-4.1", "..", ".", "CON", "con.txt", "lpt1", "GPT", "a b", "", "é", "changes.yaml"],
)
def test_a_name_that_a_file_system_changes_or_refuses_is_made_safe(name: str) -> None:
    assert safe_name(name) not in (name, "", ".", "..")


@given(st.lists(st.text(max_size=100), unique=True, min_size=2, max_size=2))
def test_different_names_are_different_files_even_where_case_does_not_count(
    names: list[str],
) -> None:
    one, other = map(safe_name, names)
    assert one.casefold() != other.casefold()
    assert set("/\\:").isdisjoint(one)
    assert one.isascii()
    assert len(one) < 150
