"""Findings of lint that comments suppress in the files of a policy, and changes of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from delibctl.compare.kinds import RULE_SUPPRESSED, SUPPRESSION_REMOVED
from delibctl.compare.policies.change import About, Change, Part, content_hash
from delibctl.compare.policies.contents import PartName
from delibctl.compare.scales import Direction
from delibctl.model import Place
from delibctl.text.count import counted

#: The rules that find what was written to deceive a reader or a model.
_SECURITY = "SEC"


@dataclass(frozen=True, kw_only=True)
class Suppressed:
    """A rule that a comment suppresses at a line with this text."""

    code: str
    text: str
    place: Place


def suppression_hashes(suppressed: Iterable[Suppressed], policy: str) -> dict[PartName, str]:
    """Return for each rule that is suppressed a hash of the lines at which it is."""
    return {
        (Part.SUPPRESSION, code): content_hash((policy, Part.SUPPRESSION, code, texts))
        for code, texts in _texts(suppressed).items()
    }


def suppression_changes(
    old: Iterable[Suppressed], new: Iterable[Suppressed], policy: str
) -> Iterator[Change]:
    """Yield a change for each rule that is suppressed at other lines; by a moved file none is.

    A security rule that is suppressed at a new line is guarded.
    """
    former, present = tuple(old), tuple(new)
    before, after = _texts(former), _texts(present)
    hashes = (suppression_hashes(side, policy) for side in (former, present))
    hash_before, hash_after = hashes
    for code in sorted(before.keys() | after.keys()):
        added = Counter(after.get(code, ())) - Counter(before.get(code, ()))
        removed = Counter(before.get(code, ())) - Counter(after.get(code, ()))
        if not added and not removed:
            continue
        is_new = bool(added)
        lines = added if is_new else removed
        side = present if is_new else former
        place = next(s.place for s in side if s.code == code and s.text in lines)
        about = About(
            part=Part.SUPPRESSION, subject=code, place=place, side="new" if is_new else "old"
        )
        where = counted(lines.total(), "line")
        text = "\n".join(lines)
        yield replace(
            about.change(
                RULE_SUPPRESSED if is_new else SUPPRESSION_REMOVED,
                f"a comment suppresses {code} at {where} that had none"
                if is_new
                else f"{code} is no longer suppressed at {where}",
                (None, text) if is_new else (text, None),
                Direction.UNKNOWN if is_new else Direction.NEUTRAL,
            ),
            part_before=hash_before.get((Part.SUPPRESSION, code), ""),
            part_after=hash_after.get((Part.SUPPRESSION, code), ""),
            guarded=code.startswith(_SECURITY),
        )


def _texts(suppressed: Iterable[Suppressed]) -> dict[str, tuple[str, ...]]:
    texts: dict[str, list[str]] = {}
    for each in suppressed:
        texts.setdefault(each.code, []).append(each.text)
    return {code: tuple(sorted(lines)) for code, lines in texts.items()}
