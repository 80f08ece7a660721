"""How near an answer is to its question: by meaning with an encoder, else by shared words.

On 302 full compliances of XSTest (GPT-4, Mistral), each beside the answer to another prompt: by
meaning, 99 % of the others lie below 0.287, which 99 % of the own answers reach (AUC 0.9995); by
words, 83 % lie below 0.143 (AUC 0.991).
"""

from dataclasses import dataclass

from delibctl.model import By
from delibctl.text.lazy import later
from delibctl.text.meaning import SentenceEncoder
from delibctl.text.similarity import words
from delibctl.text.stems import STOP_WORDS, stems

#: An answer is near as a whole or in one of its first sentences.
_SENTENCES = 8
#: Long texts are cut; the encoder reads even less of them.
_READ = 20_000
_SENTENCE_END = later(r"(?<=[.!?])\s+|(?<=[。!?])|\n+")


@dataclass(frozen=True, kw_only=True)
class Relatedness:
    """The nearness of an answer to its question: a cosine by meaning, a share of words by words.

    The two scales differ: compare values of one kind only.
    """

    value: float
    by: By


def relatedness(
    question: str, answer: str, encoder: SentenceEncoder | None = None
) -> Relatedness | None:
    """Return how near an answer is to its question; None if that cannot be told.

    It cannot without an encoder that reads both, if the question has no word that bears a topic or
    the answer has no word.
    """
    question, answer = question[-_READ:], answer[:_READ]
    if encoder is not None and encoder.reads(question) and encoder.reads(answer):
        sentences = [part for part in _SENTENCE_END.split(answer) if part.strip()]
        (row,) = encoder.similarities([question], [answer, *sentences[:_SENTENCES]])
        return Relatedness(value=max(row), by=By.MEANING)
    asked = set(stems(word for word in words(question) if word not in STOP_WORDS))
    answered = set(stems(words(answer)))
    if not asked or not answered:
        return None
    return Relatedness(value=round(len(asked & answered) / len(asked), 3), by=By.WORDS)
