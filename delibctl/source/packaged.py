"""Files that ship with the package: inside it in a wheel, beside it in a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable

SCHEMA_NAMES = (
    "policy",
    "fragment",
    "cases",
    "config",
    "waivers",
    "approvals",
    "fitted",
    "manifest",
)


def folder(name: str) -> Traversable:
    """Return the folder `policy_schema`, `sample_policies` or `examples`."""
    package = files("delibctl")
    inside = package / name
    return inside if inside.is_dir() else package / ".." / name


def schema_bytes(name: str) -> bytes:
    """Return the published JSON Schema of a kind of file, one of SCHEMA_NAMES."""
    return (folder("policy_schema") / f"{name}.schema.json").read_bytes()
