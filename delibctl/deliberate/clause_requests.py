"""Reading the clauses that a reply asks for, in mode `recall`."""

import re
from dataclasses import dataclass
from typing import Any

from delibctl.deliberate.citations import clean_id
from delibctl.deliberate.mentions import ids_in
from delibctl.model import Policy
from delibctl.text.embedded import as_text, spans
from delibctl.text.thoughts import split_thoughts
from delibctl.text.values import entries, unwrapped

_TAGGED = re.compile(r"<clauses>(.*?)(?:</clauses>|\Z)", re.DOTALL | re.IGNORECASE)
_KEYS = ("clauses", "clause", "ids", "clause_ids")
_ID_KEYS = ("clause", "id", "clause_id")
_APART = re.compile(r"[,;\n]")


@dataclass(frozen=True, kw_only=True)
class ClauseRequest:
    """The clauses that a reply asks for.

    `requested` are the ids as they were written, `clauses` those they name, and `unknown` the
    ids that name none. `listed` is False if the ids were found in free text, not in a list.
    """

    listed: bool
    requested: tuple[str, ...]
    clauses: tuple[str, ...]
    unknown: tuple[str, ...]


def requested_clauses(text: str, policy: Policy) -> ClauseRequest:
    """Read a list under `clauses`, lines in tags, or else ids in free text."""
    text = split_thoughts(text).text
    ids = _listed_ids(text)
    listed = ids is not None
    if ids is None:
        ids = ids_in(text, {*policy.clause_by_id, *policy.former_ids})
    requested = tuple(dict.fromkeys(filter(None, map(clean_id, ids))))
    resolved = {id: resolve_clause(id, policy) for id in requested}
    return ClauseRequest(
        listed=listed,
        requested=requested,
        clauses=tuple(dict.fromkeys(id for id in resolved.values() if id is not None)),
        unknown=tuple(id for id, clause in resolved.items() if clause is None),
    )


def _listed_ids(text: str) -> list[str] | None:
    """Return the ids of the last list; None if the text has no list."""
    for _, _, data in reversed(list(spans(text))):
        for request in unwrapped(data, _KEYS):
            value = next(request[key] for key in _KEYS if key in request)
            if isinstance(value, str):
                return _APART.split(value)
            return [_id(entry) for entry in entries(value, _ID_KEYS, "why")]
    tagged = _TAGGED.search(text)
    return [line.lstrip(" \t-*•") for line in _APART.split(tagged[1])] if tagged else None


def _id(entry: dict[str, Any]) -> str:
    return as_text(next((entry[key] for key in _ID_KEYS if entry.get(key)), ""))


def resolve_clause(id: str, policy: Policy) -> str | None:
    """Return the clause that an id names, now or formerly, ignoring case; None if it names none."""
    current = {**policy.former_ids, **{clause: clause for clause in policy.clause_by_id}}
    return current.get(id) or next(
        (clause for spelled, clause in current.items() if spelled.casefold() == id.casefold()), None
    )
