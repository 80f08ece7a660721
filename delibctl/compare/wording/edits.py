"""Words of a sentence that were replaced, added or removed."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from delibctl.compare.wording.sentences import Sentence

#: A larger product of lengths is one edit: the comparison takes quadratic time.
_MOST_PAIRS = 40_000
_LINKS = frozenset({"and", "or", "nor"})
#: Words before which an article changes how much is meant.
_AMOUNTS = frozenset(
    {"few", "little", "lot", "lots", "bit", "couple", "number", "handful", "majority", "most"}
    | {"least", "more", "less", "only", "same", "other", "others", "rest", "first", "last", "one"}
)
#: An edit is moved by at most so many words.
_FURTHEST = 4
#: Words shown of each side of an edit in a message.
_SHOWN = 6


@dataclass(frozen=True)
class Side:
    """Words `start` to `end` of one version of a sentence; empty if nothing is there."""

    sentence: Sentence
    start: int
    end: int

    @property
    def words(self) -> tuple[str, ...]:
        """The words in lower case."""
        return self.sentence.texts[self.start : self.end]

    @property
    def before(self) -> tuple[str, ...]:
        """The words of the sentence before these."""
        return self.sentence.texts[: self.start]

    @property
    def following(self) -> tuple[str, ...]:
        """The words of the sentence after these."""
        return self.sentence.texts[self.end :]

    def __str__(self) -> str:
        last = min(self.end, self.start + _SHOWN)
        return self.sentence.written(self.start, last) + (" ..." if last < self.end else "")


@dataclass(frozen=True)
class Edit:
    """The words at one place before and after."""

    out: Side
    into: Side

    def __str__(self) -> str:
        if self.out.words and self.into.words:
            return f"'{self.out}' became '{self.into}'"
        return f"'{self.out}' was removed" if self.out.words else f"'{self.into}' was added"


def is_article(edit: Edit) -> bool:
    """Return True if only an article comes or goes. "A few" is no "few", so not before amounts."""
    side = edit.into if edit.into.words else edit.out
    if (edit.into.words and edit.out.words) or side.words not in (("the",), ("a",), ("an",)):
        return False
    following = side.sentence.texts[side.end : side.end + 1]
    return bool(following) and not _AMOUNTS.issuperset(following)


def edits(old: Sentence, new: Sentence) -> list[Edit]:
    """Return the edits of a sentence in order."""
    head, tail = shared_ends(old.texts, new.texts)
    before, after = (s.texts[head : len(s.texts) - tail] for s in (old, new))
    if not before or not after or len(before) * len(after) > _MOST_PAIRS:
        spans = [(0, len(before), 0, len(after))] if before or after else []
    else:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        spans = [codes[1:] for codes in matcher.get_opcodes() if codes[0] != "equal"]
    return [
        _aligned(Edit(Side(old, head + i1, head + i2), Side(new, head + j1, head + j2)))
        for i1, i2, j1, j2 in spans
    ]


def _aligned(edit: Edit) -> Edit:
    """Return an edit with a link at one of its ends: "tier [2 and tier] 3" is "[tier 2 and]".

    Words that came or went can often be told in several ways, if words around them are alike.
    """
    side = edit.into if edit.into.words else edit.out
    if (edit.out.words and edit.into.words) or _is_linked(side):
        return edit
    texts = side.sentence.texts
    for by in range(1, min(_FURTHEST, edit.out.start, edit.into.start) + 1):
        if texts[side.start - by] != texts[side.end - by]:
            return edit
        moved = [Side(s.sentence, s.start - by, s.end - by) for s in (edit.out, edit.into)]
        if _is_linked(moved[0]) or _is_linked(moved[1]):
            return Edit(*moved)
    return edit


def _is_linked(side: Side) -> bool:
    return bool(side.words) and not _LINKS.isdisjoint((side.words[0], side.words[-1]))


def shared_ends(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[int, int]:
    """Return how many words two texts share at their start, and how many of the rest at the end."""
    head = _common(left, right)
    return head, _common(left[head:][::-1], right[head:][::-1])


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """Return the length of the common start."""
    pairs = zip(left, right, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))
