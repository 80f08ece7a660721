"""A comment that suppresses findings says why, names a rule, and is needed.

Why: A suppression that nothing needs hides the next finding, and one without a reason cannot be
judged.

Fails:

    definitions:
      harm: one # delib: ignore[YML007] other tools read it

Passes:

    definitions:
      harm: yes # delib: ignore[YML007] other tools read it

Fix: remove the comment, or give its reason: `# delib: ignore[CODE] reason`, with `until=2026-12-31`
where it is to end.
"""

from collections.abc import Iterator

from delibctl.lint.comments import Suppression, Suppressions
from delibctl.lint.rule import CommentRule, Fixes, Hit, Level
from delibctl.source import Edit
from delibctl.text.suggest import nearest


def check(comments: Suppressions) -> Iterator[Hit]:
    """Every such comment that suppresses nothing, for whatever reason."""
    for entry in comments.entries:
        problem = _problem(entry, comments)
        if problem:
            message, next = problem
            yield Hit(place=entry.place, message=message, next=next)
            continue
        ran = [code for code in entry.codes if code in comments.ran]
        unused = [code for code in ran if (entry, code) not in comments.used]
        if unused:
            yield Hit(
                place=entry.place,
                message=f"nothing to suppress: {', '.join(unused)} finds nothing here",
                next="remove the comment" if unused == ran else f"remove {', '.join(unused)}",
                edits=_removal(entry, comments) if unused == list(entry.codes) else (),
            )


def _problem(entry: Suppression, comments: Suppressions) -> tuple[str, str] | None:
    if not entry.codes:
        return "the suppression names no rule", "name it: # delib: ignore[CODE] reason"
    for code in entry.codes:
        if code not in comments.known:
            return f"no rule {code!r}", nearest(code, comments.known, "rule")
        if code in comments.essential:
            return (
                f"{code} cannot be suppressed: it stops every other command",
                "mend what it finds",
            )
    if not entry.reason:
        return "the suppression has no reason, so it suppresses nothing", "say why, behind the `]`"
    if entry.expired(comments.today):
        return f"the suppression ended: until={entry.until}", "mend what it hides, or set a date"
    return None


def _removal(entry: Suppression, comments: Suppressions) -> tuple[Edit, ...]:
    """Removes the comment, with the space before it, or its whole line if it stands alone."""
    document = comments.document
    start, end = document.lines.span(entry.place)
    before = document.lines.line(entry.place.line)[: entry.place.column - 1]
    start -= len(before) - len(before.rstrip())
    if not before.strip():
        end = _line_end(document.text, end)
    return (Edit(place=document.lines.place(start, end, document.name), text=""),)


def _line_end(text: str, end: int) -> int:
    """The offset behind the one line end that stands at `end`."""
    for mark in ("\r\n", "\n", "\r"):
        if text.startswith(mark, end):
            return end + len(mark)
    return end


rule = CommentRule(code="HYG902", level=Level.WARNING, check=check, fixes=Fixes.SAFE)
