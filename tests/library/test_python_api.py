"""The Python API: what `import delibctl` offers, beside an event loop and without one."""

import asyncio
import doctest
import inspect
import json
import math
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import PATIENCE, Cli, clean_environment
from support.project import ROOT, SAMPLES
from support.waiting import wait_for_requests

import delibctl

# LiteLLM leaves files and coroutines behind.
pytestmark = pytest.mark.filterwarnings("ignore")

POLICY = SAMPLES / "support_bot"
FUNCTIONS = [name for name in delibctl.__all__ if inspect.isfunction(getattr(delibctl, name))]


def run_script(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def test_importing_the_package_loads_nothing_else(tmp_path: Path) -> None:
    script = "import sys; import delibctl; heavy = ('rich', 'litellm', 'typer', 'asyncio')\n"
    script += "print([n for n in sys.modules if n.startswith('delibctl') or n in heavy])"

    done = run_script(tmp_path, script)

    assert (done.stdout, done.stderr) == ("['delibctl']\n", "")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_says_what_it_takes_returns_and_raises(name: str) -> None:
    text = inspect.getdoc(getattr(delibctl, name)) or ""
    parameters = inspect.signature(getattr(delibctl, name)).parameters

    assert text.partition("Args:")[2], name
    documented = set(re.findall(r"^ {4}(\w+): ", text, re.MULTILINE))
    assert set(parameters) <= documented
    assert "Returns:" in text
    assert "Raises:" in text


def test_the_page_names_every_function() -> None:
    page = (ROOT / "docs" / "python-api.md").read_text()

    assert [name for name in FUNCTIONS if name not in page] == []


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'prob'"):
        _ = delibctl.prob
    assert set(delibctl.__all__) <= set(dir(delibctl))


def test_rooms_of_the_same_name_do_not_hide_functions(tmp_path: Path) -> None:
    script = "import delibctl.lint, delibctl.judge, delibctl.score, delibctl\n"
    script += "from delibctl.lint import Report\n"
    script += "print([f.__module__ for f in (delibctl.lint, delibctl.judge, delibctl.score)])"

    done = run_script(tmp_path, script)

    rooms = ["delibctl.library.policies", "delibctl.library.runs", "delibctl.library.runs"]
    assert (done.stdout, done.stderr) == (f"{rooms}\n", "")


def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(POLICY, tmp_path / "support_bot")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    results = doctest.testfile(
        str(ROOT / "docs" / "python-api.md"), module_relative=False, encoding="utf-8"
    )

    assert results.failed == 0
    assert results.attempted > 20


def readme_example() -> str:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert len(blocks) == 1
    return str(blocks[0])


def test_the_example_of_the_readme_runs_in_a_notebook(tmp_path: Path) -> None:
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    shutil.copytree(SAMPLES, tmp_path / "sample_policies")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(readme_example())])

    nbclient.NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()

    outputs = notebook.cells[0].outputs
    assert [output for output in outputs if output.name != "stdout"] == []
    shown = "".join(output.text for output in outputs)
    assert shown == "0 findings\nbaseline missed 37 of 48\n"


def test_lint_finds_what_the_command_finds(cli: Cli, tmp_path: Path) -> None:
    hazards = ROOT / "tests" / "hazards"

    report = delibctl.lint(hazards, workspace=delibctl.open_workspace(hazards))

    document = cli("lint", ".", "--format", "json", cwd=hazards).json()
    places = [(f["code"], f["file"], f["line"]) for f in document["findings"]]
    assert [(f.code, f.place.file, f.place.line) for f in report.findings] == places


def test_a_probe_is_one_with_the_command(cli: Cli, tmp_path: Path) -> None:
    workspace = delibctl.open_workspace(tmp_path)

    probe = delibctl.probe(POLICY, models="baseline", workspace=workspace)

    document = cli("diff", "--format", "json").json()
    missed = {trial["case"] for trial in document["models"][0]["trials"]}
    assert {trial.case.id for trial in probe.scored.trials if trial.missed} == missed
    scored = delibctl.score(workspace=workspace)
    assert [trial.trial.key for trial in scored.trials] == [
        trial.trial.key for trial in probe.scored.trials
    ]
    assert delibctl.load_run(probe.path, workspace=workspace).info.finished


