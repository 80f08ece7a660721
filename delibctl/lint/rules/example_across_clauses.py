"""The same prompt has one outcome, whichever clause it is an example of.

Why: Who learns from the examples is told two things about one message.

Fails:

    clauses:
      - id: codes.say
        title: Say
        style: comply
        text: Explain what a code is for.
        examples: [{prompt: "What about my code?", style: comply}]
      - id: codes.tell
        title: Tell
        style: refuse
        text: Tell nobody a code.
        examples: [{prompt: "What about my code?", style: refuse}]

Passes:

    clauses:
      - id: codes.say
        title: Say
        style: comply
        text: Explain what a code is for.
        examples: [{prompt: "What is my code for?", style: comply}]
      - id: codes.tell
        title: Tell
        style: refuse
        text: Tell nobody a code.
        examples: [{prompt: "What is my code?", style: refuse}]

Fix: keep the prompt with the clause that governs it, or correct one of the styles.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.quotes import normalise


def check(outline: Outline) -> Iterator[Hit]:
    """Every example whose prompt is one of another clause with another outcome."""
    first: dict[str, tuple[Entry, Entry]] = {}
    for clause in outline.clauses:
        for example in clause.entries("examples"):
            prompt = example.text("prompt")
            if prompt is None:
                continue
            other, earlier = first.setdefault(_folded(prompt), (clause, example))
            mine, theirs = (outline.outcomes.get(e.text("style") or "") for e in (example, earlier))
            if other is not clause and mine and theirs and mine is not theirs:
                yield Hit(
                    place=example.place("prompt"),
                    message=f"the prompt comes out as {mine} here and as {theirs} in "
                    f"{other.text('id')!r} at {earlier.place('prompt')}",
                    next="keep it with the clause that governs it, or correct a style",
                )


def _folded(prompt: str) -> str:
    """As `normalise`, which takes several times as long and which most prompts do not need."""
    plain = prompt.isascii() and "*" not in prompt and "`" not in prompt
    return " ".join(prompt.casefold().split()) if plain else normalise(prompt)


rule = PolicyRule(code="EXM503", level=Level.WARNING, check=check)
