"""Nothing in a policy is marked as still to be done.

Why: A model is shown the marker as a rule, and an assumed style decides like any other.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: "TODO: say how to ask."}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: do it, and remove the marker; what `delibctl init --from` assumed, confirm or correct.
"""

import re
from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.wording import unquoted
from delibctl.source import Document
from delibctl.text.lazy import later

#: XXX and TBD alone are words too; a to-do list is one in small letters.
_MARKER = later(
    r"(?<!\w)(?:TODO|FIXME|TBD|\?\?\?)(?!\w)|(?<!\w)XXX(?=:|\s*\Z)|(?i:\blorem ipsum\b)"
    r"|(?i:<(?:insert |your )[\w ,/'-]{1,60}>|<[\w ,/'-]{1,60} here>)"
    r"|(?i:<(?:placeholder|to ?do|tbd|company|product|organi[sz]ation)(?: name)?>)"
    r"|(?i:\[(?:insert|placeholder|tbd|to ?do)\b[^\]\n(]{0,60}\](?!\())"
)
_HINTS = ("TODO", "FIXME", "TBD", "XXX", "???", "orem ipsum", "LOREM", "<", "[")
_ASSUMED = later(r"(?<!\S)#[ \t]*((?:its summary is )?assumed)[ \t]*$", re.MULTILINE)


def check(outline: Outline) -> Iterator[Hit]:
    """Every such marker in a text, but for what users say in examples; and every assumption."""
    texts = [part.document.text for part in outline.parts]
    hints = [hint for hint in _HINTS if any(hint in text for text in texts)]
    for prose in outline.prose if hints else ():
        if prose.field == "prompt" or not any(hint in prose.text for hint in hints):
            continue
        for match in _MARKER.finditer(unquoted(prose.text)):
            yield Hit(
                place=prose.at(*match.span()),
                message=f"{match[0]!r} is left over",
                next="write what is to stand there",
            )
    for part in outline.parts:
        yield from _assumed(part.document)


def _assumed(document: Document) -> Iterator[Hit]:
    """The comments of a drafted policy about what nobody has decided yet."""
    for match in document.comments(_ASSUMED) if "assumed" in document.text else ():
        yield Hit(
            place=document.lines.place(match.start(), match.end(), document.name),
            message=f"'# {match[1]}' says that nobody has decided this yet",
            next="confirm or correct what stands there, and remove the comment",
        )


rule = PolicyRule(code="HYG901", level=Level.WARNING, check=check)
