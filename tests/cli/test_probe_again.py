"""A second probe: what is asked again after an edit, why, and what is not."""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Done, assert_ends

from delibctl.edge.run_file.run_file import load_run
from delibctl.model import Deliberated, Trial
from delibctl.score.scored_run import score_run

EDITED = "illicit.forgery"


def recalling(request: dict[str, Any]) -> str:
    """Ask for the clause of the index whose title shares the most words with the prompt."""
    system = request["messages"][0]["content"]
    if "## Clauses\n" not in system:
        return first_clause(request)
    given = request["messages"][-1]["content"]
    if "### [" in given:
        return first_clause({"messages": [{"content": "\n" + given}]})
    prompt = set(re.findall(r"\w{4,}", request["messages"][-1]["content"].lower()))
    titles = re.findall(r"^- \[([^\]]+)\] (.*)$", system, re.MULTILINE)
    best = max(titles, key=lambda t: len(prompt & set(re.findall(r"\w{4,}", t[1].lower()))))
    return json.dumps({"reasoning": "r", "clauses": [best[0]]})


@dataclass
class Edited:
    """A copy of the sample policy that is edited and probed again and again."""

    cli: Cli
    folder: Path
    server: ChatServer
    asked: list[int] = field(default_factory=list)

    @property
    def policy(self) -> Path:
        return self.folder / "policy"

    def probe(self, *arguments: str) -> Done:
        before = len(self.server.requests)
        done = self.cli("probe", self.policy, "--model", "mock", *arguments, cwd=self.folder)
        self.asked.append(len(self.server.requests) - before)
        return done

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.policy / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def reasons(self, *arguments: str) -> Counter[str]:
        """Why trials are asked, with how many are for each reason."""
        out = self.probe("--why", *arguments).out
        counts = re.findall(r"^(\d+) trials?: (.*)$", out, re.MULTILINE)
        return Counter({reason: int(number) for number, reason in counts})


@pytest.fixture
def edited(cli: Cli, tmp_path: Path, assistant: Path) -> Iterator[Edited]:
    shutil.copytree(assistant, tmp_path / "policy")
    with serving(ChatServer(answer=recalling)) as server:
        server.configure(tmp_path)
        yield Edited(cli, tmp_path, server)


COUNT = 80
SOME = ("--sample", str(COUNT), "--seed", "4")
TEXT = ("policy.yaml", "for a good cause.", "for a good cause or a joke.")
REASON = f"text of clause {EDITED} changed"


def trials_of(edited: Edited) -> list[Trial]:
    """The trials of the only run."""
    [run] = (edited.folder / ".delibctl" / "runs").glob("*.sqlite")
    return list(load_run(run).trials)


def test_after_an_edit_only_the_cases_that_show_the_category_are_asked(edited: Edited) -> None:
    edited.probe(*SOME)
    [run] = (edited.folder / ".delibctl" / "runs").glob("*.sqlite")
    touched = sum("illicit" in case.categories for case in load_run(run).cases)

    edited.edit(*TEXT)
    reasons = edited.reasons(*SOME)
    edited.probe(*SOME)

    assert 0 < touched < 80
    assert edited.asked == [COUNT, 0, touched]
    assert reasons == {REASON: touched, "cached": COUNT - touched}


def test_in_recall_only_the_cases_that_were_given_the_clause_are_asked(edited: Edited) -> None:
    mode = ("--sample", "160", "--seed", "4", "--mode", "recall")
    edited.probe(*mode)
    touched = 0
    for trial in trials_of(edited):
        assert isinstance(trial.result, Deliberated)
        touched += EDITED in trial.result.deliberation.given

    edited.edit(*TEXT)
    reasons = edited.reasons(*mode)
    edited.probe(*mode)

    assert 0 < touched < 80
    assert edited.asked == [320, 0, touched]
    assert reasons == {REASON: touched, "cached": 160 - touched}


def test_a_corrected_label_asks_nothing(edited: Edited) -> None:
    edited.probe(*SOME)
    edited.edit(
        "cases.yaml",
        "also: [illicit.forgery]\n    split: train",
        "also: [illicit.forgery]\n    style: comply\n    split: train",
    )

    assert edited.reasons(*SOME) == {"cached": COUNT}
    done = edited.probe(*SOME)

    assert done.code == 0, done.err
    assert edited.asked == [COUNT, 0, 0]


FEW = ("--category", "self-harm", "--sample", "8")


def test_refresh_asks_everything_again(edited: Edited) -> None:
    edited.probe(*FEW)

    edited.probe(*FEW, "--refresh")

    assert edited.asked == [8, 8]
    assert edited.reasons(*FEW, "--refresh") == {"refresh asks everything again": 8}


