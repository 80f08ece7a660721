"""`delibctl lint --fix`, `--diff`, what suppresses a finding, and which rules run."""

import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.command import Cli, assert_ends
from support.mistakes import CASES, MISTAKES, POLICY, Mistake

from delibctl.lint import Options, lint
from delibctl.source import edited, read

FRAGMENT = (
    "# What words mean.\r\n"
    "definitions: {consent: yes,   harm:  'Injury.'}  # two\r\n"
    "styles:\r\n"
    "  brief: {outcome: refuse, giude: Be brief.}\r\n"
    "  other:\r\n"
    "    outcome: refuse\r\n"
    "    guide: Says rule #1 applies."
)
#: Few of the slips in an ordinary run, since each takes several commands.
SLIPS = [
    pytest.param(dict([*MISTAKES.items()][::9]), id="some"),
    pytest.param(MISTAKES, id="all", marks=pytest.mark.slow),
]
FIXED = FRAGMENT.replace("yes", '"yes"').replace("giude", "guide")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    path = tmp_path / "shared.yaml"
    path.write_bytes(FRAGMENT.encode())
    return path


def test_fix_changes_the_spans_of_safe_edits_and_no_other_byte(cli: Cli, shared: Path) -> None:
    shared.chmod(0o640)

    done = cli("lint", "shared.yaml", "--fix")

    assert_ends(done, 1, "2 findings fixed in 1 file", "YML009")
    assert shared.read_bytes() == FIXED.encode()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o640
    assert [path.name for path in shared.parent.iterdir()] == ["shared.yaml"]


def test_unsafe_fixes_are_made_only_where_they_are_asked_for(cli: Cli, shared: Path) -> None:
    done = cli("lint", "shared.yaml", "--unsafe-fixes")

    assert_ends(done, 0, "3 findings fixed in 1 file", "1 file checked, no findings")
    assert (
        shared.read_bytes()
        == FIXED.replace("Says rule #1 applies.", '"Says rule #1 applies."').encode()
    )


def test_diff_prints_a_patch_and_writes_nothing(cli: Cli, shared: Path) -> None:
    shared.write_text(FRAGMENT.replace("\r\n", "\n"))

    done = cli("lint", "shared.yaml", "--diff")

    assert (done.code, done.out) == (
        1,
        """\
--- a/shared.yaml
+++ b/shared.yaml
@@ -1,7 +1,7 @@
 # What words mean.
-definitions: {consent: yes,   harm:  'Injury.'}  # two
+definitions: {consent: "yes",   harm:  'Injury.'}  # two
 styles:
-  brief: {outcome: refuse, giude: Be brief.}
+  brief: {outcome: refuse, guide: Be brief.}
   other:
     outcome: refuse
     guide: Says rule #1 applies.
\\ No newline at end of file
""",
    )
    assert shared.read_text() == FRAGMENT.replace("\r\n", "\n")


def test_diff_names_what_no_fix_repairs(cli: Cli, shared: Path) -> None:
    shared.write_text("definitions: {harm: [\n")

    done = cli("lint", "shared.yaml", "--diff")

    assert (done.code, done.out, done.err) == (
        0,
        "",
        "shared.yaml: 1 error not fixed; next: delibctl lint shared.yaml\n",
    )


def test_diff_of_a_sound_file_is_empty(cli: Cli, tmp_path: Path) -> None:
    cli("init", "p")

    assert (cli("lint", "p", "--diff").code, cli("lint", "p", "--diff").out) == (0, "")


