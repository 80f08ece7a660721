"""Parsing the reply of a judge. Never raises; None is an unreadable verdict, so missing data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from delibctl.judge.clause_verdicts import ClauseVerdicts
from delibctl.judge.layouts import PLACEHOLDERS
from delibctl.judge.words import outcome, rating
from delibctl.model import ClauseVerdict, Outcome, RuleVerdict
from delibctl.text.embedded import objects, repaired
from delibctl.text.escape import one_line
from delibctl.text.json_values import as_text
from delibctl.text.placeholders import is_placeholder, is_schema
from delibctl.text.thoughts import split_thoughts
from delibctl.text.values import entries, folded, number, truth, unwrapped

_KEYS = {"reason", "quote", "outcome", "clauses", "rules", "correctness", "helpfulness", "agree"}
_RATINGS = ("correctness", "helpfulness")
_GROUPS = ("ratings", "scores")
#: Notes on one reply, which may be hostile.
_MOST_NOTES = 20


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """The content of a judge's reply; `notes` name the parts that could not be taken over."""

    outcome: Outcome
    clauses: tuple[ClauseVerdict, ...]
    rules: tuple[RuleVerdict, ...]
    correctness: int | None
    helpfulness: int | None
    why: str
    quote: str
    agrees: bool | None
    notes: tuple[str, ...] = ()


def read(text: str, clause_ids: Iterable[str], judged: str = "") -> Opinion | None:
    """Return the most complete object in a reply with an outcome and a rating; None without one.

    Objects that say different things are no verdict, nor is one that stands in the judged text.
    Of equally complete objects the last counts. Thoughts and copies of the layout are no verdict.
    """
    clause_ids = tuple(clause_ids)
    candidates = _verdicts(text, judged)
    if not candidates or _contradict(candidates, clause_ids):
        return None
    data = max(reversed(candidates), key=lambda candidate: len(_KEYS & candidate.keys()))
    found = outcome(data["outcome"])
    assert found is not None
    clauses = ClauseVerdicts(data.get("clauses"), clause_ids)
    rules = list(entries(data.get("rules"), ("rule",), "kept"))
    return Opinion(
        outcome=found,
        clauses=clauses.verdicts,
        rules=tuple(_rules(rules)),
        correctness=_rating(data, "correctness"),
        helpfulness=_rating(data, "helpfulness"),
        why=_text(data.get("reason")),
        quote=_text(data.get("quote")),
        agrees=truth(data.get("agree")),
        notes=_first([*_unrated(data), *clauses.notes, *_unread_rules(rules)]),
    )


def contradicts_itself(text: str, clause_ids: Iterable[str], judged: str = "") -> bool:
    """Return True if a reply holds verdicts that say different things."""
    return _contradict(_verdicts(text, judged), tuple(clause_ids))


def _verdicts(text: str, judged: str) -> list[dict[str, Any]]:
    """Return the verdicts of a reply, without those that stand in the judged text."""
    quoted = [_told(data) for whole in objects(judged) for data in unwrapped(whole, ("outcome",))]
    return [
        data
        for data in _objects(text)
        if _is_verdict(data) and not _is_copied(data) and _told(data) not in quoted
    ]


def _told(data: dict[str, Any]) -> dict[str, Any]:
    rated = _rated(data)
    return {key: rated[key] for key in _KEYS & rated.keys()}


def _contradict(verdicts: Sequence[dict[str, Any]], clause_ids: Sequence[str]) -> bool:
    """Return True if two verdicts differ in what both of them say, apart from their reasons."""
    said: dict[str, object] = {}
    for data in verdicts:
        for key, value in _values(data, clause_ids):
            if said.setdefault(key, value) != value:
                return True
    return False


def _values(data: dict[str, Any], clause_ids: Sequence[str]) -> Iterator[tuple[str, object]]:
    yield "outcome", outcome(data["outcome"])
    for name in _RATINGS:
        if (found := _rating(data, name)) is not None:
            yield name, found
    for verdict in ClauseVerdicts(data.get("clauses"), clause_ids).verdicts:
        yield f"clause {verdict.clause}", verdict.compliance
    for rule in _rules(entries(data.get("rules"), ("rule",), "kept")):
        yield f"rule {rule.rule}", rule.kept
    if (agrees := truth(data.get("agree"))) is not None:
        yield "agree", agrees


def copies_layout(text: str) -> bool:
    """Return True if a reply sends the layout or its schema back in place of a verdict."""
    return any(is_schema(data) or _is_copied(data) for data in _objects(text))


def _first(notes: list[str]) -> tuple[str, ...]:
    """Return the first notes, and the number of the others."""
    more = [f"and {len(notes) - _MOST_NOTES} more"] if len(notes) > _MOST_NOTES else []
    return (*notes[:_MOST_NOTES], *more)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects with an outcome outside thoughts, else the first object, repaired."""
    body = split_thoughts(text, ()).text
    found = [_rated(data) for whole in objects(body) for data in _opened(whole)]
    if not any(map(_is_verdict, found)) and (whole := repaired(body)):
        found += [_rated(data) for data in _opened(whole)]
    return iter(found)


def _opened(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    # A text is no wrapper: the answer that is quoted in it may hold a verdict of its own.
    yield from unwrapped(data, ("outcome",), texts=False)


def _rated(data: dict[str, Any]) -> dict[str, Any]:
    """Return a verdict with the ratings that stand together in an object of their own."""
    for group in _GROUPS:
        if isinstance(data.get(group), dict):
            data = {**folded(data[group]), **data}
    return data


def _is_verdict(data: dict[str, Any]) -> bool:
    """Return True if an object has an outcome, and a rating, without which there is no score."""
    rated = any(_rating(data, name) is not None for name in _RATINGS)
    return outcome(data["outcome"]) is not None and rated


def _rating(data: dict[str, Any], name: str) -> int | None:
    """Return a rating from 1 to 5; a 1 is none where the other one shows a scale from 0 to 1."""
    found = rating(data.get(name))
    numbers = (number(data.get(other)) for other in _RATINGS)
    from_zero = any(value is not None and 0 <= value < 1 for value in numbers)
    return None if found == 1 and from_zero else found


def _is_copied(data: dict[str, Any]) -> bool:
    """Return True if the outcome, or both texts of a verdict, are those of the layout."""
    if _is_placeholder(data["outcome"]):
        return True
    return all(_is_placeholder(data.get(name)) for name in ("reason", "quote"))


def _is_placeholder(value: Any) -> bool:
    return is_placeholder(value, PLACEHOLDERS)


def _text(value: Any) -> str:
    return "" if _is_placeholder(value) else as_text(value)


def _unrated(data: dict[str, Any]) -> Iterator[str]:
    for name in _RATINGS:
        if _rating(data, name) is None:
            said = one_line(as_text(data.get(name)), 80) or "missing"
            yield f"no rating from 1 to 5: {name} {said}"


def _rules(rules: Iterable[dict[str, Any]]) -> Iterator[RuleVerdict]:
    """Yield the verdicts on items of a style; of several on one item, each."""
    for item in rules:
        rule, kept = as_text(item.get("rule")), truth(item.get("kept"))
        if rule and kept is not None:
            yield RuleVerdict(rule=rule, kept=kept)


def _unread_rules(rules: Iterable[dict[str, Any]]) -> Iterator[str]:
    for item in rules:
        rule, said = as_text(item.get("rule")), item.get("kept")
        if truth(said) is None and not _is_placeholder(rule):
            shown = f"{one_line(rule, 80) or 'no item'}: {one_line(as_text(said), 80) or 'nothing'}"
            yield f"no verdict on an item of the style: {shown}"
