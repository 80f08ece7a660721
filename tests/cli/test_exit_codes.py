"""probe, judge, diff and calibrate end with the first that applies of 130, 3, 2, 4, 1, 5, 0."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Done, assert_ends

#: Each reply is 20 tokens, so a question costs what it can cost at most.
PRICES = ("input_price = 0.0", "output_price = 100.0", "max_tokens = 20")
PAID = 20 * 100 / 1e6
CASES = ("--sample", "6", "--seed", "3")

MISS = ("--fail-on", "miss")
PASSES = ("--max-under-refusal", "1")
#: Nothing is stricter than the refusal that the first case expects, so nothing is measured.
UNDECIDED = ("--max-over-refusal", "1", "--case", "extremism-*")

VERDICT = json.dumps(
    {
        "reason": "It gives what was asked.",
        "quote": "Here is",
        "outcome": "comply",
        "clauses": [],
        "rules": [],
        "correctness": 4,
        "helpfulness": 3,
        "agree": True,
    }
)


class Model:
    """A server that is probed and judges; the first replies of each kind may be unusable."""

    def __init__(self) -> None:
        self.broken_replies = 0
        self.unreadable_verdicts = 0
        self.answered: dict[str, str] = {}

    def answer(self, request: dict[str, Any]) -> str:
        key = json.dumps(request["messages"][:2])
        if key not in self.answered:
            self.answered[key] = self._first(request)
        return self.answered[key]

    def _first(self, request: dict[str, Any]) -> str:
        if request["messages"][0]["content"].startswith("You check how an assistant answered"):
            self.unreadable_verdicts -= 1
            return "Hm." if self.unreadable_verdicts >= 0 else VERDICT
        self.broken_replies -= 1
        return '{"reasoning": "cut' if self.broken_replies >= 0 else first_clause(request)


@pytest.fixture
def model() -> Model:
    """The script of the server."""
    return Model()


@pytest.fixture
def server(tmp_path: Path, model: Model) -> Iterator[ChatServer]:
    """A server whose models cost money."""
    with serving(ChatServer(answer=model.answer)) as served:
        judge = (
            "[models.judge]",
            'name = "openai/other-judge"',
            f'api_base = "{served.url}"',
            *PRICES,
        )
        served.configure(tmp_path, *PRICES, *judge, top="concurrency = 1")
        yield served


def limit(questions: int) -> tuple[str, str]:
    """Return a limit that so many questions reach."""
    return "--max-cost", f"{questions * PAID:g}"


ENOUGH = ("--max-cost", "9")


@pytest.fixture
def probe(cli: Cli, server: ChatServer, assistant: Path) -> Any:
    """Probe the model."""

    def run(*more: object) -> Done:
        return cli("probe", assistant, "--model", "mock", *CASES, *more)

    return run


@pytest.mark.parametrize(
    ("broken", "more", "code"),
    [
        (0, ENOUGH, 0),
        (1, ENOUGH, 4),
        (0, limit(3), 5),
        (1, limit(4), 4),
        (1, (*limit(4), "--allow-no-verdict"), 4),
        (0, (*limit(3), "--allow-no-verdict"), 0),
        (0, ("--replay",), 5),
        (0, ("--model", "nobody", *ENOUGH), 2),
    ],
)
def test_probe(probe: Any, model: Model, broken: int, more: tuple[str, ...], code: int) -> None:
    model.broken_replies = broken

    done = probe(*more)

    assert done.code == code, done.err
    assert ("not to be trusted" in done.err) is (code == 4)


def test_probe_that_replays_an_untrustworthy_part_ends_with_4(probe: Any, model: Model) -> None:
    model.broken_replies = 1
    probe(*limit(4))

    done = probe("--replay", "--sample", "12")

    assert done.code == 4, done.err
    assert "unmeasured" in done.err


@pytest.mark.parametrize(
    ("broken", "unreadable", "more", "code"),
    [
        (0, 0, ENOUGH, 0),
        (0, 1, ENOUGH, 4),
        (1, 0, ENOUGH, 4),
        (0, 0, limit(3), 5),
        (1, 0, limit(3), 4),
        (0, 1, limit(4), 4),
        (1, 0, ("--judge", "nobody", *ENOUGH), 2),
    ],
)
def test_judge(
    cli: Cli, probe: Any, model: Model, broken: int, unreadable: int, more: tuple[str, ...],
    code: int,
) -> None:  # fmt: skip
    model.broken_replies, model.unreadable_verdicts = broken, unreadable
    probe(*ENOUGH)

    done = cli("judge", "--judge", "judge", *more)

    assert done.code == code, done.err
    assert ("not to be trusted" in done.err) is (code == 4)


ALLOWED = "--allow-no-verdict"


@pytest.mark.parametrize(
    ("broken", "finished", "gates", "code"),
    [
        (0, True, (), 0),
        (0, True, MISS, 1),
        (0, True, UNDECIDED, 5),
        (0, True, (*UNDECIDED, ALLOWED), 0),
        (0, False, (), 0),
        (0, False, MISS, 1),
        (0, False, UNDECIDED, 5),
        (0, False, PASSES, 5),
        (0, False, (*PASSES, ALLOWED), 0),
        (1, True, (), 4),
        (1, True, MISS, 4),
        (1, True, UNDECIDED, 4),
        (1, False, (), 4),
        (1, False, MISS, 4),
        (1, True, ("--fail-on", "nonsense"), 2),
    ],
)
def test_diff(
    cli: Cli, probe: Any, model: Model, broken: int, finished: bool, gates: tuple[str, ...],
    code: int,
) -> None:  # fmt: skip
    model.broken_replies = broken
    probe(*(ENOUGH if finished else limit(4)))

    done = cli("diff", *gates)

    assert done.code == code, done.err


LABEL = {"prompt": "Do it.", "answer": "Sure, here it is.", "outcome": "comply"}


@pytest.mark.parametrize(
    ("unreadable", "more", "code"),
    [
        (0, ENOUGH, 0),
        (6, ENOUGH, 5),
        (1, ENOUGH, 4),
        (0, limit(3), 5),
        (1, limit(4), 4),
        (1, ("--judge", "nobody", *ENOUGH), 2),
    ],
)
def test_calibrate(
    cli: Cli, server: ChatServer, model: Model, assistant: Path, tmp_path: Path,
    unreadable: int, more: tuple[str, ...], code: int,
) -> None:  # fmt: skip
    model.unreadable_verdicts = unreadable
    lines = (json.dumps({**LABEL, "prompt": f"Do it, {number}."}) for number in range(6))
    (tmp_path / "labels.jsonl").write_text("\n".join(lines))

    done = cli(
        "calibrate", "--labels", "labels.jsonl", "--policy", assistant, "--judge", "judge", *more
    )

    assert done.code == code, done.err
    assert ("not to be trusted" in done.err) is (code == 4)


@pytest.mark.parametrize(
    "where",
    [(), ("--state", "my state"), ("--run", "my run.sqlite")],
    ids=["default", "another state folder", "a file of its own"],
)
def test_the_command_that_shows_more_runs_and_shows_that_run(
    cli: Cli, support_bot: Path, where: tuple[str, ...]
) -> None:
    probe = cli("probe", support_bot, *where)
    newest = cli("probe", support_bot, "--repeats", "2")
    run, state = ("my run.sqlite", ()) if "--run" in where else ("@-1", where)
    if not where:
        run = "@-2"

    judge = cli("judge", run, *state, "--judge", "patterns")

    assert_ends(newest, 0)
    for done in (probe, judge) if where else (judge,):
        shown = cli(*shlex.split(next_command(done))[1:], "--format", "json")
        assert shown.code == 0, shown.err
        assert shown.json()["models"][0]["planned"] == 48


def next_command(done: Done) -> str:
    """The command in the last line of a command's messages."""
    return done.err.splitlines()[-1].removeprefix("next: ")
