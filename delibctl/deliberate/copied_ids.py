"""Ids in copied policy text, which are no citations."""

import re

from delibctl.text.lazy import later

_ID = r"[A-Za-z][A-Za-z0-9_.-]*"
#: The lines of a clause that name other clauses, as a prompt shows them.
_ROUTE = later(
    rf"does not cover\b[^\n]{{0,600}}?(?:-+>|=+>|→|⇒|-&gt;)\s*(\[?\s*{_ID}\s*\]?)", re.IGNORECASE
)
_WINS = later(rf"wins over:[ \t]*(\[{_ID}\](?:,?[ \t]*\[{_ID}\])*+)", re.IGNORECASE)
_HEADING = later(rf"^#{{1,4}} (\[{_ID}\])[^\n]{{0,300}}\nStyle: ", re.MULTILINE)


def without_copied_ids(text: str, *, headings: bool = False) -> str:
    """Return a text with blanks for the ids that lines of a copied clause name.

    A copied clause names the clauses it gives way to; that is no citation of them. `headings`:
    neither is its own heading, since a copied clause is recognised by its text.
    """
    for pattern in (_ROUTE, _WINS, _HEADING) if headings else (_ROUTE, _WINS):
        text = pattern.sub(_blanked, text)
    return text


def _blanked(match: re.Match[str]) -> str:
    start, end = match.start(1) - match.start(), match.end(1) - match.start()
    return match[0][:start] + " " * (end - start) + match[0][end:]
