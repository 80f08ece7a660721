"""`delibctl rename`: another id everywhere, and nothing else."""

import shutil
from pathlib import Path

import pytest
from support.command import Cli, Done, assert_ends
from support.project import SAMPLES

from delibctl.edge.files.local import LocalFiles
from delibctl.model import Policy
from delibctl.policy import build, gather
from delibctl.source import read

POLICY = """\
# Of a shop.
schema_version: 1
policy: {id: shop, version: "1", title: Shop}
categories:
  - id: refunds
    title: Refunds
    summary: Refunds are explained.
    clauses:
      # delib: ignore[SEC703] refunds.how names the shop's own address
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - id: refunds.when   # until when
        title: When
        style: comply
        text: refunds.how tells how; this tells when.
        excludes: [{text: how, to: "refunds.how"}]
        overrides:
          - refunds.how
"""
CASES = """\
schema_version: 1
cases:
  - {id: how, prompt: "refunds.how?", kind: direct, clauses: [refunds.how, refunds.when]}
  - id: b
    prompt: B?
    kind: direct
    either:
      - refunds.when
      - refunds.how
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / "cases.yaml").write_text(CASES)
    return tmp_path


def test_the_old_id_goes_everywhere_but_from_texts(cli: Cli, shop: Path) -> None:
    done = cli("rename", "refunds.how", "refunds.ask", "--policy", ".")

    assert (done.code, done.out, done.err) == (0, "", "2 files changed\n")
    assert (shop / "policy.yaml").read_text() == (
        POLICY.replace("refunds.how names", "refunds.ask names")
        .replace("{id: refunds.how,", "{id: refunds.ask, renamed_from: [refunds.how],")
        .replace('to: "refunds.how"', 'to: "refunds.ask"')
        .replace("- refunds.how\n", "- refunds.ask\n")
        + "reserved: [refunds.how]\n"
    )
    assert (shop / "cases.yaml").read_text() == CASES.replace(
        "[refunds.how,", "[refunds.ask,"
    ).replace("- refunds.how\n", "- refunds.ask\n")


def test_a_second_rename_remembers_both_ids(cli: Cli, shop: Path) -> None:
    cli("rename", "refunds.when", "refunds.until", "--policy", ".")
    cli("rename", "refunds.until", "refunds.end", "--policy", ".")

    text = (shop / "policy.yaml").read_text()
    assert "      - id: refunds.end   # until when\n" in text
    assert "        renamed_from: [refunds.when, refunds.until]\n" in text
    assert text.endswith("reserved: [refunds.when, refunds.until]\n")


def test_diff_writes_nothing(cli: Cli, shop: Path) -> None:
    done = cli("rename", "refunds.when", "refunds.until", "--policy", ".", "--diff")

    assert "+      - id: refunds.until   # until when\n" in done.out
    assert (shop / "policy.yaml").read_text() == POLICY


def test_several_old_ids_are_merged_and_the_cases_are_named(cli: Cli, shop: Path) -> None:
    done = cli("rename", "refunds.when", "refunds.how", "--policy", ".")

    assert_ends(done, 0, "2 cases expected 'refunds.when', and now expect 'refunds.how': how, b")
    policy = load(shop)
    assert [(clause.id, clause.renamed_from) for clause in policy.clauses] == [
        ("refunds.how", ("refunds.when",))
    ]
    assert policy.reserved == ("refunds.when",)
    assert "clauses: [refunds.how]}" in (shop / "cases.yaml").read_text()
    assert cli("lint", ".", "--ignore", "HYG").code == 0


@pytest.mark.parametrize(
    "excludes",
    [
        "        excludes: [{text: one, to: refunds.end}, {text: two, to: refunds.when}]\n",
        "        excludes:\n          - {text: one, to: refunds.end}\n"
        "          - text: two\n            to: refunds.when\n",
    ],
)
def test_a_merge_drops_the_exclusion_that_would_lead_to_itself(
    cli: Cli, tmp_path: Path, excludes: str
) -> None:
    clauses = "".join(
        f"      - id: refunds.{name}\n        title: T\n        style: comply\n"
        f"        text: {name}.\n{more}"
        for name, more in (("how", excludes), ("end", ""), ("when", ""))
    )
    (tmp_path / "policy.yaml").write_text(POLICY.partition("      # delib")[0] + clauses)

    first = cli("rename", "refunds.end", "refunds.how", "--policy", ".")
    kept = [[e.to for e in clause.excludes] for clause in load(tmp_path).clauses]
    second = cli("rename", "refunds.when", "refunds.how", "--policy", ".")

    assert (first.code, kept) == (0, [["refunds.when"], []])
    assert second.code == 0, second.err
    assert [clause.excludes for clause in load(tmp_path).clauses] == [()]
    assert cli("lint", ".").code == 0


def merged(cli: Cli, folder: Path, clauses: str) -> Done:
    (folder / "policy.yaml").write_text(POLICY.partition("    clauses:\n")[0] + clauses)
    return cli("rename", "refunds.end", "refunds.how", "--policy", ".")


def test_a_list_that_is_not_indented_is_removed_with_its_key(cli: Cli, tmp_path: Path) -> None:
    done = merged(
        cli,
        tmp_path,
        "    clauses:\n    - id: refunds.how\n      title: T\n      style: comply\n"
        "      excludes:\n      - {text: one, to: refunds.end}\n      text: How.\n"
        "    - {id: refunds.end, title: T, style: comply, text: End.}\n",
    )

    assert done.code == 0, done.err
    assert (tmp_path / "policy.yaml").read_text().partition("    clauses:\n")[2] == (
        "    - id: refunds.how\n      renamed_from: [refunds.end]\n      title: T\n"
        "      style: comply\n      text: How.\nreserved: [refunds.end]\n"
    )


@pytest.mark.parametrize(
    "clauses",
    [
        "    clauses: [{id: refunds.how, title: T, style: comply, text: How.},\n"
        "      {id: refunds.end, title: T, style: comply, text: End.}]\n",
        "    clauses:\n      - excludes:\n          - {text: one, to: refunds.end}\n"
        "        id: refunds.how\n        title: T\n        style: comply\n        text: How.\n"
        "      - {id: refunds.end, title: T, style: comply, text: End.}\n",
    ],
    ids=["a list in brackets", "a key beside the dash of its item"],
)
def test_nothing_is_removed_that_shares_a_line_with_what_stays(
    cli: Cli, tmp_path: Path, clauses: str
) -> None:
    assert_ends(merged(cli, tmp_path, clauses), 2, "shares a line with other text")
    assert (tmp_path / "policy.yaml").read_text().endswith(clauses)


def test_a_result_that_would_not_be_sound_is_neither_written_nor_shown(
    cli: Cli, shop: Path
) -> None:
    other = "  - id: other\n    title: T\n    summary: S.\n    clauses:\n"
    alone = "      - {id: other.alone, title: T, style: comply, text: Alone.}\n"
    (shop / "policy.yaml").write_text(POLICY + other + alone)
    merge = ("rename", "other.alone", "refunds.how", "--policy", ".")

    for arguments in (merge, (*merge, "--diff")):
        done = cli(*arguments)
        assert_ends(done, 2, "the policy would become invalid", "'clauses'")
        assert done.out == ""


def test_a_split_is_marked_and_its_cases_are_listed(cli: Cli, shop: Path) -> None:
    done = cli("rename", "--split", "refunds.how", "refunds.when", "--policy", ".")

    assert_ends(
        done,
        0,
        "2 cases expect 'refunds.how': check whether each should expect 'refunds.when' instead",
    )
    assert "id: refunds.when   # until when\n        split_from: refunds.how\n" in (
        (shop / "policy.yaml").read_text()
    )


def test_a_category_is_renamed_in_its_cases(cli: Cli, shop: Path) -> None:
    cases = shop / "cases.yaml"
    cases.write_text(CASES.replace("kind: direct, cl", "kind: direct, category: [refunds], cl"))

    assert cli("rename", "refunds", "returns", "--policy", ".").code == 0
    assert "category: [returns]" in cases.read_text()
    assert [category.id for category in load(shop).categories] == ["returns"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["refunds.hwo", "refunds.ask"], "unknown clause or category 'refunds.hwo'"),
        (["refunds.how", "refunds"], "the id 'refunds' is taken or reserved"),
        (["refunds.how"], "two ids are required: OLD and NEW"),
        (["refunds.how", "not an id"], "'not an id' is not a valid id"),
    ],
)
def test_what_cannot_be_renamed_is_said_and_nothing_is_written(
    cli: Cli, shop: Path, arguments: list[str], message: str
) -> None:
    assert_ends(cli("rename", *arguments, "--policy", "."), 2, message)
    assert (shop / "policy.yaml").read_text() == POLICY


def load(folder: Path) -> Policy:
    files = LocalFiles(folder)
    return build(gather(read(files.read("policy.yaml"), "policy.yaml"), files))


@pytest.mark.parametrize("name", ["assistant", "support_bot"])
def test_every_clause_of_a_sample_can_be_renamed_there_and_back(
    cli: Cli, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / name
    shutil.copytree(SAMPLES / name, folder)
    before = load(folder)
    for clause in list(before.clauses)[::25]:
        assert cli("rename", clause.id, f"{clause.id}-x", "--policy", name).code == 0

    after = load(folder)

    renamed = [c.id for c in list(before.clauses)[::25]]
    assert [c.id.removesuffix("-x") for c in after.clauses] == [c.id for c in before.clauses]
    assert [c.text for c in after.clauses] == [c.text for c in before.clauses]
    assert sorted(after.former_ids) == sorted({*renamed, *before.former_ids})
    assert cli("lint", name).code == 0
