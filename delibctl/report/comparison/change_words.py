"""One changed case in words: verdict, citation, outcome, style, repeats, and what was said."""

from collections.abc import Callable, Iterable, Iterator

from delibctl.compare.runs.change import CaseChange, CaseSide
from delibctl.report.render_options import RenderOptions
from delibctl.stats.share import Share
from delibctl.text.escape import one_line
from delibctl.text.excerpts import excerpt
from delibctl.text.words import Segment, aligned, sides

#: Characters of a reasoning or an answer in a report.
_SAID = 240
#: Characters of an id that a model wrote.
_ID = 60
_ARROW = "->"


def hides(change: CaseChange, options: RenderOptions) -> bool:
    """Return True if only the id and the verdicts of the case may be shown."""
    return change.sensitive and not options.show_sensitive


def lines(change: CaseChange, *, hidden: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what differs: name and "before -> after"; and what is expected, where it is not so.

    With `hidden` nothing that the model wrote is shown.
    """
    before, after = change.before, change.after
    yield "right", _both(before, after, lambda side: repeats(side.right))
    if hidden:
        return
    yield (
        "citation",
        _both(before, after, lambda side: _ids(side.cited))
        + _expected(
            _ids(before.clauses) if before else "",
            _ids(after.clauses) if after else "",
            _ids(after.cited) if after else "",
        ),
    )
    yield (
        "outcome",
        _both(before, after, lambda side: str(side.outcome or "unknown"))
        + _expected(
            " or ".join(before.outcomes) if before else "",
            " or ".join(after.outcomes) if after else "",
            str(after.outcome) if after else "",
        ),
    )
    yield (
        "style",
        _both(before, after, _style)
        + _expected(
            before.style if before else "",
            after.style if after else "",
            _style(after) if after else "",
        ),
    )


def _both(before: CaseSide | None, after: CaseSide | None, shown: Callable[[CaseSide], str]) -> str:
    texts = [shown(side) for side in (before, after) if side is not None]
    if len(texts) == 2 and texts[0] == texts[1]:
        return texts[0]
    return f" {_ARROW} ".join(texts)


def _expected(before: str, after: str, seen: str) -> str:
    """Return what was expected on both sides, if it changed, or was not seen after."""
    if before and after and before != after:
        return f" (expected {before} {_ARROW} {after})"
    return f" (expected {after})" if after and after != seen else ""


def repeats(share: Share) -> str:
    """Return how often a case was right, such as "2 of 5"."""
    return f"{share.hits} of {share.total}" if share.total else "not measured"


def _ids(ids: Iterable[str]) -> str:
    return ", ".join(one_line(id, _ID) for id in ids) or "none"


def _style(side: CaseSide) -> str:
    return one_line(side.declared, _ID) if side.declared else "undeclared"


def said(change: CaseChange) -> Iterator[tuple[str, str, str]]:
    """Yield sign, name and text of both sides' reasoning and answer, shortened."""
    for sign, side in (("-", change.before), ("+", change.after)):
        for name, text in (
            ("reasoning", side and side.reasoning),
            ("answer", side and side.answer),
        ):
            if text:
                yield sign, name, one_line(text, _SAID)


def clause_texts(
    changes: Iterable[CaseChange],
) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return the text of the clause before and after, with the words that differ, in excerpts.

    The second is empty if the text is the same on both sides; both if no side has it.
    """
    texts = [
        (change.before.text if change.before else "", change.after.text if change.after else "")
        for change in changes
    ]
    before = next((text for text, _ in texts if text), "")
    after = next((text for _, text in texts if text), "")
    if before == after or not before or not after:
        text = one_line(before or after)
        return ((Segment(text=text, kind="same"),) if text else ()), ()
    return sides(excerpt(aligned(one_line(before), one_line(after))))
