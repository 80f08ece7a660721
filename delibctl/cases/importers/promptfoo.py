"""The tests of promptfoo: variables and metadata; assertions are left over.

The prompt is the only prompt of the configuration, with its variables filled in; else the variable
`prompt`, or the only variable.
"""

import re
from typing import Any

from delibctl.cases.importers.record import Record, Records, user_turn
from delibctl.errors import DelibctlError
from delibctl.source import Document
from delibctl.source import read as read_source

_VARIABLE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
#: The usual names of the variable that holds the prompt, the likeliest first.
_NAMES = ("prompt", "question", "input", "query", "message", "text")
_LABELS = ("category", "type", "label")
_TAKEN = {"vars", "metadata", "description"}


def recognises(data: Any) -> bool:
    """Return True if parsed YAML holds tests of promptfoo."""
    return any("vars" in test for test in _tests(data))


def _tests(data: Any) -> list[dict[str, Any]]:
    tests = data.get("tests") if isinstance(data, dict) else data
    return [test for test in tests if isinstance(test, dict)] if isinstance(tests, list) else []


def read(text: str, name: str, prompt: str | None = None, label: str | None = None) -> Records:
    """Return the tests of a file; `prompt` and `label` name the variables that hold them.

    Raises DelibctlError if the file holds no tests of promptfoo.
    """
    document = read_source(text.encode(), name)
    if not recognises(document.data):
        problem = next((problem.message for problem in document.problems), "no tests with `vars`")
        raise DelibctlError(f"{name}: {problem}", next="use a file with `tests`")
    records = Records()
    start = ("tests",) if isinstance(document.data, dict) else ()
    template = _template(document.data)
    entries = document.data["tests"] if start else document.data
    for index, test in enumerate(entries):
        line = document.place((*start, index)).line
        if isinstance(test, dict) and isinstance(test.get("vars"), dict):
            _add(test, line, template, prompt, label, records)
        else:
            records.left_over.append((line, "a test without variables"))
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
    variables, metadata = test["vars"], test.get("metadata")
    about = {**(metadata if isinstance(metadata, dict) else {}), **variables}
    text = _prompt(variables, template, prompt)
    if text is None:
        listed = ", ".join(map(str, variables))
        why = f"it is not clear which variable is the prompt ({listed}): add --column prompt=NAME"
        records.left_over.append((line, why))
        return
    names = (label,) if label else _LABELS
    label_value = next((about[name] for name in names if isinstance(about.get(name), str)), "")
    records.records.append(
        Record(line=line, number="", messages=user_turn(text), label=label_value)
    )
    asserted = test.get("assert")
    for assertion in asserted if isinstance(asserted, list) else ():
        kind = assertion.get("type") if isinstance(assertion, dict) else None
        records.left_over.append((line, f"an assertion of type {kind or 'unknown'}"))
    for key in test.keys() - _TAKEN - {"assert"}:
        records.left_over.append((line, f"{key!r} of a test"))


def _prompt(variables: dict[str, Any], template: str | None, name: str | None) -> str | None:
    texts = {key: value for key, value in variables.items() if isinstance(value, str)}
    if template is not None and name is None:
        needed = set(_VARIABLE.findall(template))
        if needed <= texts.keys():
            return _VARIABLE.sub(lambda match: texts[match[1]], template).strip()
        return None
    names = (name,) if name else _NAMES
    usual = next((texts[key] for key in names if key in texts), None)
    if usual is None and name is None and len(variables) == len(texts) == 1:
        usual = next(iter(texts.values()))
    return usual and usual.strip()


def _leave_keys(document: Document, records: Records) -> None:
    """Note every other key of the configuration as left over."""
    if isinstance(document.data, dict):
        for key in document.data.keys() - {"tests", "prompts"}:
            records.left_over.append((document.key_place((key,)).line, f"{key!r}"))
