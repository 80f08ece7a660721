"""A schema says the same to a reader of draft-07 and to one of 2020-12; editors differ in it."""

import copy
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.protocols import Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7, DRAFT202012
from support.project import ROOT, SAMPLES

from delibctl.source import SCHEMA_NAMES, read

STARTER = ROOT / "delibctl" / "cli" / "starter"
DIALECTS = {
    "draft-07": (Draft7Validator, DRAFT7),
    "2020-12": (Draft202012Validator, DRAFT202012),
}
#: What stands in the place of a value, one at a time.
WRONG: list[Any] = [None, True, 1.5, "", "no such", [], [{}], {}, {"no such": 1}]


def data(path: Path) -> Any:
    if path.suffix == ".toml":
        return tomllib.loads(path.read_text())
    return read(path.read_bytes(), path.name).data


def kind(path: Path) -> str:
    if path.suffix == ".toml":
        return "config"
    return read(path.read_bytes(), path.name).kind or "none"


FIXTURES = [
    *sorted(SAMPLES.rglob("*.yaml")),
    *sorted(path for path in STARTER.iterdir() if path.suffix in (".yaml", ".toml")),
]
WAIVERS = {
    "accept": [
        {
            "code": "BRK001",
            "id": "refunds.how",
            "from_hash": "0" * 12,
            "to_hash": "1" * 12,
            "reason": "It is now in refunds.ask.",
            "by": "kim",
        }
    ]
}
APPROVALS = {
    "schema_version": 1,
    "approvals": [
        {
            "part": "clause",
            "id": "refunds.ask",
            "from": "",
            "to": "0123456789abcdef",
            "direction": "loosens",
            "evidence": "likely",
            "reason": "Refunds are open to all.",
            "by": "Kim <kim@example.org>",
            "date": "2026-12-01",
            "expires": "2027-12-01",
        }
    ],
}
FITTED = {
    "schema_version": 1,
    "checksum": "0123456789abcdef",
    "delibctl": "0.1.0",
    "policy": {"id": "shop", "hash": "0123456789abcdef"},
    "labels": {"hash": "0123456789abcdef", "count": {"comply": 30, "refuse": 20}},
    "agreement": [
        {
            "judge": "fitted",
            "hits": 45,
            "total": 49,
            "not_measured": 1,
            "by_model": {"gpt": [45, 49]},
            "by_clause": {"refunds.ask": [9, 10]},
        }
    ],
    "override": 0.8,
    "threshold": 0.05,
    "outcomes": ["comply", "refuse"],
    "intercepts": [0.5, -0.5],
    "patterns": {"sees refuse": [-1.5, 1.5]},
    "words": {"sorry": [-0.25, 0.25]},
}
CONFIG = {
    "policy": "policy.yaml",
    "cases": ["cases/*.yaml"],
    "model": ["gpt"],
    "models": {"gpt": {"name": "openai/gpt-4o", "structured": "auto"}},
    "lint": {"select": ["YML"], "fail_on": "warning", "coverage": 0.5},
}
FRAGMENT = {
    "definitions": {"harm": "Injury."},
    "styles": {"firm": {"outcome": "refuse", "guide": "Say no.", "must": ["be kind"]}},
    "categories": [{"id": "a", "title": "A", "summary": "S.", "clauses": []}],
}
MANIFEST = {
    "schema_version": 1,
    "delibctl": "0.1.0",
    "written": "2026-01-02T03:04:05Z",
    "policy": {"id": "desk", "version": "1.0.0", "title": "Desk", "sha256": "a" * 64},
    "run": {
        "started": "2026-01-01T00:00:00Z",
        "models": [{"alias": "gpt", "name": "openai/gpt-4o"}],
        "modes": ["category"],
        "repeats": 1,
        "template": 1,
    },
    "judges": [{"name": "judge", "model": "openai/gpt-4o", "votes": 2, "sees": "filter"}],
    "least": {"correctness": 4, "helpfulness": 4},
    "rewriter": None,
    "seed": 1,
    "hold_out": {"share": 0.2, "seed": 1},
    "assigned": {"one": "train", "two": "test-family"},
    "counts": {"trials": 2, "records": 1, "pairs": 0, "dropped": {"test_family": 1}},
    "scores": {"5": 1},
    "groups": [{"category": "permits", "outcome": "comply", "kind": "direct", "records": 1}],
    "warnings": ["no record complies"],
    "chat_template": {"name": "plain ChatML", "sha256": "b" * 64, "reasoning_in": "content"},
    "tokens": {"counted": False, "median": 84, "longest": 84, "limit": 60, "cut": ["one"]},
    "files": [{"path": "trl/train.jsonl", "bytes": 9, "sha256": "c" * 64}],
    "records": [
        {
            "case": "one",
            "model": "gpt",
            "mode": "category",
            "repeat": 1,
            "outcome": "comply",
            "score": 5,
            "rewritten": False,
            "messages": [{"role": "user", "content": "May I?"}],
        }
    ],
}
SOUND = {
    "policy": data(STARTER / "policy.yaml"),
    "cases": data(STARTER / "cases.yaml"),
    "fragment": FRAGMENT,
    "config": CONFIG,
    "waivers": WAIVERS,
    "approvals": APPROVALS,
    "fitted": FITTED,
    "manifest": MANIFEST,
}


def validator(name: str, dialect: str) -> Validator:
    """The schema of that name, read as of a dialect with all that it refers to."""
    cls, specification = DIALECTS[dialect]
    schemas = {}
    for other in SCHEMA_NAMES:
        schema = json.loads((ROOT / "policy_schema" / f"{other}.schema.json").read_text())
        schemas[other] = {**schema, "$schema": cls.META_SCHEMA["$schema"]}
    registry: Any = Registry().with_resources(
        (f"{other}.schema.json", Resource.from_contents(schema, specification))
        for other, schema in schemas.items()
    )
    cls.check_schema(schemas[name])
    made: Validator = cls(schemas[name], registry=registry)
    return made


def errors(checked: Validator, value: Any) -> set[tuple[str, str]]:
    return {(error.json_path, error.message) for error in checked.iter_errors(value)}


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path within a value."""
    inner: Any = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        inner = enumerate(value)
    for key, item in inner:
        yield (*path, key)
        yield from paths(item, (*path, key))


def spoilt(sound: Any) -> Iterator[Any]:
    """The value with each of its parts once left out, and once each way wrong."""
    for path in paths(sound):
        for wrong in (*WRONG, ...):
            made = copy.deepcopy(sound)
            part = made
            for step in path[:-1]:
                part = part[step]
            if wrong is ...:
                del part[path[-1]]
            else:
                part[path[-1]] = wrong
            yield made


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_sound_file_is_valid_in_both_dialects(path: Path, dialect: str) -> None:
    assert errors(validator(kind(path), dialect), data(path)) == set()


def test_every_schema_is_tried() -> None:
    assert set(SOUND) == set(SCHEMA_NAMES)


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_both_dialects_find_the_same_in_a_broken_file(name: str) -> None:
    old, new = (validator(name, dialect) for dialect in DIALECTS)
    sound = SOUND[name]
    assert errors(old, sound) == errors(new, sound) == set()

    broken = 0
    for value in spoilt(sound):
        found = errors(old, value)
        assert errors(new, value) == found
        broken += bool(found)
    assert broken > 10
