"""Runs the shell steps of an action or a workflow one after the other, as its YAML has them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.command import clean_environment
from support.project import ROOT

from delibctl.source import read

_EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")
ACTION, EXAMPLE = ROOT / "action.yml", ROOT / "examples" / "github-actions.yml"


def steps_of(path: Path) -> list[dict[str, Any]]:
    """Return the steps of an action, or of the only job of a workflow."""
    data = read(path.read_bytes(), path.name).data
    found: list[dict[str, Any]] = (
        data["runs"]["steps"] if "runs" in data else next(iter(data["jobs"].values()))["steps"]
    )
    return found


@dataclass
class Steps:
    """A run of the steps in a clone. `values` are those of the expressions in their environment.

    `fork`: the branch is of another repository.
    """

    path: Path
    clone: Path
    runner: Path
    values: dict[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    fork: bool = False

    @property
    def summary(self) -> str:
        """The job summary."""
        path = self.runner / "summary.md"
        return path.read_text() if path.exists() else ""

    @property
    def comment(self) -> Path:
        """The file that `delibctl ci` writes the comment to."""
        return self.runner / "temp" / "comment.md"

    def run(self, names: Iterable[str]) -> dict[str, subprocess.CompletedProcess[str]]:
        """Run the steps of these names, whatever the exit codes of those before."""
        by_name = {step["name"]: step for step in steps_of(self.path) if "run" in step}
        (self.runner / "temp").mkdir(exist_ok=True, parents=True)
        self.stub_gh()
        self._tell_event()
        return {name: self._run(by_name[name]) for name in names}

    def _tell_event(self) -> None:
        """Write the file in which GitHub says whose branch it is."""
        head = "stranger/permits" if self.fork else "desk/permits"
        sides = {"head": head, "base": "desk/permits"}
        event = {"pull_request": {k: {"repo": {"full_name": v}} for k, v in sides.items()}}
        (self.runner / "event.json").write_text(json.dumps(event))

    def stub_gh(self) -> None:
        """Put a `gh` on the path of the steps."""
        folder = self.runner / "bin"
        folder.mkdir(exist_ok=True)
        gh = folder / "gh"
        stub = ROOT / "tests" / "support" / "stub_gh.py"
        gh.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{stub}" "$@"\n')
        gh.chmod(0o755)

    def _run(self, step: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        outputs = self.runner / "outputs"
        outputs.write_text("")
        own = {name: self._filled(str(value)) for name, value in step.get("env", {}).items()}
        paths = [str(self.runner / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.clone,
            env=clean_environment(
                PATH=os.pathsep.join(paths),
                CI="true",
                GITHUB_ACTIONS="true",
                GITHUB_BASE_REF="main",
                GITHUB_EVENT_NAME="pull_request",
                GITHUB_EVENT_PATH=str(self.runner / "event.json"),
                GITHUB_REPOSITORY="desk/permits",
                GITHUB_OUTPUT=str(outputs),
                GITHUB_STEP_SUMMARY=str(self.runner / "summary.md"),
                RUNNER_TEMP=str(self.runner / "temp"),
                **{**self.environment, **own},
            ),
            capture_output=True,
            text=True,
            check=False,
        )
        for line in outputs.read_text().splitlines():
            name, _, value = line.partition("=")
            self.values[f"steps.{step['id']}.outputs.{name}"] = value
        return done

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self.values[match[1]], text)
