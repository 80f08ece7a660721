"""Which runs may be removed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delibctl.model.run_entry import RunEntry

_DAY = 86_400.0


@dataclass(frozen=True, kw_only=True)
class Retention:
    """`keep`: so many of each policy stay, the newest; at least one does in any case.

    `older_than`: only runs that were last written so many days ago go. None asks for nothing.
    """

    keep: int | None = None
    older_than: float | None = None
    unfinished: bool = False

    def candidates(self, newest_first: Iterable[RunEntry], now: float) -> Iterator[RunEntry]:
        """The runs that are too many or too old; of some of them `protection` says why they stay.

        What cannot be read is of no policy, and stays.
        """
        before: Counter[str] = Counter()
        for entry in newest_first:
            if entry.head is None:
                continue
            before[entry.head.policy] += 1
            too_many = before[entry.head.policy] > max(self.keep or 1, 1)
            if too_many and now - entry.written >= (self.older_than or 0) * _DAY:
                yield entry

    def protection(self, entry: RunEntry) -> str:
        """Why a run stays although it is too many or too old; empty where it goes."""
        if entry.busy:
            return "being written"
        if entry.head is not None and not entry.head.info.finished and not self.unfinished:
            return "not finished (see --unfinished)"
        return ""
