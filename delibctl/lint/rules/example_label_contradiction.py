"""An example has the outcome of its clause, or of one that the clause gives way to.

Why: An example is read as what the clause means; one that comes out the other way teaches the
opposite.

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

Fix: correct the style of the example, or name in `excludes` the clause that governs it.
"""

from collections import defaultdict
from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, PolicyRule
from delibctl.model import Outcome


def check(outline: Outline) -> Iterator[Hit]:
    """Every example whose outcome neither its clause has nor any that it gives way to."""
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
        return  # an unknown style or clause, which is reported
    for example in clause.entries("examples"):
        style = example.text("style") or ""
        outcome = outline.outcomes.get(style)
        if outcome is not None and outcome not in possible:
            yield Hit(
                place=example.place("style"),
                message=f"the example's style {style!r} comes out as {outcome}, and "
                f"{clause.text('id')!r} as {possible[0]}",
                next="correct the style, or name in `excludes` the clause that governs the example",
            )


rule = PolicyRule(code="EXM502", check=check, whole=True)
