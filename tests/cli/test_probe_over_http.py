"""Probing through LiteLLM over a real socket, with the faults that real servers have."""

import json
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import FAULTS, Answer, ChatServer, first_clause, serving
from support.command import Cli

from delibctl.edge.run_file.run_file import RunFile
from delibctl.model import Broken, Deliberated, Run

CASES = 160


@pytest.fixture
def probe(cli: Cli, tmp_path: Path, assistant: Path) -> Callable[..., Any]:
    """Probe CASES cases of the sample against a server; the ended command and the run."""

    def run(server: ChatServer, *arguments: str, cases: int = CASES) -> Any:
        server.configure(tmp_path, top="retry_wait = 0.01\nattempts = 4")
        target = tmp_path / "run.sqlite"
        options = ("--model", "mock", "--sample", str(cases), "--run", str(target))
        done = cli("probe", assistant, *options, *arguments)
        return done, loaded(target) if target.exists() else None

    return run


def loaded(path: Path) -> Run:
    file = RunFile.open(path)
    try:
        return file.load()
    finally:
        file.close()


def test_all_cases_are_scored(probe: Callable[..., Any]) -> None:
    with serving(ChatServer(answer=first_clause, reasoning="Let me see.")) as server:
        done, run = probe(server)

    assert done.code == 0, done.err
    assert len(server.requests) == CASES
    assert len(run.trials) == CASES
    assert all(isinstance(trial.result, Deliberated) for trial in run.trials)
    exchange = run.trials[0].exchanges[0]
    reply, sent = exchange.reply, sum(len(message.content) for message in exchange.messages)
    assert (reply.reasoning, reply.served, reply.fingerprint) == (
        "Let me see.",
        "mock-2026-01-01",
        "fp_1",
    )
    assert (reply.usage.input, reply.usage.output, reply.usage.price) == (sent // 4, 20, None)
    assert f"{CASES} trials, {CASES} scored" in done.out


def test_a_reply_is_asked_for_under_the_schema(probe: Callable[..., Any]) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        probe(server, cases=1)

    wanted = server.requests[0]["response_format"]
    assert wanted["type"] == "json_schema"
    assert list(wanted["json_schema"]["schema"]["properties"]) == [
        "reasoning",
        "citations",
        "style",
        "answer",
    ]


def test_what_never_answers_is_broken_with_its_reason(probe: Callable[..., Any]) -> None:
    def fault(_number: int, request: dict[str, Any]) -> str | None:
        """The same fault for the same case, every time, on five percent each."""
        share = sum(map(ord, request["messages"][-1]["content"])) % 20
        return FAULTS[share] if share < len(FAULTS) else None

    with serving(ChatServer(answer=first_clause, fault=fault)) as server:
        done, run = probe(server)

    reasons = {
        "429": "rate limit",
        "500": "server error",
        "dropped": "connection",
        "not json": "bad reply",
        "page": "bad reply",
        "empty": "empty",
    }
    hit = Counter(
        name
        for request in {r["messages"][-1]["content"]: r for r in server.requests}.values()
        if (name := fault(0, request))
    )
    broken = Counter(t.result.kind for t in run.trials if isinstance(t.result, Broken))
    assert set(hit) == set(FAULTS)
    assert broken == Counter(reasons[name] for name in hit.elements())
    assert len(run.trials) == CASES
    assert done.code == 4  # far more than 5 % are broken, so nothing is to be trusted
    assert "not to be trusted" in done.err


@pytest.mark.parametrize(
    ("fault", "reason"), [("context", "context length"), ("bad request", "bad request")]
)
def test_what_is_wrong_with_a_question_is_not_asked_again(
    probe: Callable[..., Any], fault: str, reason: str
) -> None:
    with serving(ChatServer(answer=first_clause, fault=lambda _n, _r: fault)) as server:
        _, run = probe(server, cases=3)

    assert [trial.result.kind for trial in run.trials] == [reason] * 3
    assert len(server.requests) == 3


def test_a_quota_per_minute_is_waited_for(probe: Callable[..., Any]) -> None:
    def fault(number: int, _request: dict[str, Any]) -> str | None:
        return "a quota per minute" if number == 0 else None

    with serving(ChatServer(answer=first_clause, fault=fault)) as server:
        done, run = probe(server, cases=1)

    assert done.code == 0, done.err
    assert run.trials[0].exchanges[0].reply.attempts == 2


def test_a_server_that_takes_too_long_is_broken_as_a_timeout(probe: Callable[..., Any]) -> None:
    with serving(ChatServer(answer=first_clause, delay=3)) as server:
        _, run = probe(server, "--timeout", "1", cases=1)

    (trial,) = run.trials
    assert trial.result.kind == "timeout"
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        ("filtered", None),
        ("refusal", "I won't."),
        ("filtered as an error", ""),
        ("moderated", ""),
    ],
)
def test_a_block_by_the_provider_is_a_refusal_without_citation_or_style(
    probe: Callable[..., Any], cli: Cli, tmp_path: Path, fault: str, answer: str | None
) -> None:
    with serving(ChatServer(answer=first_clause, fault=lambda _n, _r: fault)) as server:
        _, run = probe(server, cases=1)

    (trial,) = run.trials
    assert trial.result.deliberation.form == "blocked"
    assert answer is None or trial.result.deliberation.answer == answer
    diff = cli("diff", tmp_path / "run.sqlite", "--format", "json", "--only", "all").json()
    (row,) = diff["models"][0]["trials"]
    assert (row["citation"], row["style"]) == ("not applicable", "not applicable")
    assert row["observed"]["outcome"] == "refuse"


