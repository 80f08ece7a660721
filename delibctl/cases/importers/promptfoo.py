"""The tests of promptfoo: variables and metadata; assertions are listed.

The prompt is the configuration's, if it has exactly one, with the variables put in; else the
variable `prompt`, or the only one there is.
"""

import re
from typing import Any

from delibctl.cases.importers.record import Record, Records, user_turn
from delibctl.errors import DelibctlError
from delibctl.source import Document
from delibctl.source import read as read_source

_VARIABLE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
#: What a variable with the prompt is usually called, the likeliest first.
_NAMES = ("prompt", "question", "input", "query", "message", "text")
_LABELS = ("category", "type", "label")
_TAKEN = {"vars", "metadata", "description"}


def recognises(data: Any) -> bool:
    """Whether parsed YAML holds tests of promptfoo."""
    return any("vars" in test for test in _tests(data))


def _tests(data: Any) -> list[dict[str, Any]]:
    tests = data.get("tests") if isinstance(data, dict) else data
    return [test for test in tests if isinstance(test, dict)] if isinstance(tests, list) else []


def read(text: str, name: str, prompt: str | None = None, label: str | None = None) -> Records:
    """The tests of a file; `prompt` and `label` name the variables or metadata that hold them."""
    document = read_source(text.encode(), name)
    if not recognises(document.data):
        problem = next((problem.message for problem in document.problems), "no tests with `vars`")
        raise DelibctlError(f"{name}: {problem}", next="give a file with `tests`")
    records = Records()
    start = ("tests",) if isinstance(document.data, dict) else ()
    template = _template(document.data)
    entries = document.data["tests"] if start else document.data
    for index, test in enumerate(entries):
        line = document.place((*start, index)).line
        if isinstance(test, dict) and isinstance(test.get("vars"), dict):
            _add(test, line, template, prompt, label, records)
        else:
            records.left_over.append((line, "a test without variables of its own"))
    _leave_keys(document, records)
    return records


def _template(data: Any) -> str | None:
    prompts = data.get("prompts") if isinstance(data, dict) else None
    prompts = [prompts] if isinstance(prompts, str) else prompts
    only = prompts[0] if isinstance(prompts, list) and len(prompts) == 1 else None
    return only if isinstance(only, str) and _VARIABLE.search(only) else None


def _add(
    test: dict[str, Any],
    line: int,
    template: str | None,
    prompt: str | None,
    label: str | None,
    records: Records,
) -> None:
    given, metadata = test["vars"], test.get("metadata")
    about = {**(metadata if isinstance(metadata, dict) else {}), **given}
    text = _prompt(given, template, prompt)
    if text is None:
        known = ", ".join(map(str, given))
        why = f"which variable is the prompt is not clear ({known}): --column prompt=NAME"
        records.left_over.append((line, why))
        return
    names = (label,) if label else _LABELS
    found = next((about[name] for name in names if isinstance(about.get(name), str)), "")
    records.found.append(Record(line=line, number="", messages=user_turn(text), label=found))
    asserted = test.get("assert")
    for one in asserted if isinstance(asserted, list) else ():
        kind = one.get("type") if isinstance(one, dict) else None
        records.left_over.append((line, f"an assertion of type {kind or 'unknown'}"))
    for key in test.keys() - _TAKEN - {"assert"}:
        records.left_over.append((line, f"{key!r} of a test"))


def _prompt(given: dict[str, Any], template: str | None, name: str | None) -> str | None:
    texts = {key: value for key, value in given.items() if isinstance(value, str)}
    if template is not None and name is None:
        wanted = set(_VARIABLE.findall(template))
        if wanted <= texts.keys():
            return _VARIABLE.sub(lambda found: texts[found[1]], template).strip()
        return None
    names = (name,) if name else _NAMES
    usual = next((texts[key] for key in names if key in texts), None)
    if usual is None and name is None and len(given) == len(texts) == 1:
        usual = next(iter(texts.values()))
    return usual and usual.strip()


def _leave_keys(document: Document, records: Records) -> None:
    """What a configuration holds besides its tests is no part of a case."""
    if isinstance(document.data, dict):
        for key in document.data.keys() - {"tests", "prompts"}:
            records.left_over.append((document.key_place((key,)).line, f"{key!r}"))
