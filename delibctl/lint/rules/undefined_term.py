"""A term that is written like a defined one stands under `definitions`.

Why: Capitals say that a word has a meaning of its own here; a model that is not told which one
takes the common one.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain it to a Verified Guest.}
      - {id: refunds.when, title: When, style: comply, text: Tell a Verified Guest the date.}

Passes:

    definitions: {verified guest: Somebody whose name is known.}
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain it to a Verified Guest.}
      - {id: refunds.when, title: When, style: comply, text: Tell a Verified Guest the date.}

Fix: define it, write it in lower case, or use a term that is defined.
"""

from collections import Counter
from collections.abc import Iterator

from delibctl.lint.outline import Outline, Prose
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.wording import sentences
from delibctl.text.lazy import later
from delibctl.text.terms import uses

#: Not the first words of a sentence, which are capitalised anyway.
_TERM = later(r"(?<=[a-z,;(] )[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]{2,}){1,3}(?![\w’'])")
_SO_CALLED = later(r"(?<=\bso-called )(?:[\"“‘'](?P<quoted>[^\"”’']{2,40})[\"”’'])")
#: Used once it may be a name, used twice it is a term.
_LEAST = 2


def check(outline: Outline) -> Iterator[Hit]:
    """The first use of every such term that is no title, and every term that is so called."""
    prose = [p for p in outline.prose if p.field in ("text", "summary", "guide", "principles")]
    found: list[tuple[str, Prose, int]] = []
    for text in prose:
        found += [(m["quoted"], text, m.start("quoted")) for m in _SO_CALLED.finditer(text.text)]
    terms = [(term, text, start) for text in prose for term, start in _terms(text.text)]
    counts = Counter(term for term, _, _ in terms)
    found += [use for use in terms if counts[use[0]] >= _LEAST]
    known = "\n".join(
        [*outline.definitions, *(p.text for p in outline.prose if p.field == "title")]
    )
    seen: set[str] = set()
    for term, text, start in found:
        if term not in seen and not uses(known, term):
            yield Hit(
                place=text.at(start, start + len(term)),
                message=f"{term!r} is written like a defined term, and is not defined",
                next="define it, or write it in lower case",
            )
        seen.add(term)


def _terms(text: str) -> Iterator[tuple[str, int]]:
    if not _TERM.search(text):
        return
    for sentence in sentences(text):
        for match in _TERM.finditer(sentence.text):
            yield match[0], sentence.start + match.start()


# On real policies more than one finding in five was a proper name.
rule = PolicyRule(code="WRD304", level=Level.INFO, check=check, preview=True)
