"""`delibctl rule` and `delibctl schema`."""

import json
from pathlib import Path

import pytest
from support.command import Cli, assert_ends
from support.project import ROOT

from delibctl.lint import RULES
from delibctl.source import SCHEMA_NAMES


def test_every_rule_is_in_the_list(cli: Cli) -> None:
    lines = cli("rule", COLUMNS="200").out.splitlines()

    listed = [line.split()[:2] for line in lines if line[4:7].isdecimal()]
    assert listed == [[registered.code, registered.name] for registered in RULES]


@pytest.mark.parametrize("wanted", ["YML007", "ambiguous-plain-scalar"])
def test_a_rule_is_explained_whole_by_code_and_by_name(cli: Cli, wanted: str) -> None:
    out = cli("rule", wanted).out

    assert out.startswith("YML007 ambiguous-plain-scalar: warning, fixable (safe)\n")
    for heading in ("Why: ", "Fails:\n", "Passes:\n", "Fix: "):
        assert f"\n{heading}" in out
    assert out.endswith("# delib: ignore[YML007] reason\n")


@pytest.mark.parametrize("columns", [40, 80])
def test_an_example_can_be_copied_at_any_width(cli: Cli, columns: int) -> None:
    [rule] = cli("rule", "REF202", "--format", "json").json()["rules"]
    example = [line for line in rule["documentation"].splitlines() if line.startswith("    ")]
    assert max(map(len, example)) >= columns

    shown = cli("rule", "REF202", COLUMNS=str(columns)).out.splitlines()

    assert [line for line in shown if line.startswith("    ")] == example


def test_the_beginning_of_codes_lists_those_rules(cli: Cli) -> None:
    document = cli("rule", "SCH", "--format", "json").json()

    assert [rule["code"] for rule in document["rules"]] == [
        registered.code for registered in RULES if registered.code.startswith("SCH")
    ]


def test_a_rule_that_is_not_there_is_a_usage_error(cli: Cli) -> None:
    assert_ends(cli("rule", "YML07"), 2, "unknown rule 'YML07'", "did you mean")


@pytest.mark.parametrize("kind", SCHEMA_NAMES)
def test_the_schema_of_a_kind_is_printed_as_published(cli: Cli, kind: str) -> None:
    done = cli("schema", kind)

    published = (ROOT / "policy_schema" / f"{kind}.schema.json").read_text()
    assert (done.code, done.out) == (0, published)


def test_write_puts_all_schemas_into_a_folder(cli: Cli, tmp_path: Path) -> None:
    assert cli("schema", "--write", "schemas").code == 0
    written = {path.name: json.loads(path.read_text()) for path in (tmp_path / "schemas").iterdir()}

    assert sorted(written) == sorted(f"{kind}.schema.json" for kind in SCHEMA_NAMES)


def test_a_kind_that_is_not_there_is_a_usage_error(cli: Cli) -> None:
    assert_ends(cli("schema", "polcy"), 2, "one of policy, fragment, cases, config")
