"""Each rule against the examples of its own documentation."""

import re
from inspect import getdoc
from textwrap import dedent

import pytest
from lint.files import bundle

from delibctl.lint import RULES, Report, lint, rules
from delibctl.lint.registry import Registered
from delibctl.source import read

HEADINGS = ("Why:", "Fails:", "Passes:", "Fix:")
CASES = "# cases.yaml\n"

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def example(rule: Registered, heading: str) -> str:
    """The indented block below a heading."""
    return block(rule.documentation.partition(f"\n{heading}\n")[2])


def block(text: str) -> str:
    """The first indented block of a docstring."""
    found = re.search(r"^((?:    .*\n|\n)+)", text, re.MULTILINE)
    assert found, "no indented block"
    return dedent(found[1]).strip("\n").replace("\\u2028", "\u2028") + "\n"


def linted(text: str) -> Report:
    """The report on an example: one file by itself, or cases beside the policy of the examples."""
    if text.startswith(CASES):
        policy = block((getdoc(rules) or "").partition("policy:\n\n")[2] + "\n")
        return lint([bundle({"policy.yaml": policy, "cases.yaml": text})])
    document = read(text.encode(), "policy.yaml")
    return (
        lint([bundle({"policy.yaml": text})]) if document.kind == "policy" else lint((), [document])
    )


@every_rule
def test_the_failing_example_breaks_that_rule_and_no_other(rule: Registered) -> None:
    report = linted(example(rule, "Fails:"))

    found = [(finding.code, finding.name, finding.level) for finding in report.findings]
    assert found == [(rule.rule.code, rule.name, rule.rule.level)]


@every_rule
def test_the_passing_example_is_clean(rule: Registered) -> None:
    assert linted(example(rule, "Passes:")).findings == ()


@every_rule
def test_a_finding_says_where_what_and_what_next(rule: Registered) -> None:
    (finding,) = linted(example(rule, "Fails:")).findings

    assert finding.place.file in ("policy.yaml", "cases.yaml")
    assert finding.place.line >= 1
    assert finding.message.strip()
    assert finding.next.strip()


@every_rule
def test_the_documentation_says_what_why_and_how_to_mend_it(rule: Registered) -> None:
    lines = rule.documentation.splitlines()
    headings = [line.split(":")[0] + ":" for line in lines if line.startswith(HEADINGS)]

    assert headings == list(HEADINGS)
    assert lines[0].endswith(".")
    for heading in ("Why", "Fix"):
        assert re.search(rf"^{heading}: \S", rule.documentation, re.MULTILINE)


@every_rule
def test_a_code_is_three_letters_and_three_digits(rule: Registered) -> None:
    assert re.fullmatch(r"[A-Z]{3}[0-9]{3}", rule.rule.code)


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [registered.rule.code for registered in RULES]

    assert codes == sorted(set(codes))
    assert len({registered.name for registered in RULES}) == len(RULES)
