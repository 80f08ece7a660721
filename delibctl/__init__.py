"""delibctl: lint a safety policy, probe models against it, diff the clauses they cite.

`docs/python-api.md` shows the Python API. Its names are loaded once they are used, so that
importing the package costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from delibctl.api.asking.options import Parameters as Parameters
    from delibctl.api.asking.probe import EndedProbe as EndedProbe
    from delibctl.api.cases.filters import Filters as Filters
    from delibctl.api.distilling.distill import DistilledFiles as DistilledFiles
    from delibctl.api.judging.label_file import LabelFile as LabelFile
    from delibctl.api.listener import Listener as Listener
    from delibctl.api.listener import Task as Task
    from delibctl.api.workspace import Workspace as Workspace
    from delibctl.compare.policies import Comparison as Comparison
    from delibctl.compare.runs.comparison import RunComparison as RunComparison
    from delibctl.errors import DelibctlError as DelibctlError
    from delibctl.errors import Interrupted as Interrupted
    from delibctl.errors import NoAnswer as NoAnswer
    from delibctl.errors import NoVerdict as NoVerdict
    from delibctl.library.asking import aprobe as aprobe
    from delibctl.library.asking import ask as ask
    from delibctl.library.asking import probe as probe
    from delibctl.library.distilling import distill as distill
    from delibctl.library.groups import diff_groups as diff_groups
    from delibctl.library.policies import LoadedPolicy as LoadedPolicy
    from delibctl.library.policies import diff_policies as diff_policies
    from delibctl.library.policies import lint as lint
    from delibctl.library.policies import load as load
    from delibctl.library.process import open_workspace as open_workspace
    from delibctl.library.runs import JudgedRun as JudgedRun
    from delibctl.library.runs import diff_runs as diff_runs
    from delibctl.library.runs import judge as judge
    from delibctl.library.runs import load_run as load_run
    from delibctl.library.runs import score as score
    from delibctl.library.threads import Cancelled as Cancelled
    from delibctl.lint import Report as Report
    from delibctl.model import Run as Run
    from delibctl.report.one_prompt.result import PromptResult as PromptResult
    from delibctl.score.groups.grouping import GroupedRun as GroupedRun
    from delibctl.score.scored_run import ScoredRun as ScoredRun
    from delibctl.score.scored_trial import ScoredTrial as ScoredTrial

__version__ = "0.1.0"

#: Every name of the API, and the module that holds it.
_MODULES = {
    "Cancelled": "library.threads",
    "Comparison": "compare.policies",
    "DelibctlError": "errors",
    "DistilledFiles": "api.distilling.distill",
    "EndedProbe": "api.asking.probe",
    "Filters": "api.cases.filters",
    "GroupedRun": "score.groups.grouping",
    "Interrupted": "errors",
    "JudgedRun": "library.runs",
    "LabelFile": "api.judging.label_file",
    "Listener": "api.listener",
    "LoadedPolicy": "library.policies",
    "NoAnswer": "errors",
    "NoVerdict": "errors",
    "Parameters": "api.asking.options",
    "PromptResult": "report.one_prompt.result",
    "Report": "lint",
    "Run": "model",
    "RunComparison": "compare.runs.comparison",
    "ScoredRun": "score.scored_run",
    "ScoredTrial": "score.scored_trial",
    "Task": "api.listener",
    "Workspace": "api.workspace",
    "aprobe": "library.asking",
    "ask": "library.asking",
    "diff_groups": "library.groups",
    "diff_policies": "library.policies",
    "diff_runs": "library.runs",
    "distill": "library.distilling",
    "judge": "library.runs",
    "lint": "library.policies",
    "load": "library.policies",
    "load_run": "library.runs",
    "open_workspace": "library.process",
    "probe": "library.asking",
    "score": "library.runs",
}
__all__ = ["__version__", *_MODULES]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


class _Package(ModuleType):
    """A package whose functions come before its rooms: `lint`, `judge` and `score` are both."""

    def __setattr__(self, name: str, value: object) -> None:
        # Python puts a room into the package once it is imported, in place of the function.
        if not (name in _MODULES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
