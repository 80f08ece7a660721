"""Changing one case in its file, of which every other byte stays unchanged."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from delibctl.cases.append import is_json_lines
from delibctl.errors import DelibctlError
from delibctl.policy.insertion import add_key_after
from delibctl.source import Document, Edit, Path, edited, read
from delibctl.source.emit import emit_item, emit_line
from delibctl.source.read_back import check_read_back

#: The new value of each changed key; None removes the key.
Changes = Mapping[str, Any]


def amended(document: Document, id: str, changes: Changes) -> str:
    """Return the text of a case file after changes to one case.

    Raises DelibctlError if the layout of the file is so unusual that anything else would change.
    """
    cases = document.data["cases"]
    index = next(number for number, case in enumerate(cases) if case["id"] == id)
    amended_case = changed(cases[index], changes)
    if is_json_lines(document.name):
        return _line(document, index, amended_case)
    # One key at a time, since an edit moves everything below it.
    text, current = document.text, document
    for key, value in changes.items():
        if value is None and key not in cases[index]:
            continue
        edit = _edit(current, ("cases", index), key, value)
        text, _ = edited(text, [(edit,)])
        current = read(text.encode(), document.name)
        if current.problems:
            break
    expected = {**document.data, "cases": [*cases[:index], amended_case, *cases[index + 1 :]]}
    if current.problems or current.data != expected:
        raise DelibctlError(
            f"case {id} cannot be changed here without changing something else",
            where=str(document.place(("cases", index))),
            next=f"change it by hand: {emit_line(amended_case)}",
        )
    return text


def amended_all(document: Document, changes: Mapping[str, Changes]) -> str:
    """Return the text of a case file after one new key in each of many cases, by their ids.

    Raises DelibctlError if the layout of the file is so unusual that anything else would change.
    """
    cases = [changed(case, changes.get(case["id"], {})) for case in document.data["cases"]]
    expected = {**document.data, "cases": cases}
    if is_json_lines(document.name):
        lines = document.text.split("\n")
        for index, case in enumerate(cases):
            if case != document.data["cases"][index]:
                number = document.place(("cases", index)).line
                end = "\r" if lines[number - 1].endswith("\r") else ""
                lines[number - 1] = emit_line(case) + end
        check_read_back("\n".join(lines), document.name, expected)
        return "\n".join(lines)
    edits = [
        (_edit(document, ("cases", index), key, value),)
        for index, case in enumerate(document.data["cases"])
        for key, value in changes.get(case["id"], {}).items()
    ]
    text, _ = edited(document.text, edits)
    current = read(text.encode(), document.name)
    if current.problems or current.data != expected:
        raise DelibctlError(
            "the cases cannot be changed here without changing something else",
            where=document.name,
            next="change them by hand",
        )
    return text


def changed(case: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """Return a copy of a case with the changes."""
    merged = {**case, **changes}
    return {key: value for key, value in merged.items() if value is not None}


def _line(document: Document, index: int, amended_case: dict[str, Any]) -> str:
    number = document.place(("cases", index)).line
    lines = document.text.split("\n")
    end = "\r" if lines[number - 1].endswith("\r") else ""
    lines[number - 1] = emit_line(amended_case) + end
    cases = document.data["cases"]
    intended = {**document.data, "cases": [*cases[:index], amended_case, *cases[index + 1 :]]}
    check_read_back("\n".join(lines), document.name, intended)
    return "\n".join(lines)


def _edit(document: Document, case: Path, key: str, value: Any) -> Edit:
    path = (*case, key)
    mapping: Any = document.data
    for step in case:
        mapping = mapping[step]
    if key not in mapping:
        indent = " " * (document.locate(case, False).column - 1)
        lines = _lines(key, value)
        return add_key_after(document, (*case, "id"), f"{document.line_end}{indent}".join(lines))
    place = document.key_place(path)
    before = document.lines.line(place.line)[: place.column - 1]
    value_place = document.span(path)
    inline = _lines(key, value) if value is not None else []
    if len(inline) == 1 and value_place.line == value_place.end_line == place.line:
        # Anything after the value, such as a comment, stays.
        return Edit(place=value_place, text=inline[0].partition(": ")[2])
    if before.strip(" -"):
        raise DelibctlError(
            "a case in braces cannot be edited", where=str(place), next="change it by hand"
        )
    text = "".join(_indented(inline, before, document.line_end))
    if "-" not in before:
        end = document.lines.block_end(place.line)
        # Empty lines before the next key do not belong to the value.
        while end > place.line + 1 and not document.lines.line(end - 1).strip():
            end -= 1
        return Edit(place=replace(place, column=1, end_line=end, end_column=1), text=text)
    if not inline:
        raise DelibctlError(
            f"{key!r} is the first key of the case, so it cannot be removed",
            where=str(place),
            next="change it by hand",
        )
    # The lines below the dash are those of the whole case, so only the value is replaced.
    case_lines = replace(value_place, line=place.line, column=1)
    return Edit(place=case_lines, text=text.removesuffix(document.line_end))


def _lines(key: str, value: Any) -> list[str]:
    """Return the lines of a key with its value; the first line holds the key."""
    lines = emit_item({key: value}).splitlines()
    if len(lines) > 1 and not lines[0].endswith(("|", "|-", ">", ">-")):
        # In a quoted text, indentation would change the meaning of empty lines.
        return [f"{key}: {emit_line({key: value}).partition(': ')[2].removesuffix('}')}"]
    return [line[2:] if line.strip() else line for line in lines]


def _indented(lines: list[str], before: str, end: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        indent = before if number == 0 else " " * len(before)
        yield (indent + line if line else "") + end
