"""The lengths of records in tokens, and those that a trainer would cut."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from delibctl.distill.chat_template import ChatTemplate
from delibctl.distill.reasoning_place import Place, completion_of, prompt_of
from delibctl.distill.record import Record
from delibctl.text.count import about_tokens

CountTokens = Callable[[str], int]


def about(text: str) -> int:
    """Estimate the tokens of a text by its characters."""
    return about_tokens([text])


@dataclass(frozen=True, kw_only=True)
class Lengths:
    """The tokens of each record by case id, as the template renders it. `counted`: not estimated.

    `limit` is the length at which a trainer cuts; None if none was named.
    """

    tokens: tuple[tuple[str, int], ...]
    counted: bool = False
    limit: int | None = None

    @property
    def cut(self) -> list[tuple[str, int]]:
        """The records that are longer than the limit, the longest first."""
        over = [(id, n) for id, n in self.tokens if self.limit is not None and n > self.limit]
        return sorted(over, key=lambda pair: (-pair[1], pair[0]))

    @property
    def middle(self) -> int:
        """The median length."""
        return round(median(n for _, n in self.tokens)) if self.tokens else 0

    @property
    def longest(self) -> int:
        """The greatest length."""
        return max((n for _, n in self.tokens), default=0)


def lengths_of(
    records: Sequence[Record],
    template: ChatTemplate,
    place: Place,
    limit: int | None,
    count: CountTokens | None,
) -> Lengths:
    """Return the length of each record. Without `count` they are estimated."""
    texts: Iterable[tuple[str, str]] = (
        (r.case.id, template.render([*prompt_of(r), *completion_of(r, place)])) for r in records
    )
    size = count or about
    tokens = tuple((id, size(text)) for id, text in texts)
    return Lengths(tokens=tokens, counted=count is not None, limit=limit)
