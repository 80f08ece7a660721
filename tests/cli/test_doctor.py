"""`delibctl doctor`: what is there, what is missing, and what to do next."""

import subprocess
from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Done
from support.run_files import keep, run_of

Checks = dict[str, tuple[str, str, str | None]]

KEY = "sk-a-very-secret-key"


def checks(done: Done) -> Checks:
    """Name of each check to level, text and what to do next."""
    assert "Traceback" not in done.err
    return {
        check["name"]: (check["level"], check["text"], check["next"])
        for check in done.json()["checks"]
    }


@pytest.fixture
def doctor(cli: Cli) -> Cli:
    def run(*arguments: object, cwd: Path | None = None, **environment: str) -> Done:
        return cli("doctor", "--format", "json", *arguments, cwd=cwd, **environment)

    return run


def test_where_nothing_is_set_up_it_says_how_to_begin(doctor: Cli, tmp_path: Path) -> None:
    done = doctor()

    found = checks(done)
    assert done.code == 0
    assert list(found) == [
        *("python", "delibctl", "semantic", "fit", "configuration", "policy"),
        *("model baseline", "state", "git", "terminal"),
    ]
    assert found["configuration"] == (
        "note",
        "no delibctl.toml in this folder or above; the defaults apply",
        "create one with delibctl init",
    )
    assert found["policy"][0] == "note"
    assert found["state"] == (
        "ok",
        f"{tmp_path}/.delibctl: does not exist yet; the first probe creates it",
        None,
    )
    assert done.json()["problems"] == 0


def test_a_policy_as_init_starts_it_is_in_order(cli: Cli, doctor: Cli, tmp_path: Path) -> None:
    cli("init")
    cli("probe")

    found = checks(doctor())

    assert found["configuration"] == ("ok", f"{tmp_path}/delibctl.toml", None)
    assert found["policy"] == ("ok", "policy.yaml: 2 files, 0 errors", None)
    assert found["model baseline"][0] == "ok"
    assert found["state"][:2] != ("problem", "")
    assert f"{tmp_path}/.delibctl: 1 run, " in found["state"][1]


def test_a_person_is_told_line_by_line_and_how_many_problems_there_are(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "delibctl.toml").write_text('polcy = "x.yaml"\n')

    done = cli("doctor")

    assert done.code == 2
    assert "problem  configuration   delibctl.toml:1: unknown key 'polcy'\n" in done.out
    assert "                         next: did you mean 'policy'?\n" in done.out
    assert done.out.endswith("\n\n1 problem, 2 notes\n")


@pytest.mark.parametrize(
    ("files", "level", "text", "next"),
    [
        (
            {"delibctl.toml": 'policy = "gone.yaml"\n'},
            *("problem", "gone.yaml does not exist", "name the policy in"),
        ),
        (
            {"policy.yaml": "schema_version: 1\npolicy: {id: a}\n"},
            *("problem", "policy.yaml: 1 file, ", "delibctl lint ."),
        ),
        ({"policy.yaml": "policy: [\n"}, *("problem", "policy.yaml: 1 file, ", "delibctl lint .")),
    ],
    ids=["one that is not there", "one with errors", "one that is no YAML"],
)
def test_a_policy_that_no_command_could_use_is_a_problem(
    doctor: Cli, tmp_path: Path, files: dict[str, str], level: str, text: str, next: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content)

    done = doctor()

    assert done.code == 2
    found = checks(done)["policy"]
    assert found[0] == level
    assert text in found[1]
    assert (found[2] or "").startswith(next)


def test_a_policy_without_cases_is_noted(cli: Cli, doctor: Cli, tmp_path: Path) -> None:
    cli("init")
    (tmp_path / "cases.yaml").unlink()

    done = doctor()

    assert checks(done)["policy"][0] == "note"
    assert "no cases" in checks(done)["policy"][1]


def configure(folder: Path, *lines: str) -> None:
    (folder / "delibctl.toml").write_text("\n".join((*lines, "")))


def test_a_model_has_a_provider_a_key_a_price_and_a_context(doctor: Cli, tmp_path: Path) -> None:
    configure(tmp_path, 'model = "gpt"', "[models.gpt]", 'name = "openai/gpt-4o"')

    done = doctor(OPENAI_API_KEY=KEY)

    assert checks(done)["model gpt"] == (
        "ok",
        "openai/gpt-4o: provider openai, asked directly, at https://api.openai.com/v1, "
        "OPENAI_API_KEY is set, $2.5 in and $10 out per million tokens, 128,000 tokens of context",
        None,
    )
    assert done.code == 0


