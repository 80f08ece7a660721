"""An example has the outcome of its clause, or of a clause that its clause gives way to.

Why: Examples show what the clause means. One with another outcome teaches the opposite.

Fails:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain how to ask.
        examples: [{prompt: "How do I ask?", style: refuse}]

Passes:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain how to ask.
        examples: [{prompt: "How do I ask?", style: comply}]

Fix: correct the style of the example, or name the clause that governs it in `excludes`.
"""

from collections import defaultdict
from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, PolicyRule
from delibctl.model import Outcome


def check(outline: Outline) -> Iterator[Hit]:
    """Report every example whose outcome is not that of its clause or of one it gives way to."""
    styles = {clause.text("id"): clause.text("style") for clause in outline.clauses}
    winners = defaultdict[str, list[str | None]](list)
    for clause in outline.clauses:
        for id, _ in clause.texts("overrides"):
            winners[id].append(clause.text("style"))
    for clause in outline.clauses:
        if not clause.data.get("examples"):
            continue
        excluded = [styles.get(entry.text("to")) for entry in clause.entries("excludes")]
        possible = [clause.text("style"), *excluded, *winners[clause.text("id") or ""]]
        yield from _check(clause, [outline.outcomes.get(s or "") for s in possible], outline)


def _check(clause: Entry, possible: list[Outcome | None], outline: Outline) -> Iterator[Hit]:
    if None in possible:
        return  # an unknown style or clause has its own rule
    for example in clause.entries("examples"):
        style = example.text("style") or ""
        outcome = outline.outcomes.get(style)
        if outcome is not None and outcome not in possible:
            yield Hit(
                place=example.place("style"),
                message=f"the example's style {style!r} has outcome {outcome}, but "
                f"{clause.text('id')!r} has outcome {possible[0]}",
                next="correct the style, or name the clause that governs the example in `excludes`",
            )


rule = PolicyRule(code="EXM502", check=check, needs_all_files=True)
