"""Finding prompts with nearly the same words, in any order."""

from collections.abc import Callable, Iterator, Sequence

from delibctl.text.near_duplicates import similar
from delibctl.text.similarity import words
from delibctl.text.stems import stems

#: The least share of distinct words that two prompts have in common; one in five may differ.
_LEAST = 0.8
#: Shorter prompts are alike by chance.
_FEWEST = 4


def near_by_words(
    prompts: Sequence[str], accepts: Callable[[int, int], bool] = lambda *_: True
) -> Iterator[tuple[int, int]]:
    """Yield the indices of each prompt with nearly the words of an earlier one, and of that one."""
    split = [list(dict.fromkeys(stems(words(prompt)))) for prompt in prompts]
    kept = [found if len(found) >= _FEWEST else [] for found in split]

    def both(index: int, earlier: int) -> bool:
        return bool(kept[index]) and accepts(index, earlier)

    yield from similar(kept, _LEAST, both, run=1)
