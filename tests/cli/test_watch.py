"""`delibctl probe --watch`: on each save lint, then ask only what the save affects."""

import json
import math
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import PATIENCE, Cli, Start, Started, assert_ends
from support.loading import load_policy
from support.waiting import wait_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no signal reaches another process there")

WAITING = "watching for changes; press Ctrl-C to stop\n"
TURNED = "Nobody gets anything. "


def turning(request: dict[str, Any]) -> str:
    """Comply, but refuse once the policy holds TURNED."""
    reply = json.loads(first_clause(request))
    if TURNED in request["messages"][0]["content"]:
        reply["answer"] = "I'm sorry, but I can't help with that."
    return json.dumps(reply)


@dataclass
class Watch:
    """A watch of a copy of the support bot; what it says is read while it runs."""

    folder: Path
    server: ChatServer
    start: Start
    process: Any = None

    def begin(self, *arguments: str) -> None:
        # In files, all that was printed can be read once a later line on stderr is there.
        with (
            (self.folder / "out.txt").open("w", encoding="utf-8") as out,
            (self.folder / "err.txt").open("w", encoding="utf-8") as err,
        ):
            command = ("probe", "--watch", "policy", "-m", "mock", *arguments)
            started: Started = self.start(*command, streams=(out, err))
        self.process = started.process

    @property
    def texts(self) -> dict[str, str]:
        """All that was printed so far, by stream."""
        return {
            name: (self.folder / f"{name}.txt").read_text(encoding="utf-8")
            for name in ("out", "err")
        }

    def until(self, event: Callable[[], bool]) -> None:
        def happened_or_ended() -> bool:
            return event() or self.process.poll() is not None

        wait_until(happened_or_ended, self.texts)
        assert event(), self.texts

    def waiting(self, rounds: int) -> str:
        """What the round of that number printed, once it has ended."""
        self.until(lambda: self.texts["err"].count(WAITING) >= rounds)
        return self.texts["out"].split(" checked", rounds)[rounds]

    def edit(self, file: str, old: str, new: str) -> None:
        """Save as most editors do: a new file in the place of the old one."""
        path = self.folder / "policy" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        new_file = path.with_name(f".{path.name}.tmp")
        new_file.write_text(text.replace(old, new, 1), encoding="utf-8")
        new_file.replace(path)

    def interrupt(self) -> int:
        """The exit code after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return int(self.process.wait(timeout=PATIENCE))

    def runs(self) -> list[Path]:
        return list(self.folder.glob(".delibctl/runs/*.sqlite"))

    @property
    def asked(self) -> int:
        return len(self.server.requests)


@pytest.fixture
def watch(start: Start, tmp_path: Path, support_bot: Path) -> Iterator[Watch]:
    shutil.copytree(support_bot, tmp_path / "policy")
    with serving(ChatServer(answer=turning)) as server:
        server.configure(tmp_path)
        yield Watch(tmp_path, server, start)


def cases_of(folder: Path, category: str) -> int:
    _, cases = load_policy(folder / "policy", folder)
    return sum(category in case.categories for case in cases)


REFUNDS = ("policy.yaml", "        text: >-\n", f"        text: >-\n          {TURNED}\n")


def test_after_a_save_only_what_it_affects_is_asked_and_each_flip_is_named(
    watch: Watch, cli: Cli
) -> None:
    affected = cases_of(watch.folder, "refunds")
    watch.begin()
    first = watch.waiting(1)
    before = watch.asked
    was = standings(cli)

    watch.edit(*REFUNDS)
    second = watch.waiting(2)
    now = standings(cli)
    ended = watch.interrupt()

    assert "48 trials, 48 scored" in first
    assert "since the last round" not in first
    assert (before, watch.asked - before) == (48, affected)
    flipped = {id for id in was if was[id] != now[id]}
    named = re.findall(
        r"^  (right to wrong|wrong to right)  ([\w-]+)(?:  |$)", second, re.MULTILINE
    )
    assert {id for _, id in named} == flipped != set()
    assert len(named) == len(flipped)
    assert all(now[id] is (change == "right to wrong") for change, id in named)
    assert f"since the last round: {affected} questions asked; " in second
    assert "  over-refusal: refuse, not comply\n" in second
    assert ended == 0
    assert len(watch.runs()) == 1


def standings(cli: Cli) -> dict[str, bool]:
    """Whether each case misses in the newest run."""
    (model,) = cli("diff", "--only", "all", "--limit", "0", "--format", "json").json()["models"]
    return {
        trial["case"]: "wrong" in (trial["citation"], trial["outcome"], trial["style"])
        for trial in model["trials"]
    }


def test_a_broken_save_shows_its_finding_and_the_next_good_one_goes_on(watch: Watch) -> None:
    watch.begin()
    watch.waiting(1)

    watch.edit("policy.yaml", "categories:", "categories: [")
    broken = watch.waiting(2)
    watch.edit("policy.yaml", "categories: [", "categories:")
    mended = watch.waiting(3)

    assert "policy/policy.yaml:" in watch.texts["out"]
    assert "YML002" in watch.texts["out"]
    assert ": 1 error" in broken
    assert "not probed: fix the errors and save" in watch.texts["err"]
    assert mended.endswith("since the last round: no questions asked; no changes\n")
    assert watch.asked == 48


def test_a_policy_that_is_broken_from_the_start_is_waited_for(watch: Watch) -> None:
    watch.edit("policy.yaml", "categories:", "categories: [")
    watch.begin()
    watch.waiting(1)
    watch.edit("policy.yaml", "categories: [", "categories:")

    assert "48 trials, 48 scored" in watch.waiting(2)


def test_a_save_in_the_middle_of_a_round_stops_it_and_what_was_answered_is_kept(
    watch: Watch,
) -> None:
    watch.server.holds_from = 8
    watch.begin("--concurrency", "2")
    watch.until(lambda: watch.asked >= 10)

    watch.edit("policy.yaml", "categories:", "# nothing that a model sees\ncategories:")
    watch.until(lambda: "round stopped" in watch.texts["err"])
    watch.server.holds_from = math.inf
    watch.server.released.set()
    out = watch.waiting(1)

    assert "round stopped; its answers are cached\nsaved: policy.yaml" in watch.texts["err"]
    assert "48 trials, 48 scored" in out + watch.texts["out"]
    assert 48 <= watch.asked <= 48 + 2
    assert len(watch.runs()) == 1


def test_ctrl_c_ends_it_at_once_also_while_a_model_is_being_asked(watch: Watch, cli: Cli) -> None:
    watch.server.holds_from = 0
    watch.begin()
    watch.until(lambda: watch.asked >= 1)

    assert watch.interrupt() == 0
    assert "watch ended" in watch.texts["err"]
    assert "Traceback" not in watch.texts["err"]


def test_saves_leave_one_run_and_one_without_a_change_leaves_it_as_it_is(watch: Watch) -> None:
    watch.begin()
    watch.waiting(1)
    watch.edit(*REFUNDS)
    watch.waiting(2)
    (run,) = watch.runs()
    path = watch.folder / "policy" / "policy.yaml"
    path.write_bytes(path.read_bytes())
    out = watch.waiting(3)
    code = watch.interrupt()

    assert watch.runs() == [run]
    assert out == ", no findings\nsince the last round: no questions asked; no changes\n" or (
        "no changes" in out
    )
    assert code == 0


def test_a_new_case_in_a_new_file_is_asked_alone(watch: Watch) -> None:
    watch.begin()
    watch.waiting(1)
    case = '{id: more, prompt: "More?", kind: direct, category: [refunds], style: comply}'
    text = f"schema_version: 1\ncases:\n- {case}\n"
    (watch.folder / "policy" / "cases" / "zz-more.yaml").write_text(text)
    out = watch.waiting(2)

    assert watch.asked == 49
    assert "1 question asked; 1 new, right\n  new, right  more\n" in out


def test_another_setting_of_the_model_asks_everything_again(watch: Watch) -> None:
    watch.begin("--category", "refunds")
    watch.waiting(1)
    before = watch.asked
    watch.server.configure(watch.folder, "temperature = 0.5")
    watch.waiting(2)

    assert watch.asked == 2 * before


def test_the_limit_of_money_is_that_of_the_whole_watch(watch: Watch) -> None:
    prices = ("input_price = 5.0", "output_price = 100.0", "max_tokens = 50")
    watch.server.configure(watch.folder, *prices)
    watch.begin("--category", "refunds", "--max-cost", "0.24")
    watch.waiting(1)
    first = watch.asked
    watch.edit(*REFUNDS)
    code = watch.process.wait(timeout=PATIENCE)

    assert code == 5, watch.texts
    assert first < watch.asked < 2 * first
    assert "the budget of $0.24 is reached: $" in watch.texts["err"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--why"], "--watch asks models, but --why and --estimate are dry runs"),
        (["--run", "run.sqlite"], "--run names one run, but --watch makes several"),
        (["--model", "nonsense"], "unknown model 'nonsense'"),
        (["--category", "refnuds"], "unknown category 'refnuds'"),
        (["--judge", "nobody"], "a watch supports only the judge `patterns`"),
    ],
)
def test_what_is_wrong_with_the_command_ends_it(
    cli: Cli, support_bot: Path, arguments: list[str], message: str
) -> None:
    assert_ends(cli("probe", support_bot, "--watch", *arguments), 2, message)
