"""Faults of the surroundings: a full disk, too few file handles, a careless umask."""

import errno
import os
import re
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.example_run import example_run
from support.shell import shell

if sys.platform == "win32":
    pytest.skip("the limits and modes of a POSIX system", allow_module_level=True)
import resource

from delibctl.cli.output import Targets
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.files.text import append_line, overwrite, write_new
from delibctl.edge.files.text import replace as replace_file
from delibctl.edge.git.command import Git, GitError
from delibctl.edge.providers.requests.retries import Retries
from delibctl.edge.run_file.run_file import RunFile, load_run
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.surroundings import not_written, require_handles, unreachable
from delibctl.edge.workers.launcher import WorkerProcesses
from delibctl.edge.workers.shares import worker_setups
from delibctl.errors import DelibctlError, NotStored
from delibctl.model import ModelSpec, Reply, Run

FULL = r"the disk is full: cannot write "


@contextmanager
def limited(which: int, limit: int) -> Iterator[None]:
    """Lower a limit of this process in the block."""
    before = resource.getrlimit(which)
    resource.setrlimit(which, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(which, before)


@contextmanager
def masked(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    """The modes of a folder and of all in it, in octal."""
    paths = (folder, *folder.rglob("*"))
    return {
        str(path.relative_to(folder.parent)): f"{stat.S_IMODE(path.stat().st_mode):o}"
        for path in sorted(paths)
    }


def reply(number: int) -> Reply:
    return Reply(text=f"{number} " + "x" * 20_000)


def key(number: int) -> str:
    return f"{number:064x}"


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o077])
def test_the_state_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    run = example_run()
    with masked(mask):
        state = StateFolder(tmp_path / "state")
        path = state.new_run("2026-01-01T00:00:00Z", "permits")
        with closing(AnswerStore(state.answers)) as answers:
            answers.put(key(1), reply(1))
            answers.commit()
            with closing(RunFile.create(path, replace(run, trials=()))) as file:
                file.store(run.trials[0])
                file.commit()
                found = modes(tmp_path / "state")

    assert {f"state/answers.sqlite{end}" for end in ("", "-wal", "-shm")} <= found.keys()
    assert f"state/runs/{path.name}-wal" in found
    folders = {"state", "state/runs"}
    assert found == {name: "700" if name in folders else "600" for name in found}


def test_a_wide_file_is_narrowed_and_a_folder_that_exists_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    folder.chmod(0o755)
    AnswerStore(folder / "answers.sqlite").close()
    (folder / "answers.sqlite").chmod(0o664)

    AnswerStore(folder / "answers.sqlite").close()

    assert modes(folder) == {"state": "755", "state/answers.sqlite": "600"}


