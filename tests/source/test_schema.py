"""The published schemas, and how a file that breaks one is told so."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from delibctl.source import SCHEMA_NAMES, Violation, schema_bytes, violations
from delibctl.source.schema import _NOT_EMPTY, _PATTERNS

POLICY: dict[str, Any] = {
    "schema_version": 1,
    "policy": {"id": "shop", "version": "1", "title": "Shop"},
    "styles": {"brief": {"outcome": "refuse", "guide": "Be brief."}},
    "categories": [
        {
            "id": "refunds",
            "title": "Refunds",
            "summary": "Explained.",
            "clauses": [{"id": "how", "title": "How", "style": "comply", "text": "Explain."}],
        }
    ],
}
CASE: dict[str, Any] = {"id": "a-case", "kind": "direct", "prompt": "How?", "clauses": ["how"]}
CLAUSE = ("categories", 0, "clauses", 0)


def _schema(name: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(schema_bytes(name))
    return made


def _schemas_within(schema: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of a schema that is itself a schema, with its path."""
    yield path, schema
    for key in ("properties", "definitions"):
        for name, inner in schema.get(key, {}).items():
            yield from _schemas_within(inner, f"{path}/{key}/{name}")
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(schema.get(key), dict):
            yield from _schemas_within(schema[key], f"{path}/{key}")


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _keys(item)


def _policy(*changes: tuple[tuple[str | int, ...], Any]) -> dict[str, Any]:
    """The policy with the value at each path replaced; None takes the key away."""
    made = copy.deepcopy(POLICY)
    for path, value in changes:
        part: Any = made
        for step in path[:-1]:
            part = part[step]
        if value is None:
            del part[path[-1]]
        else:
            part[path[-1]] = value
    return made


def _of_case(**changes: Any) -> list[Violation]:
    case = {key: value for key, value in (CASE | changes).items() if value is not None}
    return list(violations({"schema_version": 1, "cases": [case]}, "cases"))


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_a_schema_is_valid_draft_07(name: str) -> None:
    schema = _schema(name)

    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_a_schema_uses_no_union_whose_errors_nobody_understands(name: str) -> None:
    assert {"oneOf", "anyOf"} & set(_keys(_schema(name))) == set()


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_pattern_of_a_schema_has_advice_of_its_own(name: str) -> None:
    patterns = {
        schema["pattern"]
        for _, schema in _schemas_within(_schema(name), name)
        if "pattern" in schema
    }

    assert [p for p in patterns - {_NOT_EMPTY} if not p.startswith(tuple(_PATTERNS))] == []


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_everything_in_a_schema_has_a_description(name: str) -> None:
    bare = {"additionalProperties", "items"}
    silent = [
        path
        for path, schema in _schemas_within(_schema(name), name)
        if not schema.get("description")
        and not (path.rpartition("/")[2] in bare and list(schema) == ["$ref"])
    ]

    assert silent == []


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_object_with_known_keys_refuses_others(name: str) -> None:
    open_ones = [
        path
        for path, schema in _schemas_within(_schema(name), name)
        if "properties" in schema and schema.get("additionalProperties") is not False
    ]

    assert open_ones == []


@pytest.mark.parametrize(
    ("data", "schema"),
    [
        pytest.param(POLICY, "policy", id="policy"),
        pytest.param({"styles": POLICY["styles"]}, "fragment", id="fragment"),
        pytest.param({"schema_version": 1, "cases": [CASE]}, "cases", id="cases"),
    ],
)
def test_a_sound_file_breaks_nothing(data: dict[str, Any], schema: str) -> None:
    assert list(violations(data, schema)) == []


def test_an_unknown_key_near_a_missing_one_is_one_violation() -> None:
    data = _policy(((*CLAUSE, "text"), None), ((*CLAUSE, "txet"), "Explain."))

    assert list(violations(data, "policy")) == [
        Violation(
            path=(*CLAUSE, "txet"),
            message="unknown key 'txet'",
            next="did you mean 'text'?",
            unknown="text",
        )
    ]


def test_an_unknown_key_near_nothing_names_the_keys_there_are() -> None:
    assert list(violations(_policy((("policy", "zzz"), "x")), "policy")) == [
        Violation(
            path=("policy", "zzz"),
            message="unknown key 'zzz'",
            next="valid keys: description, id, owner, title, version",
            unknown="",
        )
    ]


