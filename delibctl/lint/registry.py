"""The registry of rules: each module in `rules/` is a rule and gives it its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules

from delibctl.errors import DelibctlError
from delibctl.lint import rules
from delibctl.lint.rule import CommentRule, FileRule, PolicyRule
from delibctl.text.documentation import documentation
from delibctl.text.suggest import nearest

#: The selector of `--select` and `--ignore` for all rules.
ALL = "ALL"


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A rule with its name and its documentation."""

    name: str
    documentation: str
    rule: FileRule | PolicyRule | CommentRule

    @property
    def code(self) -> str:
        """The code, unique to this rule."""
        return self.rule.code

    @cached_property
    def summary(self) -> str:
        """The requirement in one line."""
        return self.documentation.partition("\n")[0]

    @cached_property
    def why(self) -> str:
        """The reason for the rule in one line."""
        _, _, after_heading = self.documentation.partition("\nWhy: ")
        return " ".join(after_heading.partition("\n\n")[0].split())


def _load() -> tuple[Registered, ...]:
    registered = []
    for module_info in iter_modules(rules.__path__):
        module = import_module(f"{rules.__name__}.{module_info.name}")
        registered.append(
            Registered(
                name=module_info.name.replace("_", "-"),
                documentation=documentation(module),
                rule=module.rule,
            )
        )
    return tuple(sorted(registered, key=lambda entry: entry.code))


RULES = _load()


def codes_of(selector: str) -> frozenset[str]:
    """Return the codes that a selector matches: a code, a prefix of codes, a rule name or ALL.

    Raises DelibctlError if it matches none.
    """
    codes = frozenset(
        rule.code
        for rule in RULES
        if selector.upper() == ALL
        or rule.name == selector
        or (selector and rule.code.startswith(selector.upper()))
    )
    if not codes:
        selectors = {name for rule in RULES for name in (rule.code, rule.code[:3], rule.name)}
        near = nearest(selector, selectors, "rule")
        listed = "`delibctl rule` lists all rules"
        raise DelibctlError(
            f"unknown rule {selector!r}",
            next=f"{near} {listed}" if near.startswith("did") else listed,
        )
    return codes


def codes_of_all(selectors: Iterable[str]) -> frozenset[str]:
    """Return the codes that any of the selectors matches."""
    return frozenset(code for selector in selectors for code in codes_of(selector))
