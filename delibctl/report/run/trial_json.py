"""One scored trial for programs."""

from typing import Any

from delibctl.model import Verdict
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.score.judge_opinions import JudgeOpinion
from delibctl.score.scored_trial import ScoredTrial


def trial_document(trial: ScoredTrial, options: RenderOptions) -> dict[str, Any]:
    """Return the trial as docs/json.md describes it."""
    hidden = options.hides(trial.case)
    expected = trial.case.expected
    data: dict[str, Any] = {
        "case": trial.case.id,
        "kind": trial.case.kind,
        "categories": list(trial.case.categories),
        "repeat": trial.key.repeat,
        "counted": trial.counted,
        "leaked": trial.leaked,
        "critical": trial.critical,
        "sensitive": trial.case.sensitive,
        "prompt": None if hidden else trial.case.prompt,
        "expected": {
            "outcome": trial.expected,
            "style": expected.style,
            "clauses": list(expected.clauses),
            "either": list(expected.either),
            "also": list(expected.also),
            **(_open_outcome(trial) if expected.outcomes else {}),
        },
    }
    if trial.deliberation is None or trial.observation is None:
        return {**data, "unscored": verdict_words.unscored(trial, hidden)}
    return {
        **data,
        "form": trial.deliberation.form,
        "declared": {
            "outcome": trial.declared,
            "style": None if hidden and trial.declared is None else trial.named_style,
            "found": trial.style_found_by,
        },
        "observed": {
            "outcome": trial.observed,
            "style": [{"rule": rule.rule, "kept": rule.kept} for rule in trial.rules] or None,
            "why": None if hidden else (trial.opinions[0].why if trial.opinions else ""),
        },
        "judges": [_opinion(opinion, trial, hidden) for opinion in trial.opinions],
        "citation": trial.citation,
        "outcome": trial.outcome,
        "style": trial.style,
        "category": trial.category,
        "recalled": _recalled(trial, hidden),
        "missing": list(trial.missing),
        "wrong": [{"expected": expected, "cited": cited} for expected, cited in trial.wrong],
        "extra": list(trial.extra),
        "non_existent": [None if hidden else id for id in trial.non_existent],
        "misquoted": list(trial.misquoted),
        "former": [None if hidden else id for id in trial.former],
        "cited": _cited(trial, hidden),
        "named_categories": list(trial.categories),
        "categories_found_by": dict(trial.categories),
        "mentioned": list(trial.deliberation.mentioned),
        "answer": None if hidden else trial.deliberation.answer,
    }


def _open_outcome(trial: ScoredTrial) -> dict[str, Any]:
    return {"outcomes": list(trial.right.outcomes), "outcome_by": trial.right.by}


def _opinion(opinion: JudgeOpinion, trial: ScoredTrial, hidden: bool) -> dict[str, Any]:
    """Return the opinion of a judge and each of its votes."""
    votes = [verdict for verdict in trial.verdicts if verdict.judge == opinion.judge]
    return {
        "judge": opinion.judge,
        "outcome": opinion.outcome,
        "why": None if hidden else opinion.why,
        "verdicts": [_verdict(verdict, hidden) for verdict in votes],
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
                "clause": clause.clause,
                "verdict": clause.compliance,
                "why": None if hidden else clause.why,
            }
            for clause in verdict.clauses
        ],
        "rules": [{"rule": rule.rule, "kept": rule.kept} for rule in verdict.rules],
        "notes": [] if hidden else list(verdict.notes),
    }


def _recalled(trial: ScoredTrial, hidden: bool) -> dict[str, Any] | None:
    if trial.recalled is None:
        return None
    return {
        "requested": [
            {"written": None if hidden else id, "clause": clause}
            for id, clause in trial.recalled.requested
        ],
        "given": list(trial.recalled.given),
        "not_asked_for": list(trial.recalled.not_asked_for),
    }


def _cited(trial: ScoredTrial, hidden: bool) -> list[dict[str, Any]]:
    return [
        {
            "written": None if hidden else citation.citation.clause,
            "clause": citation.clause,
            "status": citation.status,
            "found": citation.citation.found,
            "quote": None if hidden else citation.citation.quote,
            "quote_stands": citation.quoted,
            "stands_at": citation.stands_at,
            "sentence": citation.sentence,
            "sentences": citation.sentences,
        }
        for citation in trial.cited
    ]
