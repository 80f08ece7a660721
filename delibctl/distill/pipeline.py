"""The steps from scored trials to records, but for the rewriting, which asks a model."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from delibctl.distill.balance import balanced
from delibctl.distill.dropped import Dropped, Reason
from delibctl.distill.keep import Keeping
from delibctl.distill.leakage import pointers
from delibctl.distill.pairs import Pair, pairs_of
from delibctl.distill.record import Record
from delibctl.distill.repeated import without_repeats
from delibctl.model import Policy
from delibctl.score.scored_trial import ScoredTrial


@dataclass(frozen=True, kw_only=True)
class Pointing:
    """A record whose reasoning points at text that the trained model will not see."""

    record: Record
    phrases: tuple[str, ...]

    def dropped(self, reason: Reason = Reason.REASONING_POINTS) -> Dropped:
        """Return the trial without a record."""
        detail = self.phrases[0]
        return Dropped(key=self.record.key, reason=reason, detail=detail, record=self.record)


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """The trials of a run: records, records to be rewritten or dropped, and dropped trials."""

    records: tuple[Record, ...]
    pointing: tuple[Pointing, ...]
    dropped: tuple[Dropped, ...]


def sort_trials(trials: Iterable[ScoredTrial], keeping: Keeping) -> Sorted:
    """Sort the trials of a run by what can be made of them."""
    records, pointing, dropped = [], [], []
    for scored in trials:
        found = keeping.sort(scored)
        if isinstance(found, Dropped):
            dropped.append(_without_pointing(found, keeping.policy))
        elif phrases := phrases_in(found, keeping.policy):
            pointing.append(Pointing(record=found, phrases=phrases))
        else:
            records.append(found)
    return Sorted(records=tuple(records), pointing=tuple(pointing), dropped=tuple(dropped))


def _without_pointing(trial: Dropped, policy: Policy) -> Dropped:
    """Return a dropped trial; without its record if that would teach what points at the policy."""
    if trial.record is None or not phrases_in(trial.record, policy):
        return trial
    return replace(trial, record=None)


def phrases_in(record: Record, policy: Policy) -> tuple[str, ...]:
    """Return the phrases of the reasoning that point at text which the model will not see."""
    visible = [message.content for message in record.messages]
    return tuple(pointers(record.reasoning, [*visible, *(c.text for c in policy.clauses)]))


def selected(
    records: Sequence[Record], dropped: Sequence[Dropped], seed: int, most: int | None
) -> tuple[list[Record], list[Dropped], list[Pair]]:
    """Return the records to train on, all that was dropped, and the preference pairs."""
    distinct, repeats = without_repeats(records)
    kept, surplus = balanced(distinct, seed, most)
    everything = sorted([*dropped, *repeats, *surplus], key=lambda trial: trial.key)
    return kept, everything, pairs_of(kept, everything)
