"""Changes of titles."""

from delibctl.compare.kinds import FORMATTING_CHANGED, TITLE_CHANGED
from delibctl.compare.policies.change import About, Change
from delibctl.compare.policies.shown import shown_text
from delibctl.compare.scales import Direction
from delibctl.text.headings import only_number_differs


def title_change(about: About, noun: str, titles: tuple[str, str]) -> Change | None:
    """Return the change of a title; neutral if it only moved up or down among numbered ones."""
    if only_number_differs(*titles):
        message = f"{noun}: only its number changed"
        return about.change(FORMATTING_CHANGED, message, titles, Direction.NEUTRAL)
    return shown_text(about, TITLE_CHANGED, noun, titles)
