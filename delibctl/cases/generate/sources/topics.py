"""What the clause names, asked for in plain words.

The things that its first sentences list are put into a question each. A list reads well only where
the clause was written as one, so read these drafts before the others.
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
#: What has a verb of its own is no topic.
_CLAUSE = re.compile(r"\b(?:is|are|was|has|have|must|may|can|does|do|will|should|who|which)\b")
_EDGES = " .!?'\""
#: Fewer words name nothing, and more are a sentence.
_WORDS = range(2, 8)


def make(source: Source, random: Random) -> Iterator[CaseDraft]:
    """Each topic in one frame; the clause's title is the first of them."""
    topics = list(dict.fromkeys([source.clause.title, *_listed(source.clause.text)]))
    frames = random.sample(_FRAMES, len(_FRAMES))
    for topic, frame in zip(topics, frames, strict=False):
        yield CaseDraft(
            clause=source.clause.id,
            kind=KIND,
            messages=user_turn(frame.format(_lowered(topic))),
            clauses=(source.clause.id,),
            part=topic,
        )


def _listed(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(" ".join(text.split()))[:2]:
        head, colon, rest = sentence.partition(":")
        for part in _PARTS.split(rest if colon else head)[0 if colon else 1 :]:
            if len(part.split()) in _WORDS and not _CLAUSE.search(part):
                yield part.strip(_EDGES)


def _lowered(topic: str) -> str:
    """With a small letter at the start, unless it is an abbreviation."""
    return topic if topic[1:2].isupper() else topic[:1].lower() + topic[1:]
