"""`delibctl import` and the files around it: what it reads, refuses, writes, and advises."""

import json
import os
import shlex
import threading
from pathlib import Path
from typing import Any

import pytest
from support.command import Cli, assert_ends

from delibctl.cases.append import new_file
from delibctl.cli.commands.import_ import complete_setting
from delibctl.errors import DelibctlError
from delibctl.source import read

TABLE = "id,prompt,label\n1,Where's the office?,a\n2,Who runs it?,b\n"
MAPPED = ("--map", "*=illicit.forgery")
CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n"


def cases(text: str, name: str = "cases.yaml") -> list[dict[str, Any]]:
    data = read(text.encode(), name).data
    return list(data["cases"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_is_read_in_every_encoding_that_is_marked(
    cli: Cli, copied: Path, encoding: str
) -> None:
    (copied / "t.csv").write_bytes(TABLE.replace("'", "\u2019").encode(encoding))

    done = cli("import", "t.csv", *MAPPED, cwd=copied)

    assert done.code == 0, done.err
    assert [case["prompt"] for case in cases(done.out)] == [
        "Where\u2019s the office?",
        "Who runs it?",
    ]


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        (
            TABLE.replace("'", "\u2019").encode("cp1252"),
            (
                "f.csv is not UTF-8: line 2 has the byte 0x92; it may be Windows-1252",
                "next: save it as UTF-8",
            ),
        ),
        (TABLE.replace("'", "\u2019").encode("utf-16-le"), ("without a byte order mark",)),
        (b"\xff\xfea", ("f.csv begins like UTF-16, but is damaged",)),
        (b"PK\x03\x04\xff", ("f.csv is a workbook", "export the sheet as CSV")),
        (b"\x1f\x8b\x08", ("f.csv is compressed", "gunzip")),
        (b"PAR1\x15", ("f.csv is a Parquet file", "JSON lines")),
    ],
)
def test_what_is_no_text_is_named(
    cli: Cli, copied: Path, data: bytes, messages: tuple[str, ...]
) -> None:
    (copied / "f.csv").write_bytes(data)

    assert_ends(cli("import", "f.csv", *MAPPED, cwd=copied), 2, *messages)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("t.csv", "prompt,label\n" + CONFLICT.format("Hi,a", "Hello,a"), 2),
        ("t.jsonl", '{"prompt": "x"}\n' + CONFLICT.format('{"prompt": "a"}', "{}"), 2),
        ("t.json", "[\n" + CONFLICT.format('{"prompt": "a"}', '{"prompt": "b"}') + "]\n", 2),
        ("t.yaml", "tests:\n" + CONFLICT.format("- vars: {q: a}", "- vars: {q: b}"), 2),
        ("t.md", "# A\n\n" + CONFLICT.format("Refuse.", "Allow.") + "\n# B\n\nx\n", 3),
        ("t.txt", "Rules (R1)\nR1.a One\n" + CONFLICT.format("R1.b Two", "R1.b Three"), 3),
        ("t.csv", "prompt,label\n  " + CONFLICT.replace("\n", "\n  ").format("Hi,a", "x,a"), 2),
    ],
)
def test_nothing_is_imported_from_between_conflict_markers(
    cli: Cli, copied: Path, name: str, text: str, line: int
) -> None:
    (copied / name).write_text(text)

    for command in (("import", name), ("init", "new", "--from", name)):
        done = cli(*command, cwd=copied)

        assert_ends(done, 2, f"{name}:{line}: conflict marker", "keep one version")
        assert done.out == ""


