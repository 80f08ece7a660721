"""One run scored: each trial held against its case, and the figures over all trials."""

from delibctl.score.coverage import ClauseCoverage, Coverage, coverage
from delibctl.score.declared_style import style_of
from delibctl.score.flips import Flip, Standing, flips, standings
from delibctl.score.judge_opinions import JudgeOpinion, judge_opinion
from delibctl.score.metrics import METRICS, TRIAL_COUNTS, Metric
from delibctl.score.miss_groups import Fault, Group, Pair, groups
from delibctl.score.recall import Recalled
from delibctl.score.scored_run import ScoredModel, ScoredRun, assemble_run, score_run
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.summary import Breakdown, Summary, summarise
from delibctl.score.trial_scoring import score_trial
from delibctl.score.usage import UsageFigures, usage_of
from delibctl.score.verdict_columns import VerdictColumn

__all__ = [
    "METRICS",
    "TRIAL_COUNTS",
    "Breakdown",
    "ClauseCoverage",
    "Coverage",
    "Fault",
    "Flip",
    "Group",
    "JudgeOpinion",
    "Metric",
    "Pair",
    "Recalled",
    "ScoredModel",
    "ScoredRun",
    "ScoredTrial",
    "Standing",
    "Summary",
    "UsageFigures",
    "VerdictColumn",
    "assemble_run",
    "coverage",
    "flips",
    "groups",
    "judge_opinion",
    "score_run",
    "score_trial",
    "standings",
    "style_of",
    "summarise",
    "usage_of",
]
