"""`delibctl runs`: which runs there are, newest first."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.command import Cli, assert_ends
from support.run_files import being_written, judged, keep, killed, priced, run_of

from delibctl.model import Mode, ModelSpec, Outcome, Plan, Usage, Verdict

MOCK = ModelSpec(alias="mock", name="openai/mock")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / ".delibctl"


def test_runs_are_listed_newest_first_with_what_they_are_of_and_what_came_of_them(
    cli: Cli, state: Path
) -> None:
    keep(state, 1, run_of("support", "0.3.0"), finished=False, ended=5)
    keep(state, 2, priced(run_of(), Usage(input=1000, output=234, price=0.25)))

    done = cli("runs")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "@last 20260102T000000Z-permits  2026-01-02 00:00  0123456+\n"
        "      permits 1.0.0; mock, category: 65.0 % missed; 24 trials, 2 broken, 1,234 tokens, "
        "$0.2500\n"
        "@-2   20260101T000000Z-support  2026-01-01 00:00  0123456+\n"
        "      support 0.3.0; mock, category: 60.0 % missed; 5 of 24 trials, not finished, tokens "
        "not\n"
        "      counted, price unknown\n"
    )


def test_what_chose_the_cases_and_what_judges_cost_stand_beside_a_run(
    cli: Cli, state: Path
) -> None:
    run = priced(run_of(filters="--kind tension"), Usage(input=1000, output=234, price=0.25))
    look = Verdict(
        judge="critic",
        outcome=Outcome.REFUSE,
        usage=Usage(input=900, output=100, price=0.5),
    )
    judged(keep(state, 1, run), run.trials[0], look, replace(look, run=2, kept=True))

    listed = " ".join(cli("runs").out.split())
    assert "24 trials (--kind tension), 2 broken, 1,234 tokens, $0.2500" in listed
    assert listed.endswith("$0.2500, judging: 1,000 tokens, $0.5000")
    (found,) = cli("runs", "--format", "json").json()["runs"]
    assert found["filters"] == "--kind tension"
    assert found["judging"] == {
        "asked": 1,
        "kept": 1,
        "input_tokens": 900,
        "output_tokens": 100,
        "price": 0.5,
        "unpriced": 0,
    }


def test_a_verdict_with_an_endless_usage_is_damage_and_no_crash(cli: Cli, state: Path) -> None:
    run = run_of()
    path = keep(state, 1, run)
    judged(path, run.trials[0], Verdict(judge="critic", outcome=Outcome.REFUSE))
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE verdict SET verdict = json_set(verdict, '$.usage.input', 9e999)")
        file.commit()

    done = cli("runs")

    assert (done.code, done.err) == (0, "")
    assert "damaged" in done.out


def test_the_name_in_the_list_is_the_name_for_every_other_command(cli: Cli, state: Path) -> None:
    for day in (1, 2, 3):
        keep(state, day, run_of())

    listed = {run["at"]: run["name"] for run in cli("runs", "--format", "json").json()["runs"]}

    assert list(listed) == ["@last", "@-2", "@-3"]
    for at, name in listed.items():
        assert f"run {name}.sqlite: " in cli("diff", at).err


def test_only_as_many_are_shown_as_wanted_and_the_rest_is_counted(cli: Cli, state: Path) -> None:
    for day in range(1, 23):
        keep(state, day, run_of(), ended=1)

    assert cli("runs").out.endswith("2 more; --limit 0 shows all\n")
    few = cli("runs", "--limit", "2", "--format", "json").json()
    assert ([run["at"] for run in few["runs"]], few["left_out"]) == (["@last", "@-2"], 20)
    assert len(cli("runs", "--limit", "0", "--format", "json").json()["runs"]) == 22


def test_the_runs_of_one_policy_keep_the_names_that_they_have_among_all(
    cli: Cli, state: Path
) -> None:
    for day, policy in enumerate(("permits", "support", "permits", "support"), start=1):
        keep(state, day, run_of(policy))

    listed = cli("runs", "--policy", "permits", "--limit", "1", "--format", "json").json()

    assert [(run["at"], run["policy"]["id"]) for run in listed["runs"]] == [("@-2", "permits")]
    assert listed["left_out"] == 1


def test_a_policy_without_a_run_is_a_usage_error(cli: Cli, state: Path) -> None:
    keep(state, 1, run_of())

    assert_ends(
        cli("runs", "--policy", "permit"), 2, "unknown policy 'permit'", "did you mean 'permits'?"
    )


def test_without_any_run_the_command_that_makes_one_is_named(cli: Cli) -> None:
    done = cli("runs")

    assert (done.code, done.out) == (0, "")
    assert ".delibctl; delibctl probe PATH makes one" in done.err


def test_each_model_and_mode_has_its_own_misses(cli: Cli, state: Path) -> None:
    plan = Plan(
        models=(MOCK, replace(MOCK, alias="other")), modes=(Mode.CATEGORY, Mode.FULL), repeats=2
    )
    keep(state, 1, run_of(plan=plan))

    assert cli("runs").out.splitlines()[1:] == [
        "      permits 1.0.0; 24 of 192 trials, 2 broken, tokens not counted, price unknown",
        "      mock, category: 65.0 % missed",
        "      mock, full: nothing counted",
        "      other, category: nothing counted",
        "      other, full: nothing counted",
    ]


@pytest.mark.parametrize(
    ("usages", "kept", "cost"),
    [
        ([Usage(input=9, output=1, price=0.5)] * 2, False, ", 20 tokens, $1.0000\n"),
        ([Usage(input=9, price=0.5), Usage(input=1)], False, "$0.5000 plus unknown prices\n"),
        ([Usage(input=9)], False, ", 9 tokens, price unknown\n"),
        ([Usage(input=9, price=0.5)], True, ", 1 cached reply\n"),
        ([], False, ", 2 broken\n"),
    ],
    ids=["priced", "priced in part", "without a price", "kept from before", "nothing was asked"],
)
def test_a_run_cost_what_was_asked_in_it(
    cli: Cli, state: Path, usages: list[Usage], kept: bool, cost: str
) -> None:
    keep(state, 1, priced(run_of(), *usages, kept=kept))

    assert cli("runs", COLUMNS="200").out.endswith(cost)


def test_the_baseline_costs_nothing(cli: Cli, support_bot: Path) -> None:
    cli("probe", support_bot)

    (run,) = cli("runs", "--format", "json").json()["runs"]

    assert (run["spent"]["asked"], run["spent"]["price"]) == (0, 0.0)
    assert run["misses"][0]["baseline"] is True
    assert cli("runs").out.endswith(" 48 trials\n")


def test_misses_are_those_of_the_diff(cli: Cli, support_bot: Path) -> None:
    cli("probe", support_bot)

    (listed,) = cli("runs", "--format", "json").json()["runs"][0]["misses"]

    (model,) = cli("diff", "--format", "json").json()["models"]
    figure = model["summary"]["figures"]["misses"]
    assert (listed["hits"], listed["total"]) == (figure["hits"], figure["total"])


def test_without_misses_nothing_is_scored(cli: Cli, state: Path) -> None:
    keep(state, 1, run_of())

    done = cli("runs", "--no-misses")

    assert "permits 1.0.0; mock, category; 24 trials, 2 broken" in done.out
    assert cli("runs", "--no-misses", "--format", "json").json()["runs"][0]["misses"] == []


def of_format_9(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=9")


def without(table: str) -> Callable[[Path], None]:
    def drop(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"DELETE FROM {table}")

    return drop


def with_trials_that_are_no_json(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE trial SET exchanges = '{', result = '{'")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (cut, "is damaged or cut off (database disk image is malformed)"),
        (without("run"), "is damaged at table run, key 'policy': it is missing"),
        (
            with_trials_that_are_no_json,
            "is damaged at table trial, row 1: Expected `array`, got `object`",
        ),
        (of_format_9, "is a run file of format 9; this delibctl reads up to 1"),
        (lambda path: path.write_bytes(b""), "is empty or not a run file"),
        (lambda path: path.write_text("notes"), "is empty or not a run file"),
    ],
    ids=["cut off", "of nothing", "spoiled trials", "of a later format", "empty", "something else"],
)
def test_a_run_that_cannot_be_read_is_listed_with_the_reason(
    cli: Cli, state: Path, spoil: Callable[[Path], object], problem: str
) -> None:
    keep(state, 1, run_of())
    spoil(keep(state, 2, run_of("support")))

    done = cli("runs")
    listed = cli("runs", "--format", "json").json()["runs"]

    assert_ends(done, 0, "20260102T000000Z-support")
    assert problem in " ".join(done.out.split())
    assert "permits 1.0.0; mock, category: 65.0 % missed" in done.out
    assert {run["name"]: run["problem"] for run in listed} == {
        "20260102T000000Z-support": problem,
        "20260101T000000Z-permits": None,
    }


def test_a_run_that_is_being_written_is_listed_without_waiting_for_it(
    cli: Cli, state: Path
) -> None:
    path = keep(state, 1, run_of(), finished=False, ended=3)

    with being_written(path):
        done = cli("runs")
        (run,) = cli("runs", "--format", "json").json()["runs"]

    assert done.out.endswith("permits 1.0.0; mock, category; 24 trials\n      is being written\n")
    assert (run["being_written"], run["planned"], run["done"]) == (True, 24, None)


def test_a_run_that_was_killed_is_read_with_its_log_and_left_as_it_is(
    cli: Cli, state: Path
) -> None:
    path = keep(state, 1, run_of())
    killed(path, run_of(), ended=7)
    before = {file.name: file.stat().st_mtime_ns for file in path.parent.glob("*.sqlite*")}

    done = cli("runs")

    assert "7 of 24 trials, not finished" in done.out
    after = {file.name: file.stat().st_mtime_ns for file in path.parent.glob("*.sqlite*")}
    assert before.items() <= after.items()


def test_what_a_policy_or_a_model_is_called_is_shown_and_never_obeyed(
    cli: Cli, state: Path
) -> None:
    hostile = "\x1b[31m[bold]x\n::error::\u202e"
    model = replace(MOCK, alias=hostile)
    run = run_of(version=hostile, plan=Plan(models=(model,)))
    trials = (replace(t, key=replace(t.key, model=hostile)) for t in run.trials)
    keep(state, 1, replace(run, trials=tuple(trials)))

    done = cli("runs", COLUMNS="300")

    shown = "\\x1b[31m[bold]x ::error::\\u202e"
    assert f"permits {shown[:21]}...; {shown}, category: " in done.out
    assert not {"\x1b", "\u202e"} & set(done.out)


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(cli: Cli, state: Path, columns: int) -> None:
    keep(state, 1, run_of("a-policy-of-which-the-name-is-quite-long", "1.0.0-alpha.1+build"))

    out = cli("runs", COLUMNS=str(columns)).out

    assert max(map(len, out.splitlines())) <= columns
    assert "a-policy-of-which-the-name" in out


def test_another_state_folder_is_listed(cli: Cli, tmp_path: Path) -> None:
    keep(tmp_path / "else where", 1, run_of())

    assert "permits 1.0.0" in cli("runs", "--state", "else where").out
