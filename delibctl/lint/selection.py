"""The selection of rules, and of the files they check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from posixpath import join, normpath

from delibctl.lint.outline import Thresholds
from delibctl.lint.registry import RULES, Registered, codes_of_all
from delibctl.lint.rule import PolicyRule
from delibctl.text.meaning import SentenceEncoder

#: Rules that every policy must pass before it can be built; they cannot be ignored.
SOUND = (
    *("YML001", "YML002", "YML003", "YML004", "YML005", "YML006", "YML008", "YML010", "YML011"),
    *("SCH", "REF201", "REF202", "REF206", "REF207", "STY401", "CAS651", "CAS652"),
    *("CAS653", "CAS654"),
)


#: Their full codes.
ESSENTIAL = codes_of_all(SOUND)


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of a lint run. `select` and `ignore` hold codes, prefixes of codes or rule names.

    An empty `select` selects all rules that are not in preview. A rule in preview runs with
    `preview`, or if its own code or name is selected. `per_file`: file glob to the selectors that
    are ignored there. `folder`: the folder of the files, as seen from that of the globs.
    `suppressions`: honour suppression comments. `today`: the day that decides if a suppression has
    expired. `thresholds`: the limits of some rules. `encoder`: what compares meanings; without it,
    rules that need it do not run, and `no_encoder` says why.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folder: str = ""
    preview: bool = False
    suppressions: bool = True
    today: date = date.min
    thresholds: Thresholds = field(default_factory=Thresholds)
    encoder: SentenceEncoder | None = None
    no_encoder: str = "no encoder was given"

    @cached_property
    def rules(self) -> tuple[Registered, ...]:
        """The rules that run. Raises DelibctlError if a selector matches none."""
        without = self.encoder is None
        return tuple(rule for rule in self._wanted if not (without and _compares(rule)))

    @cached_property
    def comparing(self) -> tuple[Registered, ...]:
        """The rules that were chosen and compare meanings, also those that do not run."""
        return tuple(rule for rule in self._wanted if _compares(rule))

    def names(self, rule: Registered) -> bool:
        """Return True if a rule was chosen by its own code or name."""
        return bool({*self.select} & {rule.code, rule.name})

    @cached_property
    def _wanted(self) -> tuple[Registered, ...]:
        selected = codes_of_all(self.select or ("ALL",))
        ignored = codes_of_all(self.ignore)
        return tuple(
            rule
            for rule in RULES
            if rule.code in selected - ignored
            and (not rule.rule.preview or self.preview or self.names(rule))
        )

    def __post_init__(self) -> None:
        """Raise DelibctlError if a rule that is ignored in some files is unknown."""
        for codes in self.per_file.values():
            codes_of_all(codes)

    @cached_property
    def _ignored_in(self) -> list[tuple[tuple[str, ...], frozenset[str]]]:
        return [(_forms(glob), codes_of_all(codes)) for glob, codes in self.per_file.items()]

    def ignores(self, code: str, file: str) -> bool:
        """Return True if findings of that code are ignored in a file."""
        if not self.per_file:
            return False
        path = normpath(join(self.folder, file))
        return any(
            code in codes and any(fnmatchcase(path, form) for form in forms)
            for forms, codes in self._ignored_in
        )


def _compares(registered: Registered) -> bool:
    rule = registered.rule
    return isinstance(rule, PolicyRule) and rule.needs_encoder


def _forms(glob: str) -> tuple[str, ...]:
    """Return the patterns of a glob: it may name a folder, and `**/` no folder at all."""
    path = normpath(glob)
    return path, f"{path}/*", path.replace("**/", "")
