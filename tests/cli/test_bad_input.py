"""Bad input: one clear message that says what, where and what next, and the right exit code."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Done, assert_ends, clean_environment

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


@pytest.mark.parametrize("command", ["lint", "probe"])
def test_a_path_that_is_not_there(cli: Cli, command: str) -> None:
    assert_ends(
        cli(command, "nowhere"), 2, "delibctl: nowhere does not exist", "next: check the path"
    )


@pytest.mark.parametrize("command", ["lint", "probe"])
def test_a_folder_with_no_policy(cli: Cli, tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()

    assert_ends(cli(command, "empty"), 2, "no policy found in empty", "delibctl init empty")


def test_an_empty_file_is_a_finding_of_lint(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("")

    assert_ends(cli("lint", "policy.yaml"), 1, "policy.yaml:1:1: error: the file is empty")


def test_an_empty_file_stops_a_probe(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("")

    done = cli("probe", "policy.yaml")

    assert_ends(
        done, 2, "policy.yaml:1:1: the file is empty (SCH104)", "next: delibctl lint policy.yaml"
    )


def test_a_file_of_another_kind(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("services: {}\n")

    assert_ends(cli("lint", "other.yaml"), 1, "no top-level `policy`")
    assert_ends(cli("probe", "other.yaml"), 2, "no top-level `policy`")


def test_a_cases_file_that_names_an_unknown_clause(cli: Cli, shop: Path) -> None:
    (shop / "cases.yaml").write_text(CASES.replace("[refunds.how]", "[refunds.hwo]"))

    done = cli("lint", shop)

    assert_ends(
        done,
        1,
        "shop/cases.yaml:3:78: error: unknown clause 'refunds.hwo' (REF202 unresolved-reference)",
        "next: did you mean 'refunds.how'?",
    )
    assert "^^^^^^^^^^^" in done.out
    assert_ends(cli("probe", "shop"), 2, "shop/cases.yaml:3:78", "next: delibctl lint shop")


def test_from_a_folder_below_the_file_is_named_as_seen_from_there(
    cli: Cli, shop: Path, tmp_path: Path
) -> None:
    (tmp_path / "delibctl.toml").write_text('policy = "shop/policy.yaml"\n')
    (tmp_path / "below").mkdir()
    (shop / "cases.yaml").write_text(CASES.replace("[refunds.how]", "[refunds.hwo]"))

    done = cli("probe", cwd=tmp_path / "below")

    assert_ends(done, 2, "delibctl: ../shop/cases.yaml:3:78: unknown clause 'refunds.hwo'")


def test_a_policy_without_cases_has_nothing_to_ask(cli: Cli, shop: Path) -> None:
    (shop / "cases.yaml").unlink()

    assert_ends(cli("probe", shop), 2, "no cases to ask", "add cases.yaml beside the policy")


def test_filters_that_leave_nothing(cli: Cli, shop: Path) -> None:
    options = ("--kind", "direct", "--kind", "jailbreak", "--case", "how")
    assert cli("probe", shop, *options).code == 0

    assert_ends(
        cli("probe", shop, "--kind", "jailbreak"), 2, "no cases to ask (of 1)", "loosen the filters"
    )


def test_a_folder_with_two_policies(cli: Cli, shop: Path) -> None:
    (shop / "more.yaml").write_text(POLICY)

    done = cli("probe", shop)

    assert_ends(
        done, 2, "contains 2 policies: shop/more.yaml, shop/policy.yaml", "name one of them"
    )


@pytest.mark.parametrize(
    ("model", "variable"),
    [("openai/gpt-4o", "OPENAI_API_KEY"), ("anthropic/claude-sonnet-4-5", "ANTHROPIC_API_KEY")],
)
def test_a_missing_key_names_the_variable(
    cli: Cli, shop: Path, tmp_path: Path, model: str, variable: str
) -> None:
    done = cli("probe", shop, "--model", model)

    assert_ends(
        done,
        2,
        f"{model}: no key; {variable} is not set",
        f"set the environment variable {variable}",
    )
    assert list((tmp_path / ".delibctl" / "runs").glob("*")) == []


def test_a_missing_key_of_a_configured_model(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text(
        '[models.ours]\nname = "openai/x"\napi_base = "http://127.0.0.1:9"\n'
        'api_key_env = "OUR_KEY"\n'
    )

    assert_ends(cli("probe", shop, "-m", "ours"), 2, "ours: no key; OUR_KEY is not set")


def test_an_unknown_model(cli: Cli, shop: Path) -> None:
    assert_ends(
        cli("probe", shop, "--model", "nonsense"),
        2,
        "unknown model 'nonsense'",
        "write it as provider/name",
    )


@pytest.mark.parametrize(
    ("fault", "reason", "concurrency", "requests"),
    [
        ("unauthorized", "auth", 4, 1),
        # One prompt alone may be forbidden; three in a row are taken for all of them. With several
        # at once, some more may be under way by then.
        ("forbidden", "forbidden", 1, 3),
        ("quota", "quota", 4, 1),
        ("no such model", "unknown model", 4, 1),
        ("unknown parameter", "unsupported parameter", 4, 1),
    ],
)
def test_what_would_fail_every_time_stops_at_once(
    cli: Cli,
    tmp_path: Path,
    support_bot: Path,
    fault: str,
    reason: str,
    concurrency: int,
    requests: int,
) -> None:
    secret = "sk-test-0123456789abcdef"
    with serving(ChatServer(answer=first_clause, fault=lambda _n, _r: fault)) as server:
        server.configure(tmp_path, 'api_key_env = "MOCK_KEY"')
        options = ("--concurrency", concurrency, "--model", "mock")
        done = cli("probe", support_bot, *options, MOCK_KEY=secret)

    assert_ends(done, 2, f"mock: {reason}: ", "it continues where it stopped")
    asked, _, error = done.err.rpartition("delibctl: ")
    assert asked.startswith("asks mock ")
    assert asked.count("\n") == 1
    assert len(error.splitlines()) == 2
    assert len(server.requests) == requests
    assert secret not in done.err + done.out
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_a_key_that_a_server_sends_back_is_kept_nowhere(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    secret = "hunter2"  # short, and still a key: the configuration says so
    with serving(ChatServer(answer=first_clause, served=f"gateway/{secret}")) as server:
        server.configure(tmp_path, 'api_key_env = "MOCK_KEY"')
        done = cli("probe", support_bot, "--model", "mock", MOCK_KEY=secret)

    assert done.code == 0, done.err
    assert "served by gateway/[key]" in cli("explain", "forgotten-password-steps").out
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_every_model_is_checked_before_the_first_is_asked(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        for other, problem in (("openai/gpt-4o", "OPENAI_API_KEY"), ("nonsense", "unknown model")):
            assert_ends(cli("probe", support_bot, "-m", "mock", "-m", other), 2, problem)

    assert server.requests == []


def test_the_name_of_the_baseline_is_taken(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text('[models.baseline]\nname = "openai/x"\n')

    assert_ends(cli("probe", shop), 2, "`baseline` is reserved for the built-in baseline")


def test_a_key_in_the_configuration_is_an_error(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text(
        '[models.m]\nname = "openai/x"\napi_key_env = "sk-abcdef0123456789"\n'
    )

    done = cli("probe", shop)

    assert_ends(done, 2, "models.m: api_key_env is not the name of a variable")
    assert "sk-abcdef" not in done.err


def test_an_unknown_key_in_the_configuration(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text("concurency = 3\n")

    assert_ends(cli("probe", shop), 2, "unknown key 'concurency'", "did you mean 'concurrency'?")


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
    assert_ends(cli(*option), 2, "delibctl: ")


def test_an_unknown_command_and_an_unknown_option(cli: Cli) -> None:
    assert_ends(cli("prob"), 2, "No such command 'prob'. Did you mean 'probe'?")
    assert_ends(cli("lint", "--fromat", "json"), 2, "--fromat")


def test_a_run_path_that_cannot_be_written(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")

    done = cli("probe", shop, "--run", "a-file/run.sqlite")

    assert_ends(done, 2, "cannot write the run file a-file/run.sqlite", "choose another run file")


def test_a_run_file_that_is_something_else(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a run\n" * 500)

    assert_ends(cli("probe", shop, "--run", "notes.txt"), 2, "notes.txt is damaged or cut off")
    assert_ends(cli("diff", "notes.txt"), 2, "notes.txt is not a run file or a policy")
    assert (tmp_path / "notes.txt").read_text() == "not a run\n" * 500


def test_a_run_file_of_a_later_version(cli: Cli, shop: Path, tmp_path: Path) -> None:
    cli("probe", shop, "--run", "run.sqlite")
    with closing(sqlite3.connect(tmp_path / "run.sqlite")) as connection:
        connection.execute("PRAGMA user_version=7")

    done = cli("diff", "run.sqlite")

    assert_ends(
        done, 2, "is a run file of format 7; this delibctl reads up to 1", "upgrade delibctl"
    )


def test_a_run_file_cut_in_half(cli: Cli, shop: Path, tmp_path: Path) -> None:
    cli("probe", shop, "--run", "run.sqlite")
    data = (tmp_path / "run.sqlite").read_bytes()
    (tmp_path / "run.sqlite").write_bytes(data[: len(data) // 2])

    assert_ends(cli("diff", "run.sqlite"), 2, "run.sqlite is damaged or cut off", "restore it")


def test_a_run_file_that_holds_another_plan(cli: Cli, shop: Path) -> None:
    cli("probe", shop, "--run", "run.sqlite")

    done = cli("probe", shop, "--run", "run.sqlite", "--repeats", "2")

    assert_ends(
        done, 2, "run.sqlite holds a run of another plan: other repeats", "choose another file"
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

    assert_ends(
        Done(done.returncode, "", done.stderr), 2, "cannot write to standard output: No space"
    )


def test_no_run_yet(cli: Cli) -> None:
    assert_ends(cli("diff"), 2, "contains no runs", "probe a policy to make a run")


@pytest.mark.parametrize("command", ["diff", "diff @last", "explain x", "probe --wrong"])
def test_a_damaged_file_is_not_passed_over_for_an_older_run(
    command: str, cli: Cli, copied: Path
) -> None:
    assert cli("probe", "--model", "baseline", "--sample", "2", cwd=copied).code == 0
    runs = copied / ".delibctl" / "runs"
    (runs / "x.sqlite").write_bytes(b"no longer a run")

    done = cli(*command.split(), cwd=copied)

    assert_ends(
        done,
        2,
        "x.sqlite may be the newest run, but it is not a run file",
        "restore it from a copy",
    )


def test_an_empty_file_among_the_runs_is_passed_over(cli: Cli, copied: Path) -> None:
    assert cli("probe", "--model", "baseline", "--sample", "2", cwd=copied).code == 0
    (copied / ".delibctl" / "runs" / "x.sqlite").touch()

    assert cli("diff", cwd=copied).code == 0


def test_coverage_names_a_file_among_the_runs_that_is_no_run(cli: Cli, copied: Path) -> None:
    (copied / ".delibctl" / "runs").mkdir(parents=True)
    (copied / ".delibctl" / "runs" / "x.sqlite").write_bytes(b"no longer a run")

    assert_ends(
        cli("coverage", cwd=copied), 0, "not counted: x.sqlite is empty or not a run file\n"
    )


def test_an_unknown_run(cli: Cli, shop: Path) -> None:
    cli("probe", shop)

    assert_ends(cli("diff", "@-9"), 2, "run '@-9' not found", "the newest run is")


def test_a_policy_in_place_of_a_run(cli: Cli, shop: Path, tmp_path: Path) -> None:
    cli("probe", shop, "--run", "run.sqlite")
    (tmp_path / "rules.txt").write_text(POLICY)

    assert_ends(cli("diff", "shop"), 2, "shop is a policy, not a run", "delibctl probe shop")
    assert_ends(cli("diff", "rules.txt"), 2, "rules.txt is a policy, not a run")
    assert_ends(
        cli("diff", "run.sqlite", "rules.txt"),
        2,
        "the other argument is not",
        "delibctl probe rules.txt",
    )
    (tmp_path / "empty").mkdir()
    assert_ends(cli("diff", "empty"), 2, "empty is a folder, not a run", "leave the name out")


@pytest.mark.parametrize("command", ["probe", "diff"])
@pytest.mark.parametrize(
    ("option", "message"),
    [
        (
            ("--kind", "jailbrek"),
            "unknown kind 'jailbrek'\n  next: did you mean 'jailbreak'?",
        ),
        (
            ("--category", "refund"),
            "unknown category 'refund'\n  next: did you mean 'refunds'",
        ),
        (("--clause", "refunds.hwo"), "did you mean 'refunds.how'?"),
        (("--lang", "xx"), "unknown lang 'xx'\n  next: the only lang is 'en'"),
        (("--case", "z*"), "unknown case 'z*'\n  next: the only case is 'how'"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_filter_that_names_nothing(
    cli: Cli, shop: Path, command: str, option: tuple[str, str], message: str
) -> None:
    cli("probe", shop)

    assert_ends(cli(command, *([shop] if command == "probe" else []), *option), 2, message)


def test_a_model_that_is_not_in_the_run(cli: Cli, shop: Path) -> None:
    cli("probe", shop)

    assert_ends(
        cli("diff", "-m", "basline"), 2, "unknown model 'basline' in this run", "'baseline'?"
    )


def test_an_unknown_case(cli: Cli, shop: Path) -> None:
    cli("probe", shop)

    assert_ends(cli("explain", "hwo"), 2, "unknown case 'hwo'", "did you mean 'how'?")


def test_a_file_that_the_user_made_is_not_removed(cli: Cli, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.sqlite").touch()

    assert_ends(
        cli("probe", shop, "-m", "openai/gpt-4o", "--run", "mine.sqlite"), 2, "OPENAI_API_KEY"
    )

    assert (tmp_path / "mine.sqlite").exists()


@pytest.mark.parametrize("arguments", ["show", "lint PATH", "probe PATH", "runs --state PATH"])
def test_a_path_that_is_too_long_is_named(cli: Cli, tmp_path: Path, arguments: str) -> None:
    long = "a " * 3_000
    (tmp_path / "delibctl.toml").write_text(f'policy = "{long}"\n')

    done = cli(*(long if word == "PATH" else word for word in arguments.split()))

    assert_ends(done, 2, "cannot use the path ", " characters): File name too long")
    assert len(done.err) < 400


@pytest.mark.parametrize("command", ["probe", "lint", "show", "coverage", "generate"])
def test_a_link_that_leads_back_to_itself_is_named(cli: Cli, tmp_path: Path, command: str) -> None:
    (tmp_path / "loop").symlink_to("loop")

    for path in ("loop", "loop/policy.yaml"):
        assert_ends(cli(command, path), 2, f"{path} ", " leads back to itself", "check the path")
