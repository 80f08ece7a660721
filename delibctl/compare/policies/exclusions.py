"""Changes of exclusions: situations that a clause leaves to other clauses."""

from collections.abc import Iterator

from delibctl.compare.kinds import EXCLUSION_CHANGED, FORMATTING_CHANGED
from delibctl.compare.lineage.align import align
from delibctl.compare.lineage.pairs import Pair
from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.routes import Route, leads, routes
from delibctl.compare.policies.shown import order
from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import describe_form, read
from delibctl.compare.wording.folding import form
from delibctl.model import Outcome


def exclusion_changes(pair: Pair, sides: Sides) -> Iterator[Change]:
    """Yield one change per changed exclusion, and one if their order changed."""
    old, new = routes(pair, sides)
    keys = (lambda route: (route.text, route.to), lambda route: route.text, lambda route: route.to)
    for before, after in align(old, new, keys):
        if change := _change(pair, sides, before, after):
            yield change
    lists = ([str(route) for route in old], [str(route) for route in new])
    if change := order(sides.about(pair.new), "exclusions", lists):
        yield change


def _change(pair: Pair, sides: Sides, old: Route | None, new: Route | None) -> Change | None:
    about = sides.about(pair.new)
    texts = (str(old) if old else None, str(new) if new else None)
    # Outcomes are hashed too: a waiver must not outlive what made the change harmless.
    content = (old and old.content, new and new.content)
    likely = False
    if old and new and old.to == new.to:
        if old.text == new.text:
            return None
        formal = form(old.text, new.text)
        if formal:
            message = f"exclusion: {describe_form(formal)}"
            return about.change(FORMATTING_CHANGED, message, texts, formal, content)
        message = f"exclusion reworded ({new.to})"
        direction, likely = _reworded(old, new), True
    elif old and new:
        message = f"exclusion now leads to {new.to}, not {old.to}"
        direction = leads(old, new)
    elif new:
        message, direction = f"exclusion added: leads to {new.to}", leads(new.instead, new)
    elif old:
        message, direction = f"exclusion removed: led to {old.to}", leads(old, old.instead)
    else:
        return None
    return about.change(EXCLUSION_CHANGED, message, texts, direction, content, likely=likely)


def _reworded(old: Route, new: Route) -> Direction:
    """Return the direction of a wider or narrower situation that is left to another clause."""
    wider = read(old.text, new.text, Outcome.REFUSE).direction  # tightens if wider
    moved = {
        Direction.TIGHTENS: leads(new.instead, new),
        Direction.LOOSENS: leads(old, old.instead),
    }
    return moved.get(wider, wider)
