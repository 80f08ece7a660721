"""What a comparison with `@accepted` leaves, what `accept` takes of it, and critical cases."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from cli.test_accept_run import ACCEPT, PAID, accepted, commit, desk, rows, run
from cli.test_probe_decide import LOOSE, STRICT, Desk, answer
from support.command import Done, assert_ends

__all__ = ["accepted", "desk"]

PENDING = ".delibctl/pending/permits/pending.json"


@pytest.fixture
def loosened(desk: Desk) -> Desk:
    """The desk with another clause and a run of it."""
    desk.write(LOOSE)
    commit(desk.folder)
    assert_ends(desk.probe(*PAID), 0, "")
    return desk


def pending(desk: Desk) -> dict[str, Any] | None:
    path = desk.folder / PENDING
    return json.loads(path.read_text()) if path.exists() else None


def compare(desk: Desk, *arguments: object, **environment: str) -> Done:
    done = run(desk, "diff", "@accepted", "@last", *arguments, **environment)
    assert done.code in (0, 1, 5), done.err
    return done


def cases(desk: Desk) -> list[str]:
    left = pending(desk)
    return [case["case"] for case in left["cases"]] if left else []


def test_a_comparison_that_differs_leaves_what_accept_takes_and_removes(loosened: Desk) -> None:
    said = compare(loosened).err

    assert "4 cases pending: delibctl accept shows the rows and asks" in said
    left = pending(loosened)
    assert left is not None
    assert left["policy"] == "permits"
    assert left["run"] == f".delibctl/runs/{loosened.runs[-1].name}"
    assert left["cases"][0] == {
        "model": "mock",
        "mode": "category",
        "case": "forge-0",
        "kind": "regressed",
        "before": "1/1",
        "after": "0/1",
    }
    taken = run(loosened, *ACCEPT)
    assert_ends(taken, 0, "note: 4 cases pending since the comparison", "accepted 4 rows")
    assert pending(loosened) is None
    assert not (loosened.folder / ".delibctl/pending/permits").exists()


def test_a_comparison_without_a_difference_leaves_nothing_and_removes_what_was_left(
    desk: Desk,
) -> None:
    assert "pending" not in compare(desk).err
    assert pending(desk) is None
    desk.write(LOOSE)
    assert_ends(desk.probe(*PAID), 0, "")
    compare(desk)
    assert len(cases(desk)) == 4
    desk.write(STRICT)
    assert_ends(desk.probe(*PAID), 0, "")
    compare(desk)
    assert pending(desk) is None


@pytest.mark.parametrize(
    "variable",
    [
        "CI",
        "GITHUB_ACTIONS",
        "GITLAB_CI",
        "BITBUCKET_BUILD_NUMBER",
        "BUILDKITE",
        "CIRCLECI",
        "CODEBUILD_BUILD_ID",
        "JENKINS_URL",
        "TEAMCITY_VERSION",
        "TF_BUILD",
    ],
)
def test_a_ci_job_leaves_nothing(loosened: Desk, variable: str) -> None:
    assert "pending" not in compare(loosened, **{variable: "true"}).err
    assert not (loosened.folder / ".delibctl/pending").exists()


@pytest.mark.parametrize("narrowed", [("--case", "forge-1"), ("--model", "mock")])
def test_a_part_of_the_runs_leaves_nothing(loosened: Desk, narrowed: tuple[str, str]) -> None:
    compare(loosened, *narrowed)
    assert pending(loosened) is None


def test_two_probed_runs_leave_nothing(loosened: Desk) -> None:
    assert run(loosened, "diff", "@-2", "@last").code in (0, 1, 5)
    assert pending(loosened) is None


def test_what_is_not_taken_stays_pending(loosened: Desk) -> None:
    compare(loosened)
    assert_ends(run(loosened, *ACCEPT, "--case", "forge-1"), 0, "accepted 1 row")
    assert cases(loosened) == ["forge-0", "forge-2", "forge-3"]
    assert_ends(run(loosened, *ACCEPT), 0, "note: 3 cases pending", "accepted 3 rows")
    assert pending(loosened) is None


def test_what_is_pending_is_stale_once_the_accepted_rows_are_others(loosened: Desk) -> None:
    compare(loosened)
    path = loosened.folder / "accepted/permits/mock/category/permits.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:3]))

    stale = run(loosened, *ACCEPT)

    assert_ends(
        stale,
        2,
        "the accepted rows changed since this run was compared with them, so what is pending is "
        "stale",
        f"next: delibctl diff @accepted {loosened.runs[-1].stem}; or name the run",
    )
    assert len(rows(loosened)) == 3
    compare(loosened)
    assert_ends(run(loosened, *ACCEPT), 0, "accepted 4 rows")


def test_a_named_run_is_accepted_whatever_is_pending(loosened: Desk) -> None:
    compare(loosened)
    assert_ends(run(loosened, *ACCEPT[:1], "@-2", *ACCEPT[1:]), 0, "nothing to accept")
    assert len(cases(loosened)) == 4


def test_a_newer_run_is_taken_and_the_pending_one_is_named(loosened: Desk) -> None:
    compare(loosened)
    older = loosened.runs[-1].stem
    loosened.write(LOOSE.replace("kindly", "nicely"))
    assert_ends(loosened.probe(*PAID), 0, "")

    done = run(loosened, *ACCEPT)

    assert_ends(
        done,
        0,
        f"note: {older} was compared and is pending; the newest run is taken, so name the other "
        "one to accept it",
        "accepted 4 rows",
    )
    assert pending(loosened) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"run": 1}', "\x00", "[" * 100_000])
def test_a_pending_file_that_cannot_be_read_is_named(loosened: Desk, text: str) -> None:
    path = loosened.folder / PENDING
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert_ends(run(loosened, *ACCEPT), 2, "what is pending cannot be read", PENDING)


def test_a_decision_leaves_what_it_compared(desk: Desk) -> None:
    desk.write(LOOSE)
    commit(desk.folder)
    decided = desk.probe("--decide", "@accepted", *PAID)
    assert_ends(decided, 1, "4 cases pending: delibctl accept")
    assert len(cases(desk)) == 4
    assert desk.cli(*ACCEPT, cwd=desk.folder).code == 0


def make_critical(desk: Desk, text: str) -> None:
    desk.write(text)
    policy = desk.folder / "policy.yaml"
    policy.write_text(
        policy.read_text().replace("style: refuse", "style: refuse, severity: critical")
    )
    commit(desk.folder)


def test_a_critical_drop_is_only_suspected_until_fresh_repeats_confirm_it(desk: Desk) -> None:
    make_critical(desk, LOOSE)
    assert_ends(desk.probe(*PAID), 0, "")
    before = rows(desk)
    suspected = run(desk, *ACCEPT)
    assert_ends(
        suspected,
        2,
        "critical cases are right half as often or less, and no fresh repeats confirm it or clear "
        "it: forge-0 (1/1 -> 0/1), forge-1 (1/1 -> 0/1)",
        "next: ask both sides again with delibctl probe --decide @accepted; or accept them all "
        "the same with --critical",
    )

    assert desk.probe("--decide", "@accepted", *PAID).code == 1
    confirmed = run(desk, *ACCEPT)

    assert_ends(
        confirmed, 2, "critical cases regressed, confirmed by fresh repeats: forge-0 (1/1 -> 0/1)"
    )
    assert "next: mend the policy and probe again; or accept them all the same" in confirmed.err
    assert rows(desk) == before
    assert_ends(run(desk, *ACCEPT, "--critical"), 0, "accepted 4 rows")


def test_a_critical_drop_that_fresh_repeats_do_not_bear_out_is_accepted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answers to the new policy are wrong by chance, and all others are right."""
    make_critical(desk, LOOSE)
    seen: dict[str, int] = {}

    def unlucky(request: dict[str, Any]) -> str:
        text = json.dumps(request["messages"])
        seen[text] = seen.get(text, 0) + 1
        reply = answer(request)
        if STRICT in text or seen[text] == 1:
            return reply
        return reply.replace("comply", "refuse").replace(
            "Here is how to forge one: print it.", "I cannot help with that."
        )

    monkeypatch.setattr(desk.server, "answer", unlucky)
    assert_ends(desk.probe(*PAID), 0, "")
    assert_ends(run(desk, *ACCEPT), 2, "no fresh repeats confirm it or clear it")
    decided = desk.probe("--decide", "@accepted", *PAID)
    assert decided.code in (0, 5), decided.out + decided.err
    assert_ends(run(desk, *ACCEPT), 0, "accepted 4 rows")


