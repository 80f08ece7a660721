"""Which rules run, and on which files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property

from delibctl.lint.outline import Thresholds
from delibctl.lint.registry import RULES, Registered, codes_of_all

#: The rules without which no policy can be built, whatever an author chose to ignore.
SOUND = (
    *("YML001", "YML002", "YML003", "YML004", "YML005", "YML006", "YML008", "YML010", "SCH"),
    *("REF201", "REF202", "REF206", "REF207", "STY401", "CAS651", "CAS652"),
    *("CAS653", "CAS654"),
)


#: Their codes, whole.
ESSENTIAL = codes_of_all(SOUND)


@dataclass(frozen=True, kw_only=True)
class Options:
    """`select` and `ignore` hold codes, beginnings of codes, or names of rules.

    Where `select` is empty every rule runs that is not in preview; a rule in preview runs with
    `preview`, or where its own code or name is selected. `per_file`: a glob of names, and what is
    ignored in those files. `suppressions`: whether comments count. `today`: the day on which a
    suppression has to hold. `thresholds`: what some rules go by.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preview: bool = False
    suppressions: bool = True
    today: date = date.min
    thresholds: Thresholds = field(default_factory=Thresholds)

    @cached_property
    def rules(self) -> tuple[Registered, ...]:
        """The rules that run. Raises DelibctlError where a selector stands for none."""
        selected = codes_of_all(self.select or ("ALL",))
        ignored = codes_of_all(self.ignore)
        exact = {*self.select}
        return tuple(
            rule
            for rule in RULES
            if rule.code in selected - ignored
            and (not rule.rule.preview or self.preview or exact & {rule.code, rule.name})
        )

    @cached_property
    def _ignored_in(self) -> dict[str, frozenset[str]]:
        return {pattern: codes_of_all(codes) for pattern, codes in self.per_file.items()}

    def ignores(self, code: str, file: str) -> bool:
        """Whether findings of that code are left out in a file."""
        return any(
            code in codes and fnmatchcase(file, pattern)
            for pattern, codes in self._ignored_in.items()
        )
