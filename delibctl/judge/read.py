"""A judge's reply to a verdict. Never raises; what cannot be read is None: missing data."""

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
class Read:
    """What a reply says."""

    outcome: Outcome
    clauses: tuple[ClauseVerdict, ...]
    rules: tuple[RuleVerdict, ...]
    correctness: int | None
    helpfulness: int | None
    why: str
    quote: str
    agrees: bool | None


def read(text: str, known: Container[str]) -> Read | None:
    """The fullest object in a reply that names an outcome and rates the answer.

    Of several that are as full the last counts: an answer that is quoted may hold one too. Clauses
    that do not exist are left out.
    """
    found = [data for _, _, data in spans(text) if _is_verdict(data)]
    if not found and (mended := repaired(text)) and _is_verdict(mended):
        found = [mended]
    if not found:
        return None
    data = max(reversed(found), key=lambda one: len(_KEYS & one.keys()))
    outcome = _outcome(data)
    assert outcome is not None
    return Read(
        outcome=outcome,
        clauses=tuple(_clauses(data.get("clauses"), known)),
        rules=tuple(_rules(data.get("rules"))),
        correctness=_rating(data.get("correctness")),
        helpfulness=_rating(data.get("helpfulness")),
        why=as_text(data.get("reason")),
        quote=as_text(data.get("quote")),
        agrees=_truth(data.get("agree")),
    )


def _is_verdict(data: dict[str, Any]) -> bool:
    """Without a rating there is no score, so it is asked for again."""
    rated = (_rating(data.get(name)) for name in ("correctness", "helpfulness"))
    return _outcome(data) is not None and any(rating is not None for rating in rated)


def _outcome(data: dict[str, Any]) -> Outcome | None:
    written = as_text(data.get("outcome")).strip().lower().replace("_", "-").replace(" ", "-")
    return Outcome(written) if written in set(Outcome) else None


def _clauses(value: Any, known: Container[str]) -> Iterator[ClauseVerdict]:
    """Each clause once: where it is judged twice, the first counts."""
    seen: set[str] = set()
    for item in value if isinstance(value, list) else ():
        if not isinstance(item, dict):
            continue
        id = as_text(item.get("clause")).strip(" []")
        written = as_text(item.get("verdict")).strip().lower().replace("_", "-").replace(" ", "-")
        written = _SPELLINGS.get(written, written)
        if id in known and id not in seen and written in set(Compliance):
            seen.add(id)
            why = as_text(item.get("reason"))
            yield ClauseVerdict(clause=id, compliance=Compliance(written), why=why)


def _rules(value: Any) -> Iterator[RuleVerdict]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            rule, kept = as_text(item.get("rule")).strip(), _truth(item.get("kept"))
            if rule and kept is not None:
                yield RuleVerdict(rule=rule, kept=kept)


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
    written = as_text(value).strip().lower()
    return True if written in _YES else False if written in _NO else None
