"""The code quality report. GitLab silently drops an issue whose fingerprint it has seen."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from support.lint_reports import EXAMPLE, SHOP, render_options, reports

from delibctl.lint import Finding, Report, Suppressed
from delibctl.report import RenderOptions, lint_report
from delibctl.source import read


def issues(report: Report, options: RenderOptions = RenderOptions()) -> Any:  # noqa: B008 - frozen
    return json.loads(lint_report("gitlab", report, options))


def prints(report: Report) -> list[str]:
    return [issue["fingerprint"] for issue in issues(report)]


@given(report=reports, options=render_options)
def test_no_two_fingerprints_are_equal(report: Report, options: RenderOptions) -> None:
    doubled = replace(report, findings=report.findings * 2)

    made = [issue["fingerprint"] for issue in issues(doubled, options)]

    assert len(set(made)) == len(made) == len(doubled.findings)


def test_a_fingerprint_does_not_depend_on_the_number_of_the_line() -> None:
    shop, *others = EXAMPLE.files
    below = read(f"# one\n# more\n{SHOP}".encode(), shop.name)

    def moved(found: Finding) -> Finding:
        place = found.place
        if place.file != shop.name:
            return found
        down = replace(place, line=place.line + 2, end_line=place.end_line + 2)
        return replace(found, place=down)

    later = replace(EXAMPLE, files=(below, *others), findings=tuple(map(moved, EXAMPLE.findings)))

    assert prints(later) == prints(EXAMPLE)


def test_a_fingerprint_changes_with_its_line() -> None:
    shop, *others = EXAMPLE.files
    edited = read(SHOP.replace("{id: a,", "{id: z,").encode(), shop.name)
    before, after = prints(EXAMPLE), prints(replace(EXAMPLE, files=(edited, *others)))

    assert [old == new for old, new in zip(before, after, strict=True)] == [
        *(True, False, True, True, True)
    ]


def test_to_suppress_one_finding_changes_no_other_fingerprint() -> None:
    first = EXAMPLE.findings[1]
    twins = tuple(
        replace(first, place=replace(first.place, column=column, end_column=column + 1))
        for column in (3, 5, 7)
    )
    report = replace(EXAMPLE, findings=twins, suppressed=())
    one_less = replace(
        report, findings=twins[1:], suppressed=(Suppressed(finding=twins[0], reason="r"),)
    )

    assert prints(one_less) == prints(report)[1:]


def test_a_path_begins_at_the_root_of_the_repository() -> None:
    paths = {
        issue["location"]["path"] for issue in issues(EXAMPLE, RenderOptions(below_root="team"))
    }

    assert paths == {f"team/{found.place.file}" for found in EXAMPLE.findings}