@pytest.mark.parametrize("value", [None, ""], ids=["not set", "empty"])
@pytest.mark.parametrize(
    ("top", "level", "code"),
    [('model = "gpt"', "problem", 2), ("", "note", 0)],
    ids=["of a model that a probe asks", "of a model that it could ask"],
)
@pytest.mark.parametrize("line", ["", 'api_key_env = "OPENAI_API_KEY"'], ids=["usual", "named"])
def test_a_key_that_is_missing_is_named(
    doctor: Cli, tmp_path: Path, value: str | None, top: str, level: str, code: int, line: str
) -> None:
    configure(tmp_path, top, "[models.gpt]", 'name = "openai/gpt-4o"', line)

    done = doctor(**({} if value is None else {"OPENAI_API_KEY": value}))

    assert checks(done)["model gpt"] == (
        level,
        f"openai/gpt-4o: OPENAI_API_KEY is {'empty' if value == '' else 'not set'}",
        "export OPENAI_API_KEY=...",
    )
    assert done.code == code


def test_a_model_without_a_provider_is_a_problem(doctor: Cli, tmp_path: Path) -> None:
    configure(tmp_path, "[models.odd]", 'name = "bogus"')

    done = doctor()

    level, text, next = checks(done)["model odd"]
    assert (done.code, level) == (2, "problem")
    assert "LiteLLM has no provider" in text
    assert next is not None
    assert "provider/name" in next


def test_a_server_of_ones_own_needs_no_key_and_has_no_price(doctor: Cli, tmp_path: Path) -> None:
    ChatServer(answer=first_clause, url="http://127.0.0.1:9/v1").configure(tmp_path)

    assert checks(doctor())["model mock"] == (
        "note",
        "openai/mock: provider openai, asked directly, at http://127.0.0.1:9/v1, no key is sent, "
        "price unknown, context unknown",
        "set input_price and output_price in [models.mock]",
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"http://me:{KEY}@127.0.0.1:9/v1?k={KEY}", "at http://127.0.0.1:9/v1, "),
        ("127.0.0.1:9", "the address of its server is not an http or https address"),
        ("http://[", "the address of its server is not an http or https address"),
    ],
)
def test_an_address_from_the_environment_is_shown_without_its_password(
    doctor: Cli, tmp_path: Path, address: str, shown: str
) -> None:
    configure(tmp_path, "[models.gpt]", 'name = "openai/gpt-4o"')

    done = doctor(OPENAI_API_KEY=KEY, OPENAI_BASE_URL=address)

    assert shown in checks(done)["model gpt"][1]
    assert KEY not in done.out + done.err


def test_nothing_goes_over_the_network_unless_it_is_asked_for(doctor: Cli, tmp_path: Path) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        doctor()

        assert server.requests == []


def test_each_model_is_asked_one_short_question_on_request(doctor: Cli, tmp_path: Path) -> None:
    with serving(ChatServer(answer=lambda _: "ok", served="m-\x1b[31m1")) as server:
        server.configure(tmp_path, "temperature = 0", "max_tokens = 7")
        done = doctor("--ask")
        shown = doctor("--ask", "--format", "text")

    level, text, _ = checks(done)["ask mock"]
    assert level == "ok"
    assert text.endswith(" s, 120 tokens, served by m-\x1b[31m1")
    assert "served by m-\\x1b[31m1" in shown.out
    assert "\x1b" not in shown.out
    assert "asking 1 model one question each" in done.err
    question = server.requests[0]
    assert question["messages"] == [{"role": "user", "content": "Reply with one word: ok"}]
    assert (question["temperature"], question["max_tokens"]) == (0, 7)
    assert len(server.requests) == 2


def test_a_model_that_is_quick_takes_no_other_its_connection(doctor: Cli, tmp_path: Path) -> None:
    slow = ChatServer(answer=lambda _: "ok", delay=0.5)
    with serving(ChatServer(answer=lambda _: "ok")) as quick, serving(slow):
        quick.configure(tmp_path)
        with (tmp_path / "delibctl.toml").open("a", encoding="utf-8") as file:
            file.write(f'[models.slow]\nname = "openai/slow"\napi_base = "{slow.url}"\n')

        found = checks(doctor("--ask"))

    assert [found[f"ask {name}"][0] for name in ("mock", "slow")] == ["ok", "ok"]


