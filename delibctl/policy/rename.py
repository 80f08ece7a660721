"""Renaming, merging and splitting clauses and categories, wherever their ids occur."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.policy.bundle import Bundle
from delibctl.policy.insertion import (
    add_at_end,
    add_item,
    add_key_after,
    without_block_item,
    without_item,
)
from delibctl.source import Document, Edit, Path
from delibctl.text.suggest import nearest

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,119}")
_COMMENT = re.compile(r"# *delib:[^\r\n]*")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A clause or a category: its data, and its path in a document."""

    data: dict[str, Any]
    document: Document
    path: Path


def rename(bundle: Bundle, old: str, new: str) -> dict[str, tuple[Edit, ...]]:
    """Return the edits, by file, that give a clause or category a new id.

    The clause keeps the old id in `renamed_from`, the policy in `reserved`. The bundle must be free
    of lint errors. Raises DelibctlError if the old id does not exist, or the new one is taken.
    """
    clauses, categories = dict(_clauses(bundle)), dict(_categories(bundle))
    if not _ID.fullmatch(new):
        raise DelibctlError(
            f"{new!r} is not a valid id",
            next="ids start with a letter, then letters, digits, `_`, `.` or `-`",
        )
    if new in {*clauses, *categories, *_reserved(bundle)}:
        raise DelibctlError(f"the id {new!r} is taken or reserved", next="choose another one")
    if old in clauses:
        return _by_file(_of_clause(bundle, clauses[old], old, new))
    if old in categories:
        return _by_file(_of_category(bundle, categories[old], old, new))
    ids = {*clauses, *categories}
    raise DelibctlError(f"unknown clause or category {old!r}", next=nearest(old, ids, "clause"))


def merge(bundle: Bundle, old: str, into: str) -> dict[str, tuple[Edit, ...]]:
    """Return the edits, by file, that remove a clause and redirect references to another clause.

    Raises DelibctlError if one of the clauses does not exist, or the removed one shares a line.
    """
    clauses = dict(_clauses(bundle))
    removed, target = _clause(clauses, old), _clause(clauses, into)
    removal = without_block_item(removed.document, removed.path)
    redirects = chain(
        _references(bundle, old, into), _lineage(bundle, target, old), _comments(bundle, old, into)
    )
    # References inside the removed clause are removed with it.
    edits = (edit for edit in redirects if not _within(edit.place, removal.place))
    return _by_file([removal, *edits])


def _within(place: Place, lines: Place) -> bool:
    return place.file == lines.file and lines.line <= place.line < lines.end_line


def split(bundle: Bundle, old: str, new: str) -> dict[str, tuple[Edit, ...]]:
    """Return the edits, by file, that mark a clause as split from another.

    Raises DelibctlError if one of the clauses does not exist, or the mark exists already.
    """
    clauses = dict(_clauses(bundle))
    _clause(clauses, old)
    clause = _clause(clauses, new)
    if "split_from" in clause.data:
        raise DelibctlError(
            f"{new!r} is already split from {clause.data['split_from']!r}", next="edit it by hand"
        )
    path = (*clause.path, "id")
    return _by_file([add_key_after(clause.document, path, f"split_from: {old}")])


def _clause(clauses: dict[str, Entry], id: str) -> Entry:
    if id not in clauses:
        raise DelibctlError(f"unknown clause {id!r}", next=nearest(id, clauses, "clause"))
    return clauses[id]


def _of_clause(bundle: Bundle, clause: Entry, old: str, new: str) -> Iterator[Edit]:
    yield _replaced(clause.document, (*clause.path, "id"), old, new)
    yield from _references(bundle, old, new)
    yield from _lineage(bundle, clause, old)
    yield from _comments(bundle, old, new)


def _of_category(bundle: Bundle, category: Entry, old: str, new: str) -> Iterator[Edit]:
    yield _replaced(category.document, (*category.path, "id"), old, new)
    for document in bundle.cases:
        for index, case in enumerate(document.data["cases"]):
            yield from _in_list(document, ("cases", index, "category"), case, old, new)


