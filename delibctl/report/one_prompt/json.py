"""One question for programs: one document, described in docs/json.md."""

from typing import Any

from delibctl.deliberate import MatchedCitation
from delibctl.model import Deliberation, Observation, Policy
from delibctl.report.one_prompt.result import PromptResult
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.score import ScoredTrial, style_of
from delibctl.text.escape import as_json


def render(tried: PromptResult, options: RenderOptions) -> str:  # noqa: ARG001 - the seam
    """Texts are as they came: a reader of JSON escapes them for where it shows them."""
    trial, policy = tried.trial, tried.policy
    document: dict[str, Any] = {
        "schema_version": 1,
        "policy": {"id": policy.id, "version": policy.version, "title": policy.title},
        "model": tried.model.alias,
        "baseline": tried.model.is_baseline,
        "mode": trial.key.mode,
        "categories": list(trial.case.categories),
        "guessed": tried.guessed,
        "prompt": trial.case.prompt,
    }
    if trial.deliberation is None or trial.observation is None:
        document["unscored"] = verdict_words.unscored(trial)
    else:
        document |= _said(tried, trial.deliberation, trial.observation)
    usage = tried.usage
    document["cost"] = {
        "seconds": None if usage.p50 is None else round(usage.p50, 3),
        "tokens_in": usage.input,
        "tokens_out": usage.output,
        "price": tried.price,
        "served": tried.served,
        "questions": usage.questions,
        "kept": usage.kept,
    }
    return as_json(document)


def _said(tried: PromptResult, said: Deliberation, seen: Observation) -> dict[str, Any]:
    trial = tried.trial
    style = style_of(said, tried.policy)
    return {
        "form": said.form,
        "answer": said.answer,
        "reasoning": said.reasoning,
        "cited": [_cited(found, tried.policy) for found in trial.cited],
        "mentioned": list(said.mentioned),
        "non_existent": list(trial.non_existent),
        "misquoted": list(trial.misquoted),
        "former": list(trial.former),
        "recalled": _recalled(trial),
        "declared": {"style": style.name if style else said.style, "outcome": trial.declared},
        "observed": {"outcome": trial.observed, "judge": seen.judge, "why": seen.why},
        "leaked": trial.leaked,
    }


def _recalled(trial: ScoredTrial) -> dict[str, Any] | None:
    """None in every mode in which nothing is asked for."""
    if trial.recalled is None:
        return None
    requested = [{"written": id, "clause": clause} for id, clause in trial.recalled.requested]
    return {"requested": requested, "given": list(trial.recalled.given)}


def _cited(found: MatchedCitation, policy: Policy) -> dict[str, Any]:
    clause = policy.clause_by_id.get(found.clause or "")
    return {
        "written": found.citation.clause,
        "clause": found.clause,
        "status": found.status,
        "found": found.citation.found,
        "title": clause.title if clause else None,
        "style": clause.style if clause else None,
        "file": clause.place.file if clause else None,
        "line": clause.place.line if clause else None,
        "quote": found.citation.quote,
        "quote_stands": found.quoted,
        "stands_at": found.stands_at,
        "sentence": found.sentence,
        "sentences": found.sentences,
    }
