"""Reading the clauses that a reply asks for, in mode `recall`."""

import re
from dataclasses import dataclass

from delibctl.deliberate.citations import clean_id
from delibctl.deliberate.mentions import ids_in
from delibctl.model import Policy
from delibctl.text.embedded import as_text, spans

_TAGGED = re.compile(r"<clauses>(.*?)(?:</clauses>|\Z)", re.DOTALL | re.IGNORECASE)
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
        for key, value in data.items():
            if key.strip().casefold() in ("clauses", "clause", "ids"):
                items = value if isinstance(value, list) else _APART.split(as_text(value))
                return [_id(item) for item in items]
    tagged = _TAGGED.search(text)
    return [line.lstrip(" \t-*•") for line in _APART.split(tagged[1])] if tagged else None


def _id(item: object) -> str:
    """Return the id of an item, which is an id or an object that holds one."""
    if isinstance(item, dict):
        return as_text(item.get("clause") or item.get("id") or "")
    return as_text(item)


def resolve_clause(id: str, policy: Policy) -> str | None:
    """Return the clause that an id names, now or formerly, ignoring case; None if it names none."""
    current = {**policy.former_ids, **{clause: clause for clause in policy.clause_by_id}}
    return current.get(id) or next(
        (clause for spelled, clause in current.items() if spelled.casefold() == id.casefold()), None
    )
