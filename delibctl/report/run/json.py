"""A run for programs: one document that depends on nothing but what was asked and answered."""

from collections.abc import Iterable
from typing import Any

from delibctl.gates import GateResult, Results
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.figures import figures
from delibctl.report.run.trial_json import trial
from delibctl.score import Breakdown, ScoredModel, ScoredRun, Summary, UsageFigures
from delibctl.stats.share import Share
from delibctl.text.escape import as_json


def render(diff: ScoredRun, page: RenderOptions, gates: Results) -> str:
    """Documented in docs/json.md. No path, time, run id or latency, unless timing is asked for."""
    policy = diff.run.policy
    document: dict[str, Any] = {
        "schema_version": 1,
        "policy": {"id": policy.id, "version": policy.version, "title": policy.title},
        "judge": diff.run.judges[0].name if diff.run.judges else diff.run.plan.judge,
        "judges": [judge.name for judge in diff.run.judges] or [diff.run.plan.judge],
        "finished": diff.run.info.finished,
        "not_selected": sorted(diff.run.unselected),
        "filters": diff.run.filters,
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
        "models": [_model(model, gates.get(model.name, ()), page) for model in diff.models],
    }
    if page.timing:
        document["run"] = {"started": diff.run.info.started, "commit": diff.run.info.commit}
    return as_json(document)


def _model(model: ScoredModel, gates: Iterable[GateResult], page: RenderOptions) -> dict[str, Any]:
    rows = [row for row in model.rows if row.missed or not row.scored or not page.only_missed]
    return {
        "model": model.model.alias,
        "mode": model.mode,
        "baseline": model.model.is_baseline,
        "planned": model.planned,
        "summary": _summary(model.summary),
        "usage": _usage(model.usage, page),
        "gates": [_gate(gate) for gate in gates],
        "trials": [trial(row, page) for row in rows[: page.limit or None]],
    }


def _usage(usage: UsageFigures, page: RenderOptions) -> dict[str, Any]:
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
    # Which answers were there before is as much a matter of the machine as how long they took.
    timing = {"kept": usage.kept, "latency": _latency(usage)}
    return data | timing if page.timing else data


def _latency(usage: UsageFigures) -> dict[str, float | None]:
    named = {"p50": usage.p50, "p95": usage.p95}
    return {key: None if value is None else round(value, 3) for key, value in named.items()}


def _share(share: Share) -> dict[str, Any]:
    bounds = share.interval()
    return {
        "hits": share.hits,
        "total": share.total,
        "value": None if share.value is None else round(share.value, 6),
        "interval": None if bounds is None else [round(bound, 6) for bound in bounds],
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "trials": summary.trials,
        "scored": summary.scored,
        "counted": summary.counted,
        "blocked": summary.blocked,
        "free": summary.free,
        "not_askable": summary.not_askable,
        "unreadable": summary.unreadable,
        "contested": summary.contested,
        "disputed": summary.disputed,
        "contradictions": summary.contradictions,
        "set_aside": summary.set_aside,
        "broken": summary.broken,
        "figures": {key: _share(share) for key, _, share in figures(summary)},
        "outcomes": _outcomes(summary.outcomes, "expected"),
        "declared": _outcomes(summary.declared, "declared"),
        "by_category": _breakdowns(summary.by_category),
        "by_kind": _breakdowns(summary.by_kind),
    }


def _outcomes(table: dict[Any, int], first: str) -> list[dict[str, Any]]:
    return [
        {first: key[0], "observed": key[1], "count": count} for key, count in sorted(table.items())
    ]


def _breakdowns(breakdowns: Iterable[Breakdown]) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "missed": _share(row.missed),
            "citation_recall": _share(row.recall),
            "outcome_right": _share(row.outcome),
        }
        for row in breakdowns
    ]


def _gate(gate: GateResult) -> dict[str, Any]:
    return {
        "name": gate.name,
        "figure": _share(gate.figure),
        "limit": gate.limit,
        "at_least": gate.at_least,
        "verdict": gate.verdict,
    }
