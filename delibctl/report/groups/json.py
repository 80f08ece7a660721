"""A run in groups for programs: figures by group, and the agreement of models per clause."""

from typing import Any

from delibctl.report.groups.agreement_words import verdict
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.figures import figures
from delibctl.report.share_document import bounds_document, share_document
from delibctl.score.groups.clause_agreement import ClauseAgreement, RunAgreement
from delibctl.score.groups.disagreement import Disagreement
from delibctl.score.groups.grouping import GroupedRun, TrialGroup
from delibctl.score.groups.stances import CaseComparison
from delibctl.stats.share import Share
from delibctl.text.escape import as_json


def render(grouped: GroupedRun, options: RenderOptions) -> str:
    """Render the document of docs/json.md."""
    run = grouped.scored.run
    return as_json(
        {
            "schema_version": 1,
            "policy": {
                "id": run.policy.id,
                "version": run.policy.version,
                "title": run.policy.title,
            },
            "group_by": grouped.by,
            "finished": run.info.finished,
            "planned": grouped.scored.planned,
            "not_selected": sorted(run.unselected),
            "judges": [judge.name for judge in run.judges] or [run.plan.judge],
            "groups": [_group(group) for group in grouped.groups],
            "all": _group(grouped.whole),
            "in_several_groups": grouped.in_several,
            "agreement": _agreement(grouped.agreement, options),
        }
    )


def _group(group: TrialGroup) -> dict[str, Any]:
    summary = group.summary
    return {
        "name": group.name,
        **summary.counts,
        "set_aside": dict(summary.set_aside),
        "broken": dict(summary.broken),
        "figures": {metric.key: _figure(group, share) for metric, share in figures(summary)},
    }


def _figure(group: TrialGroup, share: Share) -> dict[str, Any]:
    """Return a figure; its interval counts each case once, other than in the report of a run."""
    bounds = group.interval(share)
    return share_document(share) | {"interval": None if bounds is None else bounds_document(bounds)}


def _agreement(agreement: RunAgreement | None, options: RenderOptions) -> dict[str, Any] | None:
    if agreement is None:
        return None
    whole = agreement.whole
    return {
        "clauses": [
            {
                "clause": found.clause,
                "verdict": verdict(found),
                "defects": list(found.defects),
                **_cases(found, options),
            }
            for found in agreement.clauses
        ],
        "without_clause": _cases(agreement.without_clause, options),
        "all": _disagreements(whole),
        "undecided": whole.undecided,
    }


def _cases(agreement: ClauseAgreement, options: RenderOptions) -> dict[str, Any]:
    shown = agreement.differing if options.only_missed else agreement.comparisons
    return {
        **_disagreements(agreement),
        "other_clauses": dict(agreement.rivals),
        "refuse_and_comply": _ids(agreement.splits),
        "against_label": _ids(agreement.against_label),
        "judges_differ": list(agreement.contested),
        "cases": [_case(found) for found in shown[: options.limit or None]],
    }


def _disagreements(agreement: ClauseAgreement) -> dict[str, Any]:
    return {
        "outcome": _disagreement(agreement.outcome),
        "citation": _disagreement(agreement.citation),
        "judges": _disagreement(agreement.judges),
    }


def _ids(found: tuple[CaseComparison, ...]) -> list[str]:
    return list(dict.fromkeys(of_case.case.id for of_case in found))


def _disagreement(found: Disagreement) -> dict[str, Any]:
    bounds = found.interval
    value = found.share.value
    return {
        "differ": found.differ,
        "compared": found.compared,
        "cases": found.cases,
        "value": None if value is None else round(value, 6),
        "interval": None if bounds is None else bounds_document(bounds),
        "alpha": None if found.alpha is None else round(found.alpha, 6),
        "standing": found.standing,
    }


def _case(found: CaseComparison) -> dict[str, Any]:
    return {
        "case": found.case.id,
        "mode": found.mode,
        "outcomes_differ": found.outcomes_differ,
        "clauses_differ": found.clauses_differ,
        "models": [
            {
                "model": stance.model,
                "answers": stance.answers,
                "outcome": stance.outcome,
                "outcomes": dict(stance.outcomes),
                "clause": stance.clause,
                "clauses": dict(stance.clauses),
            }
            for stance in found.stances
        ],
    }
