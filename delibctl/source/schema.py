"""Validating a file with its JSON Schema, with messages that name the field."""

import json
import re
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
    """A violation of a schema.

    `unknown`: for an unknown key, the key that was probably meant, or an empty text; otherwise
    None. `elsewhere`: the unknown key is valid in another part of the file. `at_key`: the key at
    the end of `path` is wrong, not its value. `unquoted`: the value is a number or truth value, and
    should be text.
    """

    path: tuple[str | int, ...]
    message: str
    next: str
    unknown: str | None = None
    elsewhere: bool = False
    at_key: bool = False
    unquoted: bool = False


def violations(data: Any, schema: str) -> Iterator[Violation]:
    """Yield every violation of the named schema; a misspelt required key is reported once."""
    if _valid(data, schema):
        return
    errors = list(_validator(schema).iter_errors(data))
    unknown = [violation for error in errors for violation in _unknown_keys(error)]
    mistaken = {(v.path[:-1], _meant(v)) for v in unknown}
    wrong = {tuple(error.absolute_path) for error in errors if error.validator != "type"}
    yield from unknown
    for error in errors:
        for violation, missing in _explain(error):
            # Quotes would not make a wrong choice right.
            beside = violation.unquoted and violation.path in wrong
            if (violation.path, missing) not in mistaken and not beside:
                yield violation


def _valid(data: Any, schema: str) -> bool:
    """Return True if the data is surely valid; much faster than listing violations."""
    try:
        return bool(_quick(schema).is_valid(data))
    except (ValueError, TypeError, OverflowError):  # the data is not JSON
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


#: The base of references between schemas; nothing is ever fetched.
_BASE = "schema:/"

#: The pattern of non-empty text; engines differ in what white space is, so it is spelled out.
_NOT_EMPTY = r"[^\s\u001c-\u001f\u0085\ufeff]"


@cache
def _validator(name: str) -> "Validator":
    # Importing takes a tenth of a second, so it happens on first use only.
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
    valid_keys = sorted(error.schema.get("properties", {}))
    # At the top of a file a misspelt `policy` or `cases` makes it look like a fragment.
    heads = () if error.absolute_path or "policy" in valid_keys else ("policy", "cases")
    missing = [key for key in (*valid_keys, *heads) if key not in instance]
    for key in instance:
        if key in valid_keys:
            continue
        near = get_close_matches(str(key).lower(), missing or valid_keys, n=1, cutoff=0.6)
        homes = _homes(key)
        elsewhere = bool(homes) and not (near and near[0] in error.schema.get("required", ()))
        if elsewhere:
            advice = f"{key!r} belongs in {' or '.join(homes)}"
        elif near:
            advice = f"did you mean {near[0]!r}?"
        else:
            advice = f"valid keys: {', '.join(valid_keys)}"
        yield Violation(
            path=(*error.absolute_path, key),
            message=f"unknown key {key!r}",
            next=advice,
            unknown=near[0] if near and not elsewhere else "",
            elsewhere=elsewhere,
        )


@cache
def _parts_of_policies() -> dict[str, frozenset[str]]:
    """Return the keys of each part of a policy."""
    policy = json.loads(schema_bytes("policy"))
    parts = {
        "the top level of the file": policy,
        "`policy`": policy["properties"]["policy"],
        "an item of `categories`": policy["definitions"]["category"],
        "an item of `clauses`": policy["definitions"]["clause"],
        "an entry of `styles`": policy["definitions"]["style"],
    }
    return {part: frozenset(schema["properties"]) for part, schema in parts.items()}


def _homes(key: str) -> list[str]:
    """Return the parts of a policy in which a key is valid."""
    return [part for part, keys in _parts_of_policies().items() if key in keys]


def _meant(violation: Violation) -> str | None:
    """Return the missing key that an unknown one replaces."""
    if violation.elsewhere and len(violation.path) == 1:
        return "categories"  # they hold the parts that are misplaced at the top level
    return violation.unknown or None


