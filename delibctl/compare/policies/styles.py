"""Styles that came, went, or mean something else; the built-in ones count unless redeclared."""

from collections.abc import Iterator

from delibctl.compare.policies.change import About, Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.kinds import GUIDE_CHANGED, STYLE_ADDED, STYLE_REMOVED
from delibctl.compare.policies.scales import Direction, by_strictness
from delibctl.compare.policies.shown import order, shown_text
from delibctl.model import Style


def declared_style_changes(sides: Sides) -> Iterator[Change]:
    """Those of every declared style, in the order of the alphabet."""
    for name in sorted({*sides.old.styles, *sides.new.styles}):
        old, new = sides.old.style(name), sides.new.style(name)
        about = About(subject=name, clauses=_users(name, sides))
        if old and new:
            yield from _changed(about, old, new, sides)
        elif new:
            yield about.change(STYLE_ADDED, "style added", (None, new.guide), content=(None, new))
        elif old:
            texts, content = (old.guide, None), (old, None)
            yield about.change(STYLE_REMOVED, "style removed", texts, content=content)


def _users(name: str, sides: Sides) -> tuple[str, ...]:
    """The clauses that have the style, or had it and are still there."""
    had = [pair.new.id for pair in sides.lineage.pairs if pair.old.style == name]
    have = {clause.id for clause in sides.new.clauses if clause.style == name}
    return tuple(clause.id for clause in sides.new.clauses if clause.id in have.union(had))


def _changed(about: About, old: Style, new: Style, sides: Sides) -> Iterator[Change]:
    if old.outcome is not new.outcome:
        kept = (
            pair for pair in sides.lineage.pairs if pair.old.style == pair.new.style == old.name
        )
        direction = by_strictness(old.outcome, new.outcome) if any(kept) else Direction.UNKNOWN
        message = f"outcome of the style changed from {old.outcome} to {new.outcome}"
        yield about.change(STYLE_REMOVED, message, (old.outcome, new.outcome), direction)
    lists = (("must", old.must, new.must), ("must not", old.must_not, new.must_not))
    for change in (
        shown_text(about, GUIDE_CHANGED, "guide", (old.guide, new.guide)),
        *(_items(about, what, before, after) for what, before, after in lists),
    ):
        if change:
            yield change


def _items(about: About, what: str, old: tuple[str, ...], new: tuple[str, ...]) -> Change | None:
    """What every answer in the style must or must not hold, as one list."""
    if sorted(old) == sorted(new):
        return order(about, f"{what!r}", (old, new))
    texts = ("\n".join(old) or None, "\n".join(new) or None)
    return shown_text(about, GUIDE_CHANGED, f"{what!r}", texts)
