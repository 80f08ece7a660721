"""Case files beside a policy that no policy there names: their cases would never be asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from posixpath import dirname

from delibctl.errors import DelibctlError
from delibctl.policy.bundle import Bundle, Files, default_cases, gather
from delibctl.source import Document, read

_ENDINGS = (".yaml", ".yml", ".json", ".jsonl")
#: JSON lines of cases, and not of replies or of another tool.
_CASE_LINE = re.compile(rb"""\s*\{(?=.*"(?:prompt|messages)"\s*:).*"(?:clauses|either|kind)"\s*:""")
#: Bytes without such a key are not of cases, or not of a policy, and are not parsed.
_MAY_BE_CASES = re.compile(rb"(?:^\W{0,3}|[{,]\s*[\"']?)cases\b", re.MULTILINE)
_MAY_BE_POLICY = re.compile(rb"(?:^\W{0,3}|[{,]\s*[\"']?)policy\b", re.MULTILINE)


def with_unnamed_cases(bundles: Iterable[Bundle], files: Files) -> list[Bundle]:
    """Return the policies; the first one in each folder has the case files that none names.

    A policy is in its own folder, and where a link leads to it.
    """
    all_bundles = list(bundles)
    read_names = {name for bundle in all_bundles for name in _named(bundle)}
    folders = set[str]()
    completed = []
    for bundle in all_bundles:
        places = {dirname(bundle.policy.name): None, **dict.fromkeys(bundle.folders)}
        new = [folder for folder in places if folder not in folders]
        unnamed = tuple(name for folder in new for name in _unnamed(folder, files, read_names))
        folders.update(new)
        completed.append(replace(bundle, unnamed=unnamed) if unnamed else bundle)
    return completed


def _unnamed(folder: str, files: Files, read_names: set[str]) -> Iterator[str]:
    """Yield the case files in a folder that are not of a policy that was read, or of another.

    A file that cannot be read or parsed is one if it is where cases are by default, or looks so.
    """
    defaults = default_cases(folder, files)
    beside = (name for name in files.match(folder, "*") if name.lower().endswith(_ENDINGS))
    unread = [name for name in dict.fromkeys((*beside, *defaults)) if name not in read_names]
    siblings = {name: _content(name, files) for name in unread if not files.problem(name)}
    candidates = {
        name
        for name, content in siblings.items()
        if _may_be_cases(name, content, is_default=name in defaults)
    }
    documents = {name: read(siblings[name], name) for name in siblings if name in candidates}
    case_files = [
        name
        for name in unread
        if (name in defaults and name not in documents)
        or (name in documents and _is_cases(documents[name], siblings[name]))
    ]
    if not case_files:
        return
    # Only now do other policies matter, which take longest to read.
    policies = [
        document
        for name, content in siblings.items()
        if name not in case_files and _MAY_BE_POLICY.search(content)
        if (document := read(content, name)).kind == "policy"  # a broken one names none
    ]
    bundles = [gather(policy, files) for policy in policies]
    claimed = {name for bundle in bundles for name in _named(bundle)}
    yield from (name for name in case_files if name not in claimed)


def _named(bundle: Bundle) -> set[str]:
    """Return the names of the files of a policy, and of those that it could not read."""
    unmatched = {missing.pattern for missing in bundle.unmatched}
    return unmatched.union(document.name for document in bundle.documents)


def _is_cases(document: Document, content: bytes) -> bool:
    """Return True for cases, also if they cannot be parsed."""
    if document.data is None and document.kind is None:
        return not _MAY_BE_POLICY.search(content)
    return document.kind == "cases"


def _content(name: str, files: Files) -> bytes:
    """Return the bytes of a file; b"" of a pointer to data of another program."""
    try:
        return files.read(name)
    except DelibctlError:
        return b""


def _may_be_cases(name: str, content: bytes, *, is_default: bool) -> bool:
    if name.lower().endswith(".jsonl"):
        return is_default or _CASE_LINE.match(content) is not None
    return b"cases" in content and _MAY_BE_CASES.search(content) is not None
