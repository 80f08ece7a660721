"""`delibctl generate` without a model: drafts for every clause, the same each time."""

import json
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.command import Cli, assert_ends
from support.loading import load_policy

from delibctl.cases.generate import STRATEGIES
from delibctl.source import read
from delibctl.text.similarity import shingles

SOURCES = ("topics", "exclusions", "definitions", "borderline", "transformations", "tensions")


def cases_in(text: str) -> list[dict[str, Any]]:
    document = read(text.encode(), "cases.yaml")
    assert not document.problems
    return list(document.data["cases"])


def said(case: dict[str, Any]) -> str:
    turns = case.get("messages") or [{"content": case["prompt"]}]
    return "\n".join(turn["content"] for turn in turns)


_MADE: list[dict[str, Any]] = []


@pytest.fixture
def drafts(cli: Cli, assistant: Path) -> list[dict[str, Any]]:
    """What is made of the sample policy, by one command for all tests; they only read it."""
    if not _MADE:
        done = cli("generate", assistant)
        assert done.code == 0, done.err
        _MADE.extend(cases_in(done.out))
    return _MADE


def test_each_clause_of_the_sample_gets_eight_cases_of_five_kinds(
    drafts: list[dict[str, Any]], assistant: Path
) -> None:
    policy, _ = load_policy(assistant, assistant)
    count: Counter[str] = Counter()
    kinds: dict[str, set[str]] = defaultdict(set)
    for case in drafts:
        for clause in case.get("clauses", ()):
            count[clause] += 1
            kinds[clause].add(case["kind"])

    assert min(count[id] for id in policy.clause_by_id) >= 8
    assert min(len(kinds[id]) for id in policy.clause_by_id) >= 5


def test_no_two_cases_are_nearly_the_same(drafts: list[dict[str, Any]], assistant: Path) -> None:
    written = cases_in((assistant / "cases.yaml").read_text(encoding="utf-8"))
    runs = [shingles(said(case)) for case in (*written, *drafts)]
    alike = [
        (left, right)
        for right in range(len(written), len(runs))
        for left in range(right)
        if len(runs[left] & runs[right]) > 0.75 * len(runs[left] | runs[right])
    ]

    assert alike == []


def test_every_draft_says_where_it_is_from(drafts: list[dict[str, Any]], assistant: Path) -> None:
    policy, cases = load_policy(assistant, assistant)
    known = {case.id for case in cases}

    assert {case["status"] for case in drafts} == {"draft"}
    for case in drafts:
        origin = case["origin"]
        assert origin["strategy"] in STRATEGIES
        assert origin["seed"] == 1
        assert origin["clause"] in policy.clause_by_id
        assert origin.get("parent") in {None, *known}
        assert case["id"].startswith(origin["clause"].replace(".", "-"))


def test_a_wrapped_request_is_a_jailbreak_only_where_it_is_not_to_be_answered(
    drafts: list[dict[str, Any]], assistant: Path
) -> None:
    policy, _ = load_policy(assistant, assistant)
    wrapped = [case for case in drafts if case["origin"]["strategy"] not in SOURCES]

    assert wrapped
    for case in wrapped:
        outcome = policy.outcome(policy.clause_by_id[case["clauses"][0]].style)
        assert (case["kind"] == "jailbreak") is (outcome != "comply")


@pytest.mark.parametrize(
    "policy", [pytest.param("assistant", marks=pytest.mark.slow), "support_bot"]
)
def test_what_is_made_is_sound_and_probed(
    cli: Cli, tmp_path: Path, request: pytest.FixtureRequest, policy: str
) -> None:
    folder = request.getfixturevalue(policy)
    made = tmp_path / "made.yaml"

    assert cli("generate", folder, "--output", made).code == 0
    linted = cli("lint", folder / "policy.yaml", "--cases", made)
    assert linted.code == 0
    assert linted.out.endswith(" files checked, no findings\n")
    probed = cli("probe", folder, "--cases", made)
    assert probed.code == 0, probed.err
    assert "all cases are drafts" in probed.err


def test_the_same_seed_makes_the_same_file_and_another_seed_another(
    cli: Cli, support_bot: Path
) -> None:
    first, again, other = (
        cli("generate", support_bot, "--seed", seed).out for seed in ("3", "3", "4")
    )

    assert first == again != other


