"""Case files beside a policy that no policy there names: their cases would never be asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from posixpath import dirname

from delibctl.policy.bundle import Bundle, Files, default_cases, gather
from delibctl.source import Document, read

_YAML = (".yaml", ".yml")
#: Bytes without such a line are neither of cases nor of a policy, and are not parsed.
_MAY_BE_OURS = re.compile(rb"^\W{0,3}(?:cases|policy)\b", re.MULTILINE)


def with_unnamed_cases(bundles: Iterable[Bundle], files: Files) -> list[Bundle]:
    """Return the policies; the first one in each folder has the case files that none names."""
    all_bundles = list(bundles)
    read_names = {document.name for bundle in all_bundles for document in bundle.documents}
    folders = set[str]()
    completed = []
    for bundle in all_bundles:
        folder = dirname(bundle.policy.name)
        unnamed = () if folder in folders else tuple(_unnamed(folder, files, read_names))
        folders.add(folder)
        completed.append(replace(bundle, unnamed=unnamed) if unnamed else bundle)
    return completed


def _unnamed(folder: str, files: Files, read_names: set[str]) -> Iterator[str]:
    """Yield the case files in a folder that are not of a policy that was read, or of another."""
    names = (name for name in _names(folder, files) if name not in read_names)
    siblings = [_document(name, files) for name in names if not files.problem(name)]
    case_files = [document for document in siblings if document and document.kind == "cases"]
    if not case_files:
        return
    policies = [
        document
        for document in siblings
        if document and (document.kind == "policy" or document.data is None)
    ]
    if any(policy.data is None for policy in policies):
        return  # it may name them, once it can be read
    claimed = {case.name for policy in policies for case in gather(policy, files).cases}
    yield from (document.name for document in case_files if document.name not in claimed)


def _names(folder: str, files: Files) -> list[str]:
    beside = (name for name in files.match(folder, "*") if name.lower().endswith(_YAML))
    return list(dict.fromkeys((*beside, *default_cases(folder, files))))


def _document(name: str, files: Files) -> Document | None:
    content = files.read(name)
    is_default = name.lower().endswith(".jsonl")
    return read(content, name) if is_default or _MAY_BE_OURS.search(content) else None
