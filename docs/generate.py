"""Generate the blocks of the documentation from the program; `.ci/docs` writes or checks them.

Every command runs in a temporary folder that holds only a copy of the sample policies.
"""

import atexit
import contextlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_FOLDER = Path(tempfile.mkdtemp(prefix="delibctl-docs-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)


def _environment(width: int) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    bin_folder = str(Path(sys.executable).parent)
    return {
        **inherited,
        "PATH": f"{bin_folder}{os.pathsep}{inherited['PATH']}",
        "COLUMNS": str(width),
        "PYTHONUTF8": "1",
    }


def run(*commands: str, width: int = 88, before: str = "") -> None:
    """Print a block with the commands and their standard output.

    With `before`, cut the output before the first line that contains it and print an ellipsis.
    Raises RuntimeError if a command crashes or no line contains `before`.
    """
    if not (_FOLDER / "sample_policies").exists():
        shutil.copytree(ROOT / "sample_policies", _FOLDER / "sample_policies")
    lines = []
    for command in commands:
        process = subprocess.run(
            ["bash", "-c", command],
            cwd=_FOLDER,
            env=_environment(width),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if "Traceback" in process.stderr or process.returncode == 3:
            raise RuntimeError(process.stderr)
        output = process.stdout.rstrip().splitlines()
        lines += [f"$ {command}", *(_cut(output, before) if before else output)]
    _block("console", "\n".join(line.rstrip() for line in lines))


def _cut(output: list[str], before: str) -> list[str]:
    for index, line in enumerate(output):
        if before in line:
            return [*"\n".join(output[:index]).rstrip().splitlines(), "..."]
    raise RuntimeError(f"no line contains {before!r} in\n" + "\n".join(output))


def quietly(command: str) -> None:
    """Run a command without showing it."""
    with contextlib.redirect_stdout(io.StringIO()):
        run(command)


def with_two_models(command: str) -> None:
    """Run a command without showing it, while the models `careful` and `eager` answer here."""
    sys.path.insert(0, str(ROOT / "tests"))
    from support.two_models import two_models

    with two_models(_FOLDER, ROOT / "sample_policies" / "assistant"):
        quietly(command)
    (_FOLDER / "delibctl.toml").unlink()


_served = contextlib.ExitStack()
atexit.register(_served.close)


def start_taught_models() -> None:
    """Let the models of the guide to training answer, until `stop_taught_models`."""
    sys.path.insert(0, str(ROOT / "tests"))
    from support.taught_models import taught_models

    _served.enter_context(taught_models(_FOLDER, ROOT / "sample_policies" / "assistant"))


def stop_taught_models() -> None:
    """Stop them, and remove their configuration."""
    _served.close()
    (_FOLDER / "delibctl.toml").unlink()


def run_elsewhere(*commands: str) -> None:
    """Print a block with commands that a test with `-m train` runs, since they need a trainer."""
    _block("console", "\n".join(f"$ {command}" for command in commands))


_RUN_NAME = re.compile(r"\d{8}T\d{6}Z(.*?)(?:-\d+)?\.sqlite")


def watched(command: str, file: str, old: str, new: str) -> None:
    """Print a watch: a round, a save that replaces `old` by `new`, a second round, then Ctrl-C."""
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=_FOLDER,
        env=_environment(88),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # A shell turns Ctrl-C off for its background jobs, and children inherit that.
        preexec_fn=_enable_ctrl_c,
    )
    timeout = threading.Timer(120, process.kill)
    timeout.start()
    lines = [f"$ {command}"]
    rounds = 0
    for line in process.stdout or ():
        # The time differs, and so does the suffix: it tells apart two runs of one second.
        lines.append(_RUN_NAME.sub(r"20260101T120000Z\1.sqlite", line.rstrip()))
        if not line.startswith("watching for changes"):
            continue
        rounds += 1
        if rounds == 1:
            path = _FOLDER / file
            path.write_text(path.read_text().replace(old, new))
        else:
            os.killpg(process.pid, signal.SIGINT)
    process.wait()
    timeout.cancel()
    _block("console", "\n".join(lines))


def _enable_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def clause(id: str, *fields: str) -> None:
    """Print a clause of the sample policy as its file has it, with only these fields."""
    lines = (ROOT / "sample_policies" / "assistant" / "policy.yaml").read_text().splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip() == f"- id: {id}")
    indent = len(lines[start]) - len(lines[start].lstrip())
    block = [lines[start][indent:]]
    wanted = True
    for line in lines[start + 1 :]:
        depth = len(line) - len(line.lstrip()) - indent
        if depth <= 0:
            break
        if depth == 2:
            wanted = line.strip().partition(":")[0] in fields
        if wanted:
            block.append(line[indent:])
    _block("yaml", "\n".join(block))


def file(path: str, language: str) -> None:
    """Print a file of the repository."""
    _block(language, (ROOT / path).read_text().rstrip())


def measured(path: str) -> None:
    """Print a table that was measured, as its file in the repository holds it."""
    print(f"\n{(ROOT / path).read_text()}")


def rules() -> None:
    """Print the documentation of every lint rule."""
    from inspect import getdoc

    from delibctl.lint import RULES, rules

    _, _, shared = (getdoc(rules) or "").partition("\n\n")
    print(f"\n{_with_blocks(shared)}")
    for registered in RULES:
        title, _, rest = registered.documentation.partition("\n")
        heading = f"## {registered.rule.code} {registered.name}"
        print(f"\n{heading}\n\n{title} {_level(registered.rule)}\n\n{_with_blocks(rest)}")
    print()


def _level(rule: Any) -> str:
    """Return the rule's level, its preview status and the flag that fixes its findings."""
    preview = ", in preview" if rule.preview else ""
    flag = {"safe": "--fix", "unsafe": "--unsafe-fixes"}.get(rule.fixes or "")
    return f"Level: {rule.level}{preview}." + (
        f" `{flag}` fixes it where possible." if flag else ""
    )


def _with_blocks(text: str) -> str:
    """Return the docstring with its indented blocks fenced as YAML."""
    fenced = re.sub(r"\n((?: {4}[^\n]*\n?|\n(?= {4}))+)", _fenced, text.strip() + "\n")
    return fenced.strip()


def _fenced(match: re.Match[str]) -> str:
    text = "\n".join(line[4:] for line in match[1].strip("\n").splitlines())
    return f"\n\n```yaml\n{text.rstrip()}\n```\n"


def fields(kind: str) -> None:
    """Print every field of a schema with its description."""
    schema = json.loads((ROOT / "policy_schema" / f"{kind}.schema.json").read_text())
    print("\n| field | required | description |\n|---|---|---|")
    for row in _rows(schema, schema, ""):
        print(row)
    print()


def _rows(schema: dict[str, Any], root: dict[str, Any], prefix: str) -> list[str]:
    rows = []
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        target = _resolve(field, root)
        path = f"{prefix}{name}"
        items = _resolve(target.get("items", {}), root)
        extra = target.get("additionalProperties")
        values = _resolve(extra, root) if isinstance(extra, dict) else {}
        choices = target.get("enum", [])
        text = field["description"] + (f" One of {', '.join(choices)}." if choices else "")
        rows.append(f"| `{path}` | {'yes' if name in required else ''} | {text} |")
        rows += _rows(target, root, f"{path}.")
        rows += _rows(items, root, f"{path}[].")
        rows += _rows(values, root, f"{path}.NAME.")
    return rows


def _resolve(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "")
    if not reference.startswith("#/definitions/"):
        return schema
    definition: dict[str, Any] = root["definitions"][reference.rpartition("/")[2]]
    return definition


def changes() -> None:
    """Print a table of the kinds of policy change."""
    from delibctl.compare.policies import KINDS

    print("\n| code | name | description | breaking from profile | version |")
    print("|---|---|---|---|---|")
    for kind in KINDS:
        profile = kind.profile or ""
        print(f"| {kind.code} | {kind.name} | {kind.description} | {profile} | {kind.bump} |")
    print()


def dropped() -> None:
    """Print the reasons for which `distill` drops a trial."""
    from delibctl.distill.dropped import Reason

    print("\n| in JSON | reason |")
    print("|---|---|")
    for reason in Reason:
        print(f"| `{reason.name.lower()}` | {reason} |")
    print()


def training_formats() -> None:
    """Print the formats of training files."""
    from delibctl.distill.formats import FORMATS

    print("\n| `--for` | read by |")
    print("|---|---|")
    for name, description in FORMATS.items():
        print(f"| `{name}` | {description} |")
    print()


def tables() -> None:
    """Print the SQL tables of a run file."""
    from delibctl.edge.run_file.schema import RUN_FILE

    _block("sql", RUN_FILE.tables.strip())


def _block(language: str, text: str) -> None:
    fence = "````" if "```" in text else "```"
    print(f"\n{fence}{language}\n{text}\n{fence}\n")
