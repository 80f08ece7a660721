"""The changes of a policy, for a pull request."""

from collections.abc import Iterable, Iterator

from delibctl.compare.policies import Compared, Comparison, Direction
from delibctl.report.policies import change_words, words
from delibctl.report.policies.shown_change import ShownChange, groups
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import inert, markdown
from delibctl.text.words import Segment

#: A plain `-` or `+` would begin a list inside the item.
SIGNS = ("\u2212", "\\+")


def render(comparison: Comparison, _options: RenderOptions) -> str:
    """Render a sentence to act on, the gates, then accepted changes and others by direction."""
    return inert("\n".join(_parts(comparison))) + "\n"


def _parts(comparison: Comparison) -> Iterator[str]:
    yield f"**{markdown(words.headline(comparison))}**"
    for notice in comparison.notices:
        yield from ("", f"Note: {markdown(notice)}")
    for result in comparison.gate_results:
        yield from ("", f"Gate `{result.gate}`: {markdown(words.gate_line(result, comparison))}")
    for compared in comparison.policies:
        if compared.diff.changes:
            yield from ("", f"### {markdown(words.title(compared))}")
            yield from _policy(compared, comparison)


def _policy(compared: Compared, comparison: Comparison) -> Iterator[str]:
    for title, changes in groups(compared, comparison):
        yield from ("", f"#### {markdown(title)}", "")
        for shown in changes:
            yield from change_lines(shown)


def change_lines(shown: ShownChange, *, coded: bool = True) -> Iterator[str]:
    """Yield an item of a list: the change, its code, both texts, and what is said beside it."""
    change = shown.change
    line = markdown(change_words.line(change))
    yield f"- **{markdown(change.subject)}**: {line}{f' ({shown.code})' if coded else ''}"
    if change.direction is not Direction.NEUTRAL:
        for sign, segments in zip(SIGNS, change_words.texts(change), strict=True):
            if segments:
                yield f"  - {sign} {marked(segments)}"
    yield from (f"  - {markdown(note)}" for note in shown.notes)


def marked(segments: Iterable[Segment]) -> str:
    """Return a text with its changed words in brackets, and bold where Markdown can show it."""
    parts = tuple(segments)
    result = ""
    for number, segment in enumerate(parts):
        words = markdown(segment.text)
        if segment.kind == "changed" and words:
            after = parts[number + 1].text if number + 1 < len(parts) else ""
            # Asterisks next to a letter and a bracket would be shown as they are.
            apart = not result[-1:].isalnum() and not after[:1].isalnum()
            words = f"**\\[{words}\\]**" if apart else f"\\[{words}\\]"
        before = " " if segment.text[:1].isspace() else ""
        behind = " " if segment.text[-1:].isspace() and words else ""
        result += f"{before}{words}{behind}"
    return result.strip()
