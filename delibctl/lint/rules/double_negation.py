"""A sentence has no double negation.

Why: Readers, and models more than people, lose count of negations. Each one they miss reverses the
rule.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: The shop must not fail to reply.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: The shop must reply.}

Fix: say it positively; put an exception in its own sentence or in `excludes`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.wording import english, sentences, texts_with

_NOT = r"(?:cannot|must not|may not|does not|do not|should not|shall not|never|n['’]t)"
_TWICE = english(
    rf"\b{_NOT} (?:\w+ly |ever )?(?:fails? to|forgets? to|neglects? to|omits? to|abstains? from"
    r"|refrains? from)\b"
    r"|\bnot (?:entirely |necessarily |at all )?(?:impermissible|impossible|inadmissible|improper"
    r"|un(?:acceptable|authori[sz]ed|common|desirable|ethical|fair|important|intended|just|justified"
    r"|lawful|likely|necessary|reasonable|related|safe|usual|wanted))\b"
    rf"|\b(?:{_NOT}|no|not)\b[^;:]{{3,200}}?\bunless\b"
    r"(?:[^;:]{3,40}?\bnot\b|[^;:]{3,200}?\b(?:except|unless)\b)"
)

_WORDS = (
    *("fail", "forget", "neglect", "omit", "abstain", "refrain", "unless"),
    *("not un", "not im", "not inad", "entirely", "necessarily", "at all"),
)


def check(outline: Outline) -> Iterator[Hit]:
    """Report every place in a clause where two negations meet, or an exception has an exception."""
    for _, prose in texts_with(outline, _WORDS):
        for sentence in sentences(prose.text):
            match = _TWICE.search(sentence.text)
            if match:
                start, end = sentence.start + match.start(), sentence.start + match.end()
                yield Hit(
                    place=prose.at(start, end),
                    message=f"{_short(prose.text[start:end])!r} is a double negation",
                    next="say it positively, and put an exception in its own sentence",
                )


def _short(words: str) -> str:
    """Return the words, with those in the middle of a long text left out."""
    parts = words.split()
    return " ".join(parts if len(parts) <= _SHOWN else [*parts[:3], "…", *parts[-3:]])


_SHOWN = 8

rule = PolicyRule(code="WRD306", level=Level.WARNING, check=check)
