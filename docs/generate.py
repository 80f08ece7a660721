"""What the documentation shows and the code knows; `.ci/docs` writes or compares it.

Every command shown is run in a folder that holds nothing but a copy of the sample policies.
"""

import atexit
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
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    bin_folder = str(Path(sys.executable).parent)
    return {
        **kept,
        "PATH": f"{bin_folder}{os.pathsep}{kept['PATH']}",
        "COLUMNS": str(width),
        "PYTHONUTF8": "1",
    }


def run(*commands: str, width: int = 88) -> None:
    """Print a block with commands and what they print to standard output."""
    if not (_FOLDER / "sample_policies").exists():
        shutil.copytree(ROOT / "sample_policies", _FOLDER / "sample_policies")
    lines = []
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=_FOLDER,
            env=_environment(width),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if "Traceback" in done.stderr or done.returncode == 3:
            raise RuntimeError(done.stderr)
        lines += [f"$ {command}", *done.stdout.rstrip().splitlines()]
    _block("console", "\n".join(line.rstrip() for line in lines))


def quietly(command: str) -> None:
    """Run a command without showing it."""
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()):
        run(command)


_STARTED = re.compile(r"\d{8}T\d{6}Z(.*?)(?:-\d+)?\.sqlite")


def watched(command: str, file: str, old: str, new: str) -> None:
    """Print a watch with one save in the middle: a round, the save, a round, and Ctrl-C."""
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=_FOLDER,
        env=_environment(88),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # A shell's background job has Ctrl-C turned off, and children inherit that.
        preexec_fn=_listen_to_ctrl_c,
    )
    # Nothing that is waited for may be waited for without end.
    limit = threading.Timer(120, process.kill)
    limit.start()
    shown = [f"$ {command}"]
    rounds = 0
    for line in process.stdout or ():
        # When it was, and whether both rounds were in one second, is no matter.
        shown.append(_STARTED.sub(r"20260101T120000Z\1.sqlite", line.rstrip()))
        if not line.startswith("watching for saves"):
            continue
        rounds += 1
        if rounds == 1:
            path = _FOLDER / file
            path.write_text(path.read_text().replace(old, new))
        else:
            os.killpg(process.pid, signal.SIGINT)
    process.wait()
    limit.cancel()
    _block("console", "\n".join(shown))


def _listen_to_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def clause(id: str) -> None:
    """Print a clause of the sample policy as it stands in the file, without its examples."""
    lines = (ROOT / "sample_policies" / "assistant" / "policy.yaml").read_text().splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip() == f"- id: {id}")
    indent = len(lines[start]) - len(lines[start].lstrip())
    shown = [lines[start]]
    for line in lines[start + 1 :]:
        if line.strip() == "examples:" or len(line) - len(line.lstrip()) <= indent:
            break
        shown.append(line)
    _block("yaml", "\n".join(line[indent:] for line in shown))


def file(path: str, language: str) -> None:
    """Print a file of the repository."""
    _block(language, (ROOT / path).read_text().rstrip())


def rules() -> None:
    """Print the page of the lint rules."""
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
    """The level of a rule, whether it is in preview, and which flag mends what it finds."""
    preview = ", in preview" if rule.preview else ""
    flag = {"safe": "--fix", "unsafe": "--unsafe-fixes"}.get(rule.fixes or "")
    return f"Level: {rule.level}{preview}." + (f" `{flag}` mends it where it can." if flag else "")


def _with_blocks(text: str) -> str:
    """A docstring whose indented blocks are fenced."""
    fenced = re.sub(r"\n((?: {4}[^\n]*\n?|\n(?= {4}))+)", _fenced, text.strip() + "\n")
    return fenced.strip()


def _fenced(match: re.Match[str]) -> str:
    text = "\n".join(line[4:] for line in match[1].strip("\n").splitlines())
    return f"\n\n```yaml\n{text.rstrip()}\n```\n"


def fields(kind: str) -> None:
    """Print every field of a schema with its description."""
    schema = json.loads((ROOT / "policy_schema" / f"{kind}.schema.json").read_text())
    print("\n| field | required | what it is |\n|---|---|---|")
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
    found: dict[str, Any] = root["definitions"][reference.rpartition("/")[2]]
    return found


def changes() -> None:
    """Print every class of change of a policy."""
    from delibctl.compare.policies import KINDS

    print("\n| code | name | what it is | breaking from profile | version |\n|---|---|---|---|---|")
    for kind in KINDS:
        profile = kind.profile or ""
        print(f"| {kind.code} | {kind.name} | {kind.description} | {profile} | {kind.bump} |")
    print()


def tables() -> None:
    """Print the tables of a run file."""
    from delibctl.edge.run_file.schema import RUN_FILE

    _block("sql", RUN_FILE.tables.strip())


def _block(language: str, text: str) -> None:
    fence = "````" if "```" in text else "```"
    print(f"\n{fence}{language}\n{text}\n{fence}\n")
