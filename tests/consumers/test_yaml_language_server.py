"""What an editor shows of a policy, by the real server that editors use."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from consumers.lsp import Server, serving
from support.command import Cli

#: The programs of Node stand in a folder of a project more often than on the PATH.
NODE_BIN = os.environ.get("DELIBCTL_NODE_BIN", "")
SEARCHED = os.pathsep.join([NODE_BIN, os.environ["PATH"]])
PROGRAM = shutil.which("yaml-language-server", path=SEARCHED) or ""

pytestmark = [
    pytest.mark.consumer,
    pytest.mark.skipif(
        not PROGRAM,
        reason="no yaml-language-server on the PATH or in the folder DELIBCTL_NODE_BIN",
    ),
]

#: Schemas come from the first line of a file alone, and none from the network.
SETTINGS = {
    "yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
}
SEVERITY = "        severity: high\n"


@pytest.fixture
def policy(cli: Cli, tmp_path: Path) -> Path:
    """The policy that `init` writes, without schemas but for those that `schema` writes."""
    assert cli("init", "guide").code == 0
    folder = tmp_path / "guide"
    for schema in folder.glob("*.schema.json"):
        schema.unlink()
    assert cli("schema", "--write", "guide").code == 0
    text = (folder / "policy.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=policy.schema.json\n")
    assert SEVERITY in text
    return folder / "policy.yaml"


@pytest.fixture
def server(policy: Path) -> Iterator[Server]:
    """A server in the folder of the policy."""
    with serving([PROGRAM, "--stdio"], policy.parent, SETTINGS) as started:
        yield started


def found(diagnostics: list[Any]) -> list[tuple[int, str]]:
    """Line, from 1, and message of each."""
    return [(one["range"]["start"]["line"] + 1, one["message"]) for one in diagnostics]


def labels(completion: Any) -> list[str]:
    return sorted(item["label"] for item in completion["items"])


def line_of(text: str, part: str) -> int:
    """The line, from 0, in which a part of the text begins."""
    return text[: text.index(part)].count("\n")


@pytest.mark.parametrize("name", ["policy.yaml", "cases.yaml"])
def test_what_init_writes_has_nothing_wrong_with_it(
    server: Server, policy: Path, name: str
) -> None:
    path = policy.with_name(name)

    assert server.open(path) == []
    assert found(server.change(path, path.read_text() + "extra: 1\n")) == [
        (path.read_text().count("\n") + 1, "Property extra is not allowed.")
    ]


def test_an_unknown_key_is_found_in_its_line(server: Server, policy: Path) -> None:
    text = policy.read_text()
    server.open(policy)

    diagnostics = server.change(policy, text.replace(SEVERITY, SEVERITY.replace("ri", "ir")))

    line = line_of(text, SEVERITY) + 1
    assert found(diagnostics) == [(line, "Property seveirty is not allowed.")]


def test_a_missing_field_is_found_in_its_clause(server: Server, policy: Path) -> None:
    text = policy.read_text()
    clause = "      - id: documents.forge\n"
    title = "        title: Forging and altering\n"
    assert title in text
    server.open(policy)

    diagnostics = server.change(policy, text.replace(title, ""))

    assert found(diagnostics) == [(line_of(text, clause) + 1, 'Missing property "title".')]


def test_a_value_that_is_none_of_those_allowed_is_found(server: Server, policy: Path) -> None:
    text = policy.read_text()
    server.open(policy)

    diagnostics = server.change(policy, text.replace("severity: high", "severity: hgih"))

    allowed = 'Value is not accepted. Valid values: "low", "medium", "high", "critical".'
    assert found(diagnostics) == [(line_of(text, SEVERITY) + 1, allowed)]


def test_the_fields_of_a_clause_are_offered_with_what_they_are_for(
    server: Server, policy: Path
) -> None:
    text = policy.read_text().replace(SEVERITY, "        \n")
    text = text.replace("        style: hard-refusal\n", "")
    server.open(policy)
    server.change(policy, text)

    completion = server.at("completion", policy, line_of(text, "        \n"), 8)

    assert {"style", "severity", "authority", "overrides"} <= set(labels(completion))
    assert {"title", "text", "outcome", "clauses"} & set(labels(completion)) == set()
    assert all(item["documentation"] for item in completion["items"])


def test_the_values_of_a_severity_are_offered(server: Server, policy: Path) -> None:
    text = policy.read_text().replace("severity: high", "severity: ")
    server.open(policy)
    server.change(policy, text)

    completion = server.at("completion", policy, line_of(text, "        severity: "), 18)

    assert labels(completion) == ["critical", "high", "low", "medium"]


def test_a_field_tells_what_it_is_for(server: Server, policy: Path) -> None:
    server.open(policy)

    hover = server.at("hover", policy, line_of(policy.read_text(), SEVERITY), 10)

    assert "Critical clauses must never regress" in hover["contents"]["value"]


def test_a_fragment_is_held_to_the_schema_of_a_policy(server: Server, policy: Path) -> None:
    fragment = policy.with_name("fragment.yaml")
    modeline = "# yaml-language-server: $schema=fragment.schema.json\n"
    sound = f"{modeline}styles:\n  firm: {{outcome: refuse, guide: Say no.}}\n"
    fragment.write_text(sound)

    assert server.open(fragment) == []
    assert found(server.change(fragment, sound.replace("refuse", "refus"))) == [
        (3, 'Value is not accepted. Valid values: "comply", "refuse", "safe-complete".')
    ]