def test_tabs_that_indent_become_the_file_s_own_indentation(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "shared.yaml"
    path.write_text("definitions:\n    harm: Injury.\n\tpain: What hurts.\n\tloss: A loss.\n")

    assert cli("lint", "shared.yaml", "--fix").code == 1
    assert cli("lint", "shared.yaml", "--unsafe-fixes").code == 0
    assert path.read_text() == (
        "definitions:\n    harm: Injury.\n    pain: What hurts.\n    loss: A loss.\n"
    )


def test_a_file_that_is_found_in_json_lines_is_mended_too(cli: Cli, tmp_path: Path) -> None:
    cli("init", "p")
    (tmp_path / "p" / "cases").mkdir()
    more = tmp_path / "p" / "cases" / "more.jsonl"
    more.write_text('{"id": "m", "promt": "?", "kind": "direct", "clauses": ["documents.forge"]}\n')

    assert cli("lint", "p", "--fix").code == 0
    assert more.read_text().startswith('{"id": "m", "prompt": "?"')


def suppressed(comment: str, *, above: str = "") -> str:
    return f"definitions:\n{above}  consent: yes{comment}\n"


@pytest.mark.parametrize(
    "text",
    [
        suppressed(" # delib: ignore[YML007] other tools read it"),
        suppressed("", above="  # delib: ignore[YML007] other tools read it\n"),
        suppressed("", above="  # delib: ignore[YML007] because\n  # of other tools\n\n"),
        suppressed(" # delib: ignore[YML007, YML009] x", above="") + "  a: b #c\n",
        suppressed(" # delib: ignore[YML007] x until=2999-01-01"),
    ],
)
def test_a_comment_with_a_reason_suppresses_a_finding(cli: Cli, tmp_path: Path, text: str) -> None:
    (tmp_path / "shared.yaml").write_text(text)

    document = cli("lint", "shared.yaml", "--format", "json").json()

    assert "YML007" not in {finding["code"] for finding in document["findings"]}
    assert [entry["code"] for entry in document["suppressed"]] == ["YML007"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (suppressed(" # delib: ignore[YML007]"), "without a reason has no effect"),
        (suppressed(" # delib: ignore[YML007] x until=2001-01-01"), "ended: until=2001-01-01"),
        (suppressed(" # delib: ignore because"), "names no rule"),
        (suppressed(" # delib: ignore[YML07] because"), "unknown rule 'YML07'"),
        (suppressed("") + "  a: b # delib: ignore[YML007] because", "YML007 finds nothing here"),
    ],
)
def test_a_comment_that_suppresses_nothing_is_found(
    cli: Cli, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "shared.yaml").write_text(text)

    document = cli("lint", "shared.yaml", "--format", "json").json()

    found = {finding["code"]: finding["message"] for finding in document["findings"]}
    assert sorted(found) == ["HYG902", "YML007"]
    assert message in found["HYG902"]


def test_what_stops_every_other_command_cannot_be_suppressed(cli: Cli, tmp_path: Path) -> None:
    cli("init", "p")
    policy = tmp_path / "p" / "policy.yaml"
    policy.write_text(
        policy.read_text().replace('version: "0.1.0"', "version: 1.10 # delib: ignore[YML008] so")
    )

    done = cli("lint", "p")

    assert_ends(done, 1, "YML008 cannot be suppressed", "number-for-text")
    assert cli("probe", "p").code == 2


def test_a_comment_above_an_item_of_a_list_is_about_the_whole_item(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "shared.yaml").write_text(
        "categories:\n- id: a\n  title: T\n  summary: S.\n  clauses:\n"
        "  # delib: ignore[YML007] other tools do not read this\n"
        "  - id: a.b\n    title: yes\n    style: comply\n    text: no\n"
        "  - id: a.c\n    title: yes\n    style: comply\n    text: T.\n"
    )

    document = cli("lint", "shared.yaml", "--format", "json").json()

    assert [(f["code"], f["line"]) for f in document["findings"]] == [("YML007", 12)]
    assert [entry["line"] for entry in document["suppressed"]] == [8, 10]


