"""All rules: a module in `rules/` is a rule, and its name is the rule's."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from inspect import getdoc
from pkgutil import iter_modules

from delibctl.errors import DelibctlError
from delibctl.lint import rules
from delibctl.lint.rule import CommentRule, FileRule, PolicyRule
from delibctl.text.suggest import nearest

#: What `--select` and `--ignore` take for every rule.
ALL = "ALL"


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A rule with its name and its documentation."""

    name: str
    documentation: str
    rule: FileRule | PolicyRule | CommentRule

    @property
    def code(self) -> str:
        """The code, which no other rule ever has."""
        return self.rule.code

    @cached_property
    def summary(self) -> str:
        """What holds where the rule is kept, in one line."""
        return self.documentation.partition("\n")[0]

    @cached_property
    def why(self) -> str:
        """Why it is to hold, in one line."""
        _, _, rest = self.documentation.partition("\nWhy: ")
        return " ".join(rest.partition("\n\n")[0].split())


def _load() -> tuple[Registered, ...]:
    found = []
    for module_info in iter_modules(rules.__path__):
        module = import_module(f"{rules.__name__}.{module_info.name}")
        found.append(
            Registered(
                name=module_info.name.replace("_", "-"),
                documentation=getdoc(module) or "",
                rule=module.rule,
            )
        )
    return tuple(sorted(found, key=lambda registered: registered.code))


RULES = _load()


def codes_of(selector: str) -> frozenset[str]:
    """The codes that a code, the beginning of one, a name or ALL stands for.

    Raises DelibctlError where it stands for none.
    """
    found = frozenset(
        rule.code
        for rule in RULES
        if selector.upper() == ALL
        or rule.name == selector
        or (selector and rule.code.startswith(selector.upper()))
    )
    if not found:
        known = {name for rule in RULES for name in (rule.code, rule.code[:3], rule.name)}
        near = nearest(selector, known, "rule")
        listed = "delibctl rule lists them"
        raise DelibctlError(
            f"no rule {selector!r}",
            next=f"{near} {listed}" if near.startswith("did") else listed,
        )
    return found


def codes_of_all(selectors: Iterable[str]) -> frozenset[str]:
    """The codes that any of the selectors stands for."""
    return frozenset(code for selector in selectors for code in codes_of(selector))
