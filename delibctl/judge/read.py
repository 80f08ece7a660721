"""Parsing the reply of a judge. Never raises; None is an unreadable verdict, so missing data."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from delibctl.model import ClauseVerdict, Compliance, Outcome, RuleVerdict
from delibctl.text.embedded import as_text, repaired, spans

_KEYS = {"reason", "quote", "outcome", "clauses", "rules", "correctness", "helpfulness", "agree"}
_RATINGS = range(1, 6)
_SPELLINGS = {"noncompliant": "non-compliant", "n/a": "not-applicable", "na": "not-applicable"}
_YES, _NO = {"true", "yes", "agree"}, {"false", "no", "disagree"}


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """The content of a judge's reply."""

    outcome: Outcome
    clauses: tuple[ClauseVerdict, ...]
    rules: tuple[RuleVerdict, ...]
    correctness: int | None
    helpfulness: int | None
    why: str
    quote: str
    agrees: bool | None


def read(text: str, clause_ids: Container[str]) -> Opinion | None:
    """Return the most complete object in a reply with an outcome and a rating; None without one.

    Of equally complete objects the last counts, since a quoted answer may hold one too. Clauses
    that do not exist are left out.
    """
    candidates = [data for _, _, data in spans(text) if _is_verdict(data)]
    if not candidates and (repaired_object := repaired(text)) and _is_verdict(repaired_object):
        candidates = [repaired_object]
    if not candidates:
        return None
    data = max(reversed(candidates), key=lambda candidate: len(_KEYS & candidate.keys()))
    outcome = _outcome(data)
    assert outcome is not None
    return Opinion(
        outcome=outcome,
        clauses=tuple(_clauses(data.get("clauses"), clause_ids)),
        rules=tuple(_rules(data.get("rules"))),
        correctness=_rating(data.get("correctness")),
        helpfulness=_rating(data.get("helpfulness")),
        why=as_text(data.get("reason")),
        quote=as_text(data.get("quote")),
        agrees=_truth(data.get("agree")),
    )


def _is_verdict(data: dict[str, Any]) -> bool:
    """Return True if an object has an outcome, and a rating, without which there is no score."""
    rated = (_rating(data.get(name)) for name in ("correctness", "helpfulness"))
    return _outcome(data) is not None and any(rating is not None for rating in rated)


def _outcome(data: dict[str, Any]) -> Outcome | None:
    word = as_text(data.get("outcome")).strip().lower().replace("_", "-").replace(" ", "-")
    return Outcome(word) if word in set(Outcome) else None


def _clauses(value: Any, clause_ids: Container[str]) -> Iterator[ClauseVerdict]:
    """Yield one verdict per clause; of several, the first."""
    judged: set[str] = set()
    for item in value if isinstance(value, list) else ():
        if not isinstance(item, dict):
            continue
        id = as_text(item.get("clause")).strip(" []")
        word = as_text(item.get("verdict")).strip().lower().replace("_", "-").replace(" ", "-")
        word = _SPELLINGS.get(word, word)
        if id in clause_ids and id not in judged and word in set(Compliance):
            judged.add(id)
            why = as_text(item.get("reason"))
            yield ClauseVerdict(clause=id, compliance=Compliance(word), why=why)


def _rules(value: Any) -> Iterator[RuleVerdict]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            rule, obeyed = as_text(item.get("rule")).strip(), _truth(item.get("kept"))
            if rule and obeyed is not None:
                yield RuleVerdict(rule=rule, kept=obeyed)


def _rating(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number in _RATINGS else None


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = as_text(value).strip().lower()
    return True if word in _YES else False if word in _NO else None
