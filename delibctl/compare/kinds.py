"""The registry of kinds of change. A code never changes its meaning.

There is no BRK022 (another `schema_version`): a loaded policy does not have that field.
"""

from dataclasses import dataclass

from delibctl.compare.scales import Bump, Profile


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of change: the laxest profile that fails on it, and the version part it raises."""

    code: str
    name: str
    description: str
    profile: Profile | None
    bump: Bump


def _kind(code: str, name: str, profile: Profile | None, bump: Bump, description: str) -> Kind:
    return Kind(code=code, name=name, description=description, profile=profile, bump=bump)


_TEXT, _BEHAVIOR, _LABELS, _FORMAT = Profile
_NONE, _PATCH, _MINOR, _MAJOR = Bump

# fmt: off
REMOVED = _kind("BRK001", "clause-removed", _LABELS, _MAJOR,
    "A clause was removed, and its id is not reserved.")
RETIRED = _kind("BRK002", "clause-retired", _BEHAVIOR, _MAJOR,
    "A clause was removed, and its id is reserved.")
RENAMED = _kind("BRK003", "clause-renamed", None, _MINOR,
    "A clause has a new id, and `renamed_from` names the old one.")
LOOKS_RENAMED = _kind("BRK003", "clause-looks-renamed", _LABELS, _MINOR,
    "A clause seems to have a new id, but `renamed_from` does not name the old one.")
ID_REUSED = _kind("BRK004", "id-reused", _LABELS, _MAJOR,
    "An id names a different rule, or is no longer reserved.")
CATEGORY_CHANGED = _kind("BRK005", "category-changed", _LABELS, _MAJOR,
    "A clause moved to another category, or a category was removed or renamed.")
STYLE_LAXER = _kind("BRK006", "style-laxer", _BEHAVIOR, _MAJOR,
    "The style of a clause changed to one with a laxer outcome.")
STYLE_STRICTER = _kind("BRK007", "style-stricter", _BEHAVIOR, _MAJOR,
    "The style of a clause changed to one with a stricter outcome.")
MODAL_CHANGED = _kind("BRK008", "modal-changed", _BEHAVIOR, _MAJOR,
    "A modal verb in a clause changed, such as must, should or may.")
CONDITION_CHANGED = _kind("BRK009", "condition-changed", _BEHAVIOR, _MAJOR,
    "A negation, number, quantifier or condition in a clause changed.")
TEXT_CHANGED = _kind("BRK010", "text-changed", _TEXT, _MINOR,
    "Other words of a clause changed.")
FORMATTING_CHANGED = _kind("BRK011", "formatting-changed", None, _PATCH,
    "Only spacing, punctuation or upper case changed.")
EXCLUSION_CHANGED = _kind("BRK012", "exclusion-changed", _BEHAVIOR, _MAJOR,
    "An exclusion was added, removed or reworded, or leads to another clause.")
PRECEDENCE_CHANGED = _kind("BRK013", "precedence-changed", _BEHAVIOR, _MAJOR,
    "A clause overrides other clauses than before, or its authority changed.")
DEFINITION_CHANGED = _kind("BRK014", "definition-changed", _BEHAVIOR, _MAJOR,
    "A definition was added, removed or changed.")
EXAMPLE_FLIPPED = _kind("BRK015", "example-flipped", _LABELS, _MAJOR,
    "An example expects another style.")
EXAMPLE_REMOVED = _kind("BRK016", "example-removed", _LABELS, _MINOR,
    "An example was removed, or its prompt was reworded.")
EXAMPLE_ADDED = _kind("BRK017", "example-added", None, _PATCH,
    "An example was added, or its answers were reworded.")
ADDED_OVERLAPPING = _kind("BRK018", "clause-added-overlapping", _BEHAVIOR, _MINOR,
    "A new clause overlaps with other clauses.")
ADDED = _kind("BRK019", "clause-added", None, _MINOR,
    "A clause that overlaps with no other, or a category, was added.")
STYLE_REMOVED = _kind("BRK020", "style-removed", _FORMAT, _MAJOR,
    "A style was removed, or its outcome changed.")
SEVERITY_CHANGED = _kind("BRK021", "severity-changed", _BEHAVIOR, _MINOR,
    "The severity of a clause changed.")
METADATA_CHANGED = _kind("BRK023", "metadata-changed", None, _PATCH,
    "Fields that models never see changed: owner, description, former ids or reserved ids.")
VERSION_NOT_BUMPED = _kind("BRK024", "version-not-bumped", _FORMAT, _NONE,
    "The version was raised by less than the changes require.")
SUMMARY_CHANGED = _kind("BRK025", "summary-changed", _TEXT, _MINOR,
    "The summary of a category changed.")
PRINCIPLE_CHANGED = _kind("BRK026", "principle-changed", _TEXT, _MINOR,
    "A principle was added, removed or reworded.")
GUIDE_CHANGED = _kind("BRK027", "style-guide-changed", _TEXT, _MINOR,
    "The guide of a style, its `must` or its `must_not` changed.")
TITLE_CHANGED = _kind("BRK028", "title-changed", _TEXT, _MINOR,
    "The title of a clause, a category or the policy changed.")
ORDER_CHANGED = _kind("BRK029", "order-changed", _TEXT, _PATCH,
    "The order of a list changed, but not its items.")
STYLE_REPLACED = _kind("BRK030", "style-replaced", _BEHAVIOR, _MAJOR,
    "The style of a clause changed to one with the same outcome.")
RATIONALE_CHANGED = _kind("BRK031", "rationale-changed", None, _PATCH,
    "The rationale of a clause changed; models are not shown it.")
STYLE_ADDED = _kind("BRK032", "style-added", _TEXT, _MINOR,
    "A style was added.")
SPLIT = _kind("BRK033", "clause-split", _LABELS, _MAJOR,
    "A clause was split off from another clause.")
MERGED = _kind("BRK034", "clauses-merged", _BEHAVIOR, _MAJOR,
    "A clause was merged into another clause.")
POLICY_ID_CHANGED = _kind("BRK035", "policy-id-changed", _LABELS, _MAJOR,
    "The id of the policy changed.")
STYLE_RENAMED = _kind("BRK036", "style-renamed", _TEXT, _MINOR,
    "A style has a new name, wherever it is used.")
TERM_RENAMED = _kind("BRK037", "term-renamed", _TEXT, _MINOR,
    "A defined term with the same meaning has a new name.")
CASE_REMOVED = _kind("BRK038", "case-removed", _LABELS, _NONE,
    "A case that counted was removed.")
CASE_RETIRED = _kind("BRK039", "case-retired", _LABELS, _NONE,
    "A case that counted is retired, disputed, a draft or in quarantine.")
CASE_RELABELLED = _kind("BRK040", "case-relabelled", _LABELS, _NONE,
    "A case expects another answer, has another kind or category, or may be trained on.")
CASE_REWORDED = _kind("BRK041", "case-reworded", _LABELS, _NONE,
    "The conversation of a case changed.")
CASES_ADDED = _kind("BRK042", "cases-added", None, _NONE,
    "Cases were added, or count now.")
CASE_EDITED = _kind("BRK043", "cases-edited", None, _NONE,
    "Cases that do not count changed, or fields of a case that decide nothing.")
RULE_SUPPRESSED = _kind("BRK044", "rule-suppressed", _BEHAVIOR, _NONE,
    "A comment suppresses a rule of lint at a line that had no such comment.")
SUPPRESSION_REMOVED = _kind("BRK045", "suppression-removed", None, _NONE,
    "A rule of lint is no longer suppressed at a line.")
SETTING_CHANGED = _kind("BRK046", "setting-changed", _BEHAVIOR, _NONE,
    "A setting of the configuration was added, removed or changed.")
PACE_CHANGED = _kind("BRK047", "pace-changed", None, _NONE,
    "A setting changed that decides only how fast a probe goes, or when it asks before it spends.")
# fmt: on

KINDS = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
