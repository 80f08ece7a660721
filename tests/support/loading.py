"""Policies of the tests, loaded as commands load them."""

from pathlib import Path

from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.model import Case, Policy


def load_policy(path: Path, folder: Path) -> tuple[Policy, tuple[Case, ...]]:
    """Load a policy with its cases; files are named from the folder."""
    return open_one(Workspace.open(folder, {}), path)
