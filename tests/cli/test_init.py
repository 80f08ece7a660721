"""`delibctl init`: what it writes lints clean, and it never overwrites."""

from pathlib import Path

from support.command import Cli

from delibctl.deliberate import TEMPLATES
from delibctl.edge.settings import load_settings
from delibctl.source import read

FILES = [
    ".gitignore",
    "cases.schema.json",
    "cases.yaml",
    "delibctl.toml",
    "policy.schema.json",
    "policy.yaml",
]

GUIDELINES = """\
# House rules

How our assistant speaks with visitors.

## Orders

Anything about an order of the visitor.

### Status of an order {#orders.status}

Say where the order is.

- Name the day.
- Name the carrier.

### Changing an order

Change it only before it is packed.

#### Gift wrapping

Offer it.

| a | b |
|---|---|
| 1 | 2 |

## Complaints

### Being shouted at

Stay calm and offer a person.

### Nothing here yet
"""


def test_it_writes_a_policy_cases_configuration_and_schemas(cli: Cli, tmp_path: Path) -> None:
    done = cli("init", "new")

    assert done.code == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == FILES
    policy = read((tmp_path / "new" / "policy.yaml").read_bytes(), "policy.yaml")
    cases = read((tmp_path / "new" / "cases.yaml").read_bytes(), "cases.yaml")
    assert policy.text.startswith("# yaml-language-server: $schema=policy.schema.json\n")
    assert sum(len(category["clauses"]) for category in policy.data["categories"]) == 2
    assert len(cases.data["cases"]) == 6
    assert (tmp_path / "new" / ".gitignore").read_text() == ".delibctl/\n"


def test_the_next_three_commands_it_prints_work(cli: Cli, tmp_path: Path) -> None:
    done = cli("init", "new")

    assert done.err == "next:\n  cd new && delibctl lint\n  delibctl probe\n  delibctl diff\n"
    folder = tmp_path / "new"
    assert cli("lint", cwd=folder).out == "2 files checked, no findings\n"
    assert cli("probe", cwd=folder).code == 0
    assert cli("diff", cwd=folder).code == 0


def test_it_starts_in_the_working_folder(cli: Cli, tmp_path: Path) -> None:
    assert cli("init").err.startswith("next:\n  delibctl lint\n")
    assert (tmp_path / "policy.yaml").exists()


def test_it_never_overwrites(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("mine\n")

    done = cli("init")

    assert done.code == 2
    assert "already contains policy.yaml; nothing was written" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["policy.yaml"]
    assert (tmp_path / "policy.yaml").read_text() == "mine\n"


def test_an_existing_gitignore_gains_one_line_once(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("build/")

    cli("init")

    assert (tmp_path / ".gitignore").read_text() == "build/\n.delibctl/\n"


def test_headings_of_markdown_become_categories_and_clauses(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text(GUIDELINES)

    done = cli("init", "new", "--from", "rules.md")

    policy = read((tmp_path / "new" / "policy.yaml").read_bytes(), "policy.yaml").data
    assert policy["policy"]["title"] == "House rules"
    assert [
        (category["id"], [clause["id"] for clause in category["clauses"]])
        for category in policy["categories"]
    ] == [
        ("orders", ["orders.status", "orders.changing-an-order"]),
        ("complaints", ["complaints.being-shouted-at"]),
    ]
    assert "- Name the day." in policy["categories"][0]["clauses"][0]["text"]
    assert [line for line in done.out.splitlines() if line.startswith("not imported")] == [
        "not imported: line 24: a table",
        "not imported: line 34: 'Nothing here yet' has no text below it",
    ]
    assert "2 categories, 3 clauses, 6 cases; each clause was given the style 'refuse'" in done.out
    assert cli("lint", "new", "--ignore", "HYG901").out == "2 files checked, no findings\n"
    assert cli("lint", "new").out.endswith("2 files checked: 4 warnings\n")
    probe = cli("probe", cwd=tmp_path / "new")
    assert probe.code == 0
    assert "all cases are drafts, which count in no figure" in probe.err


def test_an_assumed_style_is_marked(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text(GUIDELINES)

    cli("init", "new", "--from", "rules.md", "--default-style", "safe-complete")

    text = (tmp_path / "new" / "policy.yaml").read_text()
    assert text.count("style: safe-complete  # assumed") == 3


def test_markdown_without_headings_is_an_error(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text("Be kind.\n")

    done = cli("init", "new", "--from", "rules.md")

    assert done.code == 2
    assert "has no headings with text below them" in done.err
    assert not (tmp_path / "new").exists()


def test_markdown_with_one_heading_is_a_policy_of_one_clause(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_text("# Kindness\n\nBe kind.\n")

    done = cli("init", "my rules", "--from", "rules.md")

    assert done.code == 0, done.err
    assert "cd 'my rules' && delibctl lint" in done.err
    done = cli("lint", "my rules", "--ignore", "HYG901")
    assert done.out == "2 files checked, no findings\n"


def test_a_gitignore_in_another_encoding_is_kept_as_it_is(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"caf\xe9/\n")

    assert cli("init").code == 0
    assert (tmp_path / ".gitignore").read_bytes() == b"caf\xe9/\n.delibctl/\n"


def test_what_cannot_be_done_to_the_gitignore_is_said_before_anything_is_written(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / ".gitignore").mkdir()

    done = cli("init")

    assert done.code == 2
    assert "cannot write .gitignore: Is a directory" in done.err
    assert [path.name for path in tmp_path.iterdir()] == [".gitignore"]


def test_a_style_for_headings_needs_headings(cli: Cli) -> None:
    done = cli("init", "--default-style", "comply")

    assert (done.code, "add --from" in done.err) == (2, True)


def test_the_version_of_the_prompts_is_pinned(cli: Cli, tmp_path: Path) -> None:
    cli("init", "made")

    assert load_settings(tmp_path / "made").template == TEMPLATES[-1]
    assert "template = " in (tmp_path / "made" / "delibctl.toml").read_text()


def test_invisible_and_control_characters_are_left_out_and_that_is_said(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "rules.md").write_text(
        "# A\n\n## X\n\nTe\u200bxt.\n\n# B\n\n## Y\n\nRed:\x1b[31mred.\n", encoding="utf-8"
    )

    done = cli("init", "new", "--from", "rules.md")

    assert "not imported: line 11: control characters\n" in done.out
    assert "fixed: 1 invisible character: U+200B\n" in done.out
    assert cli("lint", "new").code == 0
    text = (tmp_path / "new" / "policy.yaml").read_text(encoding="utf-8")
    assert "text: Text." in text
    assert "Red: [31mred." in text
