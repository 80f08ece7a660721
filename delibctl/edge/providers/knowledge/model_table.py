"""LiteLLM's table of models, read from its package without importing it, which takes seconds."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

_FILE = "model_prices_and_context_window_backup.json"


def entry_of(name: str, provider: str) -> dict[str, Any]:
    """Return what the table says of a provider's model; empty if it has no entry.

    `name` is the model's name on the wire. The table names some models with their provider.
    """
    for key in (f"{provider}/{name}", name):
        entry = _entry(key)
        if entry.get("litellm_provider") == provider:
            return entry
    return {}


def entry_named(key: str) -> dict[str, Any]:
    """Return the entry with exactly that key; empty if the table has none."""
    return _entry(key)


@cache
def _entry(key: str) -> dict[str, Any]:
    raw = _table().get(key)
    try:
        return {} if raw is None else msgspec.json.decode(raw, type=dict[str, Any])
    except msgspec.MsgspecError:
        return {}


@cache
def _table() -> dict[str, msgspec.Raw]:
    """Return the entries, each still as text; empty if the file is missing or is no table."""
    for folder in package_folders():
        try:
            return msgspec.json.decode((folder / _FILE).read_bytes(), type=dict[str, msgspec.Raw])
        except (OSError, msgspec.MsgspecError):
            continue
    return {}


def package_folders() -> list[Path]:
    """Return where LiteLLM is installed. To find a package is not to import it."""
    spec = importlib.util.find_spec("litellm")
    return [Path(folder) for folder in (spec and spec.submodule_search_locations) or ()]
