"""The settings that name files which moved together with their configuration."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from os.path import relpath
from posixpath import dirname

from delibctl.compare.policies import Setting
from delibctl.edge.files.tree import FileTree

Settings = Mapping[str, Setting]

#: The settings that hold paths.
_PATHS = ("policy", "cases")


def without_moves(was: Settings, is_now: Settings, after: FileTree) -> Settings:
    """Return the former settings with the present paths of files that moved along.

    They did if they are called the same from the folder of their configuration, and nothing is left
    where they were.
    """
    moved = dict(_moved(was, is_now, after))
    return {**was, **moved}


def _moved(was: Settings, is_now: Settings, after: FileTree) -> Iterator[tuple[str, Setting]]:
    for key in _PATHS:
        old, new = was.get(key), is_now.get(key)
        if old is None or new is None or dirname(old.place.file) == dirname(new.place.file):
            continue
        if _from(old) == _from(new) and not any(after.match("", each) for each in _names(old)):
            yield key, replace(old, text=new.text)


def _from(setting: Setting) -> list[str]:
    """Return the paths of a setting as its configuration writes them."""
    folder = dirname(setting.place.file) or "."
    return [relpath(name, folder) for name in _names(setting)]


def _names(setting: Setting) -> list[str]:
    """Return the paths of a setting from the root of the repository."""
    value = json.loads(setting.text)
    names = value if isinstance(value, list) else [value]
    return [name for name in names if isinstance(name, str)]
