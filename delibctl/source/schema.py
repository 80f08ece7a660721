"""The shape of a file against its JSON Schema, in words that name the field."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from delibctl.source.packaged import SCHEMA_NAMES, schema_bytes

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One way in which data breaks its schema.

    `unknown`: the key that was probably meant, empty if none was; None where no key is unknown.
    `at_key`: it is the key at the end of `path` that is wrong, not its value.
    `unquoted`: a number or a truth value stands where a text is wanted.
    """

    path: tuple[str | int, ...]
    message: str
    next: str
    unknown: str | None = None
    at_key: bool = False
    unquoted: bool = False


def violations(data: Any, schema: str) -> Iterator[Violation]:
    """Every violation of the schema of that name. An unknown key near a missing one is one."""
    if _valid(data, schema):
        return
    errors = list(_validator(schema).iter_errors(data))
    unknown = [found for error in errors for found in _unknown_keys(error)]
    mistaken = {(v.path[:-1], _meant(v)) for v in unknown}
    yield from unknown
    for error in errors:
        for violation, missing in _explain(error):
            if (violation.path, missing) not in mistaken:
                yield violation


def _valid(data: Any, schema: str) -> bool:
    """Whether there is surely no violation: what most files are, told in a fiftieth of the time."""
    try:
        return bool(_quick(schema).is_valid(data))
    except (ValueError, TypeError, OverflowError):  # data that is no JSON
        return False


@cache
def _quick(name: str) -> Any:
    import jsonschema_rs

    schemas = {kind: json.loads(schema_bytes(kind)) for kind in SCHEMA_NAMES}
    registry = jsonschema_rs.Registry(
        [(f"{_BASE}{kind}.schema.json", schema) for kind, schema in schemas.items()],
        draft=jsonschema_rs.Draft7,
    )
    return jsonschema_rs.Draft7Validator(
        schemas[name], registry=registry, base_uri=_BASE, validate_formats=True
    )


#: Where a schema's reference to another one starts; nothing is ever fetched.
_BASE = "schema:/"

#: Of a text that is not empty, spelt out: engines differ on what white space is.
_NOT_EMPTY = r"[^\s\u001c-\u001f\u0085\ufeff]"


@cache
def _validator(name: str) -> "Validator":
    # A tenth of a second to import, so only once something is validated.
    from jsonschema import Draft7Validator, FormatChecker
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7

    schemas = {kind: json.loads(schema_bytes(kind)) for kind in SCHEMA_NAMES}
    registry: Any = Registry().with_resources(
        (f"{kind}.schema.json", Resource.from_contents(schema, default_specification=DRAFT7))
        for kind, schema in schemas.items()
    )
    checker = FormatChecker(formats=["date"])
    return Draft7Validator(schemas[name], registry=registry, format_checker=checker)


def _unknown_keys(error: "ValidationError") -> Iterator[Violation]:
    if error.validator != "additionalProperties" or not isinstance(error.schema, dict):
        return
    instance: Any = error.instance
    known = sorted(error.schema.get("properties", {}))
    # At the top of a file a misspelt `policy` or `cases` makes it look like a fragment.
    heads = () if error.absolute_path or "policy" in known else ("policy", "cases")
    missing = [key for key in (*known, *heads) if key not in instance]
    for key in instance:
        if key in known:
            continue
        near = get_close_matches(key, missing or known, n=1, cutoff=0.6)
        advice = f"did you mean {near[0]!r}?" if near else f"valid keys: {', '.join(known)}"
        yield Violation(
            path=(*error.absolute_path, key),
            message=f"unknown key {key!r}",
            next=advice,
            unknown=near[0] if near else "",
        )


def _meant(violation: Violation) -> str | None:
    return violation.unknown or None


def _explain(error: "ValidationError") -> Iterator[tuple[Violation, str | None]]:
    """The violations behind one error of the validator, each with the missing key if it is one."""
    path = tuple(error.absolute_path)
    field = _field(path)
    if error.validator == "additionalProperties":
        return
    if error.validator == "required":
        wanted: Any = error.validator_value
        missing = next((key for key in wanted if repr(key) in error.message), wanted[0])
        what, advice = f"{field} has no {missing!r}", f"add `{missing}:`"
        yield Violation(path=path, message=what, next=advice), missing
        return
    if "propertyNames" in error.absolute_schema_path:
        key = str(error.instance)
        _, advice = _of_value(error, field) or _of_size(error, field)
        what = f"{_short(key)} is not a valid name in {field}"
        yield Violation(path=(*path, key), message=what, next=advice, at_key=True), None
        return
    what, advice = _of_value(error, field) or _of_size(error, field)
    unquoted = error.validator_value == "string" and isinstance(error.instance, bool | int | float)
    yield Violation(path=path, message=what, next=advice, unquoted=unquoted), None


