"""Changes of the examples of a clause."""

from collections.abc import Iterator

from delibctl.compare.kinds import EXAMPLE_ADDED, EXAMPLE_FLIPPED, EXAMPLE_REMOVED
from delibctl.compare.lineage.align import align
from delibctl.compare.lineage.pairs import Pair
from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.shown import order
from delibctl.compare.scales import Direction, by_strictness
from delibctl.model import Example

# Probes show no examples, so only a flip of the style is not neutral.
_NEUTRAL = Direction.NEUTRAL


def example_changes(pair: Pair, sides: Sides) -> Iterator[Change]:
    """Yield the changes of each example, and one change if their order changed."""
    keys = (lambda example: example, _prompt)
    for before, after in align(pair.old.examples, pair.new.examples, keys, _prompt):
        yield from _changes(pair, sides, before, after)
    prompts = [[example.prompt for example in side.examples] for side in (pair.old, pair.new)]
    if change := order(sides.about(pair.new), "examples", (prompts[0], prompts[1]), _NEUTRAL):
        yield change


def _prompt(example: Example) -> str:
    return example.prompt


def _changes(
    pair: Pair, sides: Sides, old: Example | None, new: Example | None
) -> Iterator[Change]:
    about, content = sides.about(pair.new), (old, new)
    texts = (old.prompt if old else None, new.prompt if new else None)
    if old is None:
        yield about.change(EXAMPLE_ADDED, "example added", texts, _NEUTRAL, content)
        return
    if new is None:
        yield about.change(EXAMPLE_REMOVED, "example removed", texts, _NEUTRAL, content)
        return
    if old.style != new.style:
        before, after = sides.old.outcome(old.style), sides.new.outcome(new.style)
        direction, flipped = by_strictness(before, after), ((old, before), (new, after))
        message = f"example now expects {new.style}, not {old.style}"
        yield about.change(EXAMPLE_FLIPPED, message, (old.style, new.style), direction, flipped)
    if old.prompt != new.prompt:
        message = "prompt of an example reworded"
        yield about.change(EXAMPLE_REMOVED, message, texts, _NEUTRAL, content)
    for quality, answers in (("good", (old.good, new.good)), ("bad", (old.bad, new.bad))):
        if answers[0] != answers[1]:
            message = f"{quality} answer of an example changed"
            yield about.change(EXAMPLE_ADDED, message, answers, _NEUTRAL, content)
