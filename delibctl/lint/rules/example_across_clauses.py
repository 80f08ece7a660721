"""An example prompt has the same outcome in every clause that uses it.

Why: Otherwise the examples teach two contrary answers to one message.

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
    """Report every example prompt that has another outcome in another clause."""
    first: dict[str, tuple[Entry, Entry]] = {}
    for clause in outline.clauses:
        for example in clause.entries("examples"):
            prompt = example.text("prompt")
            if prompt is None:
                continue
            owner, earlier = first.setdefault(_folded(prompt), (clause, example))
            here, there = (outline.outcomes.get(e.text("style") or "") for e in (example, earlier))
            if owner is not clause and here and there and here is not there:
                yield Hit(
                    place=example.place("prompt"),
                    message=f"the prompt has outcome {here} here, but {there} in "
                    f"{owner.text('id')!r} at {earlier.place('prompt')}",
                    next="keep it only with the clause that governs it, or correct a style",
                )


def _folded(prompt: str) -> str:
    """Return what `normalise` returns, several times faster for plain ASCII prompts."""
    plain = prompt.isascii() and "*" not in prompt and "`" not in prompt
    return " ".join(prompt.casefold().split()) if plain else normalise(prompt)


rule = PolicyRule(code="EXM503", level=Level.WARNING, check=check)
