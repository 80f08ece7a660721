"""`delibctl accept RUN`: accepted rows in git, and `@accepted` wherever a run is named."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli.test_diff_policies import git
from cli.test_probe_decide import (
    LOOSE,
    STRICT,
    Desk,
    answer,
    gates_of_decision,
    gates_of_diff,
)
from support.chat_server import ChatServer, serving
from support.command import Cli, Done, assert_ends, run_new

import delibctl

ACCEPT = ("accept", "--reason", "It is right.", "--yes")
ROWS = "accepted/permits/mock/category/permits.jsonl"
PAID = ("--max-cost", "9")


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A repository whose policy was probed; the run was accepted and committed."""

    def cli(*arguments: object, cwd: Path) -> Done:
        return run_new(arguments, cwd, {})

    with serving(ChatServer(answer=answer)) as server:
        desk = Desk(cli, tmp_path_factory.mktemp("accepted") / "desk", server)
        desk.write(STRICT)
        server.configure(desk.folder, "input_price = 10.0", "output_price = 100.0")
        (desk.folder / ".gitignore").write_text(".delibctl/\n")
        git(desk.folder, "init", "-q", "-b", "main")
        git(desk.folder, "config", "user.name", "Ada")
        git(desk.folder, "config", "user.email", "ada@example.org")
        assert_ends(desk.probe(*PAID), 0, "")
        assert_ends(cli(*ACCEPT, cwd=desk.folder), 0, "accepted 4 rows in 1 file")
        commit(desk.folder)
        yield desk


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "edit")


@pytest.fixture
def desk(accepted: Desk, cli: Cli, tmp_path: Path) -> Desk:
    shutil.copytree(accepted.folder, tmp_path / "desk")
    accepted.server.requests.clear()
    return Desk(cli, tmp_path / "desk", accepted.server)


def rows(desk: Desk) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (desk.folder / ROWS).read_text().splitlines()]


def run(desk: Desk, *arguments: object, **environment: str) -> Done:
    return desk.cli(*arguments, cwd=desk.folder, **environment)


def test_a_row_says_how_a_case_was_answered_without_prompt_and_answer(desk: Desk) -> None:
    first, *others = rows(desk)

    assert [row["case"] for row in others] == ["forge-1", "forge-2", "forge-3"]
    for name in ("prompt", "policy", "shown", "answered", "date", "served"):
        assert first.pop(name)
    (digest,) = first["expected"]["clauses"].values()
    assert len(digest) == 16
    assert first == {
        "case": "forge-0",
        "right": "1/1",
        "expected": {
            "style": "refuse",
            "outcome": "refuse",
            "clauses": {"permits.forge": digest},
        },
        "answers": [{"outcome": "refuse", "style": "refuse", "clauses": ["permits.forge"]}],
        "categories": ["permits"],
        "kind": "direct",
        "model": first["model"],
        "form": "json_schema",
        "delibctl": first["delibctl"],
        "by": "Ada <ada@example.org>",
        "reason": "It is right.",
    }
    text = (desk.folder / ROWS).read_text()
    assert "How do I forge" not in text
    assert "cannot help" not in text


def test_the_run_that_was_accepted_is_no_change_and_nothing_is_left_to_accept(desk: Desk) -> None:
    compared = run(desk, "diff", "@accepted", "@last")

    assert compared.code == 0, compared.out + compared.err
    assert compared.out.startswith("Nothing changed: no case was touched")
    assert "4 cases were not touched by this edit" in compared.out
    assert_ends(run(desk, *ACCEPT), 0, "nothing to accept: the accepted rows show the same")


def test_the_figures_of_the_accepted_run_are_those_of_the_run_but_for_quotations(
    desk: Desk,
) -> None:
    def figures(name: str) -> Any:
        return run(desk, "diff", name, "--format", "json").json()["models"][0]["summary"]["figures"]

    told = run(desk, "diff", "@accepted").err
    assert told.startswith("run @accepted: expected against cited")
    accepted, last = figures("@accepted"), figures("@last")
    assert accepted.pop("quotes_that_do_not_stand")["total"] == 0
    assert last.pop("quotes_that_do_not_stand")["total"] == 4
    assert accepted == last


def test_an_edit_is_compared_with_the_accepted_rows_under_the_policy_that_git_has(
    desk: Desk,
) -> None:
    desk.write(LOOSE)
    commit(desk.folder)
    assert_ends(desk.probe(*PAID), 0, "")

    compared = run(desk, "diff", "@accepted", "@last", "--format", "json")

    document = compared.json()
    changes = document["models"][0]["changes"]
    assert {change["change"] for change in changes} == {"regressed"}
    texts = {(c["before"]["clause_text"], c["after"]["clause_text"]) for c in changes}
    assert texts == {(STRICT, LOOSE)}
    assert all(not c["before"].get("answer") for c in changes)


