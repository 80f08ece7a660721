"""The tests of promptfoo: variables and metadata; assertions are left over.

Each prompt of the configuration is filled in with the variables of each test; a list of values
makes one case each. Without prompts, it is the variable `prompt`, or the only variable.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from math import prod
from pathlib import PurePosixPath
from typing import Any

from delibctl.cases.importers.conversation import NotAPromptError, conversation
from delibctl.cases.importers.record import Record, Records
from delibctl.cases.importers.template import filled, variables_of
from delibctl.cases.table import Table, text_of
from delibctl.errors import DelibctlError
from delibctl.model import Message
from delibctl.source import Document
from delibctl.source.foreign import read_foreign

#: The usual names of the variable that holds the prompt, the likeliest first.
_NAMES = ("prompt", "question", "input", "query", "message", "text")
_LABELS = ("category", "type", "label")
_TAKEN = {"vars", "metadata", "description"}
#: The largest number of cases of one test.
_MOST = 1000


def recognises(data: Any) -> bool:
    """Return True if parsed YAML or JSON holds tests of promptfoo, or their results."""
    tests = data.get("tests") if isinstance(data, dict) else data
    if isinstance(data, dict) and isinstance(tests, str | dict) and "prompts" in data:
        return True
    if _are_results(data):
        return True
    entries = tests if isinstance(tests, list) else []
    return any(isinstance(test, dict) and "vars" in test for test in entries)


def _are_results(data: Any) -> bool:
    return isinstance(data, dict) and "results" in data and bool(data.keys() & {"evalId", "config"})


@dataclass(kw_only=True)
class Reading:
    """The records of tests, as far as they were read; `label` names the variable of labels."""

    prompt: str | None = None
    label: str | None = None
    templates: Sequence[str] = ()
    records: Records = field(default_factory=Records)
    #: The variables and metadata that were read, and all that there are.
    read: set[str] = field(default_factory=set)
    named: dict[str, None] = field(default_factory=dict)

    def finished(self) -> Records:
        """Return the records, with the variables and metadata that are not in them left over."""
        if unused := [name for name in self.named if name not in self.read]:
            self.records.left_over.append((0, f"variables or metadata {', '.join(unused)}"))
        return self.records

    def add(self, test: dict[str, Any], line: int) -> None:
        """Add a case for each prompt and each combination of listed values."""
        variables = test["vars"]
        about = {**test.get("metadata", {}), **variables}
        self.named.update(dict.fromkeys(map(str, about)))
        for name, value in variables.items():
            if isinstance(value, str) and value.startswith("file://"):
                reason = f"the variable {name!r} is in a file, which was not read: {value[:200]}"
                self.records.left_over.append((line, reason))
                return
        if not self.templates and self.prompt is None:
            reason = "none of the prompts was read: add --column prompt=NAME to take a variable"
            self.records.left_over.append((line, reason))
        used = {name for name in variables if isinstance(variables[name], list)}
        if without := _without_cases(variables):
            self.records.left_over.append((line, without))
        for combination in islice(_combinations(variables), _MOST):
            for messages in self._prompts(combination, line):
                values = {**about, **{name: combination[name] for name in used}}
                self._record(line, messages, values)

    def _record(self, line: int, messages: tuple[Message, ...], about: dict[str, Any]) -> None:
        names = (self.label,) if self.label else _LABELS
        name = next((name for name in names if isinstance(about.get(name), str | int)), None)
        self.read.update([name] if name else [])
        label = text_of(about[name]) if name else ""
        record = Record(line=line, number="", messages=messages, label=label)
        self.records.records.append(record)

    def _prompts(self, variables: dict[str, Any], line: int) -> Iterator[tuple[Message, ...]]:
        for template in self.templates if self.prompt is None else ("",):
            try:
                self.read |= variables_of(template)
                yield filled(template, variables) if template else self._variable(variables)
            except NotAPromptError as error:
                self.records.left_over.append((line, str(error)))

    def _variable(self, variables: dict[str, Any]) -> tuple[Message, ...]:
        names = (self.prompt,) if self.prompt else _NAMES
        name = next((name for name in names if name in variables), None)
        if name is None and self.prompt is None and len(variables) == 1:
            name = next(iter(variables))
        if name is None:
            listed = ", ".join(map(str, variables))
            raise NotAPromptError(
                f"it is not clear which variable is the prompt ({listed}): add --column prompt=NAME"
            )
        self.read.add(name)
        return conversation(variables[name])


def _without_cases(variables: dict[str, Any]) -> str | None:
    """Return the reason why a test makes no case, or not all of its cases; None if it makes all."""
    lists = {name: value for name, value in variables.items() if isinstance(value, list)}
    if empty := next((name for name, value in lists.items() if not value), None):
        return f"the variable {empty!r} is an empty list"
    combinations = prod(map(len, lists.values()))
    if combinations <= _MOST:
        return None
    return f"all but the first {_MOST:,} of {combinations:,} combinations of values"


def _combinations(variables: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the variables with one of each list of values, in the order of promptfoo."""
    listed = [value if isinstance(value, list) else [value] for value in variables.values()]
    for values in product(*listed):
        yield dict(zip(variables, values, strict=True))