def test_a_misspelt_key_hides_no_other_violation() -> None:
    data = _policy(
        ((*CLAUSE, "txet"), "Explain."),
        ((*CLAUSE, "text"), None),
        ((*CLAUSE, "title"), None),
        ((*CLAUSE, "style"), 3),
        (("policy", "version"), 1.0),
        (("styles", "brief", "outcome"), "refus"),
        (("categories", 0, "summary"), ""),
    )

    assert {(v.path, v.message) for v in violations(data, "policy")} == {
        ((*CLAUSE, "txet"), "unknown key 'txet'"),
        (CLAUSE, "item 1 of 'clauses' has no 'title'"),
        ((*CLAUSE, "style"), "'style' is a number, not text"),
        (("policy", "version"), "'version' is a number, not text"),
        (("styles", "brief", "outcome"), "'outcome' cannot be 'refus'"),
        (("categories", 0, "summary"), "'summary' is empty"),
    }


@pytest.mark.parametrize(
    ("change", "message", "advice"),
    [
        pytest.param(
            (("policy", "version"), 1.0),
            "'version' is a number, not text",
            "quote it",
            id="a number where text is wanted",
        ),
        pytest.param(
            ((*CLAUSE, "title"), True),
            "'title' is true or false, not text",
            "quote it",
            id="true where text is wanted",
        ),
        pytest.param(
            ((*CLAUSE, "text"), "  \n"), "'text' is empty", "fill it in or remove it", id="blank"
        ),
        pytest.param(
            (("schema_version",), "1"),
            "'schema_version' is '1'",
            "this version of delibctl reads 1",
            id="a number in quotes",
        ),
        pytest.param(
            ((*CLAUSE, "text"), ["Explain."]),
            "'text' is a list, not text",
            "write it as text",
            id="a list where text is wanted",
        ),
        pytest.param(
            (("principles",), "Be kind."),
            "'principles' is text, not a list",
            "write it as a list: [Be kind.]",
            id="text where a list is wanted",
        ),
        pytest.param(
            ((*CLAUSE, "severity"), "hihg"),
            "'severity' cannot be 'hihg'",
            "did you mean 'high'? (low, medium, high, critical)",
            id="a misspelt choice",
        ),
        pytest.param(
            ((*CLAUSE, "severity"), "7"),
            "'severity' cannot be '7'",
            "use one of low, medium, high, critical",
            id="a choice near none",
        ),
        pytest.param(
            (("schema_version",), 2),
            "'schema_version' is 2",
            "this version of delibctl reads 1",
            id="a later version of the format",
        ),
        pytest.param(
            ((*CLAUSE, "id"), "no spaces"),
            "'id' cannot be 'no spaces'",
            "ids start with a letter, then letters, digits, `_`, `.` or `-`",
            id="an id that is none",
        ),
        pytest.param(
            (("categories",), []),
            "'categories' is empty",
            "fill it in or remove it",
            id="no category",
        ),
        pytest.param(
            (("reserved",), ["gone", 3]),
            "item 2 of 'reserved' is a number, not text",
            "quote it",
            id="an item of a list",
        ),
    ],
)
def test_a_violation_says_what_is_wrong_and_what_to_do(
    change: tuple[tuple[str | int, ...], Any], message: str, advice: str
) -> None:
    found = [(v.message, v.next, v.unknown) for v in violations(_policy(change), "policy")]

    assert found == [(message, advice, None)]


def test_a_long_wrong_value_is_cut() -> None:
    (found,) = violations(_policy(((*CLAUSE, "id"), "no " * 39)), "policy")

    assert found.message == "'id' cannot be '" + ("no " * 50)[:56] + "..."


def test_prompt_and_messages_together_are_one_violation() -> None:
    found = _of_case(messages=[{"role": "user", "content": "How?"}])

    assert found == [
        Violation(
            path=("cases", 0),
            message="item 1 of 'cases' has both 'prompt' and 'messages'",
            next="keep one of them",
        )
    ]


def test_a_style_and_outcomes_together_are_one_violation() -> None:
    found = _of_case(style="refuse", outcomes=["refuse"])

    assert found == [
        Violation(
            path=("cases", 0),
            message="item 1 of 'cases' has both 'outcomes' and 'style'",
            next="keep one of them",
        )
    ]


def test_a_case_that_says_nothing_is_told_of_the_prompt() -> None:
    assert _of_case(prompt=None) == [
        Violation(
            path=("cases", 0), message="item 1 of 'cases' has no 'prompt'", next="add `prompt:`"
        )
    ]


