"""A clause does not depend on a vague word.

Why: Two people who both ask for "an appropriate answer" can want opposite answers. So can two
judges.

Fails:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: The assistant explains refunds where appropriate.

Passes:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: The assistant explains refunds to anyone who has paid.

Fix: say what decides it, or define the word under `definitions`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.wording import NAMED_ASSISTANT, english, sentences, texts_with

#: Followed by "to" or "for", these words do say what decides.
_MEASURES = (
    r"\b(?:(?:in)?appropriate(?:ly)?|(?:un)?reasonably"
    r"|(?:un)?reasonable(?! (?:accommodation|adjustment|doubt|human|observer|person|reader|user))"
    r"|(?:in)?sufficient(?:ly)?|(?:in)?adequate(?:ly)?|excessive(?:ly)?|suitabl[ey]|properly"
    r"|unduly|undue(?! influence)|overly)\b(?! (?:to|for|enough)\b)"
)
_CONDITIONS = (
    r"\b(?:(?:if|when|whenever|where|wherever) (?:appropriate|feasible|necessary|needed|possible)"
    r"|as (?:appropriate|necessary|needed)"
    r"|(?:as (?:far|much) as|to the extent) (?:is |it is )?(?:feasible|possible|practicable))"
    # Not "where possible dangers are".
    r"(?= ?(?:[.,;:)\]\[·]|--|—|\Z|(?:and|but|or)\b))"
)
_FREQUENCY = r"(?:generally|mostly|normally|typically|usually)"
_VAGUE = english(
    rf"{_CONDITIONS}|{_MEASURES}|\b(?:best|good|sound) judge?ment\b|\bcommon sense\b"
    r"|\bat its (?:own )?discretion\b"
    rf"|\b(?<!that\s)(?<!which\s)(?<!who\s)(?:must|should) (?:not )?(?P<often>{_FREQUENCY})\b"
    rf"|(?:\A|[,;] )(?:{NAMED_ASSISTANT}|it) (?P<does>{_FREQUENCY}) (?!is\b)"
)
_WORDS = (
    *("appropriate", "feasible", "necessary", "needed", "possible", "practicable", "reasonabl"),
    *("sufficient", "adequate", "excessive", "suitabl", "properly", "undu", "overly", "judgment"),
    *("judgement", "common", "discretion", "generally", "mostly", "normally", "typically"),
    "usually",
)


def check(outline: Outline) -> Iterator[Hit]:
    """Report every vague word in a sentence about what the assistant does, once per clause."""
    defined = {term.casefold() for term in outline.definitions}
    for _, prose in texts_with(outline, _WORDS):
        reported = set()
        for start, end in _vague_spans(prose.text):
            word = " ".join(prose.text[start:end].split())
            if word.casefold() in reported or not defined.isdisjoint(_forms(word)):
                continue
            reported.add(word.casefold())
            yield Hit(
                place=prose.at(start, end),
                message=f"{word!r} is vague",
                next="say what decides it, or define the word under `definitions`",
            )


def _vague_spans(text: str) -> Iterator[tuple[int, int]]:
    for sentence in sentences(text):
        if not sentence.is_duty:
            continue
        for match in _VAGUE.finditer(sentence.text):
            name = next((name for name in ("often", "does") if match[name]), 0)
            start, end = match.span(name)
            yield sentence.start + start, sentence.start + end


def _forms(word: str) -> set[str]:
    """Return the word, and the adjective of an adverb or the last word of several."""
    last = word.casefold().split()[-1]
    return {word.casefold(), last, last.removesuffix("ly"), last.removesuffix("y") + "e"}


rule = PolicyRule(code="WRD302", level=Level.WARNING, check=check)