def test_a_file_that_is_no_state_keeps_its_mode(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database, but long enough to be read as one" * 20, encoding="utf-8")
    other.chmod(0o644)

    with pytest.raises(DelibctlError):
        AnswerStore(other)

    assert stat.S_IMODE(other.stat().st_mode) == 0o644


def test_answers_that_a_full_disk_refuses_are_stored_once_there_is_space(tmp_path: Path) -> None:
    with closing(AnswerStore(tmp_path / "answers.sqlite")) as answers:
        answers.put(key(1), reply(1))
        answers.commit()
        with limited(resource.RLIMIT_FSIZE, 60_000):
            for number in (2, 3, 4):
                answers.put(key(number), reply(number))
            with pytest.raises(NotStored, match=FULL + "the answer file"):
                answers.commit()
            assert answers.get(key(3)) == replace(reply(3), kept=True)
        answers.commit()

        assert answers.abandon() == []
    with closing(AnswerStore(tmp_path / "answers.sqlite")) as answers:
        found = [answers.get(key(number)) for number in (1, 2, 3, 4)]
    assert found == [replace(reply(number), kept=True) for number in (1, 2, 3, 4)]


def test_answers_that_are_given_up_are_counted_and_those_before_stay(tmp_path: Path) -> None:
    with closing(AnswerStore(tmp_path / "answers.sqlite")) as answers:
        answers.put(key(1), reply(1))
        answers.commit()
        with limited(resource.RLIMIT_FSIZE, 60_000):
            answers.put(key(2), reply(2))
            answers.put(key(3), reply(3))
            with pytest.raises(NotStored):
                answers.commit()

            assert answers.abandon() == [reply(2), reply(3)]
        assert (answers.get(key(1)), answers.get(key(2))) == (replace(reply(1), kept=True), None)


def store_each(file: RunFile, run: Run) -> None:
    for trial in run.trials:
        file.store(trial)
        file.commit()


def test_trials_that_a_full_disk_refuses_are_stored_once_there_is_space(tmp_path: Path) -> None:
    run = example_run()
    file = RunFile.create(tmp_path / "run.sqlite", replace(run, trials=()))
    with limited(resource.RLIMIT_FSIZE, (tmp_path / "run.sqlite").stat().st_size // 4):
        with pytest.raises(NotStored, match=FULL + "the run file"):
            store_each(file, run)
        stored = len(file.trial_keys())
    for trial in run.trials[stored + 1 :]:
        file.store(trial)
    file.finish()
    file.close()

    by_key = tuple(sorted(run.trials, key=lambda trial: trial.key))
    assert load_run(tmp_path / "run.sqlite").trials == by_key


def stored(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        (count,) = file.execute("SELECT count(*) FROM answer").fetchone()
    return int(count)


def test_a_probe_counts_what_was_paid_for_and_not_stored(tmp_path: Path, support_bot: Path) -> None:
    with serving(ChatServer(answer=first_clause, delay=0.05)) as server:
        server.configure(tmp_path)
        probe = f"delibctl probe {support_bot} --model mock"
        full = shell(f"ulimit -f 150; {probe}", tmp_path, OPENAI_API_KEY="key")
        kept, sent = stored(tmp_path / ".delibctl" / "answers.sqlite"), len(server.requests)
        again = shell(probe, tmp_path, OPENAI_API_KEY="key")

        assert (full.code, again.code) == (2, 0), (full.err, again.err)
        assert "delibctl: the disk is full: cannot write the " in full.err
        lost = re.search(r"; (\d+) answers? w\w+ paid for and could not be stored\n", full.err)
        assert 0 < kept <= sent < 48
        assert int(lost[1] if lost else 0) == sent - kept
        assert len(server.requests) - sent == 48 - kept


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_space_of_any_kind_is_a_full_disk(code: int) -> None:
    error = not_written("report.json", OSError(code, os.strerror(code)), "name another file")

    assert isinstance(error, NotStored)
    assert str(error).startswith("the disk is full: cannot write report.json (")
    assert error.next == "free some space, or raise the quota or `ulimit -f`, and run it again"


def test_another_error_of_a_file_keeps_its_own_advice() -> None:
    error = not_written("x", OSError(errno.EACCES, "Permission denied"), "name another file")

    assert (str(error), error.next) == ("cannot write x: Permission denied", "name another file")


@pytest.mark.parametrize("new", ["write_new", "overwrite", "replace", "append_line"])
def test_a_file_on_a_full_disk_is_said_to_be_on_one(tmp_path: Path, new: str) -> None:
    path, text = tmp_path / "file.yaml", "x" * 50_000
    writers = {
        "write_new": lambda: write_new(path, text),
        "overwrite": lambda: overwrite(path, text.encode()),
        "replace": lambda: replace_file(path, text.encode()),
        "append_line": lambda: append_line(path, text),
    }

    with limited(resource.RLIMIT_FSIZE, 10_000), pytest.raises(NotStored, match=FULL):
        writers[new]()

    if new in ("write_new", "replace"):
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["out.json", "/dev/full"])
def test_a_report_on_a_full_disk_is_named_and_no_half_of_it_is_left(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    targets = Targets(format="text", files=(("json", path),))

    with limited(resource.RLIMIT_FSIZE, 10_000), pytest.raises(NotStored, match=f"{FULL}{path} "):
        targets.write({"text": "short", "json": "x" * 50_000}.__getitem__)

    assert path.stat().st_size == 0


def test_too_few_file_handles_are_said_before_anything_is_sent(
    tmp_path: Path, support_bot: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        line = f"ulimit -n 40; delibctl probe {support_bot} --model mock --concurrency 64"
        done = shell(line, tmp_path, OPENAI_API_KEY="key")

    assert done.code == 2, done.err
    assert "delibctl: too few file handles for 48 questions at once, " in done.err
    assert ": the limit is 40 (ulimit -n)\n  next: lower --concurrency, or raise" in done.err
    assert server.requests == []


@pytest.mark.parametrize("count", [2, 16, 64])
def test_too_few_file_handles_for_workers_are_said_before_any_starts(count: int) -> None:
    model = ModelSpec(alias="gpt", name="openai/gpt")
    setups = list(worker_setups(count, [model], 64, Retries()))
    limit = len(list(Path("/dev/fd").iterdir())) + 2 * count

    with limited(resource.RLIMIT_NOFILE, limit), pytest.raises(DelibctlError) as raised:
        WorkerProcesses(setups, os.environ).__enter__()

    assert str(raised.value).startswith(f"too few file handles for {count} workers, ")
    assert str(raised.value).endswith(f": the limit is {limit} (ulimit -n)")
    assert raised.value.next.startswith("lower workers, or raise the limit")


def test_git_that_gets_no_file_handle_says_so() -> None:
    free = os.dup(0)
    os.close(free)

    with limited(resource.RLIMIT_NOFILE, free + 1), pytest.raises(GitError) as raised:
        Git().run("--version")

    assert str(raised.value) == f"too few file handles: the limit is {free + 1} (ulimit -n)"
    assert "ulimit -n 1024" in raised.value.next


def test_handles_are_counted_as_they_are_left() -> None:
    with limited(resource.RLIMIT_NOFILE, 500):
        require_handles(100, "this", "concurrency")
        with pytest.raises(
            DelibctlError, match=r"which takes 600 more and gets \d+: the limit is 500"
        ):
            require_handles(600, "this", "concurrency")


def test_processes_of_a_command_without_stderr_have_one(tmp_path: Path) -> None:
    child = "subprocess.run(['sh', '-c', 'echo lost >&2']).returncode"
    program = f"open_closed_streams(); import subprocess; raise SystemExit({child})"
    line = f'python -c "from delibctl.cli.streams import open_closed_streams; {program}" 2>&-'

    assert shell(f"{sys.executable.removesuffix('python')}{line}", tmp_path).code == 0


@pytest.mark.parametrize(
    "number",
    ["ENAMETOOLONG", "EACCES", "EPERM", "ELOOP", "ENOTDIR", "EIO", "EROFS", "ESTALE"],
)
def test_a_path_that_cannot_be_used_is_named_with_the_reason(number: str) -> None:
    code = getattr(errno, number)
    error = OSError(code, os.strerror(code), "/srv/" + "a" * 4_000)

    found = unreachable(error)

    assert found is not None
    assert str(found) == (
        f"cannot use the path /srv/{'a' * 75}... (4,005 characters): {os.strerror(code)}"
    )
    assert found.next == "correct the path, or change what is in its way"


def test_an_error_that_names_no_path_or_no_fault_of_one_is_left_alone() -> None:
    assert unreachable(OSError(errno.EACCES, "Permission denied")) is None
    assert unreachable(OSError(errno.ENOENT, "No such file", "here")) is None
