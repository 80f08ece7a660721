"""What changed in a row since it was imported as a case."""

from typing import Any

from delibctl.cases.importers.ids import messages_of
from delibctl.text.escape import one_line

_OF_ROW = ("kind", "lang")
_OF_MAPPING = ("style", "outcomes", "category", "clauses", "either", "also")
_SHOWN = 60


def differences(existing: dict[str, Any], imported: dict[str, Any]) -> list[str]:
    """Return a phrase for each part in which an imported row differs from its case.

    What only its author adds (status, labels, quarantine) is not compared, and neither are clauses
    that were only suggested.
    """
    phrases = []
    before, after = messages_of(existing), messages_of(imported)
    if before != after:
        texts = before[-1].content, after[-1].content
        same_end = texts[0] == texts[1]
        phrases.append("earlier turns" if same_end else _phrase("prompt", *texts))
    if "origin" in existing:
        labels = (existing["origin"].get("label", ""), imported["origin"].get("label", ""))
        if labels[0] != labels[1]:
            phrases.append(_phrase("label", *map(str, labels)))
    suggested = "nearest" in imported["origin"]
    for key in _OF_ROW if suggested else (*_OF_ROW, *_OF_MAPPING):
        old, new = (_default(case, key) for case in (existing, imported))
        if old != new:
            phrases.append(_phrase(key, _listed(old), _listed(new)))
    return phrases


def _default(case: dict[str, Any], key: str) -> Any:
    return case.get(key, "en" if key == "lang" else None)


def _listed(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "none")


def _phrase(what: str, old: str, new: str) -> str:
    return f"{what} {_around(old, new)!r} is now {_around(new, old)!r}"


def _around(text: str, other: str) -> str:
    """Return a text on one line; of a long one the part where it differs from the other."""
    line, other_line = one_line(text), one_line(other)
    same = next(
        (i for i, (a, b) in enumerate(zip(line, other_line, strict=False)) if a != b),
        min(len(line), len(other_line)),
    )
    start = max(0, same - _SHOWN // 2) if len(line) > _SHOWN else 0
    part = line[start : start + _SHOWN]
    return f"{'...' if start else ''}{part}{'...' if start + _SHOWN < len(line) else ''}"
