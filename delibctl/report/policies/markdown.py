"""The changes of a policy, for a pull request."""

from collections.abc import Iterable, Iterator

from delibctl.compare.policies import Change, Compared, Comparison, Direction, fails
from delibctl.report.policies import words as words
from delibctl.report.policies.opinions import opinion_lines
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import inert, markdown
from delibctl.text.words import Segment


def render(comparison: Comparison, _options: RenderOptions) -> str:
    """Render a sentence to act on, the gates, then the changes by direction."""
    return inert("\n".join(_parts(comparison))) + "\n"


def _parts(comparison: Comparison) -> Iterator[str]:
    yield f"**{markdown(words.headline(comparison))}**"
    for result in comparison.gate_results:
        yield from ("", f"Gate `{result.gate}`: {markdown(words.gate_line(result, comparison))}")
    for compared in comparison.policies:
        if compared.diff.changes:
            yield from ("", f"### {markdown(words.title(compared))}")
            yield from _policy(compared, comparison)


def _policy(compared: Compared, comparison: Comparison) -> Iterator[str]:
    notes, opinions = words.acceptances(compared), opinion_lines(compared)
    for title, changes in words.groups(compared):
        yield from ("", f"#### {markdown(title)}", "")
        for change in changes:
            accepted = notes.get(id(change), "")
            breaking = ", breaking" if fails(change, comparison.profile) else ""
            yield (
                f"- **{markdown(change.subject)}**: {markdown(change.message)} "
                f"({change.kind.code}{breaking})"
            )
            yield from _details(change, accepted)
            if id(change) in opinions:
                yield f"  - {markdown(opinions[id(change)])}"


def _details(change: Change, accepted: str) -> Iterator[str]:
    if change.direction is not Direction.NEUTRAL:
        for sign, segments in zip("\u2212+", words.texts(change), strict=True):
            if segments:
                yield f"  - {sign} {_marked(segments)}"
    notes = (words.where(change), words.used_by(change), words.cases(change), accepted)
    beside = "; ".join(markdown(note) for note in notes if note)
    if beside:
        yield f"  - {beside}"


def _marked(segments: Iterable[Segment]) -> str:
    """Return a text with its changed words in bold."""
    parts = []
    for segment in segments:
        text = markdown(segment.text)
        changed = segment.kind == "changed" and text.strip()
        parts.append(f"**{text.strip()}**" if changed else text)
    return " ".join(part for part in parts if part)
