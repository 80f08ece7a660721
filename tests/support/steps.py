"""A small repository with a branch, and doing what `delibctl ci` names as next step."""

import re
import shlex
import textwrap
from dataclasses import dataclass
from pathlib import Path

from support.command import Cli, Done
from support.repositories import git

STRICT = "The assistant must not explain how locks are picked."
_COMMAND = re.compile(r"delibctl accept [^`;\n]*?(?=`|,? and commit| , |\n|$)")


def policy(
    text: str = STRICT, id: str = "desk", other: str = "The assistant must not sell keys."
) -> str:
    """A policy of two clauses that refuse, without cases: nothing is asked."""
    return textwrap.dedent(
        f"""\
        schema_version: 1
        policy: {{id: {id}, version: "1.0.0", title: Desk}}
        categories:
          - id: locks
            title: Locks
            summary: Locks are shown and not opened.
            clauses:
              - id: locks.pick
                title: Picking
                style: refuse
                text: {text}
              - id: locks.keys
                title: Keys
                style: refuse
                text: {other}
        """
    )


@dataclass
class Branched:
    """A repository on the branch `edit` of `main`; commands run in `here`."""

    cli: Cli
    root: Path
    at: str = ""

    @property
    def here(self) -> Path:
        return self.root / self.at

    @classmethod
    def new(cls, cli: Cli, root: Path, files: dict[str, str]) -> "Branched":
        """A repository with these files on main."""
        root.mkdir(parents=True)
        git(root, "init", "-q", "-b", "main")
        git(root, "config", "user.name", "Ada")
        git(root, "config", "user.email", "ada@example.org")
        made = cls(cli, root)
        made.write({".gitignore": ".delibctl/\n", **files})
        made.commit("first")
        git(root, "switch", "-qc", "edit")
        return made

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def commit(self, message: str = "edit") -> None:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "--allow-empty", "-m", message)

    def on_main(self, files: dict[str, str]) -> None:
        """Commit files on main, and come back."""
        git(self.root, "switch", "-q", "main")
        self.write(files)
        self.commit("main goes on")
        git(self.root, "switch", "-q", "edit")

    def run(self, *arguments: object, **environment: str) -> Done:
        return self.cli(*arguments, cwd=self.here, **environment)

    def ci(self, *arguments: object) -> Done:
        return self.run("ci", "--base", "main", *arguments, COLUMNS="1000")

    def do(self, step: str, *, commit: bool = True) -> Done:
        """Do what a step says, with a reason, and commit the files unless told not to."""
        words = shlex.split(step)
        reason = words.index("--reason") + 1
        words[reason] = f"We mean it, {git(self.root, 'rev-list', '--count', 'HEAD').strip()}."
        done = self.run(*words[1:], "--yes")
        if commit:
            self.commit("approve")
        return done


def named_step(words: str) -> str:
    """The command to accept that a report names; "" if it names none."""
    found = _COMMAND.search(words)
    return found[0].strip() if found else ""
