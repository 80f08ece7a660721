"""What a person sees: the real command on a pseudo-terminal, its screen kept by an emulator."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shlex import quote

import pexpect
import pyte
import pytest
from cli import test_accept as accept
from cli.test_diff_policies import git
from support.chat_server import ChatServer, first_clause, serving
from support.command import PATIENCE, clean_environment
from support.run_files import keep, run_of


@dataclass
class Terminal:
    """A command on a terminal of so many columns, and all that the screen has shown."""

    process: "pexpect.spawn[bytes]"
    screen: pyte.Screen
    raw: bytes = b""

    def read_until(self, wanted: Callable[["Terminal"], object]) -> str:
        """The screen once it shows what is wanted, or once the command has ended."""
        stream = pyte.ByteStream(self.screen)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                data = self.process.read_nonblocking(65536, timeout=0.1)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
            self.raw += data
            stream.feed(data)
            if wanted(self):
                break
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def to_the_end(self) -> str:
        """The screen after the command has ended."""
        return self.read_until(lambda _: False)


Start = Callable[..., Terminal]


@pytest.fixture
def bot(support_bot: Path) -> str:
    """The path of the sample policy of a support bot, as a shell reads it."""
    return quote(str(support_bot))


@pytest.fixture
def terminal(tmp_path: Path, as_fork: str) -> Iterator[Start]:
    """Start `delibctl`, or a shell line with it, on a terminal."""
    started: list[Terminal] = []

    def start(line: str, columns: int = 80, rows: int = 200, **environment: str) -> Terminal:
        kept = clean_environment(TERM="xterm-256color", **environment)
        process = pexpect.spawn(
            "bash",
            ["-c", as_fork + line],
            cwd=tmp_path,
            env={name: value for name, value in kept.items() if name != "COLUMNS"},
            dimensions=(rows, columns),
        )
        started.append(Terminal(process, pyte.Screen(columns, rows)))
        return started[-1]

    yield start
    for one in started:
        one.process.close(force=True)


def test_a_probe_shows_how_far_it_is_how_fast_how_long_yet_and_what_it_cost(
    terminal: Start, tmp_path: Path, bot: str
) -> None:
    with serving(ChatServer(answer=first_clause, holds_from=24)) as server:
        server.configure(tmp_path, "input_price = 2.5", "output_price = 10")
        probe = terminal(f"delibctl probe {bot} --model mock --concurrency 4 --max-cost 9")
        shown = probe.read_until(lambda it: " 24/48" in "\n".join(it.screen.display))
        server.released.set()
        ended = probe.to_the_end()

    (bar,) = (line for line in shown.splitlines() if line.startswith("probing"))
    assert len(bar) <= 80
    assert re.search(r"/s, \d:\d\d:\d\d left, ", bar)
    assert re.search(r" tokens, \$0\.\d", bar)
    assert "probing" not in ended
    assert "48 trials, 48 scored" in ended
    assert ended.endswith("next: delibctl diff")


def test_while_a_server_is_down_the_bar_says_that_it_waits(
    terminal: Start, tmp_path: Path, bot: str
) -> None:
    ChatServer(answer=first_clause, url="http://127.0.0.1:9/v1").configure(tmp_path)
    probe = terminal(f"delibctl probe {bot} --model mock", columns=100)

    words = "waiting to retry (connection)"
    shown = probe.read_until(lambda it: words in "\n".join(it.screen.display))

    (bar,) = (line for line in shown.splitlines() if line.startswith("probing"))
    assert words in bar
    assert " 0/48 " in bar


def test_without_a_terminal_there_are_plain_lines(
    terminal: Start, tmp_path: Path, bot: str
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        probe = terminal(f"delibctl probe {bot} --model mock 2>err.txt >out.txt")
        probe.to_the_end()

    lines = (tmp_path / "err.txt").read_text().splitlines()
    answered = r"48 questions asked, 48 answered: [\d,]+ tokens in, 960 out, price unknown"
    assert lines[0] == f"asks mock (openai/mock) at {server.url} without a key"
    assert re.fullmatch(answered, lines[1])
    assert lines[-1] == "next: delibctl diff"
    assert "\x1b" not in (tmp_path / "out.txt").read_text() + "\n".join(lines)


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("pipe", ["", " | cat"], ids=["terminal", "pager"])
def test_a_diff_is_as_wide_as_the_terminal(
    terminal: Start, bot: str, columns: int, pipe: str
) -> None:
    line = f"delibctl probe {bot} >/dev/null 2>&1; delibctl diff --limit 3{pipe}"
    shown = terminal(line, columns=columns)
    shown.to_the_end()

    talk, *printed = re.sub(r"\x1b\[[0-9;]*m", "", shown.raw.decode()).splitlines()
    assert talk.endswith(": expected against cited")
    assert columns * 0.8 < max(map(len, printed)) <= columns


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["colour", "NO_COLOR", "a dumb terminal"],
)
def test_colour_is_for_terminals_that_want_it(
    terminal: Start, bot: str, environment: dict[str, str], coloured: bool
) -> None:
    line = f"delibctl probe {bot} >/dev/null 2>&1; delibctl diff --limit 1"
    shown = terminal(" ".join(f"export {k}={v};" for k, v in environment.items()) + line)
    text = shown.to_the_end()

    assert (b"\x1b[38;5;" in shown.raw) is coloured
    assert "should have cited" in text


@pytest.mark.parametrize(
    ("answer", "said", "left"),
    [("y\n", "deleted 1 run (", 1), ("\n", "nothing was deleted", 2), ("no\n", "nothing was", 2)],
    ids=["yes", "nothing", "no"],
)
def test_runs_go_once_somebody_says_yes(
    terminal: Start, tmp_path: Path, answer: str, said: str, left: int
) -> None:
    for day in (1, 2):
        keep(tmp_path / ".delibctl", day, run_of(), ended=1)
    prune = terminal("delibctl runs prune --keep 1")

    asked = prune.read_until(lambda it: "[y/N]" in "\n".join(it.screen.display))
    prune.process.send(answer)
    ended = prune.to_the_end()

    assert re.search(r"delete 1 run \([\d.]+ kB\)\? \[y/N\]$", asked)
    assert said in ended
    assert len(list(tmp_path.glob(".delibctl/runs/*.sqlite"))) == left


def shows(text: str, it: Terminal) -> bool:
    return text in "\n".join(it.screen.display)


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A repository whose policy has two clauses that are laxer than on main."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(accept.POLICY)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "Ada")
    git(tmp_path, "config", "user.email", "ada@example.org")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    policy.write_text(accept.laxer(accept.laxer(accept.POLICY), "late"))
    return tmp_path


@pytest.mark.parametrize(
    ("answers", "said", "ids"),
    [
        (("y", "n", "Open to all."), "approved clause refunds.how", ["refunds.how"]),
        (("y", "y", "Open to all."), "approved clause refunds.how, clause", ["refunds.how"] * 2),
        (("", ""), "nothing was approved", []),
    ],
    ids=["one", "both", "none"],
)
def test_each_changed_part_is_shown_and_asked_for(
    terminal: Start, edited: Path, answers: tuple[str, ...], said: str, ids: list[str]
) -> None:
    accepting = terminal("delibctl accept --against main")
    questions = (
        "approve clause refunds.how? [y/N]",
        "approve clause refunds.late? [y/N]",
        "reason:",
    )
    for question, answer in zip(questions, answers, strict=False):
        shown = accepting.read_until(partial(shows, question))
        accepting.process.send(f"{answer}\n")
    ended = accepting.to_the_end()

    assert "Shop: clause refunds.how\n" in shown
    assert "style changed from firm (refuse) to comply" in shown
    assert said in ended
    written = edited / "accepted" / "shop" / "changes.yaml"
    text = written.read_text() if written.exists() else ""
    assert text.count("reason: Open to all.") == len(ids)


def test_approvals_go_once_somebody_says_yes(terminal: Start, edited: Path) -> None:
    file = edited / "accepted" / "shop" / "changes.yaml"
    accepting = terminal("delibctl accept --against main --yes --reason x")
    accepting.to_the_end()
    before = file.read_text()

    for answer, count in (("n", 2), ("y", 1)):
        revoking = terminal("delibctl accept --revoke --clause refunds.how")
        revoking.read_until(lambda it: "revoke 1 approval? [y/N]" in "\n".join(it.screen.display))
        revoking.process.send(f"{answer}\n")
        revoking.to_the_end()
        assert file.read_text().count("- part: ") == count

    assert before.count("- part: ") == 2
