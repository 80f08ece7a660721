"""A clause holds one obligation.

Why: A clause is cited as a whole; where it asks for two things, nobody can see which was meant or
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

Fix: split the clause, or say the second as part of the first.
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
    """The second sentence of a clause that obliges the assistant to something."""
    for _, prose in texts_with(outline, ("must", "shall", "obliged", "required")):
        if len(_ANY.findall(prose.text)) < 2:
            continue
        found = [
            (sentence.start, match)
            for sentence in sentences(prose.text)
            if (match := _MUST.search(sentence.text))
        ]
        if len(found) > 1:
            start, match = found[1]
            yield Hit(
                place=prose.at(start + match.start("word"), start + match.end("word")),
                message=f"the clause obliges the assistant in {len(found)} sentences",
                next="split it into clauses that can be cited one by one",
            )


# On real policies more than one finding in five was a duty with its limits, which belong together.
rule = PolicyRule(code="WRD305", level=Level.INFO, check=check, preview=True)
