"""The files of accepted rows: what cannot be read is named, and names are safe everywhere."""

from pathlib import Path

import pytest
from compare.accepted.test_rows_of_runs import rows_of_one_case
from hypothesis import given
from hypothesis import strategies as st

from delibctl.edge.accepted.folder import load_rows, safe_name, save_rows
from delibctl.edge.accepted.lines import from_lines, to_lines
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
        (LINE.replace('"kind"', '"sort": 1, "kind"'), "rows.jsonl:1", "unknown key 'sort'"),
        (LINE.replace('"1/1"', '"1/0"'), "rows.jsonl:1", "the row has no answers, no categories"),
        (LINE.replace('"1/1"', '"all"'), "rows.jsonl:1", "the row has no answers, no categories"),
        (
            LINE.replace('"answers": [{', '"answers": [{"times": 3000000, '),
            *("rows.jsonl:1", "the row has no answers, no categories"),
        ),
        (
            LINE.replace('"answers": [{', '"answers": [{"times": 0, '),
            *("rows.jsonl:1", "the row has no answers, no categories"),
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


def test_empty_lines_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "accepted" / "permits"
    rows = rows_of_one_case()
    (path,) = save_rows(tmp_path, folder, Mode.FULL, "mock", rows)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
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
