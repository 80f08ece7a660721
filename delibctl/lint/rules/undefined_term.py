"""A term written with capitals is defined under `definitions`.

Why: Capitals suggest that a term has a special meaning here. Without a definition a model assumes
the common meaning.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain it to a Verified Guest.}
      - {id: refunds.when, title: When, style: comply, text: Tell a Verified Guest the date.}

Passes:

    definitions: {verified guest: Somebody whose name is known.}
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain it to a Verified Guest.}
      - {id: refunds.when, title: When, style: comply, text: Tell a Verified Guest the date.}

Fix: define the term, write it in lower case, or use a defined term.
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
#: Used once it may be a name; used twice it is a term.
_LEAST = 2


def check(outline: Outline) -> Iterator[Hit]:
    """Report the first use of every undefined term with capitals or after "so-called"."""
    prose = [p for p in outline.prose if p.field in ("text", "summary", "guide", "principles")]
    candidates: list[tuple[str, Prose, int]] = []
    for text in prose:
        candidates += [
            (m["quoted"], text, m.start("quoted")) for m in _SO_CALLED.finditer(text.text)
        ]
    terms = [(term, text, start) for text in prose for term, start in _terms(text.text)]
    counts = Counter(term for term, _, _ in terms)
    candidates += [use for use in terms if counts[use[0]] >= _LEAST]
    defined = "\n".join(
        [*outline.definitions, *(p.text for p in outline.prose if p.field == "title")]
    )
    checked: set[str] = set()
    for term, text, start in candidates:
        if term not in checked and not uses(defined, term):
            yield Hit(
                place=text.at(start, start + len(term)),
                message=f"{term!r} looks like a defined term, but is not defined",
                next="define it, or write it in lower case",
            )
        checked.add(term)


def _terms(text: str) -> Iterator[tuple[str, int]]:
    if not _TERM.search(text):
        return
    for sentence in sentences(text):
        for match in _TERM.finditer(sentence.text):
            yield match[0], sentence.start + match.start()


# In real policies, over one finding in five was a proper name.
rule = PolicyRule(code="WRD304", level=Level.INFO, check=check, preview=True)
