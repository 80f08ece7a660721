"""Files that ship with the package: a wheel holds them inside it, a checkout beside it."""

from importlib.resources import files
from importlib.resources.abc import Traversable

SCHEMA_NAMES = ("policy", "fragment", "cases", "config", "waivers")


def folder(name: str) -> Traversable:
    """`policy_schema` or `sample_policies`, in the installed package or in the checkout."""
    package = files("delibctl")
    inside = package / name
    return inside if inside.is_dir() else package / ".." / name


def schema_bytes(name: str) -> bytes:
    """The JSON Schema of a kind of file, as published: one of SCHEMA_NAMES."""
    return (folder("policy_schema") / f"{name}.schema.json").read_bytes()