REASON = "# delib: ignore[HYG901] it is wanted"
BLOCKS = {
    "the line of its `>-`": f"        text: >- {REASON}\n          One.\n          TODO two.\n",
    "the line of its `|`": f"        text: | {REASON}\n          TODO one.\n          Two TODO.\n",
    "above it": f"        {REASON}\n        text: >-\n          One.\n          TODO two.\n",
    "its last line": f"        text: One TODO\n          two. {REASON}\n",
    "above its key": f"        text: One.\n        {REASON}\n        excludes:\n"
    "          - {text: x TODO, to: a.one}\n",
    "the line of its key": f"        text: One.\n        excludes: {REASON}\n"
    "          - {text: x TODO, to: a.one}\n",
    "no space after the mark": f"        text: One TODO. {REASON.replace('# ', '#')}\n",
}


@pytest.mark.parametrize("clause", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_comment_at_a_block_is_about_what_is_in_it(
    cli: Cli, tmp_path: Path, clause: str, line_end: str
) -> None:
    head = POLICY[: POLICY.index("categories:")].partition("principles:")[0]
    category = (
        "categories:\n  - id: a\n    title: A\n    summary: About.\n    clauses:\n"
        "      - id: a.one\n        title: One\n        style: comply\n"
    )
    path = tmp_path / "policy.yaml"
    path.write_text((head + category + clause).replace("\n", line_end), newline="")

    done = cli("lint", "policy.yaml", "--select", "HYG901,HYG902,YML", "--format", "json").json()
    assert done["findings"] == []
    assert {entry["code"] for entry in done["suppressed"]} == {"HYG901"}

    path.write_text(path.read_text().replace("TODO", "done"))
    unused = cli("lint", "policy.yaml", "--select", "HYG901,HYG902", "--format", "json").json()
    assert [f["code"] for f in unused["findings"]] == ["HYG902"]


def test_words_of_a_text_are_no_comment(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "shared.yaml").write_text(
        'definitions:\n  a: "x # delib: ignore[YML007] y"\n'
        "  b: >-\n    x # delib: ignore[YML007] y\n"
    )

    assert cli("lint", "shared.yaml").out.endswith("1 file checked, no findings\n")


def test_an_unused_suppression_goes_with_its_line(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "shared.yaml"
    path.write_text(
        "definitions:\n  # delib: ignore[YML007] x\n  a: b # delib: ignore[YML009] y\n\n  c: d\n"
    )

    assert cli("lint", "shared.yaml", "--fix").code == 0
    assert path.read_text() == "definitions:\n  a: b\n\n  c: d\n"


def codes(done_document: dict[str, list[dict[str, str]]]) -> list[str]:
    return [finding["code"] for finding in done_document["findings"]]


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        ([], ["YML007", "SCH102", "YML009"]),
        (["--select", "YML"], ["YML007", "YML009"]),
        (["--select", "YML,SCH102", "--ignore", "ambiguous-plain-scalar"], ["SCH102", "YML009"]),
        (["--ignore", "ALL"], []),
    ],
)
def test_rules_are_selected_by_code_by_its_beginning_and_by_name(
    cli: Cli, shared: Path, flags: list[str], found: list[str]
) -> None:
    assert codes(cli("lint", "shared.yaml", "--format", "json", *flags).json()) == found


def test_a_rule_that_is_not_there_is_a_usage_error(cli: Cli, shared: Path) -> None:
    assert_ends(cli("lint", "--select", "YLM", "shared.yaml"), 2, "unknown rule 'YLM'", "'YML'")


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on_names_the_level_that_exits_1(
    cli: Cli, tmp_path: Path, level: str, code: int
) -> None:
    (tmp_path / "shared.yaml").write_text("definitions: {consent: yes}\n")

    assert cli("lint", "shared.yaml", "--fail-on", level).code == code


@pytest.mark.parametrize(
    "glob",
    [
        *("pkg/**/*.yaml", "./pkg/**/*.yaml", "pkg/**", "pkg/*", "pkg", "pkg/a/", "*.yaml"),
        *("**/policy.yaml", "pkg/a/policy.yaml"),
    ],
)
@pytest.mark.parametrize(
    ("folder", "path"),
    [(".", "pkg/a"), ("pkg", "a/policy.yaml"), ("pkg/a", "."), ("pkg/b", "../a")],
)
def test_files_are_ignored_by_globs_from_the_configuration_s_folder(
    cli: Cli, tmp_path: Path, glob: str, folder: str, path: str
) -> None:
    for name in ("a", "b"):
        (tmp_path / "pkg" / name).mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / "pkg" / "a" / "policy.yaml").write_text(POLICY.replace("Garden", "TODO"))
    (tmp_path / "delibctl.toml").write_text(f'[lint.per_file_ignores]\n"{glob}" = ["HYG901"]\n')

    document = cli("lint", path, "--format", "json", cwd=tmp_path / folder).json()

    assert document["findings"] == []


