"""Naming prompts that repeat another one, in an import."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from delibctl.cases.importers import ImportedCases
from delibctl.text.count import counted
from delibctl.text.meaning import SAME, SentenceEncoder
from delibctl.text.near_prompts import near_by_words

#: Pairs that are named in full, and prompts that are compared by meaning: each with each.
_NAMED, _COMPARED = 20, 1_000
Placed = Mapping[str, tuple[dict[str, Any], str]]


def repeated_prompts(
    imported: ImportedCases, places: Placed, encoder: SentenceEncoder | None
) -> Iterator[str]:
    """Yield a line for each row whose prompt repeats an earlier row or a case of the policy.

    Prompts that differ in a word and in what they expect are meant as a contrast. First come
    nearly the same words, then with an encoder nearly the same meaning.
    """
    existing = [(place, case) for id, (case, place) in places.items() if id not in imported.lines]
    rows = [(f"line {imported.lines[case['id']]}", case) for case in imported.cases]
    named = [*((f"{case['id']} at {place}", case) for place, case in existing), *rows]
    texts = [_text(case) for _, case in named]

    def in_import(index: int, earlier: int) -> bool:
        case, other = named[index][1], named[earlier][1]
        return index >= len(existing) and _expected(case) == _expected(other)

    pairs = {f"line {line}": f"line {earlier}" for line, earlier in imported.alike}
    kinds = [repr(_expected(case)) for _, case in named]
    for index, earlier in near_by_words(texts, kinds, in_import):
        pairs.setdefault(named[index][0], named[earlier][0])
    yield from _lines("nearly the same prompt", pairs)
    if encoder is not None and len(texts) > _COMPARED:
        yield f"nearly the same meaning: not looked for among {len(texts):,} prompts"
    elif encoder is not None:
        found = encoder.near_pairs(texts, SAME, in_import)
        in_other_words = {named[i][0]: named[e][0] for i, e in found if named[i][0] not in pairs}
        yield from _lines("nearly the same meaning", in_other_words)


def _lines(what: str, pairs: Mapping[str, str]) -> Iterator[str]:
    for row, other in islice(pairs.items(), _NAMED):
        yield f"{what}: {row} and {other}"
    if len(pairs) > _NAMED:
        yield f"{what}: {counted(len(pairs) - _NAMED, 'more row')}"


def _expected(case: Mapping[str, Any]) -> list[Any]:
    return [case.get(key) for key in ("clauses", "either", "style", "outcomes")]


def _text(case: Mapping[str, Any]) -> str:
    turns = case.get("messages") or [{"content": case["prompt"]}]
    return "\n".join(turn["content"] for turn in turns)
