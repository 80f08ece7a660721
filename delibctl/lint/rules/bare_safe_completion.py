"""A style for safe completion says what every such answer gives.

Why: To help without the harmful part is to do something; without a `must` nobody, and no judge, can
tell whether an answer did.

Fails:

    styles:
      careful: {outcome: safe-complete, guide: Help with what is safe.}

Passes:

    styles:
      careful: {outcome: safe-complete, guide: Help with what is safe., must: [name a helpline]}

Fix: add at least one entry to `must`.
"""

from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Hit
from delibctl.source import Document


def check(document: Document) -> Iterator[Hit]:
    """Every declared style of that outcome that has no `must`."""
    data = document.data if isinstance(document.data, dict) else {}
    styles = data.get("styles")
    for name, style in styles.items() if isinstance(styles, dict) else ():
        if not isinstance(style, dict) or style.get("outcome") != "safe-complete":
            continue
        if not style.get("must"):
            yield Hit(
                place=document.key_place(("styles", name)),
                message=f"the style {name!r} safe-completes and has no `must`",
                next="say what every such answer gives: must: [...]",
            )


rule = FileRule(code="STY402", check=check)
