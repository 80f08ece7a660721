"""The same probe over the wires of three providers: what differs is how they say it."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Done, assert_ends, clean_environment
from support.wire.anthropic_messages import ANTHROPIC
from support.wire.ollama_chat import OLLAMA
from support.wire.openai_chat import (
    HOSTED_VLLM,
    HOSTED_VLLM_BY_LITELLM,
    OPENAI,
    OPENAI_BY_LITELLM,
)
from support.wire.shape import Wire

from delibctl.edge.run_file.run_file import load_run
from delibctl.model import Broken, Deliberated, Reply, Run, Trial
from delibctl.score.scored_run import score_run

#: Not of a form in which LiteLLM itself would find a key.
KEY = "loopback/0123456789.wxyz"
#: LiteLLM knows a price of one of the three, and nobody can be asked whether to pay it.
PRICED = ("input_price = 1", "output_price = 1")
LIMIT = ("--max-cost", "5")


@dataclass(frozen=True)
class Spoken:
    """What a run keeps of a wire."""

    wire: Wire
    served: str
    fingerprint: str
    cached: int
    refusal: str
    marks: bool
    keyless: str = "not-needed"  # what stands for a key that nobody set


SPOKEN = [
    Spoken(OPENAI, "mock-2026-01-01", "fp_1", 80, "blocked", False, keyless=""),
    Spoken(OPENAI_BY_LITELLM, "mock-2026-01-01", "fp_1", 80, "blocked", False),
    Spoken(HOSTED_VLLM, "mock-2026-01-01", "fp_1", 80, "blocked", False, keyless=""),
    Spoken(HOSTED_VLLM_BY_LITELLM, "mock-2026-01-01", "fp_1", 80, "blocked", False),
    Spoken(ANTHROPIC, "claude-sonnet-4-5-20250929", "", 80, "blocked", True),
    # LiteLLM names the model as it was asked for, and Ollama has no word for a refusal.
    Spoken(OLLAMA, "ollama_chat/llama3.2", "", 0, "free", False),
]
over_every_wire = pytest.mark.parametrize("spoken", SPOKEN, ids=lambda s: str(s.wire))

Probe = Callable[..., tuple[Done, Run | None]]


@pytest.fixture
def probe(cli: Cli, tmp_path: Path, support_bot: Path) -> Probe:
    """Probe six cases one after the other; the ended command, and the run if one is left."""

    def run(server: ChatServer, *options: str) -> tuple[Done, Run | None]:
        server.configure(tmp_path, 'api_key_env = "WIRE_KEY"', *PRICED)
        target = tmp_path / "run.sqlite"
        chosen = ("--model", "mock", "--sample", "6", "--concurrency", "1", "--run", target, *LIMIT)
        done = cli("probe", support_bot, *chosen, *options, WIRE_KEY=KEY)
        return done, load_run(target) if target.exists() else None

    return run


def echoing(request: dict[str, Any]) -> str:
    return first_clause(request).replace("Here is", f"{KEY}: here is")


def assert_kept_nowhere(secret: str, folder: Path, done: Done) -> None:
    assert secret not in done.out + done.err
    for path in folder.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes(), path


def replied(trials: list[Trial]) -> list[Reply]:
    return [exchange.reply for trial in trials for exchange in trial.exchanges]


@over_every_wire
def test_what_a_model_says_is_the_same_over_every_wire(
    probe: Probe, tmp_path: Path, spoken: Spoken
) -> None:
    def ends(number: int, _request: dict[str, Any]) -> str | None:
        return {1: "refusal", 2: "cut"}.get(number)

    served = ChatServer(
        answer=echoing,
        fault=ends,
        wire=spoken.wire,
        reasoning=f"Let me see, {KEY}.",
        cached=80,
        read=2500,
    )
    with serving(served) as server:
        done, run = probe(server, "--max-broken", "1")

    assert done.code == 0, done.err
    assert run is not None
    (cut,) = [trial for trial in run.trials if isinstance(trial.result, Broken)]
    (refused,) = [t for t in run.trials if str(form_of(t)) == spoken.refusal]
    scored = [trial for trial in run.trials if trial not in (cut, refused)]

    assert [form_of(trial) for trial in scored] == ["structured"] * 4
    for reply in replied(scored):
        assert reply.reasoning == "Let me see, [key]."
        assert "[key]: here is what you asked for." in reply.text
        assert (reply.served, reply.fingerprint) == (spoken.served, spoken.fingerprint)
        assert (reply.usage.input, reply.usage.output) == (served.read, 20)
        assert (reply.usage.cached, reply.finish, reply.attempts) == (spoken.cached, "stop", 1)

    (row,) = [row for row in score_run(run).trials if row.trial is refused]
    assert row.observed == "refuse"
    assert replied([cut])[0].finish == "length"
    assert isinstance(cut.result, Broken)
    assert cut.result.message == "the reply held no text; it was cut off, so raise max_tokens"

    assert server.keys == {KEY}
    assert_kept_nowhere(KEY, tmp_path, done)
    assert "6 questions asked, 6 answered: 15,000 tokens in, 120 out" in done.err
    assert len(server.requests) == 6
    assert not any(request.get("stream") for request in server.requests)
    assert ["cache_control" in json.dumps(r) for r in server.requests] == [spoken.marks] * 6


def form_of(trial: Trial) -> str:
    return trial.result.deliberation.form if isinstance(trial.result, Deliberated) else ""


@over_every_wire
@pytest.mark.parametrize(
    ("fault", "reason"),
    [("unauthorized", "auth"), ("quota", "quota"), ("no such model", "unknown model")],
)
def test_what_every_question_would_meet_costs_one_request(
    probe: Probe, tmp_path: Path, spoken: Spoken, fault: str, reason: str
) -> None:
    failing = ChatServer(answer=first_clause, fault=lambda _n, _r: fault, wire=spoken.wire)
    with serving(failing) as server:
        done, run = probe(server, "--concurrency", "16")

    assert_ends(done, 2, f"mock: {reason}: ", "it continues where it stopped")
    assert len(server.requests) == 1
    assert run is None or run.trials == ()
    assert_kept_nowhere(KEY, tmp_path, done)
    assert "{" not in done.err  # what the server says, not how it packs it


#: As the script of an installed command does it, but without a file that LiteLLM could start from
#: to look for a .env: then it takes the working folder's.
_UNINSTALLED = "from delibctl.cli import main; main()"


@pytest.fixture
def probe_uninstalled(tmp_path: Path, support_bot: Path) -> Callable[[str], Done]:
    """Probe four cases where a .env of the working folder would be found."""

    def run(model: str) -> Done:
        probe = ("probe", str(support_bot), "--kind", "tension", "--model", model, *LIMIT)
        done = subprocess.run(
            [sys.executable, "-c", _UNINSTALLED, *probe],
            cwd=tmp_path,
            env=clean_environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


def write_trap(folder: Path, url: str) -> None:
    """A .env by which every question and every key would go elsewhere."""
    bases = ("OPENAI_API_BASE", "OPENAI_BASE_URL", "ANTHROPIC_API_BASE", "OLLAMA_API_BASE")
    keys = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OLLAMA_API_KEY")
    lines = [*(f"{name}={url}" for name in bases), *(f"{name}={KEY}" for name in keys)]
    (folder / ".env").write_text("\n".join(lines))


@over_every_wire
def test_an_env_file_in_the_working_folder_changes_nothing(
    probe_uninstalled: Callable[[str], Done], tmp_path: Path, spoken: Spoken
) -> None:
    trap = ChatServer(answer=first_clause, wire=spoken.wire)
    with serving(trap), serving(ChatServer(answer=first_clause, wire=spoken.wire)) as server:
        server.configure(tmp_path, *PRICED)
        write_trap(tmp_path, trap.url)
        done = probe_uninstalled("mock")

    assert_ends(done, 0)
    assert server.keys == {spoken.keyless}
    assert trap.requests == []


def test_a_key_in_an_env_file_is_no_key(
    probe_uninstalled: Callable[[str], Done], tmp_path: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as trap:
        write_trap(tmp_path, trap.url)
        done = probe_uninstalled("openai/gpt-4o")

    assert_ends(done, 2, "no key; OPENAI_API_KEY is not set")
    assert trap.requests == []
