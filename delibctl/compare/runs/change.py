"""What became of one case between two runs."""

from dataclasses import dataclass
from enum import StrEnum

from delibctl.compare.runs.paired_case import PairedCase
from delibctl.model import Mode, Outcome, TrialKey
from delibctl.stats.share import Share


class ChangeKind(StrEnum):
    """The kind of change of a case; each side is held against its own expectation.

    Changed: as often wrong as before, but otherwise. Followed and lagged: the expectation itself
    changed, and most answers after the edit are right (the model moved with it) or are not, which
    is a miss and no regression.
    """

    SAME = "same"
    REGRESSED = "regressed"
    IMPROVED = "improved"
    CHANGED = "changed"
    APPEARED = "appeared"
    VANISHED = "vanished"
    INCOMPARABLE = "incomparable"
    FOLLOWED = "followed"
    LAGGED = "lagged"


class Obstacle(StrEnum):
    """The reason why the answers to a case cannot be compared."""

    REWORDED = "the case was reworded"
    TEMPLATE = "other prompt template"
    REPLY_FORMAT = "other reply format"
    BROKEN_BEFORE = "broken before"
    BROKEN_AFTER = "broken after"
    BROKEN = "broken on both sides"
    NOT_ASKABLE = "not askable"
    JUDGES = "other judges"


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSide:
    """One case in one of the two runs: what was expected, and one telling answer.

    `clauses`, `outcomes` and `style` are expected. `right` counts the repeats that did not miss.
    `cited`, `outcome` and `declared` (a style) are those of the telling answer, as are `reasoning`
    and `answer`, which are whole, and empty unless texts were asked for. `text` is that of the
    clause of the change as it was on this side, so both sides tell of one clause; "" if there was
    none. `trial` is None if nothing was answered.
    """

    clauses: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    style: str
    cited: tuple[str, ...]
    outcome: Outcome | None
    declared: str | None
    right: Share
    text: str = ""
    reasoning: str = ""
    answer: str = ""
    trial: TrialKey | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseChange:
    """One case of one model in one mode, before and after.

    `reason` says why it cannot be compared, if so. `clause` is the primary clause after the edit,
    "" if it has none. `paired` holds the rates for statistics; None where they are kept out of
    them: a case that cannot be compared, is on one side only, does not count in figures, or expects
    something else now. `relabelled`: its expectation changed although no clause that it names did.
    `set_aside` is the reason why it is in no figure, "" if it counts. `critical`: a clause that
    it expects is critical.
    """

    case: str
    model: str
    mode: Mode
    kind: ChangeKind
    reason: Obstacle | None = None
    clause: str = ""
    before: CaseSide | None = None
    after: CaseSide | None = None
    paired: PairedCase | None = None
    sensitive: bool = False
    relabelled: bool = False
    set_aside: str = ""
    critical: bool = False