def _references(bundle: Bundle, old: str, new: str) -> Iterator[Edit]:
    for _, clause in _clauses(bundle):
        path = clause.path
        ids = clause.data.get("overrides", [])
        if old in ids and clause.data["id"] == new:
            at = ids.index(old)
            yield without_item(clause.document, (*path, "overrides"), len(ids), at)
        else:
            yield from _in_list(clause.document, (*path, "overrides"), clause.data, old, new)
        yield from _exclusions(clause, old, new)
        if clause.data.get("split_from") == old:
            yield _replaced(clause.document, (*path, "split_from"), old, new)
    for document in bundle.cases:
        for index, case in enumerate(document.data["cases"]):
            for key in ("clauses", "either", "also"):
                yield from _in_list(document, ("cases", index, key), case, old, new)
            for number, label in enumerate(case.get("labels", ())):
                path = ("cases", index, "labels", number, "clauses")
                yield from _in_list(document, path, label, old, new)


def _exclusions(clause: Entry, old: str, new: str) -> Iterator[Edit]:
    """Yield edits that redirect the exclusions of a clause, or remove one that leads to itself."""
    entries = clause.data.get("excludes", ())
    path = (*clause.path, "excludes")
    for index, exclusion in enumerate(entries):
        if exclusion["to"] == old and clause.data["id"] == new:
            yield without_item(clause.document, path, len(entries), index)
        elif exclusion["to"] == old:
            yield _replaced(clause.document, (*path, index, "to"), old, new)


def _in_list(
    document: Document, path: Path, data: dict[str, Any], old: str, new: str
) -> Iterator[Edit]:
    ids = data.get(str(path[-1]), [])
    for index, id in enumerate(ids):
        if id == old and new in ids:
            yield without_item(document, path, len(ids), index)
        elif id == old:
            yield _replaced(document, (*path, index), old, new)


def _lineage(bundle: Bundle, clause: Entry, old: str) -> Iterator[Edit]:
    former = clause.data.get("renamed_from")
    path = clause.path
    if former is None:
        yield add_key_after(clause.document, (*path, "id"), f"renamed_from: [{old}]")
    else:
        yield add_item(clause.document, (*path, "renamed_from"), former, old)
    reserved = bundle.policy.data.get("reserved")
    if reserved is None:
        yield add_at_end(bundle.policy, f"reserved: [{old}]")
    elif old not in reserved:
        yield add_item(bundle.policy, ("reserved",), reserved, old)


def _comments(bundle: Bundle, old: str, new: str) -> Iterator[Edit]:
    """Yield edits of the id in comments that suppress findings."""
    word = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w-]|\.\w)")
    for document in bundle.documents:
        for comment in document.comments(_COMMENT):
            for match in word.finditer(comment[0]):
                start = comment.start() + match.start()
                place = document.lines.place(start, start + len(old), document.name)
                yield Edit(place=place, text=new)


def _replaced(document: Document, path: Path, old: str, new: str) -> Edit:
    place = document.place(path)
    return Edit(place=place, text=document.raw(place).replace(old, new))


def _clauses(bundle: Bundle) -> Iterator[tuple[str, Entry]]:
    for _, category in _categories(bundle):
        for index, clause in enumerate(category.data["clauses"]):
            path = (*category.path, "clauses", index)
            yield clause["id"], Entry(data=clause, document=category.document, path=path)


def _categories(bundle: Bundle) -> Iterator[tuple[str, Entry]]:
    for document in bundle.parts:
        for index, category in enumerate(document.data.get("categories", ())):
            path = ("categories", index)
            yield category["id"], Entry(data=category, document=document, path=path)


def _reserved(bundle: Bundle) -> list[str]:
    return list(bundle.policy.data.get("reserved", ()))


def _by_file(edits: Iterable[Edit]) -> dict[str, tuple[Edit, ...]]:
    files: dict[str, tuple[Edit, ...]] = {}
    for edit in edits:
        files[edit.place.file] = (*files.get(edit.place.file, ()), edit)
    return files
