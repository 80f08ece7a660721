"""Building Cases from case documents; the policy supplies the defaults."""

from collections.abc import Iterable, Mapping
from typing import Any

from delibctl.cases.expectation import expectation
from delibctl.model import Case, Kind, Message, Policy, Split, Status
from delibctl.source import Document


def build(documents: Iterable[Document], policy: Policy, today: str) -> tuple[Case, ...]:
    """Return the cases of a policy in file order. The documents must be free of lint errors.

    `today` is YYYY-MM-DD: a quarantine ends after its last day.
    """
    return tuple(
        _case(entry, policy, today) for document in documents for entry in document.data["cases"]
    )


def _case(data: dict[str, Any], policy: Policy, today: str) -> Case:
    expected = expectation(data, policy)
    required = (*expected.clauses, *expected.either)
    categories = data.get("category") or categories_of(required, policy.category_of)
    return Case(
        id=data["id"],
        messages=_messages(data),
        categories=tuple(categories),
        kind=Kind(data["kind"]),
        expected=expected,
        lang=data.get("lang", "en"),
        split=Split(data.get("split", "unassigned")),
        status=Status(data.get("status", "accepted")),
        quarantined="quarantine" in data and today <= data["quarantine"].get("until", today),
        sensitive=data.get("sensitive", False),
        renamed_from=tuple(data.get("renamed_from", ())),
    )


def _messages(data: dict[str, Any]) -> tuple[Message, ...]:
    if "messages" not in data:
        return (Message(role="user", content=data["prompt"].strip()),)
    return tuple(Message(role=m["role"], content=m["content"].strip()) for m in data["messages"])


def categories_of(clauses: Iterable[str], category_of: Mapping[str, str]) -> list[str]:
    """Return the distinct categories of some clauses, in the order of the clauses."""
    return list(dict.fromkeys(category_of[id] for id in clauses if id in category_of))


def unreachable(
    clauses: Iterable[str],
    either: Iterable[str],
    categories: Iterable[str],
    category_of: Mapping[str, str],
) -> list[str]:
    """Return the expected clauses whose text is missing from a prompt with these categories."""
    categories_shown = set(categories)
    hidden = [id for id in clauses if category_of.get(id, "") not in categories_shown]
    alternatives = list(either)
    if alternatives and all(category_of.get(id, "") not in categories_shown for id in alternatives):
        hidden += alternatives
    return hidden
