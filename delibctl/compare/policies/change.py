"""A change from one policy to another."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Literal

from delibctl.compare.kinds import Kind
from delibctl.compare.scales import Direction, Evidence, Profile
from delibctl.model import Case, Category, Clause, Place, Split

Texts = tuple[str | None, str | None]
Side = Literal["old", "new"]


class Part(StrEnum):
    """The parts of a policy, and of what tests it, that can change and be approved."""

    CLAUSE = "clause"
    CATEGORY = "category"
    STYLE = "style"
    DEFINITION = "definition"
    POLICY = "policy"
    CASE = "case"
    SUPPRESSION = "suppression"
    SETTING = "setting"


#: What tests a policy. Their changes say nothing of the answers that the policy asks for.
_TESTS = (Part.CASE, Part.SUPPRESSION, Part.SETTING)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change, its meaning, and what it affects.

    `subject`: the id of a clause, category or case, the name of a style, a defined term, "policy",
    the code of a suppressed rule, or the key of a setting.
    `place` is in the policy of that `side`; its file is "" if the place is unknown. `clauses` and
    `cases`: affected ids; no clauses if the change concerns the whole policy. The hashes are of the
    content before and after, "" if there is no content; `part_before` and `part_after` are hashes
    of the whole part. `guarded`: if the change is unclear, a person must approve it.
    """

    kind: Kind
    direction: Direction
    evidence: Evidence
    part: Part
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
    part_before: str = ""
    part_after: str = ""
    guarded: bool = True

    @property
    def is_of_tests(self) -> bool:
        """True if the change is of what is tested, not of the policy."""
        return self.part in _TESTS


def fails(change: Change, profile: Profile) -> bool:
    """Return True if the change is breaking under a profile.

    Words that loosen or tighten can change a verdict, whatever their kind.
    """
    laxest = change.kind.profile
    if laxest is Profile.TEXT and change.direction in (Direction.LOOSENS, Direction.TIGHTENS):
        laxest = Profile.BEHAVIOR
    return laxest is not None and profile.strictness >= laxest.strictness


#: The place of what has no known place.
NOWHERE = Place(file="")

#: Finds the place of a part by its sort and name; its file is "" if the place is unknown.
FindPlace = Callable[[str, str], Place]


def nowhere(_sort: str, _name: str) -> Place:
    """Return the place of a part of a policy that was not read from files."""
    return NOWHERE


@dataclass(frozen=True, kw_only=True)
class About:
    """The subject of changes, its place, and the clauses that it affects."""

    part: Part
    subject: str
    category: str | None = None
    place: Place = NOWHERE
    side: Side = "new"
    clauses: tuple[str, ...] = ()

    def change(
        self,
        kind: Kind,
        message: str,
        texts: Texts = (None, None),
        direction: Direction = Direction.UNKNOWN,
        content: tuple[object, object] | None = None,
        *,
        likely: bool = False,
    ) -> Change:
        """Return a change of this subject. Hashes `content` if given, else the texts.

        `likely`: the direction rests on words. Otherwise it is proven, unless it is unknown.
        """
        before, after = content or texts
        return Change(
            kind=kind,
            direction=direction,
            evidence=_evidence(direction, likely),
            part=self.part,
            subject=self.subject,
            category=self.category,
            message=message,
            before=texts[0],
            after=texts[1],
            place=self.place,
            side=self.side,
            clauses=self.clauses,
            before_hash=content_hash(before),
            after_hash=content_hash(after),
        )


def about(clause: Clause, category: str, side: Side = "new") -> About:
    """Return the subject for changes of a clause."""
    return About(
        part=Part.CLAUSE,
        subject=clause.id,
        category=category,
        place=clause.place,
        side=side,
        clauses=(clause.id,),
    )


#: The policy as a whole.
WHOLE = About(part=Part.POLICY, subject="policy")


def _evidence(direction: Direction, likely: bool) -> Evidence:
    if direction is Direction.UNKNOWN:
        return Evidence.UNCLEAR
    return Evidence.LIKELY if likely else Evidence.PROVEN


def content_hash(content: object) -> str:
    """Return the first 16 digits of the SHA-256 of canonical JSON; "" for None."""
    if content is None:
        return ""
    text = json.dumps(content, default=_plain, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """Return a dataclass as a dict without its place, which is not part of the content."""
    if is_dataclass(value) and not isinstance(value, type):
        fields = {key: item for key, item in asdict(value).items() if key != "place"}
        if isinstance(value, Case):
            # What came later: the hashes of cases without it stay what they are.
            del fields["renamed_from"]
            del fields["trained_on"]
            if not value.expected.outcomes:
                del fields["expected"]["outcomes"]
            if value.split is Split.UNASSIGNED:
                fields["split"] = Split.TEST
        if isinstance(value, Clause | Category):
            # Who owns a rule is no part of it.
            del fields["owner"]
        return fields
    raise TypeError(type(value))
