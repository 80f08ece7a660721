"""A case that is changed in its file, of which every other byte stays as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.policy.insertion import add_key_after
from delibctl.source import Document, Edit, Path, edited, read
from delibctl.source.emit import emit_item, emit_line

#: What a key is changed to; None takes it out.
Changes = Mapping[str, Any]


def amended(document: Document, id: str, changes: Changes) -> str:
    """The text of a case file after changes to one case.

    Raises DelibctlError where the file is laid out so oddly that this would change anything else.
    """
    cases = document.data["cases"]
    index = next(number for number, case in enumerate(cases) if case["id"] == id)
    wanted = changed(cases[index], changes)
    if document.name.endswith(".jsonl"):
        return _line(document, index, wanted)
    # One key after the other: an edit moves what stands below it.
    text, now = document.text, document
    for key, value in changes.items():
        if value is None and key not in cases[index]:
            continue
        edit = _edit(now, ("cases", index), key, value)
        text, _ = edited(text, [(edit,)])
        now = read(text.encode(), document.name)
        if now.problems:
            break
    expected = {**document.data, "cases": [*cases[:index], wanted, *cases[index + 1 :]]}
    if now.problems or now.data != expected:
        raise DelibctlError(
            f"case {id} cannot be changed here without changing something else",
            where=str(document.place(("cases", index))),
            next=f"change it by hand: {emit_line(wanted)}",
        )
    return text


def changed(case: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """A case as it is after the changes."""
    whole = {**case, **changes}
    return {key: value for key, value in whole.items() if value is not None}


def _line(document: Document, index: int, wanted: dict[str, Any]) -> str:
    number = document.place(("cases", index)).line
    lines = document.text.splitlines(keepends=True)
    end = lines[number - 1][len(lines[number - 1].rstrip("\r\n")) :]
    lines[number - 1] = emit_line(wanted) + end
    return "".join(lines)


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
    whole = document.span(path)
    inline = _lines(key, value) if value is not None else []
    if len(inline) == 1 and whole.line == whole.end_line == place.line:
        # What stands behind the value, such as a comment, stays.
        return Edit(place=whole, text=inline[0].partition(": ")[2])
    if before.strip(" -"):
        raise DelibctlError(
            "the case is written in braces", where=str(place), next="change it by hand"
        )
    text = "".join(_indented(inline, before, document.line_end))
    if "-" not in before:
        end = document.lines.block_end(place.line)
        # The empty lines before what comes next are not the value's.
        while end > place.line + 1 and not document.lines.line(end - 1).strip():
            end -= 1
        return Edit(place=replace(place, column=1, end_line=end, end_column=1), text=text)
    if not inline:
        raise DelibctlError(
            f"{key!r} opens the case, so it cannot be taken out",
            where=str(place),
            next="change it by hand",
        )
    # The lines below the dash are those of the whole case.
    both = replace(whole, line=place.line, column=1)
    return Edit(place=both, text=text.removesuffix(document.line_end))


def _lines(key: str, value: Any) -> list[str]:
    """A key with its value, in whatever form gives it back; the first line holds the key."""
    made = emit_item({key: value}).splitlines()
    if len(made) > 1 and not made[0].endswith(("|", "|-", ">", ">-")):
        # Between quotes an empty line means another thing once the text is indented.
        return [f"{key}: {emit_line({key: value}).partition(': ')[2].removesuffix('}')}"]
    return [line[2:] if line.strip() else line for line in made]


def _indented(lines: list[str], before: str, end: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        indent = before if number == 0 else " " * len(before)
        yield (indent + line if line else "") + end
