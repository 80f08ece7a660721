"""The rules by which old runs are removed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delibctl.model.run_entry import RunEntry

_DAY = 86_400.0


@dataclass(frozen=True, kw_only=True)
class Retention:
    """The rules by which old runs are removed.

    `keep`: the newest N runs of each policy stay, and always at least one. `older_than`: only runs
    last written at least N days ago are removed. None sets no such limit. `unfinished`: runs that
    are not finished may be removed as well.
    """

    keep: int | None = None
    older_than: float | None = None
    unfinished: bool = False

    def candidates(self, newest_first: Iterable[RunEntry], now: float) -> Iterator[RunEntry]:
        """Yield the runs that are too many or too old; `protection` may still exempt one.

        Unreadable files belong to no known policy, so they stay. `now` is in seconds.
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
        """Return the reason why such a run stays all the same; empty if it is removed."""
        if entry.busy:
            return "being written"
        if entry.head is not None and not entry.head.info.finished and not self.unfinished:
            return "not finished (see --unfinished)"
        return ""
