"""The one place that runs git. It reads a repository and runs nothing that the repository names."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from delibctl.edge.surroundings import fault_of
from delibctl.errors import DelibctlError
from delibctl.text.lazy import later

#: Seconds after which a call of git counts as stuck; we chose this number.
_PATIENCE = 120
#: Hooks set variables that name their own repository, its index and its objects. Only these pass:
#: the user's configuration, the name of the author, and how git is installed.
_PASSED_ON = later(
    r"(?!GIT_)|GIT_(CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|(AUTHOR|COMMITTER)_\w+"
    r"|EXEC_PATH|DISCOVERY_ACROSS_FILESYSTEM|TEST_ASSUME_DIFFERENT_OWNER)$"
)
_OPTIONS = (
    *("--no-pager", "--no-optional-locks"),
    # The configuration of a repository could name programs to run.
    *("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit", "-c", "protocol.allow=never"),
    *("-c", "log.showSignature=false"),
)
_SURROUNDINGS = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    # A commit is what its hash says, not what a ref in refs/replace puts in its place.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
}
_SAFE_DIRECTORY = later(r"git config --global --add safe\.directory \S.*")


class GitError(DelibctlError):
    """A call of git that failed, with the reason that git gave."""


@dataclass(frozen=True, kw_only=True)
class Git:
    """Git at one place: `options` name the folder of the repository, or its bare repository.

    `environment`: the variables of the caller; None stands for those of the process. `index`: the
    file in place of the repository's own index.
    """

    options: tuple[str, ...] = ()
    ceiling: Path | None = None
    environment: Mapping[str, str] | None = None
    index: Path | None = None

    def run(self, *arguments: str, stdin: bytes | None = None) -> bytes:
        """Return the output of git. Raises GitError with git's own reason and its remedy."""
        process = self.process(arguments, stdin)
        if process.returncode:
            raise failure(process.stderr)
        return process.stdout

    def text(self, *arguments: str) -> str:
        """Return the output of git without the last line end; "" if it fails."""
        try:
            return os.fsdecode(self.run(*arguments)).rstrip("\n")
        except DelibctlError:
            return ""

    def process(
        self, arguments: Sequence[str], stdin: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Return the ended process. Raises GitError if git cannot be run."""
        variables = self._variables()
        try:
            return subprocess.run(
                [_program(variables), *_OPTIONS, *self.options, *arguments],
                capture_output=True,
                check=False,
                env=variables,
                # Without input, a git that asks for something would wait for the terminal.
                input=stdin or b"",
                timeout=_PATIENCE,
            )
        except FileNotFoundError as error:
            raise GitError("cannot run git: it is not installed", next="install git") from error
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and (fault := fault_of(error)):
                raise GitError(fault.what, next=fault.next, usage=fault.usage) from error
            reason = getattr(error, "strerror", None) or error
            raise GitError(f"cannot run git: {reason}", next="run git --version") from error
        except subprocess.TimeoutExpired as error:
            raise GitError(
                f"git did not answer within {_PATIENCE} seconds",
                next="run git status there, and see what it waits for",
            ) from error

    def _variables(self) -> dict[str, str]:
        inherited = os.environ if self.environment is None else self.environment
        variables = {name: value for name, value in inherited.items() if _PASSED_ON.match(name)}
        places = {"GIT_CEILING_DIRECTORIES": self.ceiling, "GIT_INDEX_FILE": self.index}
        own = {name: str(place) for name, place in places.items() if place is not None}
        return {**variables, **_SURROUNDINGS, **own}


def _program(variables: Mapping[str, str]) -> str:
    """Return the path of git, which is never one of the working folder: Windows would begin there.

    Raises FileNotFoundError if there is none.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for program in (Path(folder) / name for folder in os.get_exec_path(variables)):
        if program.is_absolute() and program.is_file() and os.access(program, os.X_OK):
            return str(program)
    raise FileNotFoundError(name)


def failure(stderr: bytes, advice: str = "run git status there") -> GitError:
    """Return the error for what git wrote: its own first sentence, and its remedy or `advice`."""
    text = stderr.decode("utf-8", "replace")
    if remedy := _SAFE_DIRECTORY.search(text):
        advice = f"if you trust the owner of the folder: {remedy[0]}"
    elif "promisor" in text or "lazy fetch" in text:
        advice = "the clone is partial: run git fetch --refetch --no-filter"
    elif "not a git repository" in text:
        advice = "run git status there; if the folder was moved: git worktree repair"
    elif re.search("corrupt|bad object|inflate|missing", text):
        advice = "the repository is damaged: run git fsck, or clone it again"
    return GitError(f"git: {reason(text)}", next=advice)


def reason(text: str) -> str:
    """Return the first sentence of git's errors, without the word in front of it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    worst = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    # The sentence before the last one names the object; the last one just gives up.
    first = (worst or lines or ["it failed without a reason"])[0]
    return re.sub(r"^(?:fatal|error): ", "", first)