def read(text: str, name: str, prompt: str | None = None, label: str | None = None) -> Records:
    """Return the tests of a file; `prompt` and `label` name the variables that hold them.

    Raises DelibctlError if the file holds no tests of promptfoo.
    """
    document = read_foreign(text, name)
    data = document.data
    tests = data.get("tests") if isinstance(data, dict) else data
    if isinstance(tests, str | dict):
        raise DelibctlError(
            f"{name}: its tests are in another file: {text_of(tests)[:200]}",
            next="import that file with --as promptfoo",
        )
    if _are_results(data):
        raise DelibctlError(
            f"{name} holds the results of tests, not the tests",
            next="import the configuration or the table that they were run from",
        )
    if not recognises(data):
        reason = next((problem.message for problem in document.problems), "no tests with `vars`")
        raise DelibctlError(f"{name}: {reason}", next="use a file with `tests`")
    reading = Reading(prompt=prompt, label=label)
    reading.records.left_over += [(p.place.line, p.message) for p in document.problems]
    in_configuration = isinstance(data, dict)
    reading.templates = list(_templates(document, reading.records)) if in_configuration else [""]
    default = data.get("defaultTest") if in_configuration else None
    for index, test in enumerate(tests or ()):
        path = ("tests", index) if in_configuration else (index,)
        _add(test, document.place(path).line, default, reading)
    if in_configuration:
        _leave_keys(document, default, reading.records)
    return reading.finished()


def read_lines(table: Table, prompt: str | None, label: str | None) -> Records:
    """Return the tests of JSON lines, one test to a line."""
    reading = Reading(prompt=prompt, label=label, templates=[""])
    reading.records.left_over += [*table.left_over, *table.replaced]
    for row in table.rows:
        _add(row.cells, row.line, None, reading)
    return reading.finished()


def _templates(document: Document, records: Records) -> Iterator[str]:
    """Yield the prompts of a configuration; an empty one, the variable, if it names none."""
    prompts = document.data.get("prompts")
    entries = prompts if isinstance(prompts, list) else [prompts]
    for index, entry in enumerate(entries):
        raw = entry.get("raw", entry.get("id")) if isinstance(entry, dict) else entry
        if raw is None:
            yield ""
        elif isinstance(raw, str) and "{{" in raw and not raw.startswith("file://"):
            yield raw
        else:
            line = document.place(("prompts", index)).line
            text = text_of(raw)[:80]
            is_file = "://" in text or PurePosixPath(text).suffix in _FILES
            reason = "is in a file, which was not read" if is_file else "has no variables"
            records.left_over.append((line, f"the prompt {text!r} {reason}"))


_FILES = {".txt", ".json", ".jsonl", ".js", ".ts", ".mjs", ".cjs", ".py", ".yaml", ".yml", ".md"}


def _add(test: Any, line: int, default: Any, reading: Reading) -> None:
    left_over = reading.records.left_over
    if isinstance(test, str):
        left_over.append((line, f"tests in another file: import {test[:200]}"))
        return
    if not isinstance(test, dict):
        left_over.append((line, "a test that is no mapping"))
        return
    inherited = default if isinstance(default, dict) else {}
    merged = {
        key: {**_mapping(inherited.get(key)), **_mapping(test.get(key))}
        for key in ("vars", "metadata")
    }
    if not isinstance(test.get("vars", {}), dict):
        left_over.append((line, f"variables in another file: {text_of(test['vars'])[:200]}"))
        return
    if not merged["vars"]:
        left_over.append((line, "a test without variables"))
        return
    reading.add({**test, **merged}, line)
    asserted = test.get("assert")
    for assertion in asserted if isinstance(asserted, list) else ():
        kind = assertion.get("type") if isinstance(assertion, dict) else None
        left_over.append((line, f"an assertion of type {kind or 'unknown'}"))
    for key in sorted(test.keys() - _TAKEN - {"assert"}):
        left_over.append((line, f"{key!r} of a test"))


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _leave_keys(document: Document, default: Any, records: Records) -> None:
    """Note every other key of the configuration as left over."""
    for key in sorted(document.data.keys() - {"tests", "prompts"}):
        if key == "defaultTest" and isinstance(default, dict) and default.keys() <= _TAKEN:
            continue
        records.left_over.append((document.key_place((key,)).line, f"{key!r}"))