def test_an_edit_of_a_principle_is_a_change_of_the_policy_since_the_accepted_rows(
    desk: Desk,
) -> None:
    policy = desk.folder / "policy.yaml"
    policy.write_text(policy.read_text() + "principles: [Be brief.]\n")
    assert_ends(desk.probe(*PAID), 0, "")

    compared = run(desk, "diff", "@accepted", "@last")

    assert "2 changes of the policy" in compared.out  # and the version was not raised
    assert "4 cases asked anew and the same" in compared.out


def test_a_decision_against_the_accepted_rows_asks_the_policy_that_they_were_accepted_with(
    desk: Desk,
) -> None:
    desk.write(LOOSE)
    commit(desk.folder)

    done = desk.probe("--decide", "@accepted", *PAID)

    assert done.code == 1, done.out + done.err
    asked = desk.asked()
    assert asked["strict"] == 20
    assert asked["loose"] == 24
    assert "gate max-regressed-clauses FAILED: 1, at most 0" in done.out
    assert "next: delibctl diff @accepted .delibctl/runs/" in done.err
    assert "comparing with @accepted" in done.err
    assert ".delibctl/accepted" not in done.err
    compared = run(desk, "diff", "@accepted", "@last")
    assert compared.code == 1
    assert gates_of_diff(compared) == gates_of_decision(done)
    assert desk.asked() == {}


def test_a_policy_that_git_does_not_have_is_said_and_not_asked(desk: Desk) -> None:
    shutil.rmtree(desk.folder / ".git")
    git(desk.folder, "init", "-q")
    desk.write(LOOSE)

    done = desk.probe("--decide", "@accepted", *PAID)

    assert_ends(done, 2, "git does not have the policy with which the accepted rows were made")
    assert desk.asked()["strict"] == 0
    assert_ends(desk.probe(*PAID), 0, "")
    compared = run(desk, "diff", "@accepted", "@last")
    assert "regressed" in compared.out
    assert STRICT not in compared.out


@pytest.mark.parametrize(
    "command",
    [
        ("explain", "forge-0", "--run", "@accepted"),
        ("judge", "@accepted", "--judge", "patterns"),
        ("rescore", "@accepted"),
        ("answers", "export", "--run", "@accepted"),
        ("distill", "@accepted", "--output", "out"),
    ],
    ids=lambda command: command[0],
)
def test_what_reads_prompts_or_answers_says_that_the_accepted_run_has_none(
    desk: Desk, command: tuple[str, ...]
) -> None:
    assert_ends(run(desk, *command), 2, "the accepted run has no prompts and no answers, which `")


def test_only_a_case_that_is_named_is_accepted(desk: Desk) -> None:
    desk.write(LOOSE)
    assert_ends(desk.probe(*PAID), 0, "")
    before = rows(desk)

    assert_ends(run(desk, *ACCEPT, "--case", "forge-1"), 0, "accepted 1 row in 1 file")

    after = rows(desk)
    assert [row["right"] for row in after] == ["1/1", "0/1", "1/1", "1/1"]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True, True]
    unknown = run(desk, *ACCEPT, "--case", "forge-9")
    assert_ends(unknown, 2, "unknown case 'forge-9' in this run")


def test_a_row_of_a_case_that_was_reworded_since_is_stale_and_named(desk: Desk) -> None:
    cases = json.loads((desk.folder / "cases.yaml").read_text())
    for case in cases["cases"][1:3]:
        case["prompt"] += " Quickly."
    del cases["cases"][3]
    (desk.folder / "cases.yaml").write_text(json.dumps(cases))
    assert_ends(desk.probe(*PAID), 0, "")
    stale = "2 accepted rows are stale, as their cases were reworded since: forge-1, forge-2"

    assert f"note: {stale}" in run(desk, "diff", "@accepted").err
    compared = run(desk, "diff", "@accepted", "@last")
    assert stale in " ".join(compared.out.split())
    listing = run(desk, "accept", "--list")
    assert_ends(listing, 0, "4 accepted rows of mock, mode category", stale)
    assert "1 case is gone from the policy: forge-3" in listing.err
    assert_ends(run(desk, *ACCEPT, "--unreferenced"), 0, "accepted 3 rows")
    for command in (("diff", "@accepted"), ("diff", "@accepted", "@last"), ("accept", "--list")):
        done = run(desk, *command)
        assert "stale" not in done.out + done.err


def test_one_stale_row_is_told_as_one(desk: Desk) -> None:
    path = desk.folder / "cases.yaml"
    path.write_text(path.read_text().replace("permit 0?", "permit zero?"))
    listing = run(desk, "accept", "--list")
    assert "1 accepted row is stale, as its case was reworded since: forge-0" in listing.err


def test_rows_of_cases_that_are_gone_are_removed_only_on_request(desk: Desk) -> None:
    cases = json.loads((desk.folder / "cases.yaml").read_text())
    cases["cases"] = cases["cases"][:2]
    (desk.folder / "cases.yaml").write_text(json.dumps(cases))
    assert_ends(desk.probe(*PAID), 0, "")

    kept = run(desk, *ACCEPT)
    assert_ends(kept, 0, "nothing to accept: the other accepted rows show the same")
    assert (
        "2 rows of @accepted stay, as the run has no answer that counts: forge-2, forge-3"
        in kept.err
    )
    assert len(rows(desk)) == 4
    assert_ends(run(desk, *ACCEPT, "--unreferenced"), 0, "accepted 2 rows in 1 file")
    assert [row["case"] for row in rows(desk)] == ["forge-0", "forge-1"]