def test_a_name_that_is_none_is_found_at_its_key() -> None:
    style = {"outcome": "refuse", "guide": "Say no."}

    (found,) = violations({"styles": {"firm": style, "very firm": style}}, "fragment")

    assert found == Violation(
        path=("styles", "very firm"),
        message="'very firm' is not a valid name in 'styles'",
        next="ids start with a letter, then letters, digits, `_`, `.` or `-`",
        at_key=True,
    )


@pytest.mark.parametrize("until", ["2026-99-99", "2026-02-30"])
def test_a_day_that_does_not_exist_is_no_date(until: str) -> None:
    (found,) = _of_case(quarantine={"reason": "under review", "until": until})

    assert (found.message, found.next) == (f"'until' cannot be '{until}'", "use a valid date")


@pytest.mark.parametrize(("written", "meant"), [("polcy", "policy"), ("caess", "cases")])
def test_a_misspelt_head_of_a_file_is_suggested_even_if_it_looks_like_a_fragment(
    written: str, meant: str
) -> None:
    data = {written: {}, "definitions": {"harm": "Injury."}}

    (found,) = violations(data, "fragment")

    assert (found.message, found.next) == (
        f"unknown key '{written}'",
        f"did you mean '{meant}'?",
    )


def test_messages_take_the_place_of_the_prompt() -> None:
    assert _of_case(prompt=None, messages=[{"role": "user", "content": "How?"}]) == []


@pytest.mark.parametrize("case", ["text", 1, ["a"], None], ids=["text", "number", "list", "empty"])
def test_a_case_that_is_no_mapping_is_said_to_be_just_that(case: Any) -> None:
    found = [v.message for v in violations({"schema_version": 1, "cases": [case]}, "cases")]

    kind = {str: "text", int: "a number", list: "a list"}.get(type(case))
    problem = f"{kind}, not a mapping" if kind else "empty"
    assert found == [f"item 1 of 'cases' is {problem}"]


def test_a_fragment_is_held_to_the_rules_of_a_policy() -> None:
    data = {"categories": _policy(((*CLAUSE, "text"), None))["categories"]}

    assert list(violations(data, "fragment")) == [
        Violation(path=CLAUSE, message="item 1 of 'clauses' has no 'text'", next="add `text:`")
    ]


ODD = st.sampled_from(
    [
        *("", " ", "\u0085", "\u001c", "\ufeff", "\u2003", "a\n", "x" * 121, "\U0001f600"),
        *("2026-01-31", "2026-02-31", "\uff12026-01-01", "en", "en\n", "refunds.how", "comply"),
        *("direct", "1"),
    ]
)
VALUES = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | ODD
SPOILT = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=3), max_leaves=4)


def _spoil(data: Any, path: list[int], value: Any) -> Any:
    """The data with one of its parts exchanged for a value."""
    if not path or not isinstance(data, dict | list) or not data:
        return value
    keys = list(data) if isinstance(data, dict) else list(range(len(data)))
    key = keys[path[0] % len(keys)]
    made = copy.copy(data)
    made[key] = _spoil(data[key], path[1:], value)
    return made


FULL_CASE = CASE | {
    "lang": "en",
    "quarantine": {"reason": "In doubt.", "until": "2026-01-31"},
    "labels": [{"by": "a", "date": "2026-01-31", "style": "comply", "clauses": ["how"]}],
}


@given(
    st.sampled_from(["policy", "cases", "fragment"]),
    st.lists(st.integers(0, 9), max_size=7),
    SPOILT,
)
def test_a_file_has_no_violation_only_if_its_schema_says_so(
    kind: str, path: list[int], value: Any
) -> None:
    whole = {
        "policy": POLICY,
        "cases": {"schema_version": 1, "cases": [FULL_CASE]},
        "fragment": {key: POLICY[key] for key in ("styles", "categories")},
    }
    data = _spoil(whole[kind], path, value)
    registry = Registry().with_resources(
        (f"{name}.schema.json", Resource.from_contents(_schema(name), DRAFT7))
        for name in SCHEMA_NAMES
    )
    checker = FormatChecker(formats=["date"])

    slow = Draft7Validator(_schema(kind), registry=registry, format_checker=checker)

    assert (list(violations(data, kind)) == []) == slow.is_valid(data)
