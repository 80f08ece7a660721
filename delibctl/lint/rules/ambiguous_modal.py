"""A clause says plainly what the assistant must do and what it may do.

Why: "Should" is a duty to one reader and advice to another. A model that does otherwise has broken
no rule.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: The assistant should explain how.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: The assistant must explain how.}

Fix: write `must`, or `may` where the assistant is free to choose; or define the word under
`definitions`. A policy that names RFC 2119 has defined it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.wording import (
    ANSWER,
    ASSISTANT,
    NAMED_ASSISTANT,
    english,
    of_assistant,
    sentences,
    texts_with,
)
from delibctl.model import Outcome

_ACTS = (
    "add|advise|answer|ask|decline|describe|discuss|encourage|explain|help|invite|mention|name"
    "|offer|point|recommend|redirect|refer|refuse|remind|respond|suggest|warn|write"
)
#: After "may not" they say what can happen, not what is forbidden.
_STATES = "always|be|even|fully|have|know|mean|need|reali[sz]e|recall|see|understand|want|yet"
_TRY = r"(?:aims?|attempts?|strives?|tries|try) to"
_TRIES = ("aim to", "aims to", "attempt to", "attempts to", "strive to", "strives to", "try to")
_DECLINE = ("decline", "deny", "refuse", "reject", "withhold")


@dataclass(frozen=True, kw_only=True)
class _Weak:
    """A pattern for a weak modal, and lower-case words of which every match has at least one.

    `refusing`: look only in clauses that refuse in whole or in part. `duty`: look only in
    sentences that say what the assistant does.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    refusing: bool = False
    duty: bool = False


_WEAK = (
    _Weak(
        words=("should",),
        pattern=of_assistant(
            r"(?P<word>should(?:n['’]t)?)\b(?! (?:have been|be (?:noted|stressed|clear|possible)))",
            f"(?:{ASSISTANT}|{ANSWER})",
        ),
    ),
    _Weak(
        words=("should",),
        pattern=english(
            r"\A(?:such |these |all )?(?:requests?|questions?)\b[^.,;:]{0,60}? (?P<word>should)"
            r" (?:not )?be (?:answered|declined|handled|met|redirected|refused|treated)\b"
        ),
    ),
    _Weak(
        words=("may not",),
        pattern=of_assistant(rf"(?P<word>may not)\b(?! (?:{_STATES})\b)", NAMED_ASSISTANT),
    ),
    # Such a clause is there to refuse; it may leave other things open.
    _Weak(
        words=tuple(f"may {word}" for word in _DECLINE),
        pattern=of_assistant(rf"(?P<word>may) (?:{'|'.join(_DECLINE)})\b"),
        refusing=True,
    ),
    _Weak(
        words=("could", "might"),
        pattern=of_assistant(rf"(?P<word>could|might) (?:also )?(?:{_ACTS})\b", NAMED_ASSISTANT),
    ),
    _Weak(
        words=(*_TRIES, "tries to"),
        pattern=of_assistant(rf"(?:(?:must|shall|will) )?(?P<word>{_TRY})\b"),
    ),
    _Weak(words=_TRIES, pattern=english(rf"\A(?P<word>{_TRY})\b")),
    _Weak(
        words=("ideally", "preferably"),
        pattern=english(r"\b(?P<word>ideally|preferably)\b"),
        duty=True,
    ),
)
_WORDS = {word for weak in _WEAK for word in weak.words}
_DECLARED = re.compile(r"(?:RFC[ -]?(?:2119|8174)|BCP[ -]?14)\b")


def check(outline: Outline) -> Iterator[Hit]:
    """Report the first weak modal of every clause that has one."""
    if any(_DECLARED.search(root.document.text) for root in outline.parts):
        return
    defined = {term.casefold() for term in outline.definitions}
    for clause, prose in texts_with(outline, _WORDS):
        outcome = outline.outcomes.get(clause.text("style") or "")
        refuses = outcome in (Outcome.REFUSE, Outcome.SAFE_COMPLETE)
        spans = [s for s in _weak_spans(prose.text, refuses) if s[2].casefold() not in defined]
        if spans:
            start, end, word = spans[0]
            remainder = f" (and {len(spans) - 1} more in this clause)" if spans[1:] else ""
            yield Hit(
                place=prose.at(start, end),
                message=f"{word!r} {_why(word)}{remainder}",
                next="write `must`, or `may` where the assistant is free to choose",
            )


def _weak_spans(text: str, refuses: bool) -> list[tuple[int, int, str]]:
    """Return start, end and word of each weak modal, in order."""
    spans = set()
    for sentence in sentences(text):
        lowered = " ".join(sentence.text.lower().split())
        for weak in _WEAK:
            if not any(word in lowered for word in weak.words) or (weak.refusing and not refuses):
                continue
            for match in weak.pattern.finditer(sentence.text):
                if not weak.duty or sentence.is_duty:
                    start, end = (sentence.start + offset for offset in match.span("word"))
                    spans.add((start, end, " ".join(match["word"].split())))
    return sorted(spans)


def _why(word: str) -> str:
    match word.casefold().split():
        case ["may", "not"]:
            return "can mean 'must not' or 'might not'"
        case [_, "to"]:
            return "only asks for an attempt"
    return "can be read as a duty or as advice"


rule = PolicyRule(code="WRD301", level=Level.WARNING, check=check)
