"""The share of unusable trials or verdicts, beside the share that is allowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from delibctl.stats.share import Share
from delibctl.text.count import counted

if TYPE_CHECKING:
    from delibctl.score.calibration import Calibration
    from delibctl.score.scored_run import ScoredModel, ScoredRun


@dataclass(frozen=True, kw_only=True)
class Trust:
    """The unusable share of one model's trials or one judge's verdicts, and its limit (0 to 1)."""

    name: str
    unusable: Share
    max_broken: float

    @property
    def trusted(self) -> bool:
        """True up to the limit, and where nothing was asked."""
        return (self.unusable.value or 0.0) <= self.max_broken

    def doubt(self, noun: str = "trial") -> str:
        """Return the sentence that says why it is not to be trusted; `noun` is what was asked."""
        unusable, fault = (
            self.unusable,
            "unreadable" if noun == "verdict" else "broken or unreadable",
        )
        are = "is" if unusable.total == 1 else "are"
        return (
            f"{self.name}: not to be trusted: {unusable.hits} of {counted(unusable.total, noun)} "
            f"{are} {fault}, at most {self.max_broken:.1%} may be"
        )


def trust_in_run(
    run: "ScoredRun", max_broken: float, *, judging_stopped: bool = False
) -> tuple[Trust, ...]:
    """Return the trust in each model of a run: broken trials and unreadable verdicts count.

    Where a limit stopped the judges, verdicts that were never asked for are left out.
    """
    return tuple(
        Trust(
            name=model.name,
            unusable=_unusable(model) if judging_stopped else model.summary.untrustworthy,
            max_broken=max_broken,
        )
        for model in run.models
    )


def _unusable(model: "ScoredModel") -> Share:
    unreadable = sum(trial.unreadable_reply for trial in model.trials)
    broken = sum(model.summary.broken.values())
    return Share(hits=broken + unreadable, total=model.summary.untrustworthy.total)


def trust_in_judges(
    calibrations: "Iterable[Calibration]", max_broken: float, *, judging_stopped: bool = False
) -> tuple[Trust, ...]:
    """Return the trust in each judge that gave a verdict; a silent one was not measured."""
    return tuple(
        Trust(
            name=calibration.judge,
            unusable=Share(
                hits=sum(
                    answer.seen is None and (answer.asked or not judging_stopped)
                    for answer in calibration.judged
                ),
                total=len(calibration.judged),
            ),
            max_broken=max_broken,
        )
        for calibration in calibrations
        if not calibration.silent
    )
