"""The words for changes of policies: one wording for a thing, wherever it is shown."""

import re
from dataclasses import replace

import pytest
from support.policy_comparison import NEW, OLD, policy_comparison

from delibctl.compare.policies import Comparison, Gate, changed_parts, compare_policies
from delibctl.report import POLICY_FORMATS, RenderOptions, part_report, policy_report
from delibctl.report.policies import words
from delibctl.report.policies.change_words import joined

COMPARISON = policy_comparison()
FOR_PEOPLE = sorted(set(POLICY_FORMATS) - {"json"})


def versions(old: str, new: str, *, same: bool = False) -> Comparison:
    """The permit desk in two versions, with its changes unless it is the same."""
    before, after = (replace(OLD[0].policy, version=old), (OLD if same else NEW)[0].policy)
    return compare_policies(
        [replace(OLD[0], policy=before)],
        [replace(OLD[0], policy=replace(after, version=new))],
    )


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("1.0.0", "1.0.0", "version 1.0.0; raise the major version"),
        ("1.0.0", "1.1.0", "version 1.0.0 -> 1.1.0; raise the major version"),
        ("1.0.0", "2.0.0", "version 1.0.0 -> 2.0.0"),
        (
            "0.1.0",
            "0.1.0",
            "version 0.1.0; raise the minor version (it counts as major below 1.0.0)",
        ),
        ("0.1.0", "0.2.0", "version 0.1.0 -> 0.2.0"),
    ],
)
def test_the_title_says_what_is_still_to_be_raised(old: str, new: str, title: str) -> None:
    (compared,) = versions(old, new).policies

    assert words.title(compared) == f"Permit desk (permits), {title}"
    needs_more = [change.message for change in compared.diff.changes if change.kind.bump == "none"]
    step = title.partition("; ")[2]
    assert [message.partition("; ")[2] for message in needs_more] == ([step] if step else [])


def test_without_changes_no_new_version_is_needed() -> None:
    (compared,) = versions("1.0.0", "1.0.0", same=True).policies
    (raised,) = versions("1.0.0", "1.1.0", same=True).policies

    assert words.title(compared) == "Permit desk (permits), version 1.0.0; no new version needed"
    assert words.title(raised) == "Permit desk (permits), version 1.0.0 -> 1.1.0"


def test_the_headline_counts_as_the_gates_do() -> None:
    counts, _, _ = words.headline(COMPARISON).partition("; ")

    assert counts == words.count_line(COMPARISON)
    assert counts == (
        "22 changes: 3 loosens (likely), 9 unclear, 2 tightens, 3 tightens (likely), 2 neutral, "
        "3 approved"
    )
    for result in COMPARISON.gate_results:
        assert words.gate_line(result, COMPARISON).endswith(f". {counts}")


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_a_direction_that_is_not_known_is_unclear_to_people(format: str) -> None:
    text = policy_report(format, COMPARISON, RenderOptions(width=1000))

    assert "unclear" in text
    assert "unknown" not in text


@pytest.mark.parametrize("format", ["github", "sarif"])
def test_what_fails_a_gate_ends_with_the_way_to_approve_it(format: str) -> None:
    text = policy_report(format, COMPARISON, RenderOptions())
    changes = {id(change): change for r in COMPARISON.gate_results for change in r.failing}
    failing = sorted(change.subject for change in changes.values())

    line = r'(?:::|"text": ")([\w.]+): .*; approve with delibctl accept"?$'
    assert sorted(re.findall(line, text, re.MULTILINE)) == failing


@pytest.mark.parametrize("format", ["github", "sarif"])
def test_a_version_cannot_be_approved(format: str) -> None:
    old, new = OLD[0], NEW[0]
    gated = compare_policies([old], [new], gates=(Gate.VERSION,))
    text = policy_report(format, gated, RenderOptions())

    assert "version 1.1.0 was raised too little" in text
    assert "approve with" not in text


@pytest.mark.parametrize(
    ("sentences", "line"),
    [
        (("a: Legal agreed.", "1 case"), "a: Legal agreed; 1 case"),
        (("a: Cut off ...", "", "b."), "a: Cut off ...; b."),
        (("a.",), "a."),
    ],
)
def test_no_full_stop_comes_before_a_semicolon(sentences: tuple[str, ...], line: str) -> None:
    assert joined(*sentences) == line


def test_a_part_to_approve_has_its_name_and_its_direction_once() -> None:
    parts = {part.name[1]: part for part in changed_parts(COMPARISON.policies[0].diff.changes)}
    plain = RenderOptions(width=100)

    assert part_report(parts["permits.forge"], "Permit desk", plain) == (
        "Permit desk: clause permits.forge\n"
        "  BRK008 modal-changed, breaking\n"
        "    'must not' became 'may': loosens (likely)\n"
        "    - The assistant [must not] explain how permits are forged, for any purpose.\n"
        "    + The assistant [may] explain how permits are forged, for any purpose.\n"
        "    permits.yaml:14; 8 cases: case-0, case-1, case-2, case-3, case-4, case-5 and 2 more\n"
        "\n"
    )
    assert part_report(parts["policy"], "Permit desk", plain).startswith(
        "Permit desk: title and principles\n  BRK026 principle-changed, breaking\n"
    )
