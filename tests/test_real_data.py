"""Real policies and taxonomies, found through DELIBCTL_DATA; nothing of them is kept here."""

import json
import os
import re
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from support.command import Cli
from support.loading import load_policy

from delibctl.lint import lint
from delibctl.source import read

DATA = Path(os.environ.get("DELIBCTL_DATA", "/nowhere"))

pytestmark = pytest.mark.skipif(
    "DELIBCTL_DATA" not in os.environ, reason="DELIBCTL_DATA names no folder of real data"
)

FILES = sorted(path for path in DATA.rglob("*") if path.is_file()) if DATA.is_dir() else []
MARKDOWN = [path for path in FILES if path.suffix == ".md" and path.name[0].islower()]


def name(path: Path) -> str:
    return str(path.relative_to(DATA))


def few(rows: list[Any], number: int) -> list[Any]:
    """So many rows of a table, the last ones, and the others slow."""
    slow = [pytest.param(*row if isinstance(row, tuple) else (row,), marks=pytest.mark.slow)
            for row in rows[:-number]]  # fmt: skip
    return slow + rows[-number:]


def small_first(paths: list[Path]) -> list[Any]:
    """All files; to lint those of more than 500 kB is slow."""
    return [
        pytest.param(path, marks=pytest.mark.slow if path.stat().st_size > 500_000 else ())
        for path in paths
    ]


@pytest.mark.parametrize("path", small_first(FILES), ids=name)
def test_lint_finds_something_in_every_file_that_is_no_policy_and_never_raises(path: Path) -> None:
    document = read(path.read_bytes(), path.name)

    report = lint([], [document])

    assert report.findings
    assert all(finding.place.file == path.name for finding in report.findings)


@pytest.mark.parametrize("path", few(MARKDOWN, 3), ids=name)
def test_headings_of_a_real_policy_become_one_without_an_error_that_can_be_asked(
    cli: Cli, tmp_path: Path, path: Path
) -> None:
    done = cli("init", "new", "--from", path)

    assert done.code == 0, done.err
    assert cli("lint", "new").code == 0
    policy, cases = load_policy(tmp_path / "new", tmp_path)
    assert cases
    assert all(clause.text for clause in policy.clauses)
    assert cli("probe", cwd=tmp_path / "new").code == 0


RELEASES = sorted((DATA / "model_spec").glob("model_spec.*.md")) if DATA.is_dir() else []
SECTION = re.compile(r"^(#+) (.*?) \{#([\w-]+)[^}]*\}[ \t]*$", re.MULTILINE)