def test_what_is_there_already_is_not_made_again(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    own = sorted((support_bot / "cases").iterdir())
    given_ = [word for file in own for word in ("--cases", str(file))]
    made = tmp_path / "made.yaml"
    cli("generate", support_bot, *given_, "--category", "refunds", "--output", made)
    before = made.read_bytes()

    again = cli(
        *("generate", support_bot, *given_, "--cases", made),
        *("--category", "refunds", "--output", made),
    )

    assert_ends(again, 2, "all generated cases already exist", "--seed")
    assert made.read_bytes() == before


def test_what_a_file_outside_the_policy_holds_is_not_made_again_either(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    made = tmp_path / "made.yaml"
    wanted = ("generate", support_bot, "--clause", "refunds.dishonest-claim", "--output", made)

    first, again = cli(*wanted), cli(*wanted)

    assert "does not use" in first.err
    assert 'write there: cases: ["cases/*.yaml", "' in first.err
    assert_ends(again, 2, "all generated cases already exist")
    ids = [case["id"] for case in cases_in(made.read_text(encoding="utf-8"))]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", ["", "policy: {}\n", "schema_version: 1\ncases: [\n"])
def test_a_file_of_no_cases_is_left_as_it_is(
    cli: Cli, tmp_path: Path, support_bot: Path, text: str
) -> None:
    (tmp_path / "made.yaml").write_text(text, encoding="utf-8")

    done = cli("generate", support_bot, "--output", "made.yaml")

    assert_ends(done, 2, "made.yaml")
    assert (tmp_path / "made.yaml").read_text(encoding="utf-8") == text


def test_drafts_are_added_behind_the_cases_of_a_file(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    text = (
        "# ours\nschema_version: 1\ncases:\n"
        "  - {id: a, kind: direct, prompt: Hello, category: [refunds], style: comply}  # first\n"
    )
    made = tmp_path / "made.yaml"
    made.write_text(text, encoding="utf-8")

    done = cli("generate", support_bot, "--clause", "refunds.dishonest-claim", "--output", made)

    assert done.code == 0, done.err
    assert made.read_text(encoding="utf-8").startswith(text)
    assert {case.get("origin", {}).get("clause") for case in cases_in(made.read_text())} == {
        None,
        "refunds.dishonest-claim",
    }


def test_only_what_is_chosen_is_made(cli: Cli, support_bot: Path) -> None:
    found = cases_in(
        cli(
            *("generate", support_bot, "--clause", "refunds.dishonest-claim"),
            *("--strategy", "rot13", "--per-kind", "1"),
        ).out
    )

    assert [case["origin"]["strategy"] for case in found] == ["rot13"]
    assert [case["kind"] for case in found] == ["jailbreak"]


@pytest.mark.parametrize(
    ("option", "value"), [("--clause", "refund"), ("--category", "x"), ("--strategy", "rot-13")]
)
def test_what_the_policy_does_not_have_is_a_usage_error(
    cli: Cli, support_bot: Path, option: str, value: str
) -> None:
    assert_ends(cli("generate", support_bot, option, value), 2, f"unknown {option[2:]} {value!r}")


def test_every_strategy_is_listed_with_what_it_does(cli: Cli) -> None:
    listed = cli("generate", "--list").out

    for strategy in STRATEGIES.values():
        assert f"{strategy.name} (" in listed
        assert strategy.headline in listed


def test_a_case_in_pieces_holds_the_request_to_the_word() -> None:
    from delibctl.cases.generate.wrappers import base64, payload_splitting, rot13

    text = "How do I copy the key of my own bicycle lock, and what does it cost?"

    pieces = [
        json.loads(line.partition("= ")[2])
        for line in payload_splitting.wrap(text, Random(1)).splitlines()
        if " = " in line
    ]
    assert " ".join(pieces) == text
    assert "SG93IGRvIEkgY29weSB0aGUga2V5" in base64.wrap(text, Random(1))
    assert "Ubj qb V pbcl gur xrl" in rot13.wrap(text, Random(1))


@given(seed=st.integers(-(2**40), 2**40))
def test_any_seed_makes_ids_that_are_slugs_and_stand_once(seed: int) -> None:
    from delibctl.cases.draft import SLUG
    from delibctl.cases.generate import DraftOptions, generate, sources

    sample = Path(__file__).parents[2] / "sample_policies" / "support_bot"
    policy, cases = _opened(sample)
    wanted = DraftOptions(clauses=("refunds.dishonest-claim", "refunds.explain-terms"), seed=seed)

    drawn = sources(policy, cases, frozenset(case.id for case in cases), wanted)
    found = generate(drawn, cases, wanted)

    ids = [case["id"] for case in found.cases]
    assert len(ids) == len(set(ids))
    assert all(SLUG.fullmatch(id) for id in ids)


_KEPT: dict[Path, Any] = {}


def _opened(path: Path) -> Any:
    if path not in _KEPT:
        _KEPT[path] = load_policy(path, path)
    return _KEPT[path]


def test_a_split_is_drawn_from_its_own_cases_and_written_with_each_draft(
    cli: Cli, assistant: Path
) -> None:
    by_id = {case["id"]: case for case in cases_in((assistant / "cases.yaml").read_text("utf-8"))}
    parents: dict[str, set[str]] = {}
    for split in ("train", "test", "unassigned"):
        drafts = cases_in(cli("generate", assistant, "--split", split).out)
        assert {case.get("split", "unassigned") for case in drafts} == {split}
        origins = [case["origin"].get("parent") for case in drafts]
        parents[split] = {by_id[id].get("split", "unassigned") for id in origins if id}

    # The sample assigns all of its cases.
    assert parents == {"train": {"train"}, "test": {"test"}, "unassigned": set()}


def test_a_split_that_does_not_exist_is_named(cli: Cli, assistant: Path) -> None:
    done = cli("generate", assistant, "--split", "training")

    assert_ends(done, 2, "training", "--split")
