"""The changes of a policy as annotations of a GitHub Actions job."""

from collections.abc import Iterator

from delibctl.compare.policies import Change, Compared, Comparison, Direction
from delibctl.report.annotations import annotation
from delibctl.report.policies import words as words
from delibctl.report.policies.opinions import opinion_lines
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import inert

_ORDER = ("error", "warning", "notice")


def render(comparison: Comparison, options: RenderOptions) -> str:
    """Render approved changes, then all that are not neutral; an error if one fails a gate."""
    failing = {id(change) for result in comparison.gate_results for change in result.failing}
    lines = [
        _annotation("notice", change, options, words.approval_note(approval))
        for compared in comparison.policies
        for change, approval in compared.approved
        if change.direction is not Direction.NEUTRAL
    ]
    others = (change for compared in comparison.policies for change in _not_approved(compared))
    annotated = sorted(
        (
            (_level(change, id(change) in failing), change)
            for change in others
            if change.direction is not Direction.NEUTRAL or id(change) in failing
        ),
        key=lambda pair: _ORDER.index(pair[0]),
    )
    opinions = {
        id: line for compared in comparison.policies for id, line in opinion_lines(compared).items()
    }
    lines += [
        _annotation(level, change, options, opinions.get(id(change), ""))
        for level, change in annotated
    ]
    return "".join(f"{line}\n" for line in [*lines, inert(words.headline(comparison))])


def _not_approved(compared: Compared) -> Iterator[Change]:
    approved = {id(change) for change, _ in compared.approved}
    return (change for change in compared.diff.changes if id(change) not in approved)


def _level(change: Change, fails: bool) -> str:
    if fails:
        return "error"
    return "warning" if change.direction is Direction.LOOSENS else "notice"


def _annotation(level: str, change: Change, options: RenderOptions, beside: str = "") -> str:
    notes = (words.cases(change), beside)
    return annotation(
        level,
        change.place if change.side == "new" and change.place.file else None,
        f"{change.kind.code} {change.kind.name}",
        f"{change.subject}: {change.message} ({change.direction})"
        + "".join(f"; {note}" for note in notes if note),
        options,
    )
