"""A run for programs: one document that depends on nothing but what was asked and answered."""

from collections.abc import Iterable
from typing import Any

from delibctl.diff import Breakdown, GateResult, ModelDiff, Row, RunDiff, Summary, UsageFigures
from delibctl.report import wording
from delibctl.report.figures import figures
from delibctl.report.page import Page
from delibctl.stats.share import Share
from delibctl.text.escape import as_json


def render(diff: RunDiff, page: Page) -> str:
    """Documented in docs/json.md. No path, time, run id or latency, unless timing is asked for."""
    policy = diff.run.policy
    document: dict[str, Any] = {
        "schema_version": 1,
        "policy": {"id": policy.id, "version": policy.version, "title": policy.title},
        "judge": diff.run.plan.judge,
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
        "models": [_model(model, page) for model in diff.models],
    }
    if page.timing:
        document["run"] = {"started": diff.run.info.started, "commit": diff.run.info.commit}
    return as_json(document)


def _model(model: ModelDiff, page: Page) -> dict[str, Any]:
    rows = [row for row in model.rows if row.missed or not row.scored or not page.only_missed]
    return {
        "model": model.model.alias,
        "mode": model.mode,
        "baseline": model.model.is_baseline,
        "planned": model.planned,
        "summary": _summary(model.summary),
        "usage": _usage(model.usage, page),
        "gates": [_gate(gate) for gate in model.gates],
        "trials": [_row(row, page) for row in rows[: page.limit or None]],
    }


def _usage(usage: UsageFigures, page: Page) -> dict[str, Any]:
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


def _row(row: Row, page: Page) -> dict[str, Any]:
    hidden = page.hides(row.case)
    expected = row.case.expected
    data: dict[str, Any] = {
        "case": row.case.id,
        "kind": row.case.kind,
        "categories": list(row.case.categories),
        "repeat": row.trial.key.repeat,
        "counted": row.counted,
        "leaked": row.trial.leaked,
        "critical": row.critical,
        "sensitive": row.case.sensitive,
        "prompt": None if hidden else row.case.prompt,
        "expected": {
            "outcome": row.expected,
            "style": expected.style,
            "clauses": list(expected.clauses),
            "either": list(expected.either),
            "also": list(expected.also),
        },
    }
    if row.deliberation is None or row.observation is None:
        return {**data, "unscored": wording.unscored(row, hidden)}
    return {
        **data,
        "form": row.deliberation.form,
        "declared": {
            "outcome": row.declared,
            "style": None if hidden and row.declared is None else row.deliberation.style,
        },
        "observed": {
            "outcome": row.observed,
            "style": None,
            "why": None if hidden else row.observation.why,
        },
        "citation": row.citation,
        "outcome": row.outcome,
        "style": row.style,
        "missing": list(row.missing),
        "wrong": [{"expected": expected, "cited": cited} for expected, cited in row.wrong],
        "extra": list(row.extra),
        "non_existent": [None if hidden else id for id in row.non_existent],
        "misquoted": list(row.misquoted),
        "former": [None if hidden else id for id in row.former],
        "cited": _cited(row, hidden),
        "mentioned": list(row.deliberation.mentioned),
        "answer": None if hidden else row.deliberation.answer,
    }


def _cited(row: Row, hidden: bool) -> list[dict[str, Any]]:
    return [
        {
            "written": None if hidden else found.citation.clause,
            "clause": found.clause,
            "status": found.status,
            "found": found.citation.found,
            "quote": None if hidden else found.citation.quote,
            "quote_stands": found.quoted,
            "stands_at": found.stands_at,
            "sentence": found.sentence,
            "sentences": found.sentences,
        }
        for found in row.cited
    ]
