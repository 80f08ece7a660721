"""The changes of a policy as annotations of a GitHub Actions job."""

from delibctl.compare.policies import Change, Comparison, Direction
from delibctl.report.annotations import annotation
from delibctl.report.policies import words as words
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import inert

_ORDER = ("error", "warning", "notice")


def render(comparison: Comparison, options: RenderOptions) -> str:
    """Render an annotation for each change that is not neutral; an error if it fails a gate."""
    failing = {id(change) for result in comparison.gate_results for change in result.failing}
    annotated = sorted(
        (
            (_level(change, id(change) in failing), change)
            for compared in comparison.policies
            for change in compared.diff.changes
            if change.direction is not Direction.NEUTRAL or id(change) in failing
        ),
        key=lambda pair: _ORDER.index(pair[0]),
    )
    lines = [_annotation(level, change, options) for level, change in annotated]
    return "".join(f"{line}\n" for line in [*lines, inert(words.headline(comparison))])


def _level(change: Change, fails: bool) -> str:
    if fails:
        return "error"
    return "warning" if change.direction is Direction.LOOSENS else "notice"


def _annotation(level: str, change: Change, options: RenderOptions) -> str:
    cases = words.cases(change)
    return annotation(
        level,
        change.place if change.side == "new" and change.place.file else None,
        f"{change.kind.code} {change.kind.name}",
        f"{change.subject}: {change.message} ({change.direction})"
        + (f"; {cases}" if cases else ""),
        options,
    )