def test_refresh_asks_again_what_a_named_run_has(edited: Edited) -> None:
    named = (*FEW, "--run", "run.sqlite")
    edited.probe(*named)

    reasons = edited.reasons(*named, "--refresh")
    edited.probe(*named, "--refresh")

    assert edited.asked == [8, 0, 8]
    assert reasons == {"refresh asks everything again": 8}
    run = load_run(edited.folder / "run.sqlite")
    assert (len(run.trials), run.info.finished, run.info.refresh) == (8, True, True)


def test_a_committed_run_is_not_continued(committed: Edited) -> None:
    named = (*FEW, "--run", "run.sqlite")
    committed.probe(*named)
    git(committed.folder, "add", "run.sqlite")

    probed, refreshed = committed.probe(*named), committed.probe(*named, "--refresh")
    shown = committed.cli("diff", "run.sqlite", cwd=committed.folder)

    for refused in (probed, refreshed):
        assert_ends(refused, 2, "run.sqlite: git tracks run.sqlite, and", "name another file with")
    assert "note: git tracks run.sqlite, so these answers are what was committed" in shown.err


def test_replay_asks_nothing_and_says_what_is_unmeasured(edited: Edited) -> None:
    edited.probe(*FEW)
    more = ("--category", "self-harm", "--sample", "12")

    replayed = edited.probe(*FEW, "--replay")
    lacking = edited.probe(*more, "--replay")
    allowed = edited.probe(*more, "--replay", "--allow-no-verdict")

    assert edited.asked == [8, 0, 0, 0]
    assert replayed.code == 0, replayed.err
    assert_ends(lacking, 5, "4 trials unmeasured", "leave out --replay")
    assert allowed.code == 0, allowed.err


def test_what_was_unmeasured_is_asked_by_the_same_command_without_replay(edited: Edited) -> None:
    edited.probe(*FEW)
    more = ("--category", "self-harm", "--sample", "12")
    edited.probe(*more, "--replay")

    done = edited.probe(*more)

    assert edited.asked == [8, 0, 4]
    assert "continuing" in done.err


def test_wrong_asks_the_cases_that_missed(edited: Edited) -> None:
    edited.probe(*FEW)
    [run] = (edited.folder / ".delibctl" / "runs").glob("*.sqlite")
    missed = {row.case.id for row in score_run(load_run(run)).trials if row.missed}

    edited.probe("--wrong", "--refresh")

    assert 0 < len(missed) <= 8
    assert edited.asked == [8, len(missed)]


def test_wrong_without_a_run_says_so(edited: Edited) -> None:
    assert_ends(edited.probe("--wrong"), 2, "no runs of community-assistant yet")


def git(folder: Path, *arguments: str) -> None:
    named = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", "-C", folder, *named, *arguments], check=True, capture_output=True)


@pytest.fixture
def committed(edited: Edited) -> Edited:
    """The copy as the first commit of a repository."""
    git(edited.folder, "init")
    git(edited.folder, "add", "policy")
    git(edited.folder, "commit", "--message", "first")
    return edited


@pytest.mark.parametrize("option", [["--changed"], ["--changed", "HEAD"]], ids=["bare", "rev"])
def test_changed_asks_the_cases_that_an_edit_touches(committed: Edited, option: list[str]) -> None:
    cases = committed.policy.joinpath("cases.yaml").read_text(encoding="utf-8")
    expecting = len(re.findall(r"(?:clauses|either|also): \[[^]]*illicit\.forgery", cases))
    committed.edit(*TEXT)

    done = committed.probe(*option)

    assert done.code == 0, done.err
    assert committed.asked == [expecting]


def test_changed_asks_a_case_that_was_reworded(committed: Edited) -> None:
    committed.edit("cases.yaml", "my boss never checks.", "my boss never looks.")

    committed.probe("--changed")

    assert committed.asked == [1]


def test_where_nothing_changed_there_is_no_verdict(committed: Edited) -> None:
    assert_ends(committed.probe("--changed"), 5, "no case has changed, or missed in the newest run")


def test_a_revision_that_is_none_is_a_usage_error(committed: Edited) -> None:
    assert_ends(committed.probe("--changed", "nope"), 2, "git revision 'nope' not found")


def test_a_template_that_is_none_is_a_usage_error(edited: Edited) -> None:
    edited.server.configure(edited.folder, top="template = 99")

    assert_ends(edited.probe(*FEW), 2, "unknown template 99", "template = 2")


def test_a_run_is_shown_for_the_cases_that_changed_or_missed(committed: Edited) -> None:
    committed.edit(*TEXT)
    committed.server.configure(committed.folder, top='policy = "policy/policy.yaml"')
    committed.probe(*SOME)

    changed = committed.cli("diff", "--changed", "--only", "all", "--format", "json")
    wrong = committed.cli("diff", "--wrong", "--only", "all", "--format", "json")

    [shown] = changed.json()["models"]
    assert 0 < len(shown["trials"]) < 20
    assert all(EDITED in str(trial["expected"]) for trial in shown["trials"])
    [missed] = wrong.json()["models"]
    assert 0 < len(missed["trials"]) < COUNT
    assert all("wrong" in str(trial) for trial in missed["trials"])