def _of_value(error: "ValidationError", field: str) -> tuple[str, str] | None:
    """What is wrong with a value, and what to do; None where its size is wrong."""
    value: Any = error.validator_value
    match error.validator:
        case "not":
            return f"{field} has both 'prompt' and 'messages'", "keep one of them"
        case "enum":
            choices = ", ".join(map(str, value))
            near = get_close_matches(str(error.instance), [str(v) for v in value], n=1)
            advice = f"did you mean {near[0]!r}? ({choices})" if near else f"use one of {choices}"
            return f"{field} cannot be {_short(error.instance)}", advice
        case "const":
            return f"{field} is {_short(error.instance)}", f"this delibctl reads {value}"
        case "pattern" if value == _NOT_EMPTY:
            return f"{field} is empty", "fill it in or remove it"
        case "format":
            return f"{field} cannot be {_short(error.instance)}", f"use a valid {value}"
        case "pattern":
            return f"{field} cannot be {_short(error.instance)}", _pattern_advice(error)
        case "type":
            if error.instance is None:
                return f"{field} is empty", "fill it in or remove it"
            what = f"{field} is {_type_name(error.instance)}, not {_wanted(value)}"
            return what, _as_wanted(value, error.instance)
    return None


#: Says how a text must look; found by how the pattern of the schema begins.
_PATTERNS = {
    "^[A-Za-z][": "ids start with a letter, then letters, digits, `_`, `.` or `-`",
    "^[a-z0-9]+(-": "case ids are lower-case letters and digits, joined by `-`",
    "^[a-z]{2,3}(-": "use a BCP 47 language tag, such as en or pt-BR",
    "^[0-9]{4}-": "write the date as YYYY-MM-DD",
    "^BRK": "use a code such as BRK006",
}


def _pattern_advice(error: "ValidationError") -> str:
    """Return how to write a text that does not match its pattern."""
    pattern, schema = str(error.validator_value), error.schema
    for beginning, advice in _PATTERNS.items():
        if pattern.startswith(beginning):
            return advice
    description = schema.get("description") if isinstance(schema, dict) else None
    return str(description or "see the schema")


def _of_size(error: "ValidationError", field: str) -> tuple[str, str]:
    match error.validator:
        case "minimum":
            return f"{field} is {_short(error.instance)}", f"use at least {error.validator_value}"
        case "maximum":
            return f"{field} is {_short(error.instance)}", f"use at most {error.validator_value}"
        case "uniqueItems":
            return f"{field} lists something twice", "list each item once"
        case "maxLength":
            return f"{field} is over {error.validator_value} characters long", "shorten it"
        case "minLength" | "minItems" | "minProperties":
            return f"{field} is empty", "fill it in or remove it"
    return f"{field}: {error.message}", "see the schema"


def _field(path: tuple[str | int, ...]) -> str:
    """`clauses[2].style` as an author would say it: the nearest key, with its index if any."""
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, str):
        return repr(last)
    parent = next((step for step in reversed(path) if isinstance(step, str)), "list")
    return f"item {last + 1} of {parent!r}"


_TYPES = {
    dict: "a mapping",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}
_WANTED = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


def _type_name(value: Any) -> str:
    return _TYPES.get(type(value), type(value).__name__)


def _wanted(value: str | list[str]) -> str:
    names = [value] if isinstance(value, str) else value
    return " or ".join(_WANTED.get(name, name) for name in names)


def _as_wanted(wanted: str | list[str], value: Any) -> str:
    """How to write a value as the type that is wanted."""
    match wanted:
        case "string" if isinstance(value, bool | int | float):
            return "quote it"
        case "array" if not isinstance(value, dict | list):
            return f"write it as a list: [{_plain(value)}]"
        case "object":
            return "write `key: value` pairs, one per line"
        case "boolean":
            return "write true or false, without quotes"
        case "integer" | "number":
            return f"write {_wanted(wanted)}, without quotes"
    return f"write it as {_wanted(wanted)}"


def _plain(value: Any) -> str:
    return _short(value)[1:-1] if isinstance(value, str) else _short(value)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
