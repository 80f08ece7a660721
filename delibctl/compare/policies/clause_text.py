"""Changes of the text and the style of a clause."""

from collections.abc import Iterator

from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.kinds import (
    FORMATTING_CHANGED,
    ID_REUSED,
    STYLE_LAXER,
    STYLE_REPLACED,
    STYLE_STRICTER,
)
from delibctl.compare.policies.likeness import UNLIKE, likeness
from delibctl.compare.policies.lineage import Origin, Pair
from delibctl.compare.policies.scales import Direction, by_strictness
from delibctl.compare.policies.wording import classify
from delibctl.model import Clause, Outcome

_KINDS = {Direction.LOOSENS: STYLE_LAXER, Direction.TIGHTENS: STYLE_STRICTER}


def text_changes(pair: Pair, sides: Sides) -> Iterator[Change]:
    """None or one: the gravest class that holds."""
    texts = (pair.old.text, pair.new.text)
    if texts[0] == texts[1] or pair.origin is Origin.SPLIT:
        return
    about = sides.about(pair.new)
    if _reused(pair):
        yield about.change(ID_REUSED, "the id now names another text", texts)
        return
    followed = sides.lineage.follow(texts[0])
    if followed == texts[1]:
        message = "only the id of a renamed clause changed"
        yield about.change(FORMATTING_CHANGED, message, texts, Direction.NEUTRAL)
        return
    before, after = sides.before(pair.old), sides.after(pair.new)
    wording = classify(followed, texts[1], before if before is after else None)
    content = ((texts[0], before), (texts[1], after))
    yield about.change(wording.kind, wording.message, texts, wording.direction, content)


def _reused(pair: Pair) -> bool:
    """Whether the id names another text than it did."""
    return pair.origin is Origin.SAME_ID and likeness(pair.old.text, pair.new.text) < UNLIKE


def style_changes(pair: Pair, sides: Sides) -> Iterator[Change]:
    """One for each old clause that had another style. What a style itself says is not looked at."""
    after = sides.after(pair.new)
    for old in (pair.old, *pair.merged):
        if old.style == pair.new.style:
            continue
        before = sides.before(old)
        # What another text is about may have been answered more freely, or less, before.
        direction = Direction.UNKNOWN if _reused(pair) else by_strictness(before, after)
        texts = (_named(old, before), _named(pair.new, after))
        subject = "style" if old is pair.old else f"style of {old.id}"
        message = f"{subject} changed from {texts[0]} to {texts[1]}"
        kind = _KINDS.get(by_strictness(before, after), STYLE_REPLACED)
        yield sides.about(pair.new).change(kind, message, texts, direction)


def _named(clause: Clause, outcome: Outcome | None) -> str:
    """The style, and its outcome where the name does not say it."""
    return clause.style if clause.style == outcome else f"{clause.style} ({outcome})"
