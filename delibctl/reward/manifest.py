"""The cases that the manifest of `delibctl distill` assigns to the training half."""

import json
from typing import Any

from delibctl.distill.hold_out import Assignment
from delibctl.errors import DelibctlError


def trained_cases(content: bytes, where: str, policy: str) -> frozenset[str]:
    """Return the ids of the cases to train on, by a manifest.

    Args:
        content: the bytes of `manifest.json`.
        where: its path, for messages.
        policy: the id of the policy that it has to be of.

    Raises:
        DelibctlError: it is no manifest, or of another policy.
    """
    data = _read(content)
    assigned, about = data.get("assigned"), data.get("policy")
    if not isinstance(assigned, dict) or not isinstance(about, dict):
        raise DelibctlError(
            "it is not a manifest of `delibctl distill`",
            where=where,
            next="name the manifest.json of an export",
        )
    if about.get("id") != policy:
        raise DelibctlError(
            f"it is of the policy {about.get('id')!r}, not of {policy!r}",
            where=where,
            next="name the manifest of an export of this policy",
        )
    return frozenset(id for id, half in assigned.items() if half == Assignment.TRAIN)


def _read(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
