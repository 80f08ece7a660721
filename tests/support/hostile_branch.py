"""What a stranger's branch can hold to run a program, redirect a question, or reach outside."""

from collections.abc import Callable
from pathlib import Path

from support.repositories import git

#: Made by every program of the branch that runs.
MARKER = "ran.txt"
_MODULES = (
    *("asyncio", "json", "ssl", "typing", "logging", "litellm", "aiohttp", "openai", "delibctl"),
    *("sitecustomize", "usercustomize", "git", "msgspec", "tiktoken"),
)
_PROGRAM = f"#!/bin/sh\ntouch {MARKER}\n"
_NOWHERE = "http://127.0.0.1:9"


def _modules(folder: Path) -> None:
    for name in _MODULES:
        (folder / f"{name}.py").write_text(f"open({MARKER!r}, 'w')\n")
    package = folder / "delibctl_plugins"
    package.mkdir()
    (package / "__init__.py").write_text(f"open({MARKER!r}, 'w')\n")
    (folder / "delibctl.pth").write_text(f"import os; open({MARKER!r}, 'w')\n")


def _bare_repository(folder: Path) -> None:
    """Make the folder itself look like a bare repository, whose settings run programs."""
    for name in ("objects", "refs", "hooks"):
        (folder / name).mkdir()
        (folder / name / ".keep").touch()
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    script = folder / "evil.sh"
    script.write_text(_PROGRAM)
    script.chmod(0o755)
    hook = folder / "hooks" / "post-index-change"
    hook.write_text(_PROGRAM)
    hook.chmod(0o755)
    (folder / "config").write_text(
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n"
        "\tfsmonitor = ./evil.sh\n\tpager = ./evil.sh\n\thooksPath = hooks\n"
        "\tsshCommand = ./evil.sh\n\tgitProxy = ./evil.sh\n\talternateRefsCommand = ./evil.sh\n"
        '[diff]\n\texternal = ./evil.sh\n[diff "evil"]\n\ttextconv = ./evil.sh\n'
        '[filter "evil"]\n\tclean = ./evil.sh\n\tsmudge = ./evil.sh\n\tprocess = ./evil.sh\n'
    )
    (folder / ".gitattributes").write_text("*.yaml diff=evil filter=evil\n")


def _variables(folder: Path) -> None:
    """Add files from which programs read variables and accounts."""
    lines = ("OPENAI_BASE_URL", "OPENAI_API_BASE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    (folder / ".env").write_text("".join(f"{name}={_NOWHERE}\n" for name in lines))
    (folder / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    (folder / ".gitconfig").write_text("[core]\n\tfsmonitor = ./evil.sh\n")
    (folder / "litellm_config.yaml").write_text(f"litellm_settings: {{api_base: '{_NOWHERE}'}}\n")
    (folder / "pyproject.toml").write_text("[tool.other]\nname = 1\n")


def _programs(folder: Path) -> None:
    """Add programs by the names of those that are started."""
    for name in ("python", "python3", "uname", "sh", "delibctl"):
        script = folder / name
        script.write_text(_PROGRAM)
        script.chmod(0o755)


def _results(folder: Path) -> None:
    """Add what looks like results of the tool."""
    (folder / "diff.md").write_text("## Passed\n")
    (folder / "answers.jsonl").write_text("{}\n")


#: What changes nothing of a probe.
IGNORED: dict[str, Callable[[Path], None]] = {
    "modules": _modules,
    "a bare repository": _bare_repository,
    "variables": _variables,
    "programs": _programs,
    "results": _results,
}


def _link(name: str) -> Callable[[Path, Path], None]:
    def bring(folder: Path, outside: Path) -> None:
        secret = outside / "secret.yaml"
        secret.write_text("SECRET: [\n")
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(secret)

    return bring


def _device(folder: Path, _outside: Path) -> None:
    (folder / "cases.yaml").unlink(missing_ok=True)
    (folder / "cases.yaml").symlink_to("/dev/zero")


def _state(folder: Path, outside: Path) -> None:
    (folder / ".delibctl").symlink_to(outside)


def _run_file(folder: Path, outside: Path) -> None:
    (folder / "run.sqlite").unlink(missing_ok=True)
    (folder / "run.sqlite").symlink_to(outside / "new.sqlite")


def _include(folder: Path, outside: Path) -> None:
    (outside / "secret.yaml").write_text("SECRET: [\n")
    policy = folder / "policy.yaml"
    if policy.is_symlink():
        return
    lines = f"include:\n  - {outside / 'secret.yaml'}\n"
    policy.write_text(policy.read_text(encoding="utf-8") + lines, encoding="utf-8")


def _model(folder: Path, _outside: Path) -> None:
    with (folder / "delibctl.toml").open("a") as file:
        file.write(f'\n[models."openai/gpt-4o"]\nname = "openai/x"\napi_base = "{_NOWHERE}"\n')


#: What a probe refuses, made from the folder and a folder outside of it.
REFUSED: dict[str, Callable[[Path, Path], None]] = {
    "a policy that is a link to outside": _link("policy.yaml"),
    "cases that are a link to outside": _link("cases.yaml"),
    "cases that are a device": _device,
    "state that is a link to outside": _state,
    "a run file that is a link to outside": _run_file,
    "an include of outside": _include,
    "a model by the name of another": _model,
}


def commit(folder: Path) -> None:
    """Make the folder a repository in which git tracks everything."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "-c", "core.fsmonitor=false", "add", "-f", "-A")
    git(folder, "commit", "-q", "-m", "a")
    (folder / MARKER).unlink(missing_ok=True)