@pytest.mark.parametrize("glob", ["other/*.yaml", "a/*.yaml", "pkg/a/cases.yaml", "policy.yaml"])
def test_other_globs_ignore_nothing(cli: Cli, tmp_path: Path, glob: str) -> None:
    (tmp_path / "pkg" / "a").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / "pkg" / "a" / "policy.yaml").write_text(POLICY.replace("Garden", "TODO"))
    (tmp_path / "delibctl.toml").write_text(f'[lint.per_file_ignores]\n"{glob}" = ["HYG901"]\n')

    document = cli("lint", ".", "--format", "json", cwd=tmp_path / "pkg" / "a").json()

    assert [finding["code"] for finding in document["findings"]] == ["HYG901"]


def test_the_configuration_selects_and_ignores_by_file(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text(
        '[lint]\nignore = "YML009"\nfail_on = "warning"\n'
        '[lint.per_file_ignores]\n"old/*.yaml" = ["SCH", "YML007"]\n'
    )
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "shared.yaml").write_text(FRAGMENT)

    (tmp_path / "sub").mkdir()
    done = cli(
        "lint", "../old/shared.yaml", "../new/shared.yaml", "--format", "json", cwd=tmp_path / "sub"
    )

    assert [(f["file"], f["code"]) for f in done.json()["findings"]] == [
        ("../new/shared.yaml", "YML007"),
        ("../new/shared.yaml", "SCH102"),
    ]
    assert cli("lint", "old/shared.yaml").code == 0
    assert cli("lint", "old/shared.yaml", "--ignore", "YLM").code == 2


