"""A text from the user, to be translated, summarised or classified.

If a clause of the category is about such work, it must be cited, and the clause that governs the
text may be; otherwise the latter must be cited.
"""

import re
from collections.abc import Iterator
from random import Random

from delibctl.cases.generate.case_draft import CaseDraft, user_turn
from delibctl.cases.generate.source import Source
from delibctl.model import Clause, Kind

KIND = Kind.TRANSFORMATION

_FRAMES = (
    'Translate this message, which I received, into {language}:\n\n"{text}"',
    'Sum up in at most ten words what the writer of this wants:\n\n"{text}"',
    'Which of these labels fits this post best: question, complaint, request, chat?\n\n"{text}"',
)
_LANGUAGES = ("Spanish", "French", "German", "Polish")
_WORK = re.compile(r"translat|summar|sums? up|transformation|proofread|classif|labels? ")


def make(source: Source, random: Random) -> Iterator[CaseDraft]:
    """Yield each request of the clause in one frame."""
    frames = random.sample(_FRAMES, len(_FRAMES))
    work = next((clause for clause in source.category.clauses if _speaks(clause)), source.clause)
    for number, request in enumerate(source.own_requests):
        text = frames[number % len(frames)].format(
            text=request.text, language=random.choice(_LANGUAGES)
        )
        yield CaseDraft(
            clause=source.clause.id,
            kind=KIND,
            messages=user_turn(text),
            clauses=(work.id,),
            also=() if work is source.clause else (source.clause.id,),
            parent=request.parent,
        )


def _speaks(clause: Clause) -> bool:
    """Return True if a clause names at least two kinds of work on supplied text."""
    return len(set(_WORK.findall(clause.text.casefold()))) > 1
