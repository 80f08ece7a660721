"""What a run shows, as data: each trial held against its case, and the figures over all of them."""

from delibctl.diff.coverage import ClauseCoverage, Coverage, coverage
from delibctl.diff.flips import Flip, Standing, flips, standings
from delibctl.diff.gates import Gate, GateResult, GateVerdict, Limits, check
from delibctl.diff.group import Fault, Group, Pair, groups
from delibctl.diff.opinions import Opinion, opinion
from delibctl.diff.recalled import Recalled
from delibctl.diff.row import Column, Row, score, style_of
from delibctl.diff.rundiff import ModelDiff, RunDiff, diff_of_rows, run_diff
from delibctl.diff.summary import Breakdown, Summary, summarise
from delibctl.diff.usage import UsageFigures, usage_of

__all__ = [
    "Breakdown",
    "ClauseCoverage",
    "Column",
    "Coverage",
    "Fault",
    "Flip",
    "Gate",
    "GateResult",
    "GateVerdict",
    "Group",
    "Limits",
    "ModelDiff",
    "Opinion",
    "Pair",
    "Recalled",
    "Row",
    "RunDiff",
    "Standing",
    "Summary",
    "UsageFigures",
    "check",
    "coverage",
    "diff_of_rows",
    "flips",
    "groups",
    "opinion",
    "run_diff",
    "score",
    "standings",
    "style_of",
    "summarise",
    "usage_of",
]
