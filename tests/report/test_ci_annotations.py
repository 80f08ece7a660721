"""A branch as annotations: on the clause's own lines, the worst first, and nothing breaks out."""

import re
from dataclasses import replace

import pytest
from support.ci_results import broken, clean, hostile, loosened, waiting
from support.hostile import TOGETHER
from support.lint_reports import EXAMPLE

from delibctl.report import RenderOptions
from delibctl.report.ci.github import render
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import CiResult

PAGE = RenderOptions(below_root="desk")


def lines(result: CiResult) -> list[str]:
    return render(result, PAGE).splitlines()


def test_a_change_and_a_regression_stand_on_the_lines_of_their_clause() -> None:
    found = lines(broken())

    assert [line for line in found if line.startswith("::error file=desk/policy.yaml,line=28,")]
    assert any("title=permits.forge::4 regressed" in line for line in found)
    assert found[-1] == str(outcome_of(broken()))


def test_what_must_be_seen_first_is_a_warning_and_errors_come_before_it() -> None:
    found = lines(replace(waiting(), policies=(*waiting().policies, *loosened().policies)))

    levels = [re.match(r"::(\w+)", line)[1] for line in found if line.startswith("::")]  # type: ignore[index]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert "::warning title=delibctl ci::max_cost in delibctl.toml" in (found)
    assert any("this branch approves permits, clause permits.copy" in line for line in found)


def test_findings_of_lint_are_annotated_too() -> None:
    (policy,) = clean().policies
    found = lines(replace(clean(), policies=(replace(policy, lint=EXAMPLE),)))

    assert any(re.match("::error .*title=[A-Z]{3}[0-9]{3}", line) for line in found)


def test_a_clean_branch_has_the_sentence_alone() -> None:
    assert lines(clean()) == ["Passed, you can merge: nothing in this branch can change an answer."]


@pytest.mark.parametrize("text", ["".join(TOGETHER.values())])
def test_no_text_is_a_command_of_a_log(text: str) -> None:
    out = render(hostile(text), PAGE)

    ours = [line for line in out.splitlines() if re.match("::(error|warning|notice) ", line)]
    assert len(re.findall(r"^\s*::|##\w*\[|section_(?:start|end):\d", out, re.MULTILINE)) == len(
        ours
    )
    assert "\x1b" not in out
