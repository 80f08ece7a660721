"""Words that differ, in brackets, so that changes show without colour."""

from collections.abc import Iterable

from rich.text import Text

from delibctl.text.words import Segment


def marked(segments: Iterable[Segment], role: str) -> Text:
    """Return the segments as one text; white space at their edges stays outside the brackets."""
    text = Text()
    for segment in segments:
        text.append_text(_segment(segment, role))
    return text


def _segment(segment: Segment, role: str) -> Text:
    words = " ".join(segment.text.split())
    if segment.kind == "same" or not words:
        return Text(segment.text.replace("\n", " "))
    before = segment.text[: len(segment.text) - len(segment.text.lstrip())]
    after = segment.text[len(segment.text.rstrip()) :]
    text = Text(before.replace("\n", " "))
    text.append(f"[{words}]", style=f"{role}.changed")
    return text.append(after.replace("\n", " "))
