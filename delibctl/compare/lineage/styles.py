"""Styles that have another name than before."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from delibctl.compare.lineage.likeness import likeness
from delibctl.compare.lineage.pairs import Origin, Pair
from delibctl.model import Category, Policy, Style

#: From this likeness on, a guide is a rewording of another.
_REWORDED = 0.5

Uses = Counter[tuple[str, str]]


def renamed_styles(old: Policy, new: Policy, pairs: Iterable[Pair]) -> dict[str, str]:
    """Return old name to new name of declared styles: of the same definition, or nearly so.

    A style of which no clause moved to the new name must have the same definition.
    """
    lost = {name: style for name, style in old.styles.items() if new.style(name) is None}
    gained = {name: style for name, style in new.styles.items() if old.style(name) is None}
    if not lost or not gained:
        return {}
    uses = style_uses(pairs)
    candidates = [
        (not _equal(lost[before], gained[after]), -count, before, after)
        for (before, after), count in uses.items()
        if before in lost and after in gained
        if _is_alike(lost[before], gained[after], uses)
    ]
    by_definition = {_definition(style): name for name, style in reversed(gained.items())}
    for before, style in lost.items():
        if after := by_definition.get(_definition(style)):
            candidates.append((False, 0, before, after))
    names: dict[str, str] = {}
    for _, _, before, after in sorted(candidates):
        if before not in names and after not in names.values():
            names[before] = after
    return names


def style_uses(pairs: Iterable[Pair]) -> Uses:
    """Return how many clauses had one style and have another now, or the same."""
    return Counter(
        (source.style, pair.new.style)
        for pair in pairs
        if pair.origin is not Origin.SPLIT
        for source in (pair.old, *pair.merged)
    )


def moved_as_one(before: str, after: str, uses: Uses) -> bool:
    """Return True if all clauses of the old style have the new one, and no others."""
    return all((old == before) == (new == after) for old, new in uses)


def _definition(style: Style) -> tuple[object, ...]:
    return style.outcome, style.guide, style.must, style.must_not


def _equal(old: Style, new: Style) -> bool:
    return _definition(old) == _definition(new)


def _is_alike(old: Style, new: Style, uses: Uses) -> bool:
    if likeness(old.guide, new.guide) >= _REWORDED:
        return True
    return old.outcome is new.outcome and moved_as_one(old.name, new.name, uses)


def with_style_names(policy: Policy, names: Mapping[str, str]) -> Policy:
    """Return the policy with new names of styles, in their declarations, clauses and examples."""

    def renamed(category: Category) -> Category:
        clauses = (
            replace(
                clause,
                style=names.get(clause.style, clause.style),
                examples=tuple(
                    replace(example, style=names.get(example.style, example.style))
                    for example in clause.examples
                ),
            )
            for clause in category.clauses
        )
        return replace(category, clauses=tuple(clauses))

    return replace(
        policy,
        styles={
            names.get(name, name): replace(style, name=names.get(name, name))
            for name, style in policy.styles.items()
        },
        categories=tuple(map(renamed, policy.categories)),
    )


def mark_style(text: str, name: str, mark: str) -> str:
    """Return the text with each use of the name of a style replaced."""
    return re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", lambda _: mark, text)