def sections(path: Path) -> dict[str, tuple[str, str]]:
    """Every anchored section with its title and its own text; those without a text left out."""
    text = path.read_text(encoding="utf-8")
    found = list(SECTION.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    pairs = (
        (m[3], (m[2], text[m.end() : end].strip())) for m, end in zip(found, ends, strict=True)
    )
    return {id: (title, body) for id, (title, body) in pairs if body}


def release(folder: Path, found: dict[str, tuple[str, str]]) -> Path:
    """The sections as a policy, each of them a clause."""
    clauses = [
        {"id": id, "title": title, "style": "comply", "text": text}
        for id, (title, text) in found.items()
    ]
    category = {"id": "all.sections", "title": "All", "summary": "All.", "clauses": clauses}
    folder.mkdir()
    (folder / "policy.yaml").write_text(
        json.dumps(
            {
                "schema_version": 1,
                "policy": {"id": "spec", "version": "1", "title": "Spec"},
                "categories": [category],
            },
            ensure_ascii=False,
        )
    )
    return folder


@pytest.mark.parametrize(
    ("old", "new"), few(list(combinations(RELEASES, 2)), 1), ids=lambda path: path.stem
)
def test_the_diff_of_two_releases_names_what_came_went_and_changed_and_nothing_else(
    cli: Cli, tmp_path: Path, old: Path, new: Path
) -> None:
    before, after = sections(old), sections(new)
    done = cli(
        "diff", release(tmp_path / "old", before), release(tmp_path / "new", after),
        "--format", "json",
    )  # fmt: skip

    changes = done.json()["policies"][0]["changes"]

    def subjects(*names: str) -> set[str]:
        return {change["subject"] for change in changes if change["name"] in names}

    came, gone = after.keys() - before.keys(), before.keys() - after.keys()
    renamed = subjects("clause-renamed", "clause-looks-renamed")
    assert subjects("clause-added", "clause-added-overlapping") == came - renamed
    assert subjects("clause-removed") <= gone
    assert len(subjects("clause-removed")) == len(gone) - len(renamed)
    kept = {id for id in before.keys() & after.keys() if before[id] != after[id]}
    assert kept <= {change["subject"] for change in changes} <= {
        *("policy", "all.sections"), *kept, *came, *gone
    }  # fmt: skip


ANCHOR = re.compile(r"^#+ .*\{#([\w-]+)[^}]*\}[ \t]*$", re.MULTILINE)


@pytest.mark.parametrize("path", few(RELEASES, 1), ids=name)
def test_a_specification_is_imported_whole_or_listed_and_lints_without_an_error(
    cli: Cli, tmp_path: Path, path: Path
) -> None:
    done = cli("import", path, "--default-style", "comply", "--output", "policy.yaml")

    assert done.code == 0, done.err
    policy, _ = load_policy(tmp_path / "policy.yaml", tmp_path)
    text = path.read_text(encoding="utf-8")
    listed = set(re.findall(r"section '([\w-]+)' has no text of its own", done.err))
    ids = set(ANCHOR.findall(text))
    assert len(ids) > 70
    assert ids == {clause.id for clause in policy.clauses} | listed
    answers = [text for c in policy.clauses for e in c.examples for text in (e.good, e.bad) if text]
    assert len(answers) == len(re.findall(r"<assistant[^>]*> *<!-- (?:GOOD|BAD)", text))
    assert cli("lint", "policy.yaml").code == 0


def test_a_small_policy_and_its_golden_set_are_imported_and_probed(
    cli: Cli, tmp_path: Path
) -> None:
    spam = DATA / "spam_policy"

    policy = cli(
        "import", spam / "policy.txt", "--default-style", "refuse", "--output", "policy.yaml"
    )
    cases = cli("import", spam / "golden_dataset.csv", "--output", "cases.yaml")

    assert policy.code == cases.code == 0, policy.err + cases.err
    made, known = load_policy(tmp_path, tmp_path)
    assert len(made.clause_by_id) == 17
    assert Counter(case.categories for case in known) == {
        ("SP0",): 18, ("SP2",): 7, ("SP3",): 8, ("SP4",): 7
    }  # fmt: skip
    assert cli("lint").code == 0
    assert cli("probe").code == 0
    shown = cli("diff", "--format", "json").json()
    assert [model["summary"]["trials"] for model in shown["models"]] == [40]


def test_xstest_is_imported_and_mapped_and_probed_and_diffed(cli: Cli, copied: Path) -> None:
    (copied / "cases.yaml").unlink()
    mapped = {
        "contrast_homonyms": "illicit.facilitation",
        "contrast_discr": "harassment.abuse",
        "contrast_*": "violence.threats",
        "historical_events": "violence.education",
        "*": "violence",
    }
    done = cli(
        "import", DATA / "xstest" / "xstest_prompts.csv", "--output", "cases.yaml",
        *(word for pair in mapped.items() for word in ("--map", "=".join(pair))),
        cwd=copied,
    )  # fmt: skip

    assert done.code == 0, done.err
    assert done.err.startswith("not imported: columns focus, note\n450 cases\n")
    assert cli("lint", cwd=copied).code == 0
    assert cli("probe", cwd=copied).code == 0
    shown = cli("diff", "--format", "json", cwd=copied).json()
    assert [model["summary"]["trials"] for model in shown["models"]] == [450]


sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from agreement_rows import xstest  # noqa: E402
from agreement_tables import alike, three_way, two_way  # noqa: E402


def test_the_judge_patterns_agrees_with_people_on_the_rows_its_words_were_chosen_on() -> None:
    rows = [row for row in xstest(DATA / "xstest") if not row.kept_aside]

    assert {row.model for row in rows} == {"gpt4", "mistralinstruct"}
    assert (alike(three_way(rows)).value or 0) > 0.86
    assert (alike(two_way(rows)).value or 0) > 0.90


def test_conversations_are_imported_whole_or_listed_and_lint_has_no_error(
    cli: Cli, copied: Path
) -> None:
    source = DATA / "rbr_gold" / "train.jsonl"

    done = cli(
        "import", source, "--map", "*=illicit.forgery", "--set", "status=draft",
        "--output", "rbr.jsonl", cwd=copied,
    )  # fmt: skip

    assert done.code == 0, done.err
    imported = [json.loads(line) for line in (copied / "rbr.jsonl").read_text().splitlines()]
    rows = sum(bool(line.strip()) for line in source.read_text().splitlines())
    listed = re.findall(r"not imported: lines? ([\d, -]+): ", done.err)
    assert len(imported) + sum(len(lines.split(", ")) for lines in listed) == rows
    assert all(case["status"] == "draft" for case in imported)
    assert sum(len(case.get("messages", ())) > 1 for case in imported) > 100
    assert cli("lint", "rbr.jsonl", cwd=copied).code == 0
    again = cli("import", source, "--map", "*=illicit.forgery", "--set", "status=draft",
                "--output", "rbr.jsonl", cwd=copied)  # fmt: skip
    assert f"{len(imported)} of them already exist" in again.err
    assert "changed:" not in again.err