pieces = st.sampled_from(
    ["a: yes", "b: 1.10", "c: use C #1 rule", " # x", "\r\n", "\n", "é😀", "  ", "- ", '"q"', "d:"]
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_the_edits_of_any_file_come_to_an_end_and_leave_nothing_to_mend(text: str) -> None:
    source, made = f"definitions:\n  {text}", 1
    for _ in range(10):
        report = lint((), [read(source.encode(), "f.yaml")], Options())
        source, made = edited(source, [found.edits for found in report.findings])

    assert made == 0
    assert [found for found in report.findings if found.edits] == []


@pytest.mark.parametrize("slips", SLIPS)
@pytest.mark.parametrize("flag", ["--fix", "--unsafe-fixes"])
def test_every_fix_of_a_slip_leaves_fewer_findings(
    cli: Cli, tmp_path: Path, flag: str, slips: dict[str, Mistake]
) -> None:
    policy, cases = tmp_path / "policy.yaml", tmp_path / "cases.yaml"
    worse = {}
    for name, mistake in slips.items():
        document = read(mistake.text().encode(), f"{mistake.file}.yaml")
        if not any(finding.edits for finding in lint([], [document]).findings):
            continue
        policy.write_text(POLICY, newline="")
        cases.write_text(CASES, newline="")
        (policy if mistake.file == "policy" else cases).write_text(mistake.text(), newline="")
        texts = policy.read_bytes(), cases.read_bytes()
        before = len(cli("lint", ".", "--format", "json").json()["findings"])
        after = len(cli("lint", ".", flag, "--format", "json").json()["findings"])
        if after >= before and (policy.read_bytes(), cases.read_bytes()) != texts:
            worse[name] = (before, after)

    assert worse == {}


@pytest.mark.parametrize("slips", SLIPS)
def test_as_many_findings_are_fixed_as_were_fixable(
    cli: Cli, tmp_path: Path, slips: dict[str, Mistake]
) -> None:
    policy, cases = tmp_path / "policy.yaml", tmp_path / "cases.yaml"
    otherwise = {}
    for name, mistake in slips.items():
        policy.write_text(POLICY, newline="")
        cases.write_text(CASES, newline="")
        (policy if mistake.file == "policy" else cases).write_text(mistake.text(), newline="")
        fixable = re.findall(r"(\d+) fixable with", cli("lint", ".").out)
        if fixable:
            report = cli("lint", ".", "--fix", "--unsafe-fixes")
            made = re.findall(r"(\d+) findings? fixed", report.out + report.err)
            if [sum(map(int, fixable))] != [int(count) for count in made]:
                otherwise[name] = (fixable, made)

    assert otherwise == {}


@pytest.mark.parametrize("tabs", ["\t", "  \t", "\t\t", "\t\t\t\t", "      \t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_tab_is_as_wide_as_leaves_a_sound_file(
    cli: Cli, tmp_path: Path, tabs: str, end: str
) -> None:
    path = tmp_path / "policy.yaml"
    text = POLICY.replace("\n", end)
    path.write_text(text.replace("        severity: high", f"{tabs}severity: high"), newline="")

    cli("lint", "policy.yaml", "--unsafe-fixes")

    assert path.read_bytes() == text.encode()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("a byte order mark", b"\xef\xbb\xbf", b""),
        ("a misspelt key", b"        rational: Most", b"        rationale: Most"),
        ("an unquoted version", b"version: 2.1", b'version: "2.1"'),
        ("an unknown style", b"style: warnfirst", b"style: warn-first"),
    ],
)
def test_a_safe_fix_changes_only_what_it_is_about(
    cli: Cli, tmp_path: Path, name: str, old: bytes, new: bytes
) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(MISTAKES[name].text(), newline="")

    cli("lint", "policy.yaml", "--fix")

    assert path.read_bytes() == MISTAKES[name].text().encode().replace(old, new, 1)


@pytest.mark.parametrize(
    "name",
    [
        "a style of no",
        "a severity that is a number",
        "clauses outside of a category",
        "an id with another prefix",
        "a hash and a space in a text",
    ],
)
@pytest.mark.parametrize("select", ["ALL", "YML", "SCH,YML007"])
def test_what_only_the_author_can_decide_is_left_alone(
    cli: Cli, tmp_path: Path, name: str, select: str
) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(MISTAKES[name].text(), newline="")

    assert cli("lint", "policy.yaml", "--fix", "--select", select).code in (0, 1)

    assert path.read_text() == MISTAKES[name].text()


def test_a_style_that_is_only_similar_is_no_fix(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    text = POLICY.replace("style: warn-first", "style: warm-thirst")
    path.write_text(text)

    cli("lint", "policy.yaml", "--fix")

    assert path.read_text() == text


def test_a_mark_stays_if_another_rule_is_selected(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "shared.yaml"
    path.write_bytes(b"\xef\xbb\xbfdefinitions: {harm: yes}\n")

    cli("lint", "shared.yaml", "--fix", "--select", "YML007")

    assert path.read_bytes() == b'\xef\xbb\xbfdefinitions: {harm: "yes"}\n'


def test_nothing_is_written_if_one_file_is_read_only(cli: Cli, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("definitions: {harm: yes}\n")
    (tmp_path / "b.yaml").chmod(0o444)

    done = cli("lint", "a.yaml", "b.yaml", "--fix")

    assert_ends(done, 2, "b.yaml is read-only, so nothing was written")
    assert (tmp_path / "a.yaml").read_text() == "definitions: {harm: yes}\n"


def test_an_unknown_rule_in_per_file_ignores_is_an_error_even_without_findings(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / "delibctl.toml").write_text('[lint.per_file_ignores]\n"*.yaml" = ["XYZ"]\n')

    assert_ends(cli("lint", "policy.yaml"), 2, "unknown rule 'XYZ'")
