"""A safe-complete style says what every answer must contain.

Why: A safe completion has to give something helpful. Without a `must`, neither a person nor a judge
can tell whether an answer did.

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
    """Report every declared safe-complete style that has no `must`."""
    data = document.data if isinstance(document.data, dict) else {}
    styles = data.get("styles")
    for name, style in styles.items() if isinstance(styles, dict) else ():
        if not isinstance(style, dict) or style.get("outcome") != "safe-complete":
            continue
        if not style.get("must"):
            yield Hit(
                place=document.key_place(("styles", name)),
                message=f"the safe-complete style {name!r} has no `must`",
                next="list what every such answer must contain: must: [...]",
            )


rule = FileRule(code="STY402", check=check)
