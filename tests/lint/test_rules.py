"""Each rule against the examples of its own documentation."""

import json
import re
from dataclasses import replace
from datetime import date
from importlib import import_module
from inspect import getdoc
from pkgutil import iter_modules
from textwrap import dedent, indent
from typing import Any

import pytest
from support.memory_files import bundle

from delibctl.edge.encoder.load import sentence_encoder
from delibctl.edge.encoder.package import EncoderPackage
from delibctl.lint import RULES, Options, Report, Thresholds, lint, rules
from delibctl.lint.codes import MODULES
from delibctl.lint.registry import Registered
from delibctl.lint.rule import PolicyRule
from delibctl.source import read
from delibctl.text.meaning import SentenceEncoder

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


#: The policy that examples of cases stand beside.
SHARED = block((getdoc(rules) or "").partition("beside it:\n\n")[2] + "\n")


def whole(text: str) -> str:
    """An example of clauses as the policy that it shows a part of; any other as it is."""
    parts = re.search(r"(?s)^((?!.*^policy:).*?)^clauses:\n((?:[ \n].*?\n)*)(\S.*)?\Z", text, re.M)
    if parts is None:
        return text
    before, clauses, after = parts.groups("")
    head, _, rest = SHARED.partition("categories:\n")
    category = rest[: rest.index("clauses:\n") + len("clauses:\n")]
    return f"{head}{before}categories:\n{category}{indent(clauses, ' ' * 4)}{after}"


#: An example's first line may say what stands in the configuration.
CONFIGURED = re.compile(r"# \[lint\] (\w+) = (\S+)\n")
#: A line after the first one may begin another file.
OTHER_FILE = re.compile(r"(?<=\n)# (\w+\.yaml)\n")


def encoder_for(rule: Registered) -> SentenceEncoder | None:
    if not (isinstance(rule.rule, PolicyRule) and rule.rule.needs_encoder):
        return None
    found = sentence_encoder()
    assert not isinstance(found, EncoderPackage), "the development environment has the extra"
    return found


def linted(rule: Registered, heading: str) -> Report:
    """The report on an example: one file by itself, or cases beside the policy of the examples.

    All rules look at it but those in preview, among which only the rule itself does.
    """
    text = example(rule, heading)
    thresholds = Thresholds()
    if configured := CONFIGURED.match(text):
        value: Any = json.loads(configured[2])
        thresholds = replace(thresholds, **{configured[1]: value})
        text = text[configured.end() :]
    text, *others = OTHER_FILE.split(text)
    beside = dict(zip(others[::2], others[1::2], strict=True))
    text = whole(text)
    options = Options(
        today=date(2026, 1, 1),
        thresholds=thresholds,
        select=("ALL", rule.code),
        encoder=encoder_for(rule),
    )
    if text.startswith(CASES):
        return lint([bundle({"policy.yaml": SHARED, "cases.yaml": text})], (), options)
    document = read(text.encode(), "policy.yaml")
    if document.kind == "policy":
        return lint([bundle({"policy.yaml": text, **beside})], (), options)
    return lint((), [document], options)


@every_rule
def test_the_failing_example_breaks_that_rule_and_no_other(rule: Registered) -> None:
    report = linted(rule, "Fails:")

    found = [(finding.code, finding.name, finding.level) for finding in report.findings]
    assert found == [(rule.rule.code, rule.name, rule.rule.level)]


@every_rule
def test_the_passing_example_is_clean(rule: Registered) -> None:
    assert linted(rule, "Passes:").findings == ()


@every_rule
def test_a_finding_says_where_what_and_what_next(rule: Registered) -> None:
    (finding,) = linted(rule, "Fails:").findings

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
    codes = [registered.code for registered in RULES]

    assert codes == sorted(set(codes))
    assert len({registered.name for registered in RULES}) == len(RULES)


def test_every_module_with_a_rule_is_registered_with_the_code_of_that_rule() -> None:
    names = [module.name for module in iter_modules(rules.__path__)]
    modules = {name: import_module(f"{rules.__name__}.{name}") for name in names}

    assert {module.rule.code: name for name, module in modules.items()} == MODULES
