"""The console that renders reports: every text that it prints is visible, whoever wrote it."""

from collections.abc import Iterable
from itertools import accumulate

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Span, Text

from delibctl.text.escape import visible


class VisibleConsole(Console):
    """A console that writes control, bidi and invisible characters as escapes."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render a part of a report; its texts never reach the terminal as they are."""
        if isinstance(renderable, str):
            renderable = Text(renderable)
        if isinstance(renderable, Text):
            renderable = visible_text(renderable)
        return super().render(renderable, options)


def _shown(text: str, index: int) -> str:
    """Return a character as it is shown; a selector of an emoji needs the one before it."""
    pair = text[max(0, index - 1) : index + 1]
    return text[index] if visible(pair) == pair else visible(text[index])


def visible_text(text: Text) -> Text:
    """Return a text with its invisible characters as escapes, and its styles where they were."""
    plain = text.plain
    shown = visible(plain)
    if shown == plain:
        return text
    pieces = [_shown(plain, index) for index in range(len(plain))]
    offsets = [0, *accumulate(map(len, pieces))]
    result = text.blank_copy("".join(pieces))
    result.spans = [
        Span(offsets[span.start], offsets[min(span.end, len(plain))], span.style)
        for span in text.spans
    ]
    return result
