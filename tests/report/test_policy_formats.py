"""Every format of a diff of policies, whole, for a comparison with a change of every sort."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support.policy_comparison import policy_comparison

from delibctl import __version__
from delibctl.compare.policies import Comparison, compare_policies
from delibctl.report import POLICY_FORMATS, RenderOptions, policy_report

GOLDEN = Path(__file__).parent / "golden"
COMPARISON = policy_comparison()
NOTHING = Comparison(policies=())

#: The format and the page of each golden file.
PAGES = {
    "policies-60.txt": ("text", RenderOptions(width=60)),
    "policies-80.txt": ("text", RenderOptions(width=80)),
    "policies-140.txt": ("text", RenderOptions(width=140)),
    "policies-140-colour.txt": ("rich", RenderOptions(width=140, colour=True)),
    "policies.json": ("json", RenderOptions()),
    "policies.md": ("markdown", RenderOptions()),
    "policies.github.txt": ("github", RenderOptions()),
    "policies.junit.xml": ("junit", RenderOptions()),
    "policies.sarif.json": ("sarif", RenderOptions()),
}


def rendered(name: str) -> str:
    format, options = PAGES[name]
    version = f'"semanticVersion": "{__version__}"'
    text = policy_report(format, COMPARISON, options)
    return text.replace(version, '"semanticVersion": "X"')


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_report_is_what_it_was(name: str, request: pytest.FixtureRequest) -> None:
    text = rendered(name)
    if request.config.getoption("--write-golden"):
        (GOLDEN / name).write_bytes(text.encode())

    assert text.encode() == (GOLDEN / name).read_bytes()


def test_every_format_has_its_golden_file() -> None:
    assert {format for format, _ in PAGES.values()} == set(POLICY_FORMATS)


@pytest.mark.parametrize("width", [60, 80, 140])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    # A character beyond the basic plane is one column to Python, whatever a terminal makes of it.
    assert max(map(len, rendered(f"policies-{width}.txt").splitlines())) <= width


def test_colour_carries_no_meaning() -> None:
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", rendered("policies-140-colour.txt"))

    assert [line.rstrip() for line in coloured.splitlines()] == rendered(
        "policies-140.txt"
    ).splitlines()


def test_a_wide_page_has_both_texts_in_one_line() -> None:
    both = re.compile(r"- The assistant \[must not\] explain .* \+ The assistant \[may\] explain")

    assert both.search(rendered("policies-140.txt"))
    assert not both.search(rendered("policies-80.txt"))


@pytest.mark.parametrize("format", POLICY_FORMATS)
def test_every_format_has_the_direction_with_its_evidence(format: str) -> None:
    text = policy_report(format, COMPARISON, RenderOptions(width=1000))

    if format == "json":
        changes = json.loads(text)["policies"][0]["changes"]
        found = {(c["subject"], c["direction"], c["evidence"]) for c in changes}
        assert {
            ("permits.sold", "loosens", "proven"),
            ("permits.forge", "loosens", "likely"),
            ("permits.copy", "unknown", "unclear"),
        } <= found
        return
    text = re.sub(r"\s+", " ", text)
    assert "style changed from refuse to comply: loosens (proven)" in text
    assert "'must not' became 'may': loosens (likely)" in text
    assert "'10' became '14': unclear" in text


@pytest.mark.parametrize("format", POLICY_FORMATS)
def test_approved_changes_come_first_with_who_when_and_why(format: str) -> None:
    if format in ("json", "sarif"):
        return  # JSON has the order of the policy; SARIF has suppressed results last.
    text = policy_report(format, COMPARISON, RenderOptions(width=1000))

    approved = "approved by Ada on 2026-11-02, until 2027-01-31: The office asked for it."
    order = [text.index(approved), text.index("permits.given"), text.index("accepted by Cy")]
    assert order == sorted(order)
    assert order[-1] < text.index("permits.forge")


def test_json_has_texts_approvals_and_gates_as_data() -> None:
    document = json.loads(rendered("policies.json"))
    changes = {
        (change["subject"], change["code"]): change
        for policy in document["policies"]
        for change in policy["changes"]
    }

    assert document["gates"] == {"loosens": False, "unapproved": False}
    assert document["gate_results"][1] == {
        "gate": "unapproved",
        "verdict": "failed",
        "failing": 7,
        "undecided": 1,
        "not_judged": 2,
    }
    assert changes["permits.sold", "BRK006"]["approved"] == {
        "reason": "The office asked for it.",
        "by": "Ada",
        "date": "2026-11-02",
        "expires": "2027-01-31",
        "added": True,
    }
    assert changes["permits.lost", "BRK006"]["approved"] is None
    assert changes["permits.lost", "BRK006"]["accepted"]["by"] == "Cy"
    assert len(changes["permits.forms", "BRK009"]["before"]) > 2000


@pytest.mark.parametrize("format", POLICY_FORMATS)
def test_no_text_is_a_command_or_an_escape_sequence(format: str) -> None:
    text = policy_report(format, COMPARISON, RenderOptions())

    assert re.findall(r"##\w*\[", text) == []
    assert "\x1b" not in text
    # JSON is data: it holds what the policies hold.
    assert format == "json" or "\u202e" not in text
    if format == "github":
        lines = [line for line in text.splitlines() if line.startswith("::")]
        assert {line.split()[0] for line in lines} == {"::error", "::warning", "::notice"}
        assert text.splitlines()[len(lines) :] == [
            "22 changes: 3 loosens (likely), 9 unclear, 2 tightens, 3 tightens (likely), "
            "2 neutral, 3 approved; 14 breaking under profile behavior; 8 cases affected.",
            "2 of 20 changes are not shown by GitHub: 2 notices; the job summary lists all",
        ]
    else:
        assert re.findall(r"^\s*::", text, re.MULTILINE) == []


def test_hostile_text_is_never_markup_in_markdown() -> None:
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(rendered("policies.md"))

    assert set(re.findall(r"<(\w+)", html)) <= {"p", "strong", "h3", "h4", "ul", "li", "code"}
    assert "<strong>[must not]</strong>" in html
    assert "<li>+ The assistant <strong>[may]</strong> explain" in html
    assert not re.search(r"<li>\s*<ul>", html), "an item begins with a list of its own"
    assert "**" not in html.replace("**bold**", "")


@pytest.mark.parametrize("format", POLICY_FORMATS)
def test_without_changes_there_is_a_report(format: str) -> None:
    assert policy_report(format, NOTHING, RenderOptions())
    assert policy_report(format, compare_policies((), ()), RenderOptions())
