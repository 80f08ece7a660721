"""A comment that suppresses findings gives a reason, names a rule, and is needed.

Why: An unneeded suppression hides the next finding. Without a reason, reviewers cannot judge it.

Fails:

    definitions:
      harm: one # delib: ignore[YML007] other tools read it

Passes:

    definitions:
      harm: yes # delib: ignore[YML007] other tools read it

Fix: remove the comment, or give a reason: `# delib: ignore[CODE] reason`. Add `until=2026-12-31` to
set an end date.
"""

from collections.abc import Iterator

from delibctl.lint.comments import Suppression, Suppressions
from delibctl.lint.rule import CommentRule, Fixes, Hit, Level
from delibctl.source import Edit
from delibctl.text.suggest import nearest


def check(comments: Suppressions) -> Iterator[Hit]:
    """Report every suppression comment that suppresses nothing."""
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
                message=f"unused suppression: {', '.join(unused)} finds nothing here",
                next="remove the comment" if unused == ran else f"remove {', '.join(unused)}",
                edits=_removal(entry, comments) if unused == list(entry.codes) else (),
            )


def _problem(entry: Suppression, comments: Suppressions) -> tuple[str, str] | None:
    if not entry.codes:
        return "the suppression names no rule", "write: # delib: ignore[CODE] reason"
    for code in entry.codes:
        if code not in comments.codes:
            return f"unknown rule {code!r}", nearest(code, comments.codes, "rule")
        if code in comments.essential:
            return (
                f"{code} cannot be suppressed: the other commands stop at this error",
                "fix what it finds",
            )
    if not entry.reason:
        return "a suppression without a reason has no effect", "give the reason after the `]`"
    if entry.expired(comments.today):
        return f"the suppression ended: until={entry.until}", "fix what it hides, or set a new date"
    return None


def _removal(entry: Suppression, comments: Suppressions) -> tuple[Edit, ...]:
    """Return the edit that removes the comment, or its line if nothing else is on it."""
    document = comments.document
    start, end = document.lines.span(entry.place)
    before = document.lines.line(entry.place.line)[: entry.place.column - 1]
    start -= len(before) - len(before.rstrip())
    if not before.strip():
        end = _line_end(document.text, end)
    return (Edit(place=document.lines.place(start, end, document.name), text=""),)


def _line_end(text: str, end: int) -> int:
    """Return the offset after the line end at `end`, if there is one."""
    for mark in ("\r\n", "\n", "\r"):
        if text.startswith(mark, end):
            return end + len(mark)
    return end


rule = CommentRule(code="HYG902", level=Level.WARNING, check=check, fixes=Fixes.SAFE)
