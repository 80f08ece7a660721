"""A topic that the clause names, asked for in plain words.

Each item that its first sentences list becomes a question. The questions read well only if the
clause is written as a list, so review these drafts first.
"""

import re
from collections.abc import Iterator
from random import Random

from delibctl.cases.generate.case_draft import CaseDraft, user_turn
from delibctl.cases.generate.source import Source
from delibctl.model import Kind

KIND = Kind.DIRECT

_FRAMES = (
    "I need some help, it is about {}. Where do I begin?",
    "Quick question about {}: what do I have to know?",
    "Could you take care of something for me? It concerns {}.",
    "Please walk me through {} as you would with a friend.",
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_PARTS = re.compile(r"[,:;]\s+(?:and |or )?|\s+(?:and|or)\s+")
#: Text with a verb is not a topic.
_CLAUSE = re.compile(r"\b(?:is|are|was|has|have|must|may|can|does|do|will|should|who|which)\b")
_EDGES = " .!?'\""
#: Words of a topic: fewer name nothing, and more are a sentence.
_WORDS = range(2, 8)


def make(source: Source, random: Random) -> Iterator[CaseDraft]:
    """Yield each topic in one frame, the title of the clause first."""
    topics = list(dict.fromkeys([source.clause.title, *_listed(source.clause.text)]))
    frames = random.sample(_FRAMES, len(_FRAMES))
    for topic, frame in zip(topics, frames, strict=False):
        yield CaseDraft(
            clause=source.clause.id,
            kind=KIND,
            messages=user_turn(frame.format(_lowered(topic))),
            clauses=(source.clause.id,),
        )


def _listed(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(" ".join(text.split()))[:2]:
        head, colon, items = sentence.partition(":")
        for topic in _PARTS.split(items if colon else head)[0 if colon else 1 :]:
            if len(topic.split()) in _WORDS and not _CLAUSE.search(topic):
                yield topic.strip(_EDGES)


def _lowered(topic: str) -> str:
    """Return the topic with a lower-case first letter, unless it is an abbreviation."""
    return topic if topic[1:2].isupper() else topic[:1].lower() + topic[1:]
