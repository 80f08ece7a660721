"""Whether a command left a file out: it neither named the file nor can have read it.

What can be read is decided by other parsers than those of delibctl, and for policies and cases also
by what lint has checked.
"""

import csv
import json
import re
import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from warnings import catch_warnings, simplefilter

from fuzz.running import run
from ruamel.yaml import YAML, YAMLError
from support.command import Done

#: Codes of findings about a file that was not read, or not as its writer meant it.
_UNREAD = ("YML00", "YML010", "YML011", "SCH")


def left_out(file: str, done: Done, folder: Path) -> str:
    """Return why a file counts as left out by a command that has ended; "" if it does not."""
    path = folder / file
    if is_named(file, done) or (file == "pyproject.toml" and _is_foreign(path)):
        return ""
    try:
        _PARSERS[path.suffix](path)
    except (ValueError, RecursionError, YAMLError, csv.Error, sqlite3.Error) as error:
        return f"{file} is not named, and cannot be read: {str(error)[:200]}"
    return ""


def left_out_of_policy(file: str, done: Done, folder: Path) -> str:
    """Return why a file of a policy counts as left out: lint has not checked it, or in vain."""
    if is_named(file, done):
        return ""
    cases = ["--cases", file] if file.endswith(".jsonl") else []
    linted = run(["lint", ".", *cases, "--format", "json"], folder)
    if linted.code == 2:
        return f"{file} is not named, and lint ends with: {linted.err[:200]}"
    report = linted.json()
    if file not in report["files"]:
        return f"{file} is not named, and not among the files that lint checks"
    faults = [
        finding["message"]
        for finding in report["findings"]
        if finding["file"] == file
        and finding["level"] == "error"
        and finding["code"].startswith(_UNREAD)
    ]
    return f"{file} is not named, but lint finds: {faults[0]}" if faults else ""


def is_named(file: str, done: Done) -> bool:
    """Return True if the output of a command has the name of a file; runs go by their stem."""
    path = Path(file)
    return (path.stem if path.parent.name == "runs" else path.name) in done.out + done.err


def _is_foreign(project: Path) -> bool:
    """Return True if the configuration of a project has nothing for delibctl."""
    return b"delibctl" not in project.read_bytes()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _toml(path: Path) -> None:
    tomllib.loads(_text(path))


def _yaml(path: Path) -> None:
    # A tab inside unquoted text is sound (`nb-ns-plain-in-line` of YAML 1.2); this
    # parser refuses it in a list.
    text = re.sub(r"(?<=\S)\t+(?=\S)", " ", _text(path))
    with catch_warnings():
        simplefilter("ignore")  # a copied line may use an anchor again
        YAML(typ="safe", pure=True).compose(text)


def _json(path: Path) -> None:
    json.loads(_text(path))


def _json_values(path: Path) -> None:
    """Read one value after another, as readers of rows do: a line may hold several, or a part."""
    text = _text(path).lstrip()
    while text:
        _, end = json.JSONDecoder().raw_decode(text)
        text = text[end:].lstrip()


def _table(path: Path) -> None:
    list(csv.reader(_text(path).splitlines()))


def _database(path: Path) -> None:
    # Damage beyond the tables' list concerns only commands that read those pages.
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as file:
        file.execute("SELECT count(*) FROM sqlite_master").fetchone()


_PARSERS: dict[str, Callable[[Path], object]] = {
    ".toml": _toml,
    ".yaml": _yaml,
    ".json": _json,
    ".jsonl": _json_values,
    ".csv": _table,
    ".tsv": _table,
    ".md": _text,
    ".sqlite": _database,
}
