"""Changes of the configuration: what is linted, which models are asked, and how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from delibctl.compare.kinds import PACE_CHANGED, SETTING_CHANGED
from delibctl.compare.policies.change import About, Change, Part, content_hash
from delibctl.compare.policies.contents import PartName
from delibctl.compare.scales import Direction
from delibctl.model import Place

#: Settings that decide only how fast a probe goes, and when it asks before it spends.
_HARMLESS = {"concurrency", "attempts", "retry_wait", "confirm_above"}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The value of one key of the configuration, as text, and its place."""

    text: str
    place: Place


#: The settings of a configuration by their dotted keys.
Settings = Mapping[str, Setting]


def setting_hashes(settings: Settings) -> dict[PartName, str]:
    """Return a hash of each setting, as approvals name them."""
    return {
        (Part.SETTING, key): content_hash((Part.SETTING, key, setting.text))
        for key, setting in settings.items()
    }


def setting_changes(old: Settings, new: Settings) -> Iterator[Change]:
    """Yield a change for each setting that was added, removed or changed, by key."""
    before, after = setting_hashes(old), setting_hashes(new)
    for key in sorted(old.keys() | new.keys()):
        name = (Part.SETTING, key)
        if before.get(name) == after.get(name):
            continue
        former, present = old.get(key), new.get(key)
        shown = present or former
        assert shown is not None
        about = About(
            part=Part.SETTING,
            subject=key,
            place=shown.place,
            side="new" if present else "old",
        )
        verb = "changed" if former and present else "added" if present else "removed"
        yield replace(
            about.change(
                PACE_CHANGED if key in _HARMLESS else SETTING_CHANGED,
                f"setting {verb}",
                (former.text if former else None, present.text if present else None),
                Direction.NEUTRAL if key in _HARMLESS else Direction.UNKNOWN,
            ),
            part_before=before.get(name, ""),
            part_after=after.get(name, ""),
        )
