"""One difference between two policies."""

import json
from dataclasses import asdict, dataclass, is_dataclass
from hashlib import sha256
from typing import Literal

from delibctl.compare.policies.kinds import Kind
from delibctl.compare.policies.scales import Direction, Profile
from delibctl.model import Clause, Place

Texts = tuple[str | None, str | None]
Side = Literal["old", "new"]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A difference, what it means, and what it touches.

    `subject`: the id of a clause or category, the name of a style, a defined term, or "policy".
    `place` is in the policy of that `side`; a file "" where the model has no place. `clauses` and
    `cases`: the ids of those affected; no clause for what concerns the whole policy. The hashes
    are of the content before and after, "" where there is none.
    """

    kind: Kind
    direction: Direction
    subject: str
    category: str | None
    message: str
    before: str | None
    after: str | None
    place: Place
    side: Side
    clauses: tuple[str, ...]
    cases: tuple[str, ...] = ()
    before_hash: str
    after_hash: str


def fails(change: Change, profile: Profile) -> bool:
    """Whether the change is breaking under a profile."""
    least = change.kind.profile
    return least is not None and profile.strictness >= least.strictness


#: Of what the model of a policy has no place for.
_NOWHERE = Place(file="")


@dataclass(frozen=True, kw_only=True)
class About:
    """What changes are about: their subject, where it stands, the clauses it affects."""

    subject: str
    category: str | None = None
    place: Place = _NOWHERE
    side: Side = "new"
    clauses: tuple[str, ...] = ()

    def change(
        self,
        kind: Kind,
        message: str,
        texts: Texts = (None, None),
        direction: Direction = Direction.UNKNOWN,
        content: tuple[object, object] | None = None,
    ) -> Change:
        """A change of this subject. `content` is what is hashed, where that is not the texts."""
        before, after = content or texts
        return Change(
            kind=kind,
            direction=direction,
            subject=self.subject,
            category=self.category,
            message=message,
            before=texts[0],
            after=texts[1],
            place=self.place,
            side=self.side,
            clauses=self.clauses,
            before_hash=_hash(before),
            after_hash=_hash(after),
        )


def about(clause: Clause, category: str, side: Side = "new") -> About:
    """What changes of a clause are about."""
    return About(
        subject=clause.id, category=category, place=clause.place, side=side, clauses=(clause.id,)
    )


#: The policy as a whole.
WHOLE = About(subject="policy")


def _hash(content: object) -> str:
    """The first 16 digits of the SHA-256 of canonical JSON; "" for None."""
    if content is None:
        return ""
    text = json.dumps(content, default=_plain, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """A noun as data. Where it stands is not part of what it says."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: item for key, item in asdict(value).items() if key != "place"}
    raise TypeError(type(value))
