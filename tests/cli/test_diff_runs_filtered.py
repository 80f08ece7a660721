"""`delibctl diff BEFORE AFTER` with filters: what is left out is not spoken of."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from support.command import Cli, Done
from support.compared_runs import RIGHT, asked, run_of
from support.example_run import COPY, EXPLAIN, FORGE, POLICY
from support.run_files import store_run
from support.scored_trials import said

from delibctl.model import Expected, Kind, Outcome, Policy, Split

_COPIED = said(COPY, style="safe-complete", observed=Outcome.SAFE_COMPLETE)
_EXPLAINED = said(EXPLAIN, style="comply", observed=Outcome.COMPLY)
_WRONG = said(EXPLAIN)
_OF_FORGE = {"kind": Kind.JAILBREAK, "lang": "de", "split": Split.TEST}
_OF_COPY = {
    "kind": Kind.DIRECT,
    "lang": "en",
    "split": Split.TRAIN,
    "expected": Expected(style="safe-complete", clauses=(COPY,)),
}
_OF_EXPLAIN = {"lang": "fr", "expected": Expected(style="comply", clauses=(EXPLAIN,))}


def _edited() -> Policy:
    (category,) = POLICY.categories
    clauses = tuple(
        clause if clause.id == EXPLAIN else replace(clause, text=f"{clause.text} Always.")
        for clause in category.clauses
    )
    return replace(POLICY, categories=(replace(category, clauses=clauses),))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs: two clauses were edited, each with a case that got worse; a third was not."""
    folder = tmp_path_factory.mktemp("runs")
    before = [
        asked("forge-1", RIGHT, **_OF_FORGE),
        asked("copy-1", _COPIED, **_OF_COPY),
        asked("explain-1", _EXPLAINED, **_OF_EXPLAIN),
        asked("gone-1", RIGHT, **{**_OF_FORGE, "kind": Kind.TENSION}),
    ]
    after = [
        asked("forge-1", _WRONG, **_OF_FORGE),
        asked("copy-1", _WRONG, **_OF_COPY),
        asked("explain-1", _EXPLAINED, **_OF_EXPLAIN),
        asked("new-1", RIGHT, **{**_OF_FORGE, "kind": Kind.NEAR_MISS}),
    ]
    store_run(folder / "before.sqlite", run_of(before))
    store_run(folder / "after.sqlite", run_of(after, _edited(), "2"))
    return folder


def diff(cli: Cli, folder: Path, *options: str) -> Done:
    return cli("diff", "before.sqlite", "after.sqlite", *options, "--format", "text", cwd=folder)


def _advice(done: Done) -> str:
    """What the first sentence says to do."""
    return " ".join(done.out.split("Permit desk")[0].split()).split("; ", 1)[1]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--kind", "jailbreak", "--kind", "direct"), f"{COPY}, {FORGE}"),
        (("--clause", FORGE), FORGE),
        (("--clause", COPY), COPY),
        (("--case", "copy-*"), COPY),
        (("--kind", "jailbreak"), FORGE),
        (("--lang", "en"), COPY),
        (("--split", "train"), COPY),
        (("--category", "permits", "--lang", "de"), FORGE),
        (("--wrong", "--kind", "jailbreak"), FORGE),
    ],
)
def test_the_sentence_names_only_clauses_that_were_compared(
    cli: Cli, folder: Path, options: tuple[str, ...], named: str
) -> None:
    done = diff(cli, folder, *options)

    assert (done.code, _advice(done)) == (5, f"add cases for {named}, and probe again."), done.err


def test_where_the_filters_leave_out_what_was_edited_the_sentence_says_to_loosen_them(
    cli: Cli, folder: Path
) -> None:
    done = diff(cli, folder, "--clause", EXPLAIN)

    assert (done.code, _advice(done)) == (
        5,
        "loosen the filters, or add cases for what you edited, and probe again.",
    )


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--kind", "look-alike"), "kind look-alike selects none of the 4 cases of the run before"),
        (("--kind", "near-miss"), "kind near-miss selects none of the 4 cases of the run before"),
        (("--kind", "tension"), "kind tension selects none of the 4 cases of the run after"),
        (("--case", "new-*"), "case new-* selects none of the 4 cases of the run before"),
        (
            ("--lang", "fr", "--kind", "look-alike", "--kind", "tension"),
            "kind look-alike or tension, lang fr together select none of the 4 cases of the run "
            "before",
        ),
        (
            ("--lang", "de", "--clause", EXPLAIN),
            "clause permits.explain, lang de together select none of the 4 cases of the run before",
        ),
        (
            ("--wrong", "--clause", EXPLAIN),
            "clause permits.explain, wrong together select none of the 4 cases of the run before",
        ),
    ],
)
def test_a_filter_that_no_case_of_a_run_passes_is_named(
    cli: Cli, folder: Path, options: tuple[str, ...], what: str
) -> None:
    done = diff(cli, folder, *options)

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[1].startswith("delibctl: the filter")
    assert done.err.splitlines()[1].endswith(what)
    advice, filters = done.err.splitlines()[2].rsplit(": ", 1)
    assert advice == "  next: loosen the filters"
    assert sorted(shlex.split(filters)) == sorted(options)


@pytest.mark.parametrize("limit", ["0", "1", "2", "3", "20"])
def test_what_models_said_is_the_same_whether_read_for_these_changes_or_for_all(
    cli: Cli, folder: Path, limit: str
) -> None:
    alone = diff(cli, folder, "--limit", limit)
    beside_all = diff(cli, folder, "--limit", limit, "--output", "json:all.json")

    assert alone.out == beside_all.out
    # The change that is shown first has the words of both sides.
    assert alone.out.count("answer") >= 2
