"""`delibctl show`: what a model sees, to the character."""

from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, assert_ends

CASE = "illicit-placard-forgery"


@pytest.mark.parametrize("mode", ["category", "full", "recall", "none"])
def test_what_is_shown_is_what_is_sent(
    cli: Cli, tmp_path: Path, assistant: Path, mode: str
) -> None:
    shown = cli("show", assistant, "--mode", mode, "--case", CASE, "--format", "json").json()
    with serving(ChatServer(answer=first_clause if mode != "recall" else lambda _: "")) as server:
        server.configure(tmp_path, top="attempts = 1")
        cli("probe", assistant, "--model", "mock", "--mode", mode, "--case", CASE)

    assert server.requests[0]["messages"] == shown


def test_the_text_of_a_category_is_printed_alone_and_its_tokens_are_said(
    cli: Cli, assistant: Path
) -> None:
    done = cli("show", assistant, "--category", "illicit")

    assert done.out.startswith("You answer the last user message")
    assert "### [illicit.forgery]" in done.out
    assert "### [violence.threats]" not in done.out
    assert (
        f"{-(-(len(done.out) - 1) // 4):,} tokens (estimated: a quarter of the characters)"
        in done.err
    )


def test_recall_shows_the_index_and_then_what_is_given_for_a_clause(
    cli: Cli, assistant: Path
) -> None:
    index = cli("show", assistant, "--mode", "recall").out
    given = cli("show", assistant, "--mode", "recall", "--clause", "illicit.forgery").out

    assert "- [illicit.forgery] Forging documents" in index
    assert "official documents" not in index
    assert "official documents" in given


def test_without_a_category_the_tokens_of_each_are_listed(cli: Cli, support_bot: Path) -> None:
    rows = [line.split() for line in cli("show", support_bot).out.splitlines() if line.strip()]

    assert [row[:2] for row in rows[2:6]] == [
        ["category", "refunds"],
        ["category", "account-access"],
        ["category", "medical-questions"],
        ["category", "financial-questions"],
    ]
    assert [row[0] for row in rows[6:]] == ["full", "recall"]


def test_a_category_over_the_limit_is_warned_of(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    (tmp_path / "delibctl.toml").write_text("[lint]\ncategory_tokens = 500\n")

    done = cli("show", support_bot, "--category", "refunds")

    assert done.code == 0
    assert "category refunds has" in done.err
    assert "over 500: split it" in done.err
    assert "medical-questions has" not in done.err


def test_tokens_are_counted_as_a_model_counts_them(cli: Cli, support_bot: Path) -> None:
    done = cli("show", support_bot, "--category", "refunds", "--model", "openai/gpt-4o")

    assert "tokens (as openai/gpt-4o counts them)" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--category", "refund"], "unknown category 'refund'"),
        (["--case", "nope"], "unknown case 'nope'"),
        (["--mode", "recall", "--clause", "nope"], "unknown clause 'nope'"),
        (["--mode", "none"], "mode none shows only the conversation of a case"),
    ],
)
def test_what_is_not_there_is_a_usage_error(
    cli: Cli, support_bot: Path, arguments: list[str], message: str
) -> None:
    assert_ends(cli("show", support_bot, *arguments), 2, message)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--clause", "illicit.forgery"), "--clause applies only to mode recall"),
        (("--mode", "full", "--category", "illicit"), "--category has no effect in mode full"),
    ],
)
def test_what_would_have_no_effect_is_a_usage_error(
    cli: Cli, assistant: Path, given: tuple[str, ...], message: str
) -> None:
    assert_ends(cli("show", assistant, *given), 2, message)
