"""What accepting a run would change among the accepted rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from delibctl.compare.accepted.row import AcceptedRow
from delibctl.model import Mode


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """A row of one case, as it is accepted now and as it would be; None where there is none.

    The case of `before` may have the id that it had then.
    """

    mode: Mode
    before: AcceptedRow | None
    after: AcceptedRow | None

    @property
    def row(self) -> AcceptedRow:
        """The row after the change, or the one that is removed."""
        row = self.after or self.before
        if row is None:
            raise ValueError("a change needs a row")
        return row

    @property
    def fell(self) -> bool:
        """True if the case is right half as often as before, or less."""
        if self.before is None or self.after is None:
            return False
        return self.before.rate > 0 and self.after.rate <= self.before.rate / 2

    @property
    def key(self) -> tuple[str, Mode, str]:
        """The alias of the model, the mode and the case."""
        return self.row.model.alias, self.mode, self.row.case


@dataclass(frozen=True, kw_only=True)
class CriticalDrop:
    """A case of a critical clause that is right half as often as its accepted row, or less.

    `confirmed`: fresh repeats of both sides showed it too. Else nobody asked for enough of them.
    """

    change: RowChange
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class RowsToAccept:
    """What a run would change.

    `same` rows show what is accepted. `left_out` cases do not count. `kept`: cases with accepted
    rows of which the run has no answer that counts. `critical`: drops that are accepted
    only on request. `renamed`: the present id of each case that accepted rows may name otherwise.
    """

    policy: str
    changes: tuple[RowChange, ...]
    same: int
    left_out: tuple[str, ...]
    kept: tuple[str, ...]
    critical: tuple[CriticalDrop, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)