class Told(delibctl.Listener):
    """Counts what it is told."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def note(self, text: str) -> None:
        assert text
        self.calls.append("note")

    def began(self, task: delibctl.Task) -> None:
        self.calls.append(f"began {task.work} {task.done}/{task.total}")

    def replayed(self, trial: delibctl.ScoredTrial) -> None:
        assert trial.scored
        self.calls.append("replayed")

    def trial_ended(self, trial: delibctl.ScoredTrial) -> None:
        assert trial.scored
        self.calls.append("ended")

    def ended(self, task: delibctl.Task) -> None:
        self.calls.append(f"end {task.work}")

    def stopped(self, task: delibctl.Task) -> None:
        self.calls.append(f"stopped {task.work}")


def test_a_listener_is_told_what_happens(tmp_path: Path) -> None:
    first, second = Told(), Told()
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        workspace = delibctl.open_workspace(tmp_path)
        for listener in (first, second):
            delibctl.probe(POLICY, models="mock", workspace=workspace, listener=listener)

    assert first.calls == ["note", "began probing 0/48", *["ended"] * 48, "end probing"]
    assert second.calls == [*["replayed"] * 48, "note"]


def test_what_a_listener_raises_stops_the_probe_and_loses_nothing(tmp_path: Path) -> None:
    class Stop(delibctl.Listener):
        count = 0

        def trial_ended(self, trial: delibctl.ScoredTrial) -> None:
            self.count += trial.scored
            if self.count == 5:
                raise RuntimeError("enough")

    told = Told()
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path, top="concurrency = 1")
        options: dict[str, Any] = {
            "models": "mock",
            "workspace": delibctl.open_workspace(tmp_path),
        }
        with pytest.raises(RuntimeError, match="enough"):
            delibctl.probe(POLICY, **options, listener=Stop())
        delibctl.probe(POLICY, **options, listener=told)

    assert told.calls[:3] == ["note", "note", "began probing 5/48"]
    assert len(server.requests) == 48


def test_a_price_is_agreed_to_by_a_budget_by_consent_or_by_the_listener(tmp_path: Path) -> None:
    class Agree(delibctl.Listener):
        def __init__(self, answer: bool) -> None:
            self.answer = answer

        def can_confirm(self) -> bool:
            return True

        def confirm(self, estimates: Any, total: Any) -> bool:
            assert estimates
            assert total.high > 0
            return self.answer

    prices = ("input_price = 1000", "output_price = 1000")
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path, *prices)
        workspace = delibctl.open_workspace(tmp_path)
        ask: dict[str, Any] = {"models": "mock", "workspace": workspace}
        with pytest.raises(delibctl.DelibctlError, match="need a budget"):
            delibctl.probe(POLICY, **ask)
        with pytest.raises(delibctl.DelibctlError, match="nothing was asked"):
            delibctl.probe(POLICY, **ask, listener=Agree(answer=False))
        assert server.requests == []
        limited = delibctl.probe(POLICY, **ask, max_cost=0.5)
        agreed = delibctl.probe(POLICY, **ask, listener=Agree(answer=True))

    assert limited.limit is not None
    assert limited.unmeasured > 0
    assert agreed.unmeasured == 0


BROKEN = "policy: {id: a, version: 1, title: T}\ncategories: []\n"
ERRORS: dict[str, tuple[str, dict[str, Any]]] = {
    "a missing path": ("load", {"policy": "nope"}),
    "a path of nothing": ("lint", {"policies": ["nope"]}),
    "an unknown model": ("probe", {"policy": POLICY, "models": "nowhere/x"}),
    "a model without a key": ("probe", {"policy": POLICY, "models": "openai/gpt-4o"}),
    "a policy with lint errors": ("load", {"policy": "broken.yaml"}),
    "a probe of such a policy": ("probe", {"policy": "broken.yaml", "cases": "cases.yaml"}),
    "an unknown mode": ("probe", {"policy": POLICY, "modes": "recal"}),
    "a time that is none": ("probe", {"policy": POLICY, "max_time": "soon"}),
    "refresh with replay": ("probe", {"policy": POLICY, "refresh": True, "replay": True}),
    "a filter that fits nothing": (
        "probe",
        {"policy": POLICY, "filters": delibctl.Filters(category=["refnuds"])},
    ),
    "wrong cases without a run": (
        "probe",
        {"policy": POLICY, "filters": delibctl.Filters(wrong=True)},
    ),
    "a revision without git": (
        "probe",
        {"policy": POLICY, "filters": delibctl.Filters(changed="main")},
    ),
    "an unknown run": ("load_run", {"run": "@-9"}),
    "no run": ("score", {}),
    "a run that is a policy": ("load_run", {"run": POLICY / "policy.yaml"}),
    "an empty prompt": ("ask", {"prompt": " ", "policy": POLICY}),
    "a prompt of no category": ("ask", {"prompt": "zzz", "policy": POLICY, "model": "baseline"}),
    "an unknown category": (
        "ask",
        {"prompt": "hi", "policy": POLICY, "model": "baseline", "categories": "x"},
    ),
    "judges that cannot": ("judge", {"judges": "baseline"}),
    "no judge": ("judge", {"judges": ()}),
    "an unknown profile": ("diff_policies", {"old": POLICY, "new": POLICY, "profile": "lax"}),
    "a comparison with nothing": ("diff_policies", {"old": POLICY, "new": "nope"}),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_error_has_what_and_next_and_nothing_is_printed(
    tmp_path: Path, case: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.yaml").write_text(BROKEN)
    (tmp_path / "cases.yaml").write_text("cases: []\n")
    name, arguments = ERRORS[case]
    workspace = delibctl.open_workspace(tmp_path, environment={})
    positional = arguments.pop("policies", [])

    with pytest.raises(delibctl.DelibctlError) as raised:
        getattr(delibctl, name)(*positional, **arguments, workspace=workspace)

    error = raised.value
    assert error.what
    assert error.next
    assert not re.search(r"(^|[\s(`])--?[a-z]", f"{error.what} {error.where} {error.next}")
    assert capfd.readouterr() == ("", "")


def test_a_coroutine_asks_while_the_loop_of_the_caller_goes_on(tmp_path: Path) -> None:
    async def main(workspace: delibctl.Workspace) -> tuple[int, int]:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.005)

        ticking = asyncio.create_task(tick())
        probe = await delibctl.aprobe(POLICY, models="mock", workspace=workspace)
        ticking.cancel()
        return probe.unmeasured, ticks

    with serving(ChatServer(answer=first_clause, delay=0.02)) as server:
        server.configure(tmp_path)
        unmeasured, ticks = asyncio.run(main(delibctl.open_workspace(tmp_path)))

    assert unmeasured == 0
    assert ticks > 5


def test_two_probes_go_on_side_by_side_in_one_loop(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]

    async def main() -> list[delibctl.EndedProbe]:
        workspaces = [delibctl.open_workspace(folder) for folder in folders]
        probes = (delibctl.aprobe(POLICY, models="mock", workspace=w) for w in workspaces)
        return list(await asyncio.gather(*probes))

    with (
        serving(ChatServer(answer=first_clause)) as first,
        serving(ChatServer(answer=lambda _request: "no format at all")) as second,
    ):
        for folder, server in zip(folders, (first, second), strict=True):
            folder.mkdir()
            server.configure(folder)
        one, two = asyncio.run(main())

    assert one.path.is_relative_to(folders[0])
    assert two.path.is_relative_to(folders[1])
    assert (len(first.requests), len(second.requests)) == (48, 48)
    assert all(t.deliberation and t.deliberation.citations for t in one.scored.trials)
    assert not any(t.deliberation and t.deliberation.citations for t in two.scored.trials)


def test_workspaces_do_not_see_the_keys_of_each_other(tmp_path: Path) -> None:
    keys = {"one": "sk-first-0123456789", "two": "sk-second-0123456789"}
    servers: dict[str, ChatServer] = {}

    def probe(name: str) -> None:
        workspace = delibctl.open_workspace(tmp_path / name, environment={"KEY": keys[name]})
        delibctl.probe(POLICY, models="mock", workspace=workspace)

    with (
        serving(ChatServer(answer=first_clause)) as first,
        serving(ChatServer(answer=first_clause)) as second,
    ):
        servers = {"one": first, "two": second}
        for name, server in servers.items():
            (tmp_path / name).mkdir()
            server.configure(tmp_path / name, 'api_key_env = "KEY"')
        threads = [threading.Thread(target=probe, args=(name,)) for name in servers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert {name: server.keys for name, server in servers.items()} == {
        name: {key} for name, key in keys.items()
    }


@pytest.mark.parametrize("by", ["cancel", "timeout"])
def test_cancelling_keeps_what_had_ended_and_the_next_call_asks_the_rest(
    tmp_path: Path, by: str
) -> None:
    async def main(server: ChatServer, workspace: delibctl.Workspace) -> BaseException:
        probe = delibctl.aprobe(POLICY, models="mock", concurrency=2, workspace=workspace)
        if by == "timeout":
            try:
                async with asyncio.timeout(None) as timeout:
                    waiting = asyncio.create_task(_reached(server, 10))
                    waiting.add_done_callback(
                        lambda _: timeout.reschedule(asyncio.get_running_loop().time())
                    )
                    await probe
            except (TimeoutError, delibctl.Cancelled) as error:
                return error
        task = asyncio.create_task(probe)
        await _reached(server, 10)
        task.cancel()
        try:
            await task
        except delibctl.DelibctlError as error:
            return error
        raise AssertionError("it was not cancelled")

    with serving(ChatServer(answer=first_clause, holds_from=8)) as server:
        server.configure(tmp_path)
        workspace = delibctl.open_workspace(tmp_path)
        error = asyncio.run(main(server, workspace))
        server.holds_from = math.inf
        server.released.set()
        before = len(server.requests)

        probe = delibctl.probe(POLICY, models="mock", workspace=workspace)

    # asyncio.timeout of Python 3.11 takes the plain CancelledError alone for its own.
    own = by == "timeout" and sys.version_info >= (3, 12)
    assert isinstance(error, TimeoutError if own else delibctl.Cancelled)
    if isinstance(error, delibctl.Cancelled):
        assert isinstance(error, asyncio.CancelledError)
        assert error.what.startswith("interrupted: 8 of 48 trials are stored in ")
        assert error.next
    assert probe.unmeasured == 0
    assert len(server.requests) - before == 48 - 8


async def _reached(server: ChatServer, requests: int) -> None:
    while len(server.requests) < requests:
        await asyncio.sleep(0.01)


def test_a_coroutine_without_a_loop_says_so() -> None:
    coroutine = delibctl.aprobe(POLICY, models="baseline")

    with pytest.raises(delibctl.DelibctlError, match="no event loop is running"):
        coroutine.send(None)


def test_a_closed_loop_does_not_matter_to_a_function(tmp_path: Path) -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    asyncio.set_event_loop(loop)
    try:
        probe = delibctl.probe(
            POLICY, models="baseline", workspace=delibctl.open_workspace(tmp_path)
        )
    finally:
        asyncio.set_event_loop(None)

    assert probe.unmeasured == 0


SCRIPT = """
import asyncio, delibctl
async def main():
    try:
        delibctl.probe(POLICY, models="mock", concurrency=2)
    except delibctl.Interrupted as error:
        print(error.what.partition(" in ")[0])
