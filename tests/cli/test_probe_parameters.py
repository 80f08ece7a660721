"""How models are asked: what a flag, the configuration and the server make of each other."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Start, assert_ends
from support.waiting import wait_for_requests
from support.wire.openai_chat import OPENAI_BY_LITELLM

ONE = ("--sample", "1")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChatServer]:
    with serving(ChatServer(answer=first_clause)) as served:
        served.configure(tmp_path, "temperature = 0.3", "seed = 5")
        yield served


def sent(server: ChatServer) -> list[dict[str, Any]]:
    """The requests without what every request holds."""
    always = {"messages", "model", "response_format"}
    return [{k: v for k, v in r.items() if k not in always} for r in server.requests]


def test_what_is_configured_is_sent(cli: Cli, support_bot: Path, server: ChatServer) -> None:
    cli("probe", support_bot, "--model", "mock", *ONE)

    assert sent(server) == [{"temperature": 0.3, "seed": 5, "max_tokens": 4096}]


def test_a_flag_wins_over_the_configuration(
    cli: Cli, support_bot: Path, server: ChatServer
) -> None:
    flags = ("--temperature", "1", "--max-tokens", "99", "--param", "top_p=0.9")
    done = cli("probe", support_bot, "--model", "mock", *ONE, *flags, "--param", "logprobs=true")

    assert done.code == 0, done.err
    assert sent(server) == [
        {"temperature": 1.0, "seed": 5, "max_tokens": 99, "top_p": 0.9, "logprobs": True}
    ]


def test_without_a_sample_the_seed_is_for_the_model(
    cli: Cli, support_bot: Path, server: ChatServer
) -> None:
    cli("probe", support_bot, "--model", "mock", "--kind", "tension", "--seed", "7")
    cli("probe", support_bot, "--model", "mock", *ONE, "--seed", "7")

    assert [request["seed"] for request in sent(server)] == [7, 7, 7, 7, 5]


def test_each_of_several_efforts_is_a_model_of_its_own(
    cli: Cli, support_bot: Path, server: ChatServer
) -> None:
    efforts = ("--reasoning-effort", "low", "--reasoning-effort", "high")
    done = cli(
        *("probe", support_bot, "--model", "openai/gpt-5", *ONE, *efforts, "--max-cost", "9"),
        OPENAI_API_KEY="sk-0123456789",
        OPENAI_BASE_URL=server.url,
    )

    assert done.code == 0, done.err
    assert {request["reasoning_effort"] for request in sent(server)} == {"low", "high"}
    assert "openai/gpt-5@low" in done.out
    assert "openai/gpt-5@high" in done.out


@pytest.mark.parametrize(
    ("param", "message"),
    [
        ("top_p", "--param 'top_p' is not NAME=VALUE"),
        ("api_key=sk-1", "api_key"),
        ("messages=[]", "messages"),
    ],
)
def test_what_is_no_parameter_is_a_usage_error(
    cli: Cli, support_bot: Path, server: ChatServer, param: str, message: str
) -> None:
    done = cli("probe", support_bot, "--model", "mock", *ONE, "--param", param)

    assert_ends(done, 2, message)
    assert server.requests == []


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (("--param", "user=me"), "does not support the parameter 'user'"),
        (("--reasoning-effort", "low"), "unsupported parameter"),
    ],
    ids=["silently dropped", "turned down"],
)
def test_a_parameter_that_litellm_would_not_send_is_an_error(
    cli: Cli, tmp_path: Path, support_bot: Path, option: tuple[str, str], message: str
) -> None:
    with serving(ChatServer(answer=first_clause, wire=OPENAI_BY_LITELLM)) as server:
        server.configure(tmp_path)
        model = tmp_path / "delibctl.toml"
        model.write_text(model.read_text().replace("openai/mock", "openai/gpt-4o"))
        done = cli("probe", support_bot, "--model", "mock", *ONE, *option, "--max-cost", "9")

    assert_ends(done, 2, message)
    assert server.requests == []


@pytest.mark.parametrize(
    ("option", "name", "value"),
    [
        (("--param", "user=me"), "user", "me"),
        (("--reasoning-effort", "low"), "reasoning_effort", "low"),
    ],
    ids=["param", "setting"],
)
def test_a_server_that_is_asked_directly_gets_every_parameter(
    cli: Cli, support_bot: Path, server: ChatServer, option: tuple[str, str], name: str, value: str
) -> None:
    done = cli("probe", support_bot, "--model", "mock", *ONE, *option)

    assert_ends(done, 0)
    assert [request[name] for request in sent(server)] == [value]


@pytest.mark.skipif(os.name == "nt", reason="no signal reaches another process there")
def test_no_more_tries_a_minute_than_allowed(
    start: Start, support_bot: Path, server: ChatServer
) -> None:
    probe = start("probe", support_bot, "--model", "mock", "--rpm", "3", "--concurrency", "8")
    wait_for_requests(server, 3)
    time.sleep(0.5)  # for more than three of the eight to be sent if nothing held them

    probe.process.send_signal(signal.SIGINT)

    assert_ends(probe.ended(), 130, "3 of 48 trials are stored")
    assert len(server.requests) == 3
