"""A run for programs: one document that depends only on questions and answers."""

from collections.abc import Iterable
from typing import Any

from delibctl.gates import GateResult, Results
from delibctl.model import Compliance
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.figures import figures
from delibctl.report.run.trial_json import trial_document
from delibctl.report.share_document import bounds_document, share_document
from delibctl.score.by_expected import ByExpected
from delibctl.score.clause_verdicts import clause_figures
from delibctl.score.corrected_figures import CorrectedFigure
from delibctl.score.labelled_answers import LabelsOfRun
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.score.summary import Breakdown, OutcomeTable, Summary
from delibctl.score.usage import UsageFigures
from delibctl.text.escape import as_json


def render(scored_run: ScoredRun, options: RenderOptions, gates: Results) -> str:
    """Render the document of docs/json.md; times and latencies only with `timing`."""
    policy = scored_run.run.policy
    document: dict[str, Any] = {
        "schema_version": 1,
        "policy": {"id": policy.id, "version": policy.version, "title": policy.title},
        "judge": scored_run.run.judges[0].name
        if scored_run.run.judges
        else scored_run.run.plan.judge,
        "judges": [judge.name for judge in scored_run.run.judges] or [scored_run.run.plan.judge],
        "labels": _labels(scored_run.labels),
        "finished": scored_run.run.info.finished,
        "not_selected": sorted(scored_run.run.unselected),
        "filters": scored_run.run.filters,
        **({"mode_reason": scored_run.run.mode_reason} if scored_run.run.mode_reason else {}),
        "clauses": {
            clause.id: {
                "title": clause.title,
                "style": clause.style,
                "severity": clause.severity,
                "text": clause.text,
                "file": clause.place.file,
                "line": clause.place.line,
            }
            for clause in policy.clauses
        },
        "models": [
            _model(model, gates.get(model.name, ()), options)
            | {"clause_verdicts": _clause_verdicts(scored_run, model)}
            for model in scored_run.models
        ],
    }
    if options.timing:
        document["run"] = {
            "started": scored_run.run.info.started,
            "commit": scored_run.run.info.commit,
        }
    return as_json(document)


def _model(
    model: ScoredModel, gates: Iterable[GateResult], options: RenderOptions
) -> dict[str, Any]:
    trials = [
        trial
        for trial in model.trials
        if trial.missed or not trial.scored or not options.only_missed
    ]
    return {
        "model": model.model.alias,
        "mode": model.mode,
        "baseline": model.model.is_baseline,
        "planned": model.planned,
        "summary": _summary(model.summary),
        "corrected": {figure.metric.key: _corrected(figure) for figure in model.corrections},
        "usage": _usage(model.usage, options),
        "gates": [_gate(gate) for gate in gates],
        "trials": [trial_document(trial, options) for trial in trials[: options.limit or None]],
    }


def _clause_verdicts(scored_run: ScoredRun, model: ScoredModel) -> list[dict[str, Any]] | None:
    """Return what models that judged say of each clause; None if none judged."""
    run = scored_run.run
    figures = clause_figures(model.trials, run.policy, run.judges, scored_run.labelled)
    if figures is None:
        return None
    return [
        {
            "clause": of_clause.clause,
            **{name.replace("-", "_"): of_clause.verdicts.get(name, 0) for name in Compliance},
            "not_judged": of_clause.not_judged,
            "contested": of_clause.contested,
            "compliant_share": share_document(of_clause.compliant),
            "agreement": share_document(of_clause.agreement),
        }
        for of_clause in figures
    ]


def _usage(usage: UsageFigures, options: RenderOptions) -> dict[str, Any]:
    data: dict[str, Any] = {
        "questions": usage.questions,
        "tokens": {
            "input": usage.input,
            "output": usage.output,
            "cached": usage.cached,
            "reasoning": usage.reasoning,
        },
        "uncounted": usage.uncounted,
        "price": None if usage.price is None else round(usage.price, 9),
        "unpriced": usage.unpriced,
    }
    # Which answers were cached depends on the machine, as latency does.
    timing = {"kept": usage.kept, "latency": _latency(usage)}
    return data | timing if options.timing else data


def _latency(usage: UsageFigures) -> dict[str, float | None]:
    percentiles = {"p50": usage.p50, "p95": usage.p95}
    return {key: None if value is None else round(value, 3) for key, value in percentiles.items()}


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        **summary.counts,
        "set_aside": dict(summary.set_aside),
        "broken": dict(summary.broken),
        "figures": {metric.key: share_document(share) for metric, share in figures(summary)},
        "outcomes": _outcomes(summary.outcomes, "expected"),
        "declared": _outcomes(summary.declared, "declared"),
        "by_expected_outcome": [_of_expected(part) for part in summary.by_expected],
        "by_category": _breakdowns(summary.by_category),
        "by_kind": _breakdowns(summary.by_kind),
    }


def _labels(labels: LabelsOfRun | None) -> dict[str, Any] | None:
    if labels is None:
        return None
    return {
        "agreement": share_document(labels.agreement),
        "of_this_run": labels.of_run,
        "matched": labels.matched,
        "others": labels.others,
        "contradictory_lines": [list(lines) for lines in labels.contradictory],
    }


def _corrected(figure: CorrectedFigure) -> dict[str, Any]:
    share, more = figure.corrected, figure.more
    tuning = None if share is None else share.tuning
    return {
        "value": None if share is None else round(share.value, 6),
        "interval": None if share is None else bounds_document(share.interval()),
        "interval_of_this_run": None if share is None else bounds_document(share.interval_here()),
        "tuning": None if tuning is None else round(tuning, 6),
        "agreement": share_document(figure.agreement),
        "labelled_cases": figure.labelled_cases,
        "lacking": figure.lacking,
        "to_halve": None
        if more is None
        else {
            "labels": more.count,
            "by_clause": dict(more.by_stratum),
            "interval_of_this_run": bounds_document(more.interval),
        },
    }


def _outcomes(table: OutcomeTable, first: str) -> list[dict[str, Any]]:
    return [
        {first: key[0], "observed": key[1], "count": count} for key, count in sorted(table.items())
    ]


def _of_expected(part: ByExpected) -> dict[str, Any]:
    figures = {key: share_document(share) for key, share in part.figures.items()}
    return {"outcomes": list(part.outcomes), "trials": part.trials, **figures}


def _breakdowns(breakdowns: Iterable[Breakdown]) -> list[dict[str, Any]]:
    return [
        {
            "name": breakdown.name,
            "missed": share_document(breakdown.missed),
            "citation_recall": share_document(breakdown.recall),
            "outcome_right": share_document(breakdown.outcome),
        }
        for breakdown in breakdowns
    ]


def _gate(gate: GateResult) -> dict[str, Any]:
    return {
        "name": gate.name,
        "figure": share_document(gate.figure),
        "limit": gate.limit,
        "at_least": gate.at_least,
        "verdict": gate.verdict,
    }