@pytest.mark.parametrize(
    ("fault", "level", "text"),
    [
        ("unauthorized", "problem", "auth: "),
        ("no such model", "problem", "unknown model: "),
        ("500", "problem", "server error: "),
        ("filtered", "note", "blocked by the provider's own filter"),
        ("empty", "note", "the reply is empty"),
    ],
)
def test_an_answer_that_does_not_come_is_told_without_any_key(
    doctor: Cli, tmp_path: Path, fault: str, level: str, text: str
) -> None:
    with serving(ChatServer(answer=lambda _: "ok", fault=lambda *_: fault)) as server:
        server.configure(tmp_path, 'api_key_env = "MINE"')
        done = doctor("--ask", MINE=KEY)

    found = checks(done)["ask mock"]
    assert (done.code, found[0]) == (2 if level == "problem" else 0, level)
    assert text in found[1]
    assert KEY not in done.out + done.err
    assert len(server.requests) == 1


def test_a_model_without_a_key_is_not_asked(doctor: Cli, tmp_path: Path) -> None:
    configure(tmp_path, "[models.gpt]", 'name = "openai/gpt-4o"')

    assert checks(doctor("--ask"))["ask gpt"][1].startswith("not asked: gpt: no key")


def test_a_state_folder_that_cannot_be_written_is_a_problem(doctor: Cli, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")

    done = doctor("--state", "a-file/state")

    assert (done.code, checks(done)["state"][0]) == (2, "problem")
    assert checks(done)["state"][1] == f"cannot write in {tmp_path}/a-file"


def test_the_room_that_runs_and_answers_take_is_told(doctor: Cli, tmp_path: Path) -> None:
    for day in (1, 2):
        keep(tmp_path / "kept", day, run_of())

    text = checks(doctor("--state", "kept"))["state"][1]

    assert text.startswith("kept: 2 runs, ")
    assert text.endswith(" kB with the cached answers")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_it_says_what_git_has_to_compare_with(doctor: Cli, tmp_path: Path) -> None:
    assert checks(doctor())["git"][0] == "note"
    whole = tmp_path / "whole"
    whole.mkdir()
    git(whole, "init", "-q")
    for name in ("one", "two"):
        git(whole, "commit", "-qm", name, "--allow-empty")
    git(tmp_path, "clone", "-q", "--depth", "1", whole.as_uri(), "shallow")

    in_whole = checks(doctor(cwd=whole))["git"]
    in_shallow = checks(doctor(cwd=tmp_path / "shallow"))["git"]

    assert in_whole[0] == "ok"
    assert in_whole[1].endswith(f"; {whole}: 2 commits")
    assert in_shallow[0] == "note"
    assert "1 commit, a shallow clone" in in_shallow[1]
    assert in_shallow[2] == "git fetch --unshallow; in CI set fetch-depth: 0"


def test_without_git_it_says_what_that_is_for(doctor: Cli, tmp_path: Path) -> None:
    done = doctor(PATH=str(tmp_path))

    assert checks(done)["git"][:2] == ("note", "cannot be run")


def test_a_file_of_keys_is_said_not_to_be_read(doctor: Cli, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"OPENAI_API_KEY={KEY}\n")
    configure(tmp_path, "[models.gpt]", 'name = "openai/gpt-4o"')

    done = doctor()

    assert checks(done)[".env"][1] == f"{tmp_path}/.env exists but is not read"
    assert checks(done)["model gpt"][1] == "openai/gpt-4o: OPENAI_API_KEY is not set"
    assert KEY not in done.out


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, "not a terminal, utf-8, 100 columns, no colours: output is text"),
        ({"COLUMNS": "60", "NO_COLOR": "1"}, "utf-8, 60 columns, no colours: NO_COLOR is set"),
        ({"PYTHONIOENCODING": "ascii"}, "not a terminal, ascii, "),
    ],
    ids=["a pipe", "no colour", "an encoding without most characters"],
)
def test_it_says_how_results_are_shown(
    doctor: Cli, environment: dict[str, str], shown: str
) -> None:
    assert shown in checks(doctor(**environment))["terminal"][1]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(cli: Cli, tmp_path: Path, columns: int) -> None:
    ChatServer(answer=first_clause, url="http://127.0.0.1:9/v1").configure(tmp_path)

    out = cli("doctor", COLUMNS=str(columns)).out

    assert max(map(len, out.splitlines())) <= columns
