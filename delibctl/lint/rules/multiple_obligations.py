"""A clause has one obligation.

Why: A clause is cited as a whole. If it has two obligations, it is unclear which one was meant or
broken.

Fails:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: The assistant must explain how to ask. It must not promise money.

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: The assistant must explain how.}

Fix: split the clause, or make the second obligation part of the first.
"""

import re
from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.wording import ANSWER, ASSISTANT, of_assistant, sentences, texts_with

_MUST = of_assistant(
    r"(?P<word>must|shall|is (?:obliged|required) to)\b", f"(?:{ASSISTANT}|{ANSWER})"
)
_ANY = re.compile(r"must|shall|is (?:obliged|required)", re.IGNORECASE)


def check(outline: Outline) -> Iterator[Hit]:
    """Report the second sentence of a clause that puts an obligation on the assistant."""
    for _, prose in texts_with(outline, ("must", "shall", "obliged", "required")):
        if len(_ANY.findall(prose.text)) < 2:
            continue
        duties = [
            (sentence.start, match)
            for sentence in sentences(prose.text)
            if (match := _MUST.search(sentence.text))
        ]
        if len(duties) > 1:
            start, match = duties[1]
            yield Hit(
                place=prose.at(start + match.start("word"), start + match.end("word")),
                message=f"the clause has obligations in {len(duties)} sentences",
                next="split it into clauses that can be cited separately",
            )


# In real policies, over one finding in five was a duty with its limits, which belong together.
rule = PolicyRule(code="WRD305", level=Level.INFO, check=check, preview=True)
