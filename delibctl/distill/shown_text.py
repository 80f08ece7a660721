"""Finding text of the policy in prompts: no trained model may be shown it."""

from collections.abc import Iterator

from delibctl.model import Message, Policy
from delibctl.text.similarity import words

#: So many words in a row are of the policy, not by chance; we chose this number.
_RUN = 8


class PolicyText:
    """The runs of words of every text of a policy that a model can be shown."""

    def __init__(self, policy: Policy) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        for name, text in _texts(policy):
            for run in _runs(text):
                self._names.setdefault(run, name)

    def found(self, messages: tuple[Message, ...]) -> str | None:
        """Return the name of the first text of which the messages hold a run; None for none."""
        for message in messages:
            for run in _runs(message.content):
                if run in self._names:
                    return self._names[run]
        return None


def _texts(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield the texts of a policy with their names."""
    for category in policy.categories:
        yield f"the summary of {category.id}", category.summary
        for clause in category.clauses:
            yield clause.id, clause.text
            yield from ((clause.id, exclusion.text) for exclusion in clause.excludes)
    for style in policy.styles.values():
        for text in (style.guide, *style.must, *style.must_not):
            yield f"the style {style.name}", text
    yield from (("the principles", text) for text in policy.principles)
    yield from ((f"the definition of {term}", text) for term, text in policy.definitions.items())


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of words; scripts without spaces are read by their characters."""
    found = [unit for word in words(text) for unit in _units(word)]
    return zip(*(found[start:] for start in range(_RUN)), strict=False)


def _units(word: str) -> tuple[str, ...]:
    # From here on, scripts write many words without a space between them.
    return tuple(word) if any(character >= "\u2e80" for character in word) else (word,)
