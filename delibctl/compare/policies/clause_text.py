"""Changes of the text and the style of a clause."""

from collections.abc import Iterator

from delibctl.compare.kinds import (
    FORMATTING_CHANGED,
    ID_REUSED,
    STYLE_LAXER,
    STYLE_REPLACED,
    STYLE_STRICTER,
)
from delibctl.compare.lineage.likeness import UNLIKE, likeness
from delibctl.compare.lineage.pairs import Origin, Pair
from delibctl.compare.lineage.titles import names_same_rule
from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.scales import Direction, by_strictness
from delibctl.compare.wording.classify import classify
from delibctl.model import Clause, Outcome

_KINDS = {Direction.LOOSENS: STYLE_LAXER, Direction.TIGHTENS: STYLE_STRICTER}


def text_changes(pair: Pair, sides: Sides) -> Iterator[Change]:
    """Yield at most one change: the most severe kind that applies."""
    texts = (pair.old.text, pair.new.text)
    if texts[0] == texts[1] or pair.origin is Origin.SPLIT:
        return
    about = sides.about(pair.new)
    if _reused(pair, sides):
        yield about.change(ID_REUSED, "the id now names a different rule", texts)
        return
    updated = sides.renames.follow(sides.lineage.follow(texts[0]), texts[1])
    if updated == texts[1]:
        message = "only the id of a renamed clause changed"
        yield about.change(FORMATTING_CHANGED, message, texts, Direction.NEUTRAL)
        return
    before, after = sides.before(pair.old), sides.after(pair.new)
    wording = classify(updated, texts[1], before if before is after else None)
    content = ((texts[0], before), (texts[1], after))
    yield about.change(
        wording.kind, wording.message, texts, wording.direction, content, likely=wording.likely
    )


def _reused(pair: Pair, sides: Sides) -> bool:
    """Return True if the id now names an unrelated rule: another text, and another title."""
    if pair.origin is not Origin.SAME_ID or likeness(pair.old.text, pair.new.text) >= UNLIKE:
        return False
    return not names_same_rule(pair.old, pair.new, sides.new.category_of[pair.new.id])


def style_changes(pair: Pair, sides: Sides) -> Iterator[Change]:
    """Yield one change per old clause with another style; the guides are not compared here."""
    after = sides.after(pair.new)
    for source in (pair.old, *pair.merged):
        if source.style == pair.new.style:
            continue
        before = sides.before(source)
        # The new topic may have been answered more or less freely before.
        direction = Direction.UNKNOWN if _reused(pair, sides) else by_strictness(before, after)
        texts = (_style_text(source, before), _style_text(pair.new, after))
        subject = "style" if source is pair.old else f"style of {source.id}"
        message = f"{subject} changed from {texts[0]} to {texts[1]}"
        kind = _KINDS.get(by_strictness(before, after), STYLE_REPLACED)
        yield sides.about(pair.new).change(kind, message, texts, direction)


def _style_text(clause: Clause, outcome: Outcome | None) -> str:
    """Return the style, with its outcome unless the name says it."""
    return clause.style if clause.style == outcome else f"{clause.style} ({outcome})"
