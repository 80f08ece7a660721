"""The registry of rules: the code and name of each, and the rule itself once it is used."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import import_module
from types import ModuleType

from delibctl.errors import DelibctlError
from delibctl.lint.codes import MODULES
from delibctl.lint.rule import CommentRule, FileRule, PolicyRule
from delibctl.text.documentation import documentation
from delibctl.text.suggest import nearest

#: The selector of `--select` and `--ignore` for all rules.
ALL = "ALL"


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A rule with its name and its documentation, which are in the module that `load` imports."""

    code: str
    name: str
    load: Callable[[], ModuleType] = field(compare=False)

    @cached_property
    def rule(self) -> FileRule | PolicyRule | CommentRule:
        """The rule itself."""
        rule: FileRule | PolicyRule | CommentRule = self.load().rule
        return rule

    @cached_property
    def documentation(self) -> str:
        """What the rule requires, why, what fails, what passes, and how to fix it."""
        return documentation(self.load())

    @cached_property
    def summary(self) -> str:
        """The requirement in one line."""
        return self.documentation.partition("\n")[0]

    @cached_property
    def why(self) -> str:
        """The reason for the rule in one line."""
        _, _, after_heading = self.documentation.partition("\nWhy: ")
        return " ".join(after_heading.partition("\n\n")[0].split())


#: All rules by code. Each module in `rules/` is a rule, gives it its name, and is loaded on use.
RULES = tuple(
    Registered(
        code=code,
        name=module.replace("_", "-"),
        load=partial(import_module, f"delibctl.lint.rules.{module}"),
    )
    for code, module in sorted(MODULES.items())
)


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
