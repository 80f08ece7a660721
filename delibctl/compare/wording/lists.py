"""Enumerations: items that were added, removed or put in another order."""

from collections import Counter

from delibctl.compare.wording.edits import Side, edits
from delibctl.compare.wording.extent import names
from delibctl.compare.wording.lexicon import acts
from delibctl.compare.wording.modifiers import PREPOSITIONS
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.vocabulary import CLAUSE_STARTS, MODALS, NEGATIONS, word_set
from delibctl.text.stems import stems

LINKS = word_set("or and nor")
#: Words of sentences in which the order of items counts.
_ORDERING = word_set(
    "respectively order rank ranks ranked first second then next last finally before after prefer "
    "priority prioritize over rising falling descending ascending"
)
#: How far after moved items the link of their list is looked for.
_NEAR = 12
_EXAMPLES = ("e . g", "for example", "such as", "for instance")
#: How far from an edit the other items of a list are looked for.
_LIST = 10


def is_item(side: Side) -> bool:
    """Return True if words are an item of a list: a comma or a link joins them to others."""
    words = side.words
    if not words:
        return False
    comma_before = side.start > 0 and "," in side.sentence.gap(side.start)
    comma_after = "," in side.sentence.gap(side.end)
    if words[0] == "including" or words[:2] == ("such", "as"):
        return True
    if words[0] in LINKS or words[-1] in LINKS:
        return True
    if comma_before and LINKS.intersection(words[1:]) and CLAUSE_STARTS.isdisjoint(words):
        return True  # the rest of a list
    if words[0] in PREPOSITIONS and not comma_before:
        return False
    ends = comma_after or not side.following or side.following[0] in LINKS
    near = (*side.before[-_LIST:], *side.following[:_LIST])
    return ends and (comma_before or comma_after) and bool(LINKS.intersection(near))


def is_example(side: Side) -> bool:
    """Return True if words are within a list of examples, which others may follow."""
    first = side.start
    while first > max(0, side.start - _LIST * 2) and ")" not in side.sentence.gap(first):
        first -= 1
    before = " ".join(side.sentence.texts[first : side.start])
    return any(mark in before for mark in _EXAMPLES) and "the following" not in before


def links_conditions(side: Side) -> bool:
    """Return True if "and" joins these words to a condition or a description."""
    words = side.words
    links = [word for word in (*words, *side.following[:_LIST]) if word in LINKS]
    listed = side.sentence.comma_before(side.start) or side.sentence.comma_before(side.end)
    joined = "and" in (words[0], words[-1]) or (listed and links[:1] == ["and"])
    return joined and any(
        word in ("if", "when", "where", "that", "who", "which", "provided", "unless", "only")
        for word in side.before[-_LIST:]
    )


def reordered(before: Sentence, after: Sentence) -> bool:
    """Return True if only the items of a list are in another order."""
    if sorted(before.texts) != sorted(after.texts) or before.texts == after.texts:
        return False
    first, *later_edits = edits(before, after)
    last = later_edits[-1] if later_edits else first
    start = min(first.out.start, first.into.start)
    places = ((before, start, last.out.end), (after, start, last.into.end))
    if any(not _is_plain_list(*place) for place in places):
        return False
    lists = [_items(*place) for place in places]
    links = [[word for word in s.texts[a:b] if word in LINKS] for s, a, b in places]
    return len(lists[0]) > 1 and sorted(lists[0]) == sorted(lists[1]) and links[0] == links[1]


def _is_plain_list(sentence: Sentence, start: int, end: int) -> bool:
    """Return True if words are nouns joined by commas and one kind of link, in no special order."""
    words = sentence.texts[start:end]
    gaps = {sentence.gap(index) for index in range(start + 1, end)}
    links = {word for word in words if word in LINKS}
    # In "knives for minors or guns", the order tells what is for minors.
    attached = PREPOSITIONS.intersection(words) - {"of"}
    acting = {*CLAUSE_STARTS, *NEGATIONS, *MODALS}.intersection(words) or any(names(words))
    verbs = acts().intersection(stems(words))
    ordered = _ORDERING.intersection(sentence.texts)
    after = [word for word in sentence.texts[end : end + _NEAR] if word in LINKS]
    loose = {*links, *after[:1]} == {"or"}  # alternatives have no order
    return (
        gaps <= {"", ","}
        and len(links) < 2
        and not (acting or attached or (verbs and not loose) or ordered)
    )


def list_change(before: Sentence, after: Sentence) -> tuple[Side, bool] | None:
    """Return the only item of a list that was added (True) or removed; None for other edits."""
    items = [_spans(sentence) for sentence in (before, after)]
    counts = [
        Counter(sentence.texts[a:b] for a, b in spans)
        for sentence, spans in zip((before, after), items, strict=True)
    ]
    for here, there, sentence, spans, added in (
        (1, 0, after, items[1], True),
        (0, 1, before, items[0], False),
    ):
        gained, lost = counts[here] - counts[there], counts[there] - counts[here]
        if gained.total() == 1 and not lost and len(spans) > 2:
            (item,) = gained
            start, end = next(span for span in spans if sentence.texts[span[0] : span[1]] == item)
            return Side(sentence, start, end), added
    return None


def _spans(sentence: Sentence) -> list[tuple[int, int]]:
    """Return start and end of each stretch between commas and links."""
    spans: list[tuple[int, int]] = []
    start = 0
    for index in range(len(sentence.texts) + 1):
        link = index < len(sentence.texts) and sentence.texts[index] in LINKS
        closes = index < len(sentence.texts) and ")" in sentence.words[index].gap
        if index == len(sentence.texts) or link or closes or sentence.comma_before(index):
            if index > start:
                spans.append((start, index))
            start = index + link
    return spans


def _items(sentence: Sentence, start: int, end: int) -> list[tuple[str, ...]]:
    """Return the items between commas and links, from word `start` to `end`."""
    items: list[list[str]] = [[]]
    for index in range(start, end):
        if sentence.words[index].text in LINKS:
            items.append([])
            continue
        if index > start and sentence.comma_before(index):
            items.append([])
        items[-1].append(sentence.words[index].text)
    return [tuple(item) for item in items if item]
