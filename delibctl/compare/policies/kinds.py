"""The registry of classes of change. A code, once given, never means anything else.

BRK022, a raised `schema_version`, is not among them: the model of a policy does not hold it.
"""

from dataclasses import dataclass

from delibctl.compare.policies.scales import Bump, Profile


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A class of change: the laxest profile that fails on it, and the version it calls for."""

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
    "A clause is gone, and its id is not reserved.")
RETIRED = _kind("BRK002", "clause-retired", _BEHAVIOR, _MAJOR,
    "A clause is gone, and its id is reserved.")
RENAMED = _kind("BRK003", "clause-renamed", None, _MINOR,
    "A clause has another id and names the former one.")
LOOKS_RENAMED = _kind("BRK003", "clause-looks-renamed", _LABELS, _MINOR,
    "A clause has another id and does not name the former one.")
ID_REUSED = _kind("BRK004", "id-reused", _LABELS, _MAJOR,
    "An id names another text, or is free to.")
CATEGORY_CHANGED = _kind("BRK005", "category-changed", _LABELS, _MAJOR,
    "A clause is in another category, or a category is gone or renamed.")
STYLE_LAXER = _kind("BRK006", "style-laxer", _BEHAVIOR, _MAJOR,
    "A clause has a style of a laxer outcome.")
STYLE_STRICTER = _kind("BRK007", "style-stricter", _BEHAVIOR, _MAJOR,
    "A clause has a style of a stricter outcome.")
MODAL_CHANGED = _kind("BRK008", "modal-changed", _BEHAVIOR, _MAJOR,
    "A clause says must, should or may where it said another.")
CONDITION_CHANGED = _kind("BRK009", "condition-changed", _BEHAVIOR, _MAJOR,
    "A negation, number, quantifier or condition in a clause is another.")
TEXT_CHANGED = _kind("BRK010", "text-changed", _TEXT, _MINOR,
    "Other words of a clause are changed.")
FORMATTING_CHANGED = _kind("BRK011", "formatting-changed", None, _PATCH,
    "Only space, punctuation or upper case is changed.")
EXCLUSION_CHANGED = _kind("BRK012", "exclusion-changed", _BEHAVIOR, _MAJOR,
    "An exclusion is added, removed, reworded or leads to another clause.")
PRECEDENCE_CHANGED = _kind("BRK013", "precedence-changed", _BEHAVIOR, _MAJOR,
    "A clause overrides others, or has another authority.")
DEFINITION_CHANGED = _kind("BRK014", "definition-changed", _BEHAVIOR, _MAJOR,
    "A definition is added, removed or changed.")
EXAMPLE_FLIPPED = _kind("BRK015", "example-flipped", _LABELS, _MAJOR,
    "An example calls for another style.")
EXAMPLE_REMOVED = _kind("BRK016", "example-removed", _LABELS, _MINOR,
    "An example is gone, or its prompt is reworded.")
EXAMPLE_ADDED = _kind("BRK017", "example-added", None, _PATCH,
    "An example is new, or its answers are reworded.")
ADDED_OVERLAPPING = _kind("BRK018", "clause-added-overlapping", _BEHAVIOR, _MINOR,
    "A new clause bears on what other clauses cover.")
ADDED = _kind("BRK019", "clause-added", None, _MINOR,
    "A new clause that bears on no other, or a new category.")
STYLE_REMOVED = _kind("BRK020", "style-removed", _FORMAT, _MAJOR,
    "A style is gone, or is declared with another outcome.")
SEVERITY_CHANGED = _kind("BRK021", "severity-changed", _BEHAVIOR, _MINOR,
    "A clause has another severity.")
METADATA_CHANGED = _kind("BRK023", "metadata-changed", None, _PATCH,
    "What no model is shown: the description, lineage or reserved ids.")
VERSION_NOT_BUMPED = _kind("BRK024", "version-not-bumped", _FORMAT, _NONE,
    "The version is raised by less than the changes call for.")
SUMMARY_CHANGED = _kind("BRK025", "summary-changed", _TEXT, _MINOR,
    "The summary of a category is changed.")
PRINCIPLE_CHANGED = _kind("BRK026", "principle-changed", _TEXT, _MINOR,
    "A principle is added, removed or reworded.")
GUIDE_CHANGED = _kind("BRK027", "style-guide-changed", _TEXT, _MINOR,
    "The guide of a style, or what it must or must not hold, is changed.")
TITLE_CHANGED = _kind("BRK028", "title-changed", _TEXT, _MINOR,
    "The title of a clause, a category or the policy is changed.")
ORDER_CHANGED = _kind("BRK029", "order-changed", _TEXT, _PATCH,
    "The same parts stand in another order.")
STYLE_REPLACED = _kind("BRK030", "style-replaced", _BEHAVIOR, _MAJOR,
    "A clause has another style of the same outcome.")
RATIONALE_CHANGED = _kind("BRK031", "rationale-changed", _TEXT, _MINOR,
    "The rationale of a clause, which models are shown, is changed.")
STYLE_ADDED = _kind("BRK032", "style-added", _TEXT, _MINOR,
    "A style is new.")
SPLIT = _kind("BRK033", "clause-split", _LABELS, _MAJOR,
    "A clause has taken over part of another.")
MERGED = _kind("BRK034", "clauses-merged", _BEHAVIOR, _MAJOR,
    "A clause has taken in another.")
POLICY_ID_CHANGED = _kind("BRK035", "policy-id-changed", _LABELS, _MAJOR,
    "The policy has another id.")
# fmt: on

KINDS = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
