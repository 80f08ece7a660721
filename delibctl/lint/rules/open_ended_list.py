"""A clause that refuses lists everything it refuses.

Why: Everyone completes "etc." differently: one model refuses too much, another too little.

Fails:

    clauses:
      - {id: codes.give, title: Codes, style: refuse, text: "Give no codes, keys, etc."}

Passes:

    clauses:
      - {id: codes.give, title: Codes, style: refuse, text: Give nothing that opens an account.}

Fix: say what the items have in common, or list them all.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.wording import english, sentences, texts_with
from delibctl.model import Outcome

_OPEN = english(
    r"\betc\b\.?|\band so (?:forth|on)\b|\band the like\b|(?<=,\s)among (?:others|other things)\b"
    r"|\b(?:and|or) (?:other )?(?:similar|such)"
    r"(?: (?:content|items|material|methods|things|topics))?"
    r"(?= ?(?:[.;,)]|\Z))|\bbut (?:are |is )?not limited to\b"
)
#: Openings of a list of examples, which may stay open.
_EXAMPLES = english(r"\b(?:e\.g\.|for example|for instance|such as)")
_WORDS = ("etc", "and so", "the like", "among", "similar", "such", "limited")


def check(outline: Outline) -> Iterator[Hit]:
    """Report every open-ended list in a clause that refuses."""
    for clause, prose in texts_with(outline, _WORDS):
        if outline.outcomes.get(clause.text("style") or "") is not Outcome.REFUSE:
            continue
        for sentence in sentences(prose.text):
            match = _OPEN.search(sentence.text)
            if match and not _EXAMPLES.search(sentence.text, 0, match.start()):
                yield Hit(
                    place=prose.at(sentence.start + match.start(), sentence.start + match.end()),
                    message=f"{' '.join(match[0].split())!r} leaves open what else is refused",
                    next="say what the items have in common, or list them all",
                )


rule = PolicyRule(code="WRD308", level=Level.INFO, check=check)
