"""Case files beside a policy that no policy there names: their cases would never be asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from posixpath import dirname

from delibctl.policy.bundle import Bundle, Files, default_cases, gather
from delibctl.source import read

_YAML = (".yaml", ".yml")
#: Bytes without such a line are not of cases, or not of a policy, and are not parsed.
_MAY_BE_CASES = re.compile(rb"^\W{0,3}cases\b", re.MULTILINE)
_MAY_BE_POLICY = re.compile(rb"^\W{0,3}policy\b", re.MULTILINE)


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
    unread = (name for name in _names(folder, files) if name not in read_names)
    siblings = {name: files.read(name) for name in unread if not files.problem(name)}
    candidates = {name for name, content in siblings.items() if _may_be_cases(name, content)}
    documents = [read(siblings[name], name) for name in siblings if name in candidates]
    case_files = [document for document in documents if document.kind == "cases"]
    if not case_files:
        return
    # Only now do other policies matter, which take longest to read.
    policies = [
        document
        for name, content in siblings.items()
        if name in candidates or _MAY_BE_POLICY.search(content)
        if (document := read(content, name)).kind == "policy" or document.data is None
    ]
    if any(policy.data is None for policy in policies):
        return  # it may name them, once it can be read
    claimed = {case.name for policy in policies for case in gather(policy, files).cases}
    yield from (document.name for document in case_files if document.name not in claimed)


def _names(folder: str, files: Files) -> list[str]:
    beside = (name for name in files.match(folder, "*") if name.lower().endswith(_YAML))
    return list(dict.fromkeys((*beside, *default_cases(folder, files))))


def _may_be_cases(name: str, content: bytes) -> bool:
    return name.lower().endswith(".jsonl") or bool(_MAY_BE_CASES.search(content))
