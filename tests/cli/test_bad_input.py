"""Bad input: one clear message that says what, where and what next, and the right exit code."""

import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from chat_server import ChatServer, first_clause, serving
from conftest import Cli, Done, clean_environment

POLICY = """\
schema_version: 1
policy: {id: shop, version: "1", title: Shop}
categories:
  - id: refunds
    title: Refunds
    summary: Refunds are explained.
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask for one.}
"""
CASES = """\
schema_version: 1
cases:
  - {id: how, prompt: "How do I get my money back?", kind: direct, clauses: [refunds.how]}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with a small sound policy."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "policy.yaml").write_text(POLICY)
    (folder / "cases.yaml").write_text(CASES)
    return folder


def ends(done: Done, code: int, *messages: str) -> None:
    """The command ended with that code and said that, and shows no traceback."""
    assert done.code == code, done.out + done.err
    assert "Traceback" not in done.err + done.out
    for message in messages:
        assert message in done.err + done.out


@pytest.mark.parametrize("command", ["lint", "probe"])
def test_a_path_that_is_not_there(cli: Cli, command: str) -> None:
    ends(cli(command, "nowhere"), 2, "delibctl: nowhere does not exist", "next: check the path")


@pytest.mark.parametrize("command", ["lint", "probe"])
def test_a_folder_with_no_policy(cli: Cli, tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()

    ends(cli(command, "empty"), 2, "no policy in empty", "delibctl init empty")


def test_an_empty_file_is_a_finding_of_lint(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("")

    ends(cli("lint", "policy.yaml"), 1, "policy.yaml:1:1: error: the file is empty")


def test_an_empty_file_stops_a_probe(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("")

    done = cli("probe", "policy.yaml")

    ends(done, 2, "policy.yaml:1:1: the file is empty (SCH104)", "next: delibctl lint policy.yaml")


def test_a_file_of_another_kind(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("services: {}\n")

    ends(cli("lint", "other.yaml"), 1, "no top-level `policy`")
    ends(cli("probe", "other.yaml"), 2, "no top-level `policy`")


def test_a_cases_file_that_names_an_unknown_clause(cli: Cli, shop: Path) -> None:
    (shop / "cases.yaml").write_text(CASES.replace("[refunds.how]", "[refunds.hwo]"))

    done = cli("lint", shop)

    ends(
        done,
        1,
        "shop/cases.yaml:3:78: error: no clause 'refunds.hwo' (REF202 unresolved-reference)",
        "next: did you mean 'refunds.how'?",
    )
    assert "^^^^^^^^^^^" in done.out
    ends(cli("probe", "shop"), 2, "shop/cases.yaml:3:78", "next: delibctl lint shop")


def test_a_policy_without_cases_has_nothing_to_ask(cli: Cli, shop: Path) -> None:
    (shop / "cases.yaml").unlink()

    ends(cli("probe", shop), 2, "no cases to ask", "add cases.yaml beside the policy")


def test_filters_that_leave_nothing(cli: Cli, shop: Path) -> None:
    options = ("--kind", "direct", "--kind", "jailbreak", "--case", "how")
    assert cli("probe", shop, *options).code == 0

    ends(
        cli("probe", shop, "--kind", "jailbreak"), 2, "no cases to ask (of 1)", "loosen the filters"
    )


def test_a_folder_with_two_policies(cli: Cli, shop: Path) -> None:
    (shop / "more.yaml").write_text(POLICY)

    done = cli("probe", shop)

    ends(done, 2, "holds 2 policies: shop/more.yaml, shop/policy.yaml", "name one of them")


@pytest.mark.parametrize(
    ("model", "variable"),
    [("openai/gpt-4o", "OPENAI_API_KEY"), ("anthropic/claude-sonnet-4-5", "ANTHROPIC_API_KEY")],
)
def test_a_missing_key_names_the_variable(
    cli: Cli, shop: Path, tmp_path: Path, model: str, variable: str
) -> None:
    done = cli("probe", shop, "--model", model)

    ends(done, 2, f"{model}: no key; {variable} is not set", f"export {variable}=")
    assert list((tmp_path / ".delibctl" / "runs").glob("*")) == []


def test_a_missing_key_of_a_configured_model(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text(
        '[models.ours]\nname = "openai/x"\napi_base = "http://127.0.0.1:9"\n'
        'api_key_env = "OUR_KEY"\n'
    )

    ends(cli("probe", shop, "-m", "ours"), 2, "ours: no key; OUR_KEY is not set")


def test_an_unknown_model(cli: Cli, shop: Path) -> None:
    ends(
        cli("probe", shop, "--model", "nonsense"),
        2,
        "unknown model 'nonsense'",
        "write it as provider/name",
    )


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("unauthorized", "auth"),
        ("forbidden", "forbidden"),
        ("quota", "quota"),
        ("no such model", "unknown model"),
    ],
)
def test_what_would_fail_every_time_stops_at_once(
    cli: Cli, tmp_path: Path, support_bot: Path, fault: str, reason: str
) -> None:
    secret = "sk-test-0123456789abcdef"
    with serving(ChatServer(answer=first_clause, fault=lambda _n, _r: fault)) as server:
        (tmp_path / "delibctl.toml").write_text(
            f'[models.mock]\nname = "openai/mock"\napi_base = "{server.url}"\n'
            f'api_key_env = "MOCK_KEY"\n'
        )
        options = ("--concurrency", "4", "--model", "mock")
        done = cli("probe", support_bot, *options, MOCK_KEY=secret)

    ends(done, 2, f"mock: {reason}: ", "the same command goes on where it stopped")
    assert len(done.err.splitlines()) == 2
    assert len(server.requests) <= 6
    assert secret not in done.err + done.out
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_a_key_that_a_server_sends_back_is_kept_nowhere(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    secret = "hunter2"  # short, and still a key: the configuration says so
    with serving(ChatServer(answer=first_clause, served=f"gateway/{secret}")) as server:
        (tmp_path / "delibctl.toml").write_text(
            f'[models.mock]\nname = "openai/mock"\napi_base = "{server.url}"\n'
            f'api_key_env = "MOCK_KEY"\n'
        )
        done = cli("probe", support_bot, "--model", "mock", MOCK_KEY=secret)

    assert done.code == 0, done.err
    assert "served by gateway/[key]" in cli("explain", "forgotten-password-steps").out
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_every_model_is_checked_before_the_first_is_asked(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        (tmp_path / "delibctl.toml").write_text(
            f'[models.mock]\nname = "openai/mock"\napi_base = "{server.url}"\n'
        )
        for other, problem in (("openai/gpt-4o", "OPENAI_API_KEY"), ("nonsense", "unknown model")):
            ends(cli("probe", support_bot, "-m", "mock", "-m", other), 2, problem)

    assert server.requests == []


def test_the_name_of_the_baseline_is_taken(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text('[models.baseline]\nname = "openai/x"\n')

    ends(cli("probe", shop), 2, "`baseline` is the name of the embedded one")


def test_a_key_in_the_configuration_is_an_error(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text(
        '[models.m]\nname = "openai/x"\napi_key_env = "sk-abcdef0123456789"\n'
    )

    done = cli("probe", shop)

    ends(done, 2, "models.m: api_key_env is not the name of a variable")
    assert "sk-abcdef" not in done.err


def test_an_unknown_key_in_the_configuration(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text("concurency = 3\n")

    ends(cli("probe", shop), 2, "unknown key 'concurency'", "did you mean 'concurrency'?")


@pytest.mark.parametrize(
    "option",
    [
        ("lint", "--format", "pdf"),
        ("lint", "--output", "text"),
        ("diff", "--format", "pdf"),
        ("diff", "--only", "some"),
        ("probe", "--judge", "jury"),
    ],
)
def test_an_option_with_a_wrong_value(cli: Cli, option: tuple[str, ...]) -> None:
    ends(cli(*option), 2, "delibctl: ")


def test_an_unknown_command_and_an_unknown_option(cli: Cli) -> None:
    ends(cli("prob"), 2, "No such command 'prob'. Did you mean 'probe'?")
    ends(cli("lint", "--fromat", "json"), 2, "--fromat")


def test_a_run_path_that_cannot_be_written(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")

    done = cli("probe", shop, "--run", "a-file/run.sqlite")

    ends(done, 2, "cannot write the run file a-file/run.sqlite", "--run")


def test_a_run_file_that_is_something_else(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a run\n" * 500)

    ends(cli("probe", shop, "--run", "notes.txt"), 2, "notes.txt is damaged or cut off")
    ends(cli("diff", "notes.txt"), 2, "notes.txt is neither a run file nor a policy")
    assert (tmp_path / "notes.txt").read_text() == "not a run\n" * 500


def test_a_run_file_of_a_later_version(cli: Cli, shop: Path, tmp_path: Path) -> None:
    cli("probe", shop, "--run", "run.sqlite")
    with closing(sqlite3.connect(tmp_path / "run.sqlite")) as connection:
        connection.execute("PRAGMA user_version=7")

    done = cli("diff", "run.sqlite")

    ends(done, 2, "is a run file of format 7; this delibctl reads up to 1", "upgrade delibctl")


def test_a_run_file_cut_in_half(cli: Cli, shop: Path, tmp_path: Path) -> None:
    cli("probe", shop, "--run", "run.sqlite")
    data = (tmp_path / "run.sqlite").read_bytes()
    (tmp_path / "run.sqlite").write_bytes(data[: len(data) // 2])

    ends(cli("diff", "run.sqlite"), 2, "run.sqlite is damaged or cut off", "restore it")


def test_a_run_file_that_holds_another_plan(cli: Cli, shop: Path) -> None:
    cli("probe", shop, "--run", "run.sqlite")

    done = cli("probe", shop, "--run", "run.sqlite", "--repeats", "2")

    ends(
        done, 2, "run.sqlite holds a run of another plan: other repeats", "another file with --run"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_standard_output_that_is_full(shop: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "delibctl", "lint", shop],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    ends(Done(done.returncode, "", done.stderr), 2, "cannot write to standard output: No space")


def test_no_run_yet(cli: Cli) -> None:
    ends(cli("diff"), 2, "no run in", "delibctl probe PATH makes one")


def test_an_unknown_run(cli: Cli, shop: Path) -> None:
    cli("probe", shop)

    ends(cli("diff", "@-9"), 2, "no run '@-9'", "the newest is")


def test_a_policy_in_place_of_a_run(cli: Cli, shop: Path, tmp_path: Path) -> None:
    cli("probe", shop, "--run", "run.sqlite")
    (tmp_path / "rules.txt").write_text(POLICY)

    ends(cli("diff", "shop"), 2, "shop is a folder, not a run", "delibctl probe shop")
    ends(cli("diff", "rules.txt"), 2, "rules.txt is a policy, not a run")
    ends(cli("diff", "run.sqlite", "rules.txt"), 2, "2 arguments", "delibctl probe rules.txt")
    ends(cli("diff", "run.sqlite", "run.sqlite"), 2, "2 arguments", "delibctl diff run.sqlite")
    ends(cli("diff", tmp_path), 2, "is a folder, not a run", "leave the name out")


@pytest.mark.parametrize("command", ["probe", "diff"])
@pytest.mark.parametrize(
    ("option", "message"),
    [
        (
            ("--kind", "jailbrek"),
            "--kind 'jailbrek': there is none\n  next: did you mean 'jailbreak'?",
        ),
        (
            ("--category", "refund"),
            "--category 'refund': there is none\n  next: did you mean 'refunds'",
        ),
        (("--clause", "refunds.hwo"), "did you mean 'refunds.how'?"),
        (("--lang", "xx"), "--lang 'xx': there is none\n  next: known: en"),
        (("--case", "z*"), "--case 'z*': there is none\n  next: known: how"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_filter_that_names_nothing(
    cli: Cli, shop: Path, command: str, option: tuple[str, str], message: str
) -> None:
    cli("probe", shop)

    ends(cli(command, *([shop] if command == "probe" else []), *option), 2, message)


def test_a_model_that_is_not_in_the_run(cli: Cli, shop: Path) -> None:
    cli("probe", shop)

    ends(cli("diff", "-m", "basline"), 2, "no model 'basline' in this run", "'baseline'?")


def test_an_unknown_case(cli: Cli, shop: Path) -> None:
    cli("probe", shop)

    ends(cli("explain", "hwo"), 2, "no case 'hwo'", "did you mean 'how'?")


@pytest.mark.skipif(os.name == "nt", reason="SIGINT cannot be sent to another process there")
def test_ctrl_c_keeps_what_has_finished_and_the_same_command_goes_on(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause, delay=0.1)) as server:
        (tmp_path / "delibctl.toml").write_text(
            f'[models.mock]\nname = "openai/mock"\napi_base = "{server.url}"\n'
        )
        probe = ("probe", str(support_bot), "--model", "mock", "--concurrency", "2")
        process = subprocess.Popen(
            [sys.executable, "-m", "delibctl", *probe],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while len(server.requests) < 10:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        out, err = process.communicate(timeout=30)
        took = time.monotonic() - sent
        before = len(server.requests)

        done = cli(*probe)

    ends(Done(process.returncode, out, err), 130, "of 48 trials are kept in", "goes on")
    assert took < 10  # a hang, not a speed
    kept = int(err.partition("interrupted: ")[2].split()[0])
    assert 7 <= kept <= before
    ends(done, 0, "going on with", f"{kept} of 48 trials are there", "48 trials, 48 scored")
    assert len(server.requests) - before == 48 - kept
    assert len(list((tmp_path / ".delibctl" / "runs").glob("*.sqlite"))) == 1


def test_probes_that_start_at_once_share_a_state_folder(
    tmp_path: Path, support_bot: Path, cli: Cli
) -> None:
    kinds = ["direct", "near-miss", "borderline", "tension"]
    with serving(ChatServer(answer=first_clause)) as server:
        (tmp_path / "delibctl.toml").write_text(
            f'[models.mock]\nname = "openai/mock"\napi_base = "{server.url}"\n'
        )
        probe = ("-m", "delibctl", "probe", str(support_bot), "-m", "mock", "-m", "baseline")
        started = [
            subprocess.Popen(
                [sys.executable, *probe, "--kind", kind],
                cwd=tmp_path,
                env=clean_environment(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for kind in kinds
        ]
        ended = [(process.communicate(timeout=60), process.returncode) for process in started]
        asked = len(server.requests)
        again = cli("probe", support_bot, "-m", "mock", *(f"--kind={kind}" for kind in kinds))

    assert [code for _, code in ended] == [0] * 4, ended
    assert len(list((tmp_path / ".delibctl" / "runs").glob("*.sqlite"))) == 5
    assert again.code == 0
    assert len(server.requests) == asked
    assert cli("diff", "@-4").code == 0


@pytest.mark.parametrize("named", [True, False], ids=["one run file", "one plan"])
def test_a_second_probe_of_the_same_is_turned_away_and_harms_nothing(
    cli: Cli, tmp_path: Path, support_bot: Path, named: bool
) -> None:
    with serving(ChatServer(answer=first_clause, delay=0.2)) as server:
        (tmp_path / "delibctl.toml").write_text(
            f'[models.mock]\nname = "openai/mock"\napi_base = "{server.url}"\n'
        )
        options = ("--model", "mock", "--concurrency", "4")
        options += ("--run", "run.sqlite") if named else ()
        probe = ("probe", str(support_bot), *options)
        first = subprocess.Popen(
            [sys.executable, "-m", "delibctl", *probe],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while len(server.requests) < 4:
            time.sleep(0.02)
        second = cli(*probe)
        out, err = first.communicate(timeout=60)

    ends(second, 2, ".sqlite is being written by another delibctl", "wait for it to end")
    ends(Done(first.returncode, out, err), 0, "48 trials, 48 scored")
    assert len(server.requests) == 48
    assert cli("diff", *(["run.sqlite"] if named else [])).code == 0


def test_a_run_that_was_continued_is_the_newest(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause, delay=0.1)) as server:
        (tmp_path / "delibctl.toml").write_text(
            f'[models.mock]\nname = "openai/mock"\napi_base = "{server.url}"\n'
        )
        probe = ("probe", str(support_bot), "--model", "mock", "--concurrency", "2")
        process = subprocess.Popen(
            [sys.executable, "-m", "delibctl", *probe],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while len(server.requests) < 6:
            time.sleep(0.02)
        process.kill()
        process.wait()
        cli("probe", support_bot, "--kind", "tension")
        cli(*probe)

    (model,) = cli("diff", "--format", "json").json()["models"]
    assert (model["model"], model["summary"]["trials"]) == ("mock", 48)


def test_the_next_command_shows_the_run_wherever_it_is(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    cli("probe", support_bot)
    for options in (("--run", "my run.sqlite"), ("--state", "else where")):
        done = cli("probe", support_bot, "--kind", "tension", *options)
        command = shlex.split(done.err.rpartition("next: ")[2])

        shown = cli(*command[1:], "--format", "json").json()

        assert shown["models"][0]["summary"]["trials"] == 4


def test_a_file_that_the_user_made_is_not_removed(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.sqlite").touch()

    ends(cli("probe", shop, "-m", "openai/gpt-4o", "--run", "mine.sqlite"), 2, "OPENAI_API_KEY")

    assert (tmp_path / "mine.sqlite").exists()


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_a_killed_probe_loses_nothing_that_was_finished(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause, delay=0.05)) as server:
        (tmp_path / "delibctl.toml").write_text(
            f'[models.mock]\nname = "openai/mock"\napi_base = "{server.url}"\n'
        )
        probe = ("probe", str(support_bot), "--model", "mock", "--concurrency", "2")
        process = subprocess.Popen(
            [sys.executable, "-m", "delibctl", *probe],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while len(server.requests) < 12:
            time.sleep(0.02)
        process.kill()
        process.wait()
        before = len(server.requests)

        done = cli(*probe)
        whole = cli("diff", "--format", "json")
        uninterrupted = cli("probe", support_bot, "--model", "mock", "--run", "other.sqlite")
        other = cli("diff", "other.sqlite", "--format", "json")

    ends(done, 0, "going on with", "48 trials, 48 scored")
    assert len(server.requests) - before <= 48 - (before - 4)
    assert uninterrupted.code == 0
    assert whole.out == other.out