def _explain(error: "ValidationError") -> Iterator[tuple[Violation, str | None]]:
    """Yield the violations behind one validator error, each with the missing key, if any."""
    path = tuple(error.absolute_path)
    field = _field(path)
    if error.validator == "additionalProperties":
        return
    if error.validator == "required":
        required_keys: Any = error.validator_value
        missing = next(
            (key for key in required_keys if repr(key) in error.message), required_keys[0]
        )
        message, advice = f"{field} has no {missing!r}", f"add `{missing}:`"
        yield Violation(path=path, message=message, next=advice), missing
        return
    if "propertyNames" in error.absolute_schema_path:
        key = str(error.instance)
        _, advice = _of_value(error, field) or _of_size(error, field)
        message = f"{_short(key)} is not a valid name in {field}"
        yield Violation(path=(*path, key), message=message, next=advice, at_key=True), None
        return
    message, advice = _of_value(error, field) or _of_size(error, field)
    unquoted = error.validator_value == "string" and isinstance(error.instance, bool | int | float)
    yield Violation(path=path, message=message, next=advice, unquoted=unquoted), None


def _of_value(error: "ValidationError", field: str) -> tuple[str, str] | None:
    """Return the message and the advice about a value; None if only its size is wrong."""
    value: Any = error.validator_value
    match error.validator:
        case "not":
            key = error.absolute_schema_path[-2]  # of `dependencies`
            one, other = ("outcomes", "style") if key == "outcomes" else ("prompt", "messages")
            return f"{field} has both {one!r} and {other!r}", "keep one of them"
        case "enum":
            choices = ", ".join(map(str, value))
            near = get_close_matches(str(error.instance), [str(v) for v in value], n=1)
            advice = f"did you mean {near[0]!r}? ({choices})" if near else f"use one of {choices}"
            return f"{field} cannot be {_short(error.instance)}", advice
        case "const":
            return f"{field} is {_short(error.instance)}", f"this version of delibctl reads {value}"
        case "pattern" if value == _NOT_EMPTY:
            return f"{field} is empty", "fill it in or remove it"
        case "format":
            return f"{field} cannot be {_short(error.instance)}", f"use a valid {value}"
        case "pattern":
            return f"{field} cannot be {_short(error.instance)}", _pattern_advice(error)
        case "type":
            if error.instance is None:
                return f"{field} is empty", "fill it in or remove it"
            message = f"{field} is {_type_name(error.instance)}, not {_type_names(value)}"
            return message, _as_type(value, error.instance)
    return None


#: The advice for each pattern of the schemas, by the beginning of the pattern.
_PATTERNS = {
    "^[A-Za-z][": "ids start with a letter, then letters, digits, `_`, `.` or `-`",
    "^[a-z0-9]+(-": "case ids are lower-case letters and digits, joined by `-`",
    "^[a-z]{2,3}(-": "use a BCP 47 language tag, such as en or pt-BR",
    "^[0-9]{4}-": "write the date as YYYY-MM-DD",
    "^([0-9a-f]": "hashes are 16 of the digits 0-9 and a-f; delibctl accept writes them",
    "^[0-9a-f]{64}": "checksums are 64 of the digits 0-9 and a-f; delibctl distill writes them",
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
    """Return the name of a field as authors say it: its key, or its number in the list."""
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


def _type_names(value: str | list[str]) -> str:
    names = [value] if isinstance(value, str) else value
    return " or ".join(_WANTED.get(name, name) for name in names)


#: Marks of list items that are none to YAML: another dash, a bullet, or no space after it.
_OTHER_MARK = re.compile(r"[-\u2010-\u2015\u2212\u2022\u00b7\uff0d*+]\s*\w")
#: Text that is one item between brackets.
_SIMPLE = re.compile(r"\w[\w ./*-]{,59}")


def _as_type(types: str | list[str], value: Any) -> str:
    """Return how to write a value as one of these types."""
    match types:
        case "string" if isinstance(value, bool | int | float):
            return "quote it"
        case "array" if isinstance(value, str) and _OTHER_MARK.match(value):
            return "begin each item with `- `, a hyphen and an ordinary space"
        case "array" if isinstance(value, str) and not _SIMPLE.fullmatch(value):
            return "begin each item with `- `, on a line of its own"
        case "array" if isinstance(value, dict):
            return "begin each item with `- `"
        case "array" if not isinstance(value, list):
            return f"write it as a list: [{_plain(value)}]"
        case "object":
            return "write `key: value` pairs, one per line"
        case "boolean":
            return "write true or false, without quotes"
        case "integer" | "number":
            return f"write {_type_names(types)}, without quotes"
    return f"write it as {_type_names(types)}"


def _plain(value: Any) -> str:
    return _short(value)[1:-1] if isinstance(value, str) else _short(value)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