asyncio.run(main()) if LOOP else main().send(None)
"""


@pytest.mark.parametrize("loop", [True, False])
@pytest.mark.skipif(sys.platform == "win32", reason="no signal reaches another process there")
def test_ctrl_c_stops_a_function_beside_a_running_loop_and_without_one(
    tmp_path: Path, loop: bool
) -> None:
    script = SCRIPT.replace("POLICY", repr(str(POLICY))).replace("LOOP", str(loop))
    with serving(ChatServer(answer=first_clause, holds_from=8)) as server:
        server.configure(tmp_path)
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        wait_for_requests(server, 10)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)

    assert out == "interrupted: 8 of 48 trials are stored\n", err


def test_a_judge_adds_its_verdicts(tmp_path: Path) -> None:
    def answer(request: dict[str, Any]) -> str:
        if "citations" in json.dumps(request["messages"]):
            return first_clause(request)
        return json.dumps({"outcome": "comply", "why": "it answers", "clauses": []})

    with serving(ChatServer(answer=answer)) as server:
        server.configure(tmp_path)
        workspace = delibctl.open_workspace(tmp_path)
        delibctl.probe(POLICY, models="mock", workspace=workspace)
        asked = len(server.requests)

        judged = delibctl.judge(judges="mock", workspace=workspace)

        assert len(server.requests) > asked
    assert judged.limit is None
    assert [judge.name for judge in judged.scored.run.judges] == ["mock"]


def test_a_task_that_fails_is_stopped_and_has_not_ended(tmp_path: Path) -> None:
    told = Told()
    with serving(ChatServer(answer=first_clause, fault=lambda _n, _r: "unauthorized")) as server:
        server.configure(tmp_path)
        workspace = delibctl.open_workspace(tmp_path)

        with pytest.raises(delibctl.DelibctlError, match="auth"):
            delibctl.probe(POLICY, models="mock", workspace=workspace, listener=told)

    assert told.calls == ["note", "began probing 0/48", "stopped probing"]
