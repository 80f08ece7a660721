"""The changes of a policy as annotations of a GitHub Actions job."""

from collections import Counter

from delibctl.compare.policies import Comparison, Direction, needs_approval
from delibctl.report.annotations import annotation, not_shown
from delibctl.report.policies import change_words, words
from delibctl.report.policies.shown_change import ShownChange, groups
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import inert

_LEVELS = ("error", "warning", "notice")


def render(comparison: Comparison, options: RenderOptions) -> str:
    """Render accepted changes, then all that are not neutral; an error if one fails a gate."""
    shown = [
        each
        for compared in comparison.policies
        for _, changes in groups(compared, comparison)
        for each in changes
        if each.change.direction is not Direction.NEUTRAL or each.failing
    ]
    shown.sort(key=lambda each: (not each.accepted, _LEVELS.index(_level(each))))
    lines = [_annotation(each, options) for each in shown]
    lines += [inert(words.headline(comparison))]
    levels = Counter(map(_level, shown))
    lines += [not_shown({level: levels[level] for level in _LEVELS}, "change")]
    return "".join(f"{line}\n" for line in lines if line)


def _level(shown: ShownChange) -> str:
    if shown.failing:
        return "error"
    tests_less = needs_approval(shown.change) and shown.change.is_of_tests
    warns = shown.change.direction is Direction.LOOSENS or tests_less
    return "warning" if (warns and not shown.accepted) or shown.undecided else "notice"


def _annotation(shown: ShownChange, options: RenderOptions) -> str:
    change = shown.change
    line = f"{change.subject}: {change_words.line(change)}"
    cases = change_words.cases(change)
    notes = (shown.owner, shown.accepted, shown.opinion, cases, shown.approving)
    return annotation(
        _level(shown),
        change.place if change.side == "new" and change.place.file else None,
        f"{change.kind.code} {change.kind.name}",
        change_words.joined(line, *notes),
        options,
    )
