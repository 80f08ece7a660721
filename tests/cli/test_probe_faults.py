"""A probe of a provider that has a bad day: every case ends, and every request is accounted for."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from ruamel.yaml import YAML
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Done
from support.wire.openai_chat import OPENAI, OPENAI_BY_LITELLM
from support.wire.shape import Wire

from delibctl.edge.run_file.run_file import load_run
from delibctl.model import Broken, Deliberated, Run, Trial
from delibctl.score.scored_run import score_run

#: On which share of the requests.
SHARES = {
    "429": 0.05,
    "500": 0.03,
    "dropped": 0.02,
    "not json": 0.01,
    "page": 0.01,
    "empty": 0.02,
    "stalled": 0.01,
}


def bad_day(seed: int) -> Callable[[int, dict[str, Any]], str | None]:
    """Whether a request meets a fault, by its number alone; the very first one gets a page."""

    def fault(number: int, _request: dict[str, Any]) -> str | None:
        if number == 0:
            return "page"
        draw = Random(seed * 1_000_003 + number).random()
        for name, share in SHARES.items():
            draw -= share
            if draw < 0:
                return name
        return None

    return fault


def written_cases(policy: Path, number: int) -> str:
    """So many cases out of those of a sample, told apart by a suffix."""
    sample = YAML(typ="safe").load(policy / "cases.yaml")["cases"]
    prompts = [case for case in sample if "prompt" in case and case.get("status") != "retired"]

    def numbered() -> Iterator[dict[str, Any]]:
        for index in range(number):
            case = prompts[index % len(prompts)]
            kept = {key: value for key, value in case.items() if key != "renamed_from"}
            yield kept | {"id": f"{case['id']}-{index}", "prompt": f"{case['prompt']} ({index})"}

    return json.dumps({"schema_version": 1, "cases": list(numbered())}, default=str)


def attempts_of(trial: Trial) -> int:
    """The requests that a trial made, by what the run file says."""
    failed = trial.result.attempts if isinstance(trial.result, Broken) else 0
    return failed + sum(exchange.reply.attempts for exchange in trial.exchanges)


@pytest.mark.parametrize(
    ("wire", "number"),
    [
        pytest.param(OPENAI, 200, id="small"),
        pytest.param(OPENAI, 2000, id="whole", marks=pytest.mark.slow),
        pytest.param(OPENAI_BY_LITELLM, 200, id="litellm, small", marks=pytest.mark.slow),
        pytest.param(OPENAI_BY_LITELLM, 2000, id="litellm, whole", marks=pytest.mark.slow),
    ],
)
def test_on_a_bad_day_every_case_ends_and_every_request_is_counted(
    cli: Cli, tmp_path: Path, assistant: Path, wire: Wire, number: int
) -> None:
    cases, target = tmp_path / "cases.yaml", tmp_path / "run.sqlite"
    cases.write_text(written_cases(assistant, number))
    bad = ChatServer(answer=first_clause, fault=bad_day(number), wire=wire)
    with serving(bad) as server:
        server.configure(tmp_path, "timeout = 2", top="retry_wait = 0.01\nattempts = 6")
        done = cli("probe", assistant, "--cases", cases, "--model", "mock", "--run", target)

    assert done.code == 0, done.err
    assert set(server.faults) == set(SHARES)
    run = load_run(target)
    assert len(run.trials) == number
    scored = [trial for trial in run.trials if isinstance(trial.result, Deliberated)]
    broken = [trial.result for trial in run.trials if isinstance(trial.result, Broken)]
    assert len(scored) + len(broken) == number
    assert len(scored) >= 0.995 * number
    assert all(result.message for result in broken)
    assert sum(map(attempts_of, run.trials)) == len(server.requests)
    assert_totals(done, run, len(scored), len(broken))


def assert_totals(done: Done, run: Run, scored: int, broken: int) -> None:
    """What is printed is the sum of what is kept."""
    usages = [exchange.reply.usage for trial in run.trials for exchange in trial.exchanges]
    read, written = (sum(getattr(usage, n) for usage in usages) for n in ("input", "output"))
    summary = " ".join(done.out.split())
    assert f"{len(run.trials)} trials, {scored} scored" in summary
    assert f"{read:,} tokens in, {written:,} out" in done.err
    (model,) = score_run(run).models
    assert model.summary.counts["trials"] == len(run.trials)
    assert sum(model.summary.broken.values()) == broken
