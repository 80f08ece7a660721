"""Suggesting clauses for prompts that nobody has labelled."""

from collections.abc import Sequence

from delibctl.api.listener import Listener
from delibctl.edge.baseline.bm25 import WordIndex
from delibctl.edge.encoder.load import sentence_encoder
from delibctl.edge.encoder.package import EncoderPackage
from delibctl.model import By, Policy, Suggestion
from delibctl.policy.clause_passages import clause_passages
from delibctl.text.meaning import SentenceEncoder

#: Clauses that are suggested for a prompt.
MOST = 3


class ClauseSuggester:
    """Finds the clauses nearest to a prompt: by meaning with an encoder, else by words.

    A prompt that the encoder cannot read is compared by words as well.
    """

    def __init__(self, policy: Policy, encoder: SentenceEncoder | None) -> None:
        self._encoder = encoder
        self._passages = list(clause_passages(policy))
        self._words: WordIndex | None = None

    def nearest(self, prompts: Sequence[str], most: int = MOST) -> list[Suggestion]:
        """Return a suggestion for each prompt."""
        encoder = self._encoder
        readable = [prompt for prompt in prompts if encoder is not None and encoder.reads(prompt)]
        by_meaning = dict(zip(readable, self._by_meaning(readable), strict=True))
        return [
            Suggestion(clauses=by_meaning[prompt][:most], by=By.MEANING)
            if prompt in by_meaning
            else Suggestion(clauses=self._by_words(prompt)[:most], by=By.WORDS)
            for prompt in prompts
        ]

    def _by_meaning(self, prompts: Sequence[str]) -> list[tuple[str, ...]]:
        """Return all clauses for each prompt, nearest first.

        A clause is near as a whole and by its nearest passage; both count alike.
        """
        if self._encoder is None or not prompts:
            return []
        passages = [(n, text) for n, clause in enumerate(self._passages) for text in clause.all]
        rows = self._encoder.similarities(prompts, [text for _, text in passages])
        return [self._order([n for n, _ in passages], row) for row in rows]

    def _order(self, clause_of: Sequence[int], row: Sequence[float]) -> tuple[str, ...]:
        whole: dict[int, float] = {}
        best: dict[int, float] = {}
        for clause, similarity in zip(clause_of, row, strict=True):
            whole.setdefault(clause, similarity)  # the whole is the first passage
            best[clause] = max(similarity, best.get(clause, similarity))
        order = sorted(whole, key=lambda clause: -(whole[clause] + best[clause]))
        return tuple(self._passages[clause].id for clause in order)

    def _by_words(self, prompt: str) -> tuple[str, ...]:
        """Return the clauses that share a word with a prompt, nearest first."""
        if self._words is None:
            texts = [
                (clause.whole, *clause.exclusions, *clause.examples) for clause in self._passages
            ]
            self._words = WordIndex([" ".join(parts) for parts in texts])
        return tuple(self._passages[number].id for number in self._words.nearest(prompt))


def usable_encoder(listener: Listener) -> SentenceEncoder | None:
    """Return the encoder; None, with a note that says why, if it cannot be used."""
    found = sentence_encoder()
    if not isinstance(found, EncoderPackage):
        return found
    listener.note(found.note)
    return None
