"""A branch as annotations of a GitHub Actions job, each at the line of its finding or clause."""

from collections import Counter
from collections.abc import Iterator

from delibctl.report.annotations import annotation, not_shown
from delibctl.report.ci.first import told_first
from delibctl.report.ci.new_policy import is_new_and_open_in_nothing
from delibctl.report.ci.of_policy import comparison_of, view_of
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import CiResult, PolicyVerdict
from delibctl.report.comparison import github as of_runs
from delibctl.report.lint import github as of_lint
from delibctl.report.policies import github as of_policies
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import in_log

_LEVELS = ("error", "warning", "notice")


def render(result: CiResult, options: RenderOptions) -> str:
    """Render what a person must see first, then errors before the rest, then the sentence."""
    found = [
        annotation("warning", None, "delibctl ci", told, options) for told in told_first(result)
    ]
    for policy in result.policies:
        found += _of_policy(policy, options)
    found.sort(key=lambda line: _LEVELS.index(_level(line)))
    levels = Counter(map(_level, found))
    lines = [*found, in_log(str(outcome_of(result)))]
    lines += [not_shown({level: levels[level] for level in _LEVELS}, "annotation")]
    return "".join(f"{line}\n" for line in lines if line)


def _of_policy(policy: PolicyVerdict, options: RenderOptions) -> Iterator[str]:
    reports = [of_lint.render(policy.lint, options)] if policy.lint else []
    comparison = comparison_of(policy)
    if comparison and not is_new_and_open_in_nothing(policy):
        reports.append(of_policies.render(comparison, options))
    if policy.measured:
        reports.append(of_runs.render(view_of(policy, policy.measured), options))
    for report in reports:
        # What is no command is a sentence on one of these reports alone.
        yield from (line for line in report.splitlines() if line.startswith("::"))


def _level(line: str) -> str:
    return line.removeprefix("::").partition(" ")[0]
