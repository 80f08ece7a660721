"""What a probe may cost: shown before, asked about, and never passed."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, assert_ends
from support.terminal import spawned

from delibctl.edge.run_file.run_file import load_run
from delibctl.model import Broken

PRICES = ("input_price = 10.0", "output_price = 100.0")
#: What the server says of each reply: 100 tokens in, 20 out.
PAID = (100 * 10 + 20 * 100) / 1e6
SOME = ("--category", "refunds")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChatServer]:
    """A server whose model costs money."""
    with serving(ChatServer(answer=first_clause)) as served:
        served.configure(tmp_path, *PRICES, "max_tokens = 200")
        yield served


def test_an_estimate_sends_nothing_and_makes_no_run(
    cli: Cli, tmp_path: Path, support_bot: Path, server: ChatServer
) -> None:
    done = cli("probe", support_bot, "--model", "mock", "--model", "baseline", "--estimate")

    assert done.code == 0, done.err
    rows = {row.split()[0]: row.split() for row in done.out.splitlines()[:5] if row.strip()}
    assert rows["baseline"][1:4] == ["48", "0", "48-53"]
    assert rows["baseline"][-1] == "free"
    assert rows["mock"][1:4] == ["48", "0", "48-53"]
    low, high = map(float, re.findall(r"Total: \$([\d.]+) to \$([\d.]+)\.", done.out)[0])
    assert 0 < low < high
    assert server.requests == []
    assert not list(tmp_path.glob(".delibctl/runs/*"))


def test_an_estimate_names_the_clauses_that_are_asked_about_in_other_words(
    cli: Cli, tmp_path: Path
) -> None:
    cli("init", ".")
    policy = tmp_path / "policy.yaml"
    text = "text: |\n          The assistant helps.\n          ### [documents.forge] Forging\n"
    policy.write_text(re.sub(r"text: >-\n(?: {10}.*\n)+", text, policy.read_text(), count=1))

    done = cli("probe", policy, "--model", "baseline", "--estimate")

    assert done.code == 0, done.err
    assert re.search(
        r"^1 clause shown on one line, as the text looks like a part of the prompt \(SEC704\): "
        r"documents\.\S+; answers of earlier versions are asked again$",
        done.err,
        re.MULTILINE,
    ), done.err


def test_an_estimate_needs_no_key(cli: Cli, support_bot: Path) -> None:
    done = cli("probe", support_bot, "--model", "openai/gpt-4o", "--estimate")

    assert done.code == 0, done.err
    assert (
        "has no cached answers to these questions: replies are estimated at max_tokens (4,096)"
        in done.out
    )


def test_what_is_kept_costs_nothing_and_tells_how_long_replies_are(
    cli: Cli, support_bot: Path, server: ChatServer
) -> None:
    cli("probe", support_bot, "--model", "mock", *SOME, "--max-cost", "9")

    whole = cli("probe", support_bot, "--model", "mock", "--estimate").out
    same = cli("probe", support_bot, "--model", "mock", *SOME, "--estimate").out

    kept = str(len(server.requests))
    assert next(row for row in whole.splitlines() if "mock" in row).split()[2] == kept
    assert "has no kept answer" not in whole
    assert "Total: $0.0000." in same


def test_what_is_asked_again_is_estimated_by_the_replies_it_had(
    cli: Cli, support_bot: Path, server: ChatServer
) -> None:
    cli("probe", support_bot, "--model", "mock", "--max-cost", "9")

    again = cli("probe", support_bot, "--model", "mock", "--refresh", "--estimate").out

    assert "has no kept answer" not in again
    assert next(row for row in again.splitlines() if "mock" in row).split()[1:4] == [
        "48",
        "0",
        "48-53",
    ]


def test_a_price_that_nobody_knows_is_not_nothing(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as unpriced:
        unpriced.configure(tmp_path)
        done = cli("probe", support_bot, "--model", "mock", "--estimate")

    assert done.out.endswith("Total: unknown.\n")


def test_without_a_terminal_a_priced_run_needs_a_limit(
    cli: Cli, support_bot: Path, server: ChatServer
) -> None:
    done = cli("probe", support_bot, "--model", "mock")

    assert_ends(done, 2, "paid questions need a budget", "--max-cost")
    assert server.requests == []


def test_a_limit_that_is_reached_stops_cleanly_and_the_same_command_goes_on(
    cli: Cli, tmp_path: Path, support_bot: Path, server: ChatServer
) -> None:
    command = ("probe", support_bot, "--model", "mock", "--concurrency", "4")
    limit = 20 * PAID

    stopped = cli(*command, "--max-cost", limit)
    first = len(server.requests)
    done = cli(*command, "--max-cost", "9")

    assert_ends(stopped, 5, f"the budget of ${limit:g} is reached: $", "the same command continues")
    # What a question can cost is far more than what it does: 200 tokens out at most.
    assert 0 < first * PAID <= limit
    assert done.code == 0, done.err
    assert "continuing" in done.err
    assert len(server.requests) == 48
    assert len(list(tmp_path.glob(".delibctl/runs/*.sqlite"))) == 1


@pytest.mark.parametrize("limit", ["0.0001", "0.00001", "0"])
def test_a_limit_too_low_for_one_question_asks_none_and_names_no_run(
    cli: Cli, tmp_path: Path, support_bot: Path, server: ChatServer, limit: str
) -> None:
    done = cli("probe", support_bot, "--model", "mock", "--max-cost", limit)

    assert_ends(done, 5, f"the budget of ${limit} is reached: $0.0000 is spent")
    assert server.requests == []
    assert list(tmp_path.glob(".delibctl/runs/*.sqlite")) == []
    assert "run:" not in done.err
    assert "delibctl diff" not in done.err


def test_a_question_that_stays_empty_passes_no_limit_and_takes_none_for_itself(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    opening: list[object] = []

    def first_stays_empty(_number: int, request: dict[str, Any]) -> str | None:
        opening[:] = opening or [request["messages"]]
        return "empty" if request["messages"] == opening[0] else None

    target = tmp_path / "run.sqlite"
    one_by_one = ("--concurrency", "1", "--max-broken", "1", "--run", target)
    probe = ("probe", support_bot, "--model", "mock", *one_by_one)
    paid_each = (2500 * 10 + 20 * 100) / 1e6
    with serving(ChatServer(answer=first_clause, fault=first_stays_empty, read=2500)) as server:
        server.configure(tmp_path, *PRICES, "max_tokens = 200", top="retry_wait = 0.01")
        low = cli(*probe, "--max-cost", "0.0001")
        highest = float(re.findall(r"question can cost \$([\d.]+)", low.err)[0])

        stopped = cli(*probe, "--max-cost", highest + 2.5 * paid_each)
        paid = len(server.requests)
        done = cli(*probe, "--max-cost", "9")

    assert_ends(stopped, 5, "1 question asked, 1 answered: 7,500 tokens in, 60 out")
    assert paid == 3
    assert done.code == 0, done.err
    assert len(server.requests) == 3 + 47
    (broken,) = [t for t in load_run(target).trials if isinstance(t.result, Broken)]
    assert isinstance(broken.result, Broken)
    assert broken.result.kind == "empty"
    (exchange,) = broken.exchanges
    assert exchange.reply.attempts == 3
    assert exchange.reply.usage.price == pytest.approx(3 * paid_each)


def test_a_limit_is_no_verdict_unless_that_is_allowed(
    cli: Cli, support_bot: Path, server: ChatServer
) -> None:
    limit = ("--max-cost", "0.0001", "--allow-no-verdict")

    assert cli("probe", support_bot, "--model", "mock", *limit).code == 0


def test_an_unknown_price_stops_a_run_with_a_limit(
    cli: Cli, tmp_path: Path, support_bot: Path, server: ChatServer
) -> None:
    server.configure(tmp_path)

    done = cli("probe", support_bot, "--model", "mock", "--max-cost", "1")

    assert_ends(done, 2, "the price of mock is unknown", "input_price and output_price")
    assert server.requests == []


def test_the_time_that_is_up_stops_cleanly_and_the_same_command_goes_on(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause, delay=0.3)) as server:
        server.configure(tmp_path)
        command = ("probe", support_bot, "--model", "mock")
        stopped = cli(*command, "--concurrency", "2", "--max-time", "1.5s")
        first = len(server.requests)
        done = cli(*command)

    assert_ends(stopped, 5, "the time limit of 1.5s is reached", "the same command continues")
    assert 0 < first < 48
    assert done.code == 0, done.err
    assert len(server.requests) == 48


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
@pytest.mark.parametrize(("answer", "asked"), [("n", 0), ("y", 48)])
def test_on_a_terminal_it_asks_above_the_configured_amount(
    as_fork: str, tmp_path: Path, support_bot: Path, server: ChatServer, answer: str, asked: int
) -> None:
    server.configure(tmp_path, *PRICES, "max_tokens = 200", top="confirm_above = 0.01")
    terminal = spawned(as_fork, tmp_path, "probe", str(support_bot), "--model", "mock")
    terminal.expect(r"Spend \$[\d.]+ to \$[\d.]+\? \[y/N\]")
    terminal.sendline(answer)
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert terminal.exitstatus == (0 if asked else 2)
    assert len(server.requests) == asked
    assert len(list(tmp_path.glob(".delibctl/runs/*.sqlite"))) == (1 if asked else 0)


def test_below_that_amount_nobody_is_asked(
    as_fork: str, tmp_path: Path, support_bot: Path, server: ChatServer
) -> None:
    server.configure(tmp_path, *PRICES, "max_tokens = 200", top="confirm_above = 99")
    terminal = spawned(as_fork, tmp_path, "probe", str(support_bot), "--model", "mock", *SOME)
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert terminal.exitstatus == 0
    assert server.requests


def test_an_estimate_says_which_models_are_asked_directly(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    own = '[models.own]\nname = "hosted_vllm/m"\napi_base = "http://127.0.0.1:9/v1"'
    tables = (own, '[models.claude]\nname = "anthropic/claude-sonnet-4-5"')
    (tmp_path / "delibctl.toml").write_text("\n".join(tables))

    models = ("--model", "own", "--model", "claude", "--model", "baseline")
    done = cli("probe", support_bot, *models, "--estimate")

    assert_ends(done, 0)
    told = [line for line in done.out.splitlines() if line.startswith("Asked")]
    assert told == ["Asked directly: own.", "Asked through LiteLLM: claude."]