@pytest.mark.parametrize("command", [("import",), ("init", "new", "--from")])
def test_a_pipe_is_read(cli: Cli, tmp_path: Path, command: tuple[str, ...]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    text = "# A\n\n## X\n\nText.\n\n# B\n\n## Y\n\nMore.\n"
    writer = threading.Thread(target=pipe.write_text, args=(text,))
    writer.start()
    style = ("--as", "headings", "--default-style", "refuse") if command == ("import",) else ()

    done = cli(*command, pipe, *style)

    writer.join()
    assert done.code == 0, done.err
    assert "2 categories, 2 clauses" in done.err + done.out


def test_json_lines_are_written_as_json_lines(cli: Cli, copied: Path) -> None:
    (copied / "t.csv").write_text(TABLE)

    done = cli("import", "t.csv", *MAPPED, "--output", "new.jsonl", cwd=copied)

    lines = (copied / "new.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["t-1", "t-2"]
    assert done.err.startswith("2 cases\nwrote new.jsonl\n")
    again = cli("import", "t.csv", *MAPPED, "--output", "new.jsonl", cwd=copied)
    assert again.err == "2 cases; 2 of them already exist\n"


@pytest.mark.parametrize("name", ["new.csv", "new", "new.json", "new.md"])
def test_no_other_ending_is_written(cli: Cli, copied: Path, name: str) -> None:
    (copied / "t.csv").write_text(TABLE)
    (copied / "p.md").write_text("# A\n\nText.\n\n# B\n\nText.\n")

    for command in (("t.csv", *MAPPED), ("p.md", "--default-style", "refuse")):
        done = cli("import", *command, "--output", name, cwd=copied)

        assert_ends(done, 2, f"{name}: its ending is not .yaml or .yml", "name it new.yaml")
        assert not (copied / name).exists()


def test_the_advice_works_as_it_is_written_and_drops_no_case(cli: Cli, copied: Path) -> None:
    (copied / "t.csv").write_text(TABLE)
    before = len(cases((copied / "cases.yaml").read_text()))

    done = cli("import", "t.csv", *MAPPED, "--output", "more cases.yaml", cwd=copied)

    advice, command = done.err.splitlines()[-2:]
    assert command == "next: delibctl probe --cases cases.yaml --cases 'more cases.yaml'"
    probed = cli(*shlex.split(command)[2:], cwd=copied)
    assert probed.code == 0, probed.err
    assert f"{before + 2} trials" in probed.out
    listing = advice.partition("write there: ")[2]
    assert listing == 'cases: ["cases.yaml", "more cases.yaml"]'
    policy = copied / "policy.yaml"
    policy.write_text(policy.read_text() + f"{listing}\n")
    assert f"{before + 2} trials" in cli("probe", cwd=copied).out

    (copied / "u.csv").write_text("prompt,label\nWhen?,a\n")
    third = cli("import", "u.csv", *MAPPED, "--output", "third.yaml", cwd=copied)
    assert third.err.splitlines()[-2] == (
        "policy.yaml does not use third.yaml; to use it always, replace `cases` there: "
        'cases: ["cases.yaml", "more cases.yaml", "third.yaml"]'
    )


def test_the_next_command_has_the_options_that_were_given(cli: Cli, copied: Path) -> None:
    (copied / "t.csv").write_text(TABLE)
    options = ("--policy", "policy.yaml", "--cases", "cases.yaml")

    into = cli("import", "t.csv", *MAPPED, *options, "--output", "cases.yaml", cwd=copied)
    beside = cli("import", "t.csv", "--set", "lang=de", *MAPPED, *options[:2],
                 "--cases", "cases.yaml", "--output", "b.yaml", cwd=copied)  # fmt: skip

    assert into.err.splitlines()[-1] == "next: delibctl probe policy.yaml --cases cases.yaml"
    assert "lang 'en' is now 'de'" in beside.err


def test_a_file_in_the_configuration_is_named_there(cli: Cli, copied: Path) -> None:
    (copied / "t.csv").write_text(TABLE)
    (copied / "delibctl.toml").write_text('cases = ["cases.yaml"]\n')

    done = cli("import", "t.csv", *MAPPED, "--output", "b.yaml", cwd=copied)

    assert done.err.splitlines()[-2:] == [
        "delibctl.toml does not use b.yaml; to use it always, replace `cases` there: "
        'cases = ["cases.yaml", "b.yaml"]',
        "next: delibctl probe --cases cases.yaml --cases b.yaml",
    ]


def test_values_are_given_for_a_whole_file(cli: Cli, copied: Path) -> None:
    (copied / "t.csv").write_text("prompt,lang,kind\nWo?,German,direct\n")
    values = ("kind=jailbreak", "style=refuse", "language=de", "status=draft", "sensitive=true")

    done = cli("import", "t.csv", *MAPPED, *(w for v in values for w in ("--set", v)), cwd=copied)

    assert done.code == 0, done.err
    [case] = cases(done.out)
    assert {**case, "id": "", "style": "refuse"} == {
        "id": "",
        "kind": "jailbreak",
        "prompt": "Wo?",
        "clauses": ["illicit.forgery"],
        "style": "refuse",
        "lang": "de",
        "status": "draft",
        "sensitive": True,
        "origin": {"source": "t"},
    }


@pytest.mark.parametrize(
    ("value", "messages"),
    [
        ("kind=jailbrake", ("--set kind=jailbrake: the kind of test cannot be", "'jailbreak'?")),
        ("style=polite", ("--set style=polite: the style of the answer cannot be 'polite'",)),
        ("lang=English", ("--set lang=English: the language cannot be", "BCP 47")),
        ("status=done", ("--set status=done: the review status cannot be", "draft")),
        ("sensitive=yes", ("--set sensitive=yes", "use true or false")),
        ("prompt=x", ("--set prompt: unknown field", "kind, lang, sensitive, status, style")),
        ("sensitive=no", ("hiding the text in reports cannot be 'no'",)),
        ("kind", ("--set 'kind' is not NAME=VALUE",)),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    cli: Cli, copied: Path, value: str, messages: tuple[str, ...]
) -> None:
    (copied / "t.csv").write_text(TABLE)

    assert_ends(cli("import", "t.csv", *MAPPED, "--set", value, cwd=copied), 2, *messages)


@pytest.mark.parametrize("second", ["lang=fr", "language=de"])
def test_a_field_has_one_value(cli: Cli, copied: Path, second: str) -> None:
    (copied / "t.csv").write_text(TABLE)

    done = cli("import", "t.csv", *MAPPED, "--set", "lang=de", "--set", second, cwd=copied)

    assert_ends(done, 2, "--set lang has two values", "once")


def _linked(path: Path) -> None:
    path.symlink_to("nowhere.yaml")


@pytest.mark.parametrize(
    ("prepare", "messages"),
    [
        (_linked, ("out.yaml is a link to 'nowhere.yaml', which does not exist", "remove")),
        (Path.mkdir, ("out.yaml is a folder", "new.yaml")),
        (os.mkfifo, ("out.yaml is neither a file nor a folder",)),
    ],
)
def test_an_output_that_is_no_file_is_named(
    cli: Cli, copied: Path, prepare: Any, messages: tuple[str, ...]
) -> None:
    (copied / "t.csv").write_text(TABLE)
    prepare(copied / "out.yaml")

    done = cli("import", "t.csv", *MAPPED, "--output", "out.yaml", cwd=copied)

    assert_ends(done, 2, *messages)


def test_a_file_of_which_no_row_is_read_says_so(cli: Cli, copied: Path) -> None:
    (copied / "t.csv").write_text("prompt,label\nNaN,a\n#REF!,b\n")

    done = cli("import", "t.csv", *MAPPED, cwd=copied)

    assert_ends(done, 2, "t.csv holds no prompt that could be read", "correct the lines listed")
    assert "matches" not in done.err


def test_fields_and_values_are_completed() -> None:
    assert complete_setting("sen") == ["sensitive=true", "sensitive=false"]
    assert complete_setting("status=d") == ["status=draft", "status=disputed"]


def test_what_is_assumed_is_marked_and_counted_by_line(cli: Cli, copied: Path) -> None:
    (copied / "t.csv").write_text("id,prompt,kind,lang\n1,Where?,DIRECT,en_US\n2,When?,odd,xx yy\n")

    done = cli("import", "t.csv", *MAPPED, "--set", "lang=fr", cwd=copied)

    assert "    kind: direct  # assumed\n    prompt: When?\n" in done.out
    assert "    kind: direct\n    prompt: Where?\n" in done.out
    assert done.err == "assumed: line 3: kind: the source says 'odd'\n2 cases\n"


def test_only_sound_languages_are_written(cli: Cli, copied: Path) -> None:
    rows = ["en_US", "DE", "zh_hans_cn", "English", "xx yy", "en"]
    (copied / "t.csv").write_text(
        "id,prompt,lang\n" + "".join(f"{i},What {i}?,{lang}\n" for i, lang in enumerate(rows))
    )

    done = cli("import", "t.csv", *MAPPED, "--output", "new.yaml", cwd=copied)

    assert [case.get("lang") for case in cases((copied / "new.yaml").read_text())] == [
        *("en-US", "de", "zh-Hans-CN"), None
    ]  # fmt: skip
    assert "line 5: 'English' is not a language tag such as en or pt-BR" in done.err
    assert cli("lint", "new.yaml", cwd=copied).code == 0


def test_rows_that_changed_or_moved_are_told_from_new_ones(cli: Cli, copied: Path) -> None:
    table, output = copied / "t.csv", copied / "cases.yaml"
    table.write_text("id,prompt,label\nA-1,Where is it?,a\na_1,Who is it?,a\n")
    cli("import", "t.csv", *MAPPED, "--output", "cases.yaml", cwd=copied)
    text = output.read_text()
    place = text[: text.index("number: A-1")].count("\n") - 3
    table.write_text("id,prompt,label\na_1,Who is it?,a\nA-1,Where was it?,a\n3,Why?,a\n")

    done = cli("import", "t.csv", *MAPPED, "--output", "cases.yaml", cwd=copied)

    changed, kept, counted = done.err.splitlines()[:3]
    assert changed.startswith("changed: line 3: t-a-1-")
    assert changed.endswith(f"at cases.yaml:{place}: prompt 'Where is it?' is now 'Where was it?'")
    assert kept.startswith("1 changed row left as it was in the case files: edit the case there")
    assert counted == "3 cases; 2 of them already exist"
    assert output.read_text().startswith(text)
    assert cli("lint", cwd=copied).code == 0


@pytest.mark.slow
def test_more_cases_than_can_be_read_are_not_written() -> None:
    many = [{"id": f"a-{i}", "kind": "direct", "prompt": "x", "clauses": ["a"] * 16}
            for i in range(20_000)]  # fmt: skip

    with pytest.raises(DelibctlError) as raised:
        new_file(many)

    assert raised.value.what == (
        "20000 cases: the new file would not be readable: the file has more than 400,000 nodes"
    )
    assert raised.value.usage == "write JSON lines: --output cases.jsonl"
    assert new_file(many, "cases.jsonl").count("\n") == 20_000