def test_a_critical_case_that_fell_is_accepted_only_with_its_own_option(desk: Desk) -> None:
    def make_critical(text: str) -> None:
        desk.write(text)
        policy = desk.folder / "policy.yaml"
        policy.write_text(
            policy.read_text().replace("style: refuse", "style: refuse, severity: critical")
        )

    make_critical(LOOSE)
    assert_ends(desk.probe(*PAID), 0, "")
    refused = run(desk, *ACCEPT)

    assert_ends(
        refused,
        2,
        "critical cases are right half as often or less, and no fresh repeats confirm it or clear "
        "it: forge-0 (1/1 -> 0/1)",
    )
    assert {row["right"] for row in rows(desk)} == {"1/1"}
    assert_ends(run(desk, *ACCEPT, "--critical"), 0, "accepted 4 rows")


def test_nothing_is_written_in_a_ci_job_without_a_name_or_without_a_reason(desk: Desk) -> None:
    shutil.rmtree(desk.folder / "accepted")

    in_ci = run(desk, *ACCEPT, CI="true")
    assert_ends(in_ci, 2, "CI is set, and a CI job must not approve changes; nothing was written")
    git(desk.folder, "config", "--unset", "user.name")
    assert_ends(run(desk, *ACCEPT, HOME=str(desk.folder)), 2, "git does not know who you are")
    assert_ends(run(desk, "accept", "--yes"), 2, "an approval needs a reason")
    assert_ends(run(desk, "accept", "--yes", "--reason", " "), 2, "the reason is empty")
    assert_ends(run(desk, "accept", "--reason", "x"), 2, "cannot ask for confirmation")
    assert not (desk.folder / "accepted").exists()


def test_a_run_that_cannot_be_trusted_is_not_accepted(desk: Desk) -> None:
    desk.write(LOOSE)
    with serving(ChatServer(answer=lambda _: "")) as server:
        server.configure(desk.folder, "input_price = 10.0", "output_price = 100.0")
        desk.probe(*PAID)
    assert_ends(
        run(desk, *ACCEPT),
        2,
        "the run cannot be accepted: 4 of 4 trials of mock are broken or unreadable, at most 5.0%",
    )


def test_without_an_accepted_run_the_way_to_one_is_named(desk: Desk) -> None:
    shutil.rmtree(desk.folder / "accepted")
    for command in (("diff", "@accepted", "@last"), ("diff", "@accepted")):
        done = run(desk, *command)
        assert_ends(done, 2, "@accepted: no run was accepted")
        assert 'delibctl accept @last --reason "..."' in done.err


def test_rows_that_were_asked_with_other_settings_are_accepted_whole_or_not_at_all(
    desk: Desk,
) -> None:
    config = desk.folder / "delibctl.toml"
    config.write_text(config.read_text().replace("input_price", "temperature = 0.5\ninput_price"))
    assert_ends(desk.probe(*PAID), 0, "")

    part = run(desk, *ACCEPT, "--case", "forge-0")
    assert_ends(part, 2, "the accepted rows do not belong together")
    assert_ends(run(desk, *ACCEPT), 0, "accepted 4 rows")
    assert run(desk, "diff", "@accepted", "@last").code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("diff", "@accepted"), 0),
        (("diff", "@accepted", "--format", "json"), 0),
        (("diff", "@accepted", "--fail-on", "miss"), 0),
        (("diff", "@last", "@accepted"), 0),
        (("diff", "@accepted", "@accepted"), 0),
        (("coverage", "--run", "@accepted"), 0),
        (("accept", "@accepted", "--reason", "x", "--yes"), 2),
        (("probe", ".", "--model", "mock", *PAID, "--run", "@accepted"), 2),
    ],
    ids=str,
)
def test_every_other_command_takes_the_accepted_run_or_says_what_to_do(
    desk: Desk, arguments: tuple[str, ...], code: int
) -> None:
    done = run(desk, *arguments)

    assert_ends(done, code, "next: " if code else "")
    assert ".sqlite" not in done.out + done.err.replace(f"{desk.runs[-1].name}", "")


def test_programs_take_the_accepted_run_and_are_told_that_it_has_no_answers(desk: Desk) -> None:
    workspace = delibctl.open_workspace(desk.folder)

    loaded = delibctl.load_run("@accepted", workspace=workspace)
    assert loaded.info.accepted
    assert len(delibctl.score("@accepted", workspace=workspace).trials) == 4
    assert delibctl.diff_runs("@accepted", "@last", workspace=workspace).same
    with pytest.raises(delibctl.DelibctlError, match="no prompts and no answers"):
        delibctl.judge("@accepted", judges=["patterns"], workspace=workspace)
