"""One question for programs: one document, described in docs/json.md."""

from typing import Any

from delibctl.deliberate import MatchedCitation
from delibctl.model import Deliberation, Observation, Policy
from delibctl.report.one_prompt.result import PromptResult
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.score import ScoredTrial, style_of
from delibctl.text.escape import as_json


def render(tried: PromptResult, page: RenderOptions) -> str:  # noqa: ARG001 - the seam
    """Texts are as they came: a reader of JSON escapes them for where it shows them."""
    row, policy = tried.row, tried.policy
    document: dict[str, Any] = {
        "schema_version": 1,
        "policy": {"id": policy.id, "version": policy.version, "title": policy.title},
        "model": tried.model.alias,
        "baseline": tried.model.is_baseline,
        "mode": row.trial.key.mode,
        "categories": list(row.case.categories),
        "guessed": tried.guessed,
        "prompt": row.case.prompt,
    }
    if row.deliberation is None or row.observation is None:
        document["unscored"] = verdict_words.unscored(row)
    else:
        document |= _said(tried, row.deliberation, row.observation)
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
    row = tried.row
    style = style_of(said, tried.policy)
    return {
        "form": said.form,
        "answer": said.answer,
        "reasoning": said.reasoning,
        "cited": [_cited(found, tried.policy) for found in row.cited],
        "mentioned": list(said.mentioned),
        "non_existent": list(row.non_existent),
        "misquoted": list(row.misquoted),
        "former": list(row.former),
        "recalled": _recalled(row),
        "declared": {"style": style.name if style else said.style, "outcome": row.declared},
        "observed": {"outcome": row.observed, "judge": seen.judge, "why": seen.why},
        "leaked": row.trial.leaked,
    }


def _recalled(row: ScoredTrial) -> dict[str, Any] | None:
    """None in every mode in which nothing is asked for."""
    if row.recalled is None:
        return None
    requested = [{"written": id, "clause": clause} for id, clause in row.recalled.requested]
    return {"requested": requested, "given": list(row.recalled.given)}


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
