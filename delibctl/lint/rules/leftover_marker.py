"""A policy has no placeholders or to-do markers.

Why: Models read the marker as part of the rule, and an assumed style counts like any other.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: "TODO: say how to ask."}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: do what is left, and remove the marker. Confirm or correct what `delibctl init --from` assumed.
"""

import re
from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.wording import unquoted
from delibctl.source import Document
from delibctl.text.lazy import later

#: XXX counts only alone or before a colon; "to-do" in lower case is an ordinary word.
_MARKER = later(
    r"(?<!\w)(?:TODO|FIXME|TBD|\?\?\?)(?!\w)|(?<!\w)XXX(?=:|\s*\Z)|(?i:\blorem ipsum\b)"
    r"|(?i:<(?:insert |your )[\w ,/'-]{1,60}>|<[\w ,/'-]{1,60} here>)"
    r"|(?i:<(?:placeholder|to ?do|tbd|company|product|organi[sz]ation)(?: name)?>)"
    r"|(?i:\[(?:insert|placeholder|tbd|to ?do)\b[^\]\n(]{0,60}\](?!\())"
)
_HINTS = ("TODO", "FIXME", "TBD", "XXX", "???", "orem ipsum", "LOREM", "<", "[")
_ASSUMED = later(r"(?<!\S)#[ \t]*((?:its summary is )?assumed)[ \t]*$", re.MULTILINE)


def check(outline: Outline) -> Iterator[Hit]:
    """Report every marker in a text, except in example prompts, and every `# assumed` comment."""
    texts = [root.document.text for root in outline.parts]
    hints = [hint for hint in _HINTS if any(hint in text for text in texts)]
    for prose in outline.prose if hints else ():
        if prose.field == "prompt" or not any(hint in prose.text for hint in hints):
            continue
        for match in _MARKER.finditer(unquoted(prose.text)):
            yield Hit(
                place=prose.at(*match.span()),
                message=f"{match[0]!r} is a leftover placeholder",
                next="replace it with the final text",
            )
    for root in outline.parts:
        yield from _assumed(root.document)


def _assumed(document: Document) -> Iterator[Hit]:
    """Report the comments of an imported policy that mark what the importer assumed."""
    for match in document.comments(_ASSUMED) if "assumed" in document.text else ():
        yield Hit(
            place=document.lines.place(match.start(), match.end(), document.name),
            message=f"`# {match[1]}` marks a value that nobody has confirmed",
            next="confirm or correct the value, then remove the comment",
        )


rule = PolicyRule(code="HYG901", level=Level.WARNING, check=check)
