"""Which clauses a reply asks for, in mode `recall`."""

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
    """`requested`: the ids as they were written. `given`: clauses there are. `unknown`: the rest.

    `listed`: whether they stood in a list, not here and there in a text.
    """

    listed: bool
    requested: tuple[str, ...]
    given: tuple[str, ...]
    unknown: tuple[str, ...]


def requested_clauses(text: str, policy: Policy) -> ClauseRequest:
    """What a reply asks for: a list under `clauses`, lines in tags, else ids in free text."""
    written = _written(text)
    listed = written is not None
    if written is None:
        written = ids_in(text, {*policy.clause_by_id, *policy.former_ids})
    requested = tuple(dict.fromkeys(filter(None, map(clean_id, written))))
    resolved = {id: resolve_clause(id, policy) for id in requested}
    return ClauseRequest(
        listed=listed,
        requested=requested,
        given=tuple(dict.fromkeys(id for id in resolved.values() if id is not None)),
        unknown=tuple(id for id, clause in resolved.items() if clause is None),
    )


def _written(text: str) -> list[str] | None:
    """The ids of the last list; None where nothing is laid out as a list."""
    for _, _, data in reversed(list(spans(text))):
        for key, value in data.items():
            if key.strip().casefold() in ("clauses", "clause", "ids"):
                items = value if isinstance(value, list) else _APART.split(as_text(value))
                return [_id(item) for item in items]
    tagged = _TAGGED.search(text)
    return [line.lstrip(" \t-*•") for line in _APART.split(tagged[1])] if tagged else None


def _id(item: object) -> str:
    """An item is an id, or an object that holds one."""
    if isinstance(item, dict):
        return as_text(item.get("clause") or item.get("id") or "")
    return as_text(item)


def resolve_clause(id: str, policy: Policy) -> str | None:
    """The clause that an id asks for, in whatever case it is written; None where there is none."""
    known = {**policy.former_ids, **{clause: clause for clause in policy.clause_by_id}}
    return known.get(id) or next(
        (clause for written, clause in known.items() if written.casefold() == id.casefold()), None
    )
