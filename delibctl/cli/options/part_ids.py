"""Completion of the ids of a policy."""

import re

import typer

from delibctl.cli.process_workspace import here
from delibctl.errors import DelibctlError


def complete_part_id(context: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of clauses, categories, styles and terms that begin so.

    Leaves out those with a space, which shells would take for two words. Returns none on failure.
    """
    # Loaded late: only a shell that completes needs them.
    from delibctl.api.policies.load import open_policies
    from delibctl.compare.policies import part_hashes
    from delibctl.policy import build

    try:
        workspace = here()
        path = workspace.policy_or_default(context.params.get("path"))
        bundles = open_policies(path, workspace.files)
    except DelibctlError:
        return []
    ids = {id for bundle in bundles for _, id in part_hashes(build(bundle))}
    return sorted(id for id in ids if id.startswith(incomplete) and not re.search(r"\s", id))
