"""What a run shows, as data: each trial held against its case, and the figures over all of them."""

from delibctl.score.coverage import ClauseCoverage, Coverage, coverage
from delibctl.score.flips import Flip, Standing, flips, standings
from delibctl.score.judge_opinions import JudgeOpinion, opinion
from delibctl.score.metrics import Breakdown, Summary, summarise
from delibctl.score.miss_groups import Fault, Group, Pair, groups
from delibctl.score.recall import Recalled
from delibctl.score.scored_run import ScoredModel, ScoredRun, score_run, scored_run
from delibctl.score.scored_trial import ScoredTrial, VerdictColumn, score, style_of
from delibctl.score.usage import UsageFigures, usage_of

__all__ = [
    "Breakdown",
    "ClauseCoverage",
    "Coverage",
    "Fault",
    "Flip",
    "Group",
    "JudgeOpinion",
    "Pair",
    "Recalled",
    "ScoredModel",
    "ScoredRun",
    "ScoredTrial",
    "Standing",
    "Summary",
    "UsageFigures",
    "VerdictColumn",
    "coverage",
    "flips",
    "groups",
    "opinion",
    "score",
    "score_run",
    "scored_run",
    "standings",
    "style_of",
    "summarise",
    "usage_of",
]