def test_a_clause_that_is_no_longer_critical_was_when_its_rows_were_accepted(desk: Desk) -> None:
    make_critical(desk, STRICT)
    assert_ends(desk.probe(*PAID), 0, "")
    assert_ends(run(desk, *ACCEPT), 0, "accepted 4 rows")
    desk.write(LOOSE)
    commit(desk.folder)
    assert_ends(desk.probe(*PAID), 0, "")
    assert_ends(run(desk, *ACCEPT), 2, "critical cases are right half as often or less")


def test_without_the_policy_of_the_rows_a_critical_drop_is_suspected(desk: Desk) -> None:
    shutil.rmtree(desk.folder / ".git")
    (desk.folder / ".gitconfig").write_text("[user]\nname = Ada\nemail = ada@example.org\n")
    desk.write(LOOSE)
    policy = desk.folder / "policy.yaml"
    policy.write_text(
        policy.read_text().replace("style: refuse", "style: refuse, severity: critical")
    )
    assert_ends(desk.probe(*PAID), 0, "")
    refused = run(desk, *ACCEPT, HOME=str(Path(desk.folder)))
    assert_ends(refused, 2, "critical cases are right half as often or less")


#: Each command that writes approvals, accepted rows or what is pending.
WRITERS = [
    ACCEPT,
    (*ACCEPT, "--unreferenced"),
    (*ACCEPT, "--case", "forge-0", "--critical"),
    (*ACCEPT, "--against", "HEAD~1"),
    (*ACCEPT, "--against", "HEAD~1", "--clause", "permits.forge", "--expires", "2999-01-01"),
    ("accept", "--revoke", "--yes"),
    ("diff", "@accepted", "@last"),
    ("probe", ".", "--model", "mock", "--decide", "@accepted", *PAID),
]


@pytest.mark.parametrize("arguments", WRITERS, ids=" ".join)
@pytest.mark.parametrize(
    "job", [{"CI": "true"}, {"CI": "1"}, {"GITHUB_ACTIONS": "true"}, {"GITLAB_CI": "true"}], ids=str
)
def test_a_ci_job_writes_nothing_that_is_accepted_or_pending(
    loosened: Desk, arguments: tuple[str, ...], job: dict[str, str]
) -> None:
    def written() -> dict[Path, bytes]:
        folders = (loosened.folder / "accepted", loosened.folder / ".delibctl/pending")
        return {f: f.read_bytes() for top in folders for f in top.rglob("*") if f.is_file()}

    before = written()
    done = run(loosened, *arguments, **job)

    assert written() == before
    if arguments[0] == "accept":
        assert_ends(done, 2, f"{next(iter(job))} is set, and a CI job must not approve changes")
