"""`delibctl lint`: which files it looks at, how findings read, what it exits with."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from support.command import Cli, assert_ends

POLICY = """\
schema_version: 1
policy: {id: shop, version: "1", title: Shop}
categories:
  - id: refunds
    title: Refunds
    summary: Refunds are explained.
    clauses:
      - id: refunds.how
        title: How
        style: refus
        text: Explain how to ask for one.
      - {id: refunds.how, title: When, style: comply, txet: Until when.}
"""

EXPECTED = """\
policy.yaml:10:16: error: unknown style 'refus' (STY401 unknown-style)
  10 |         style: refus
     |                ^^^^^
  next: did you mean 'refuse'?

policy.yaml:12:14: error: id 'refunds.how' is already used at policy.yaml:8 (REF201 duplicate-id)
  12 |       - {id: refunds.how, title: When, style: comply, txet: Until when.}
     |              ^^^^^^^^^^^
  next: give one of them another id

policy.yaml:12:55: error: unknown key 'txet' (SCH102 unknown-key)
  12 |       - {id: refunds.how, title: When, style: comply, txet: Until when.}
     |                                                       ^^^^
  next: did you mean 'text'?

1 file checked: 3 errors; 2 fixable with --fix
"""


def test_a_finding_shows_place_line_caret_and_what_to_do_next(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)

    done = cli("lint", "policy.yaml")

    assert (done.code, done.out, done.err) == (1, EXPECTED, "")


def test_json_holds_the_same_findings(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)

    document = cli("lint", "policy.yaml", "--format", "json").json()

    assert document["schema_version"] == 1
    assert document["findings"][0] == {
        "code": "STY401",
        "name": "unknown-style",
        "level": "error",
        "file": "policy.yaml",
        "line": 10,
        "column": 16,
        "end_line": 10,
        "end_column": 21,
        "message": "unknown style 'refus'",
        "next": "did you mean 'refuse'?",
        "fix": {
            "applicability": "safe",
            "edits": [
                {"line": 10, "column": 16, "end_line": 10, "end_column": 21, "text": "refuse"}
            ],
        },
    }
    assert [finding["code"] for finding in document["findings"]] == ["STY401", "REF201", "SCH102"]


def test_a_long_line_is_cut_around_the_caret(cli: Cli, tmp_path: Path) -> None:
    long = "x" * 400
    (tmp_path / "policy.yaml").write_text(f'{{a: "{long}", policy: 1, b: "{long}"}}\n')

    lines = cli("lint", "policy.yaml", COLUMNS="80").out.splitlines()

    assert max(map(len, lines)) <= 80 or "error:" in max(lines, key=len)
    shown = {line for line in lines if "^" in line or " | " in line}
    assert any("policy: 1" in line for line in shown)


def test_the_caret_stands_below_what_is_wrong_in_wide_characters_too(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "policy.yaml").write_text('{policy: {title: "条款规则"}, 规则: 条款}\n')

    lines = cli("lint", "policy.yaml", COLUMNS="80").out.splitlines()

    index = next(i for i, line in enumerate(lines) if "unknown key '规则'" in line)
    shown, caret = lines[index + 1 : index + 3]
    before = shown[: shown.index("规则:")]
    assert cell_len(before) == caret.index("^")
    assert caret.count("^") == cell_len("规则")


def test_a_policy_that_is_no_mapping_is_not_taken_for_other_yaml(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "policy.yaml").write_text("- policy\n")

    done = cli("lint", "p")

    assert done.code == 1
    assert "p/policy.yaml:1:1: error: " in done.out


def test_every_file_of_cases_beside_a_policy_is_checked(cli: Cli, tmp_path: Path) -> None:
    cli("init", "p")
    (tmp_path / "p" / "cases").mkdir()
    (tmp_path / "p" / "cases" / "more.jsonl").write_text('{"id": "more", "promt": "?"}\n')

    done = cli("lint", "p")

    assert done.code == 1
    assert "p/cases/more.jsonl:1:16: error: unknown key 'promt'" in done.out


def test_cases_that_are_given_are_checked_against_the_policy(cli: Cli, tmp_path: Path) -> None:
    cli("init", "p")
    (tmp_path / "other.yaml").write_text(
        "schema_version: 1\ncases:\n- {id: a, prompt: b, kind: direct, clauses: [documents.forg]}\n"
    )

    lint = cli("lint", "p", "--cases", "other.yaml", "--cases", "other.yaml")
    probe = cli("probe", "p", "--cases", "other.yaml")

    assert lint.out.count("unknown clause 'documents.forg'") == 1
    assert probe.err.endswith("next: delibctl lint p --cases other.yaml\n")


def test_other_yaml_in_a_folder_is_skipped_and_counted(cli: Cli, tmp_path: Path) -> None:
    cli("init", "p")
    (tmp_path / "p" / "compose.yaml").write_text("services: {}\n")

    done = cli("lint", "p")

    assert (done.code, done.err) == (0, "1 other YAML file skipped\n")


def test_a_broken_policy_in_a_folder_is_not_taken_for_other_yaml(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "rules.yaml").write_text("policy:\n\tid: x\n")

    done = cli("lint", "p")

    assert done.code == 1
    assert "p/rules.yaml:2:1: error: a tab is used for indentation (YML002" in done.out


def test_cases_named_alone_are_checked_against_their_policy(cli: Cli, tmp_path: Path) -> None:
    cli("init", "p")
    cases = tmp_path / "p" / "cases.yaml"
    cases.write_text(cases.read_text().replace("[documents.forge]", "[documents.froge]", 1))

    done = cli("lint", "p/cases.yaml")

    assert done.code == 1
    assert "unknown clause 'documents.froge'" in done.out


def test_cases_without_a_policy_say_what_was_not_checked(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "alone.yaml").write_text(
        "schema_version: 1\ncases:\n- {id: a, prompt: b, kind: direct, clauses: [c]}\n"
    )

    done = cli("lint", "alone.yaml")

    assert done.code == 0
    assert (
        "alone.yaml: references were not checked, because it belongs to no policy here" in done.out
    )


def test_without_a_path_the_configured_policy_is_checked(cli: Cli, tmp_path: Path) -> None:
    cli("init", "p")
    (tmp_path / "p" / "sub").mkdir()

    assert cli("lint", cwd=tmp_path / "p" / "sub").out == "2 files checked, no findings\n"


@pytest.mark.parametrize("format", ["rich", "text", "json"])
def test_output_writes_a_file_too(cli: Cli, tmp_path: Path, format: str) -> None:
    cli("init", "p")

    done = cli("lint", "p", "--output", f"{format}:found.out")

    assert done.code == 0
    assert (tmp_path / "found.out").read_text()


def test_hostile_text_in_a_policy_reaches_the_terminal_as_text(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text('policy: {id: "[red]\\e[31mx[/foo]"}\n')

    done = cli("lint", "policy.yaml", "--format", "rich")

    assert done.code == 1
    assert "\x1b[31m" not in done.out
    assert "[red]" in done.out


def test_a_job_of_github_actions_gets_annotations_and_a_summary(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "policy.yaml").write_text(POLICY)
    summary = tmp_path / "summary.md"
    job = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}

    done = cli("lint", "policy.yaml", cwd=tmp_path / "sub", **job)

    assert done.code == 1
    assert done.out.startswith(EXPECTED)
    commands = done.out.removeprefix(EXPECTED).splitlines()
    assert commands[0] == (
        "::error file=sub/policy.yaml,line=10,col=16,endLine=10,endColumn=20,"
        "title=STY401 unknown-style::unknown style 'refus'. did you mean 'refuse'?"
    )
    assert len(commands) == 3
    assert "sub/policy.yaml" in summary.read_text()


def test_a_format_that_is_named_is_all_that_a_job_prints(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)

    done = cli("lint", "policy.yaml", "--format", "text", GITHUB_ACTIONS="true")

    assert done.out == EXPECTED


@pytest.mark.parametrize("format", ["github", "gitlab", "sarif", "junit"])
def test_formats_for_ci_name_files_from_the_root_of_the_repository(
    cli: Cli, tmp_path: Path, format: str
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "policy.yaml").write_text(POLICY)

    out = cli("lint", "policy.yaml", "--format", format, cwd=tmp_path / "sub").out

    assert "sub/policy.yaml" in out
    if format == "sarif":
        uris = {
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for result in json.loads(out)["runs"][0]["results"]
        }
        assert uris == {"sub/policy.yaml"}


@pytest.mark.parametrize(
    ("name", "next"),
    [
        ("policy.md", "delibctl init my-policy --from policy.md"),
        ("notes.txt", "delibctl init my-policy --from notes.txt"),
        ("delibctl.toml", "name a policy instead"),
    ],
)
def test_a_file_in_another_language_says_what_to_do_with_it(
    cli: Cli, tmp_path: Path, name: str, next: str
) -> None:
    (tmp_path / name).write_text("")

    assert_ends(cli("lint", name), 2, f"{name} is ", next)
