"""One trial for programs."""

from typing import Any

from delibctl.model import Verdict
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.score import JudgeOpinion, ScoredTrial


def trial(row: ScoredTrial, page: RenderOptions) -> dict[str, Any]:
    """Documented in docs/json.md."""
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
        return {**data, "unscored": verdict_words.unscored(row, hidden)}
    return {
        **data,
        "form": row.deliberation.form,
        "declared": {
            "outcome": row.declared,
            "style": None if hidden and row.declared is None else row.deliberation.style,
        },
        "observed": {
            "outcome": row.observed,
            "style": [{"rule": rule.rule, "kept": rule.kept} for rule in row.rules] or None,
            "why": None if hidden else (row.opinions[0].why if row.opinions else ""),
        },
        "judges": [_opinion(opinion, row, hidden) for opinion in row.opinions],
        "citation": row.citation,
        "outcome": row.outcome,
        "style": row.style,
        "category": row.category,
        "recalled": _recalled(row, hidden),
        "missing": list(row.missing),
        "wrong": [{"expected": expected, "cited": cited} for expected, cited in row.wrong],
        "extra": list(row.extra),
        "non_existent": [None if hidden else id for id in row.non_existent],
        "misquoted": list(row.misquoted),
        "former": [None if hidden else id for id in row.former],
        "cited": _cited(row, hidden),
        "named_categories": list(row.categories),
        "categories_found_by": dict(row.categories),
        "mentioned": list(row.deliberation.mentioned),
        "answer": None if hidden else row.deliberation.answer,
    }


def _opinion(opinion: JudgeOpinion, row: ScoredTrial, hidden: bool) -> dict[str, Any]:
    """What a judge makes of it, and each of its looks."""
    judge_tasks = [verdict for verdict in row.trial.verdicts if verdict.judge == opinion.judge]
    return {
        "judge": opinion.judge,
        "outcome": opinion.outcome,
        "why": None if hidden else opinion.why,
        "verdicts": [_verdict(verdict, hidden) for verdict in judge_tasks],
    }


def _verdict(verdict: Verdict, hidden: bool) -> dict[str, Any]:
    return {
        "run": verdict.run,
        "outcome": verdict.outcome,
        "score": verdict.score,
        "correctness": verdict.correctness,
        "helpfulness": verdict.helpfulness,
        "agrees": verdict.agrees,
        "why": None if hidden else verdict.why,
        "quote": None if hidden else verdict.quote,
        "clauses": [
            {
                "clause": found.clause,
                "verdict": found.compliance,
                "why": None if hidden else found.why,
            }
            for found in verdict.clauses
        ],
        "rules": [{"rule": rule.rule, "kept": rule.kept} for rule in verdict.rules],
    }


def _recalled(row: ScoredTrial, hidden: bool) -> dict[str, Any] | None:
    if row.recalled is None:
        return None
    return {
        "requested": [
            {"written": None if hidden else written, "clause": clause}
            for written, clause in row.recalled.requested
        ],
        "given": list(row.recalled.given),
        "not_asked_for": list(row.recalled.not_asked_for),
    }


def _cited(row: ScoredTrial, hidden: bool) -> list[dict[str, Any]]:
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