def test_a_provider_that_takes_no_schema_is_asked_without_one(probe: Callable[..., Any]) -> None:
    def fault(_number: int, request: dict[str, Any]) -> str | None:
        return "no schema" if "response_format" in request else None

    with serving(ChatServer(answer=first_clause, fault=fault)) as server:
        done, run = probe(server, "--concurrency", "1", cases=5)

    assert done.code == 0, done.err
    assert [trial.exchanges[0].reply.form for trial in run.trials] == ["prompt"] * 5
    assert len(server.requests) == 7  # both forms turned down once, then remembered


def test_a_complaint_after_the_first_reply_is_about_the_question(
    probe: Callable[..., Any],
) -> None:
    def fault(number: int, _request: dict[str, Any]) -> str | None:
        return "no schema" if number == 2 else None

    with serving(ChatServer(answer=first_clause, fault=fault)) as server:
        _, run = probe(server, "--concurrency", "1", "--max-broken", "1", cases=5)

    assert sorted(t.result.kind for t in run.trials if isinstance(t.result, Broken)) == [
        "bad request"
    ]
    assert {e.reply.form for t in run.trials for e in t.exchanges} == {"json_schema"}


def test_one_forbidden_prompt_is_broken_and_the_run_ends(probe: Callable[..., Any]) -> None:
    def fault(number: int, _request: dict[str, Any]) -> str | None:
        return "forbidden" if number == 0 else None

    with serving(ChatServer(answer=first_clause, fault=fault)) as server:
        done, run = probe(server, "--max-broken", "1", cases=8)

    assert done.code == 0, done.err
    assert [t.result.kind for t in run.trials if isinstance(t.result, Broken)] == ["forbidden"]


def test_half_a_character_at_the_end_of_a_reply_is_replaced(probe: Callable[..., Any]) -> None:
    with serving(ChatServer(answer=lambda _: "Cut in an emoji \ud83d")) as server:
        done, run = probe(server, cases=1)

    assert done.code == 0, done.err
    assert run.trials[0].exchanges[0].reply.text == "Cut in an emoji \ufffd"


def test_a_reply_that_was_cut_off_says_so(probe: Callable[..., Any]) -> None:
    with serving(ChatServer(answer=lambda _: "", fault=lambda _n, _r: "cut")) as server:
        _, run = probe(server, cases=1)

    assert run.trials[0].result.message == (
        "the reply held no text; it was cut off, so raise max_tokens"
    )


def test_a_bare_name_is_kept_apart_by_the_address_in_the_environment(
    cli: Cli, support_bot: Path
) -> None:
    probe = ("probe", support_bot, "--kind", "tension", "--model", "gpt-4o", "--max-cost", "9")
    asked = []
    for _ in range(2):
        with serving(ChatServer(answer=first_clause)) as server:
            done = cli(*probe, OPENAI_API_KEY="sk-0123456789", OPENAI_BASE_URL=server.url)
            assert done.code == 0, done.err
            asked.append(len(server.requests))

    assert asked == [4, 4]


def replies(texts: list[str]) -> Answer:
    """Give out texts in turn."""
    left = iter(texts)
    return lambda _request: next(left)


def test_a_reply_without_an_answer_is_asked_for_once_more(probe: Callable[..., Any]) -> None:
    cut = '{"reasoning": "It is about'
    whole = json.dumps({"reasoning": "r", "citations": [], "style": "comply", "answer": "Yes."})
    with serving(ChatServer(answer=replies([cut, whole]))) as server:
        _, run = probe(server, cases=1)

    (trial,) = run.trials
    assert isinstance(trial.result, Deliberated)
    assert trial.result.deliberation.answer == "Yes."
    assert [exchange.reply.text for exchange in trial.exchanges] == [cut, whole]
    assert "held no answer" in server.requests[1]["messages"][-1]["content"]


def test_a_reply_that_stays_without_an_answer_is_unparseable(probe: Callable[..., Any]) -> None:
    cut = '{"reasoning": "It is about'
    with serving(ChatServer(answer=replies([cut, cut]))) as server:
        done, run = probe(server, cases=1)

    (trial,) = run.trials
    assert isinstance(trial.result, Broken)
    assert trial.result.kind == "unparseable"
    assert done.code == 4


def test_an_unchanged_question_is_never_asked_twice(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        first = cli("probe", support_bot, "--model", "mock")
        asked = len(server.requests)
        second = cli("probe", support_bot, "--model", "mock")

    assert (asked, len(server.requests)) == (48, 48)
    assert first.out == second.out
    assert "48 cached answers reused" in second.err


def test_repeats_are_questions_of_their_own(probe: Callable[..., Any]) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        _, run = probe(server, "--repeats", "3", cases=4)

    assert len(server.requests) == 12
    assert sorted({trial.key.repeat for trial in run.trials}) == [1, 2, 3]


def test_no_more_questions_at_once_than_allowed(probe: Callable[..., Any]) -> None:
    at_once: list[int] = []
    open_now: list[int] = [0]

    def answer(request: dict[str, Any]) -> str:
        with server.lock:
            open_now[0] += 1
            at_once.append(open_now[0])
        threading.Event().wait(0.1)
        with server.lock:
            open_now[0] -= 1
        return first_clause(request)

    with serving(ChatServer(answer=answer)) as server:
        probe(server, "--concurrency", "3", cases=30)

    assert max(at_once) == 3
