"""All rules: a module in `rules/` is a rule, and its name is the rule's."""

from dataclasses import dataclass
from importlib import import_module
from inspect import getdoc
from pkgutil import iter_modules

from delibctl.lint import rules
from delibctl.lint.rule import FileRule, PolicyRule


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A rule with its name and its documentation."""

    name: str
    documentation: str
    rule: FileRule | PolicyRule


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
    return tuple(sorted(found, key=lambda registered: registered.rule.code))


RULES = _load()
