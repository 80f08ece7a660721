"""A sentence of a clause has at most 40 words.

Why: In a long sentence readers lose track of what an exception applies to, and models quote half of
it.

Fails:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: >-
          The assistant explains to anyone who has bought a lamp, a chair, a table or a shelf
          from the shop or from one of its partners how to ask for the money back, by which day
          to do so, and to which of the many offices to write.

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: split the sentence, or turn it into a list.
"""

import re
from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.lint.wording import sentences

#: We chose this limit; guides to plain writing recommend shorter sentences.
_LIMIT = 40
#: A text with more words than the limit has at least this many characters.
_SHORTEST = 2 * _LIMIT
_WORD = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*")


def check(outline: Outline) -> Iterator[Hit]:
    """Report every sentence of a clause over the limit; quoted words do not count."""
    for _, prose in outline.clause_texts:
        if prose.text.count(" ") < _LIMIT:
            continue
        for sentence in sentences(prose.text):
            if len(sentence.text) < _SHORTEST:
                continue
            words = list(_WORD.finditer(sentence.text))
            if len(words) > _LIMIT:
                start, end = words[0].start(), words[min(5, len(words) - 1)].end()
                yield Hit(
                    place=prose.at(sentence.start + start, sentence.start + end),
                    message=f"the sentence has {len(words)} words; use at most {_LIMIT}",
                    next="split it, or turn it into a list",
                )


rule = PolicyRule(code="WRD307", level=Level.INFO, check=check)
