"""One prompt for programs: one document, described in docs/json.md."""

from typing import Any

from delibctl.deliberate import MatchedCitation
from delibctl.model import Deliberation, Observation, Policy
from delibctl.report.one_prompt.result import PromptResult
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.score.declared_style import named_style
from delibctl.score.scored_trial import ScoredTrial
from delibctl.text.escape import as_json


def render(result: PromptResult, options: RenderOptions) -> str:  # noqa: ARG001 - every format is given options
    """Render the document with texts as they came; its reader escapes them where it shows them."""
    trial, policy = result.trial, result.policy
    document: dict[str, Any] = {
        "schema_version": 1,
        "policy": {"id": policy.id, "version": policy.version, "title": policy.title},
        "model": result.model.alias,
        "baseline": result.model.is_baseline,
        "mode": trial.key.mode,
        "categories": list(trial.case.categories),
        "guessed": result.guessed,
        "prompt": trial.case.prompt,
    }
    if result.nearest is not None:
        nearest = result.nearest
        document["nearest"] = {"by": nearest.by, "clauses": list(nearest.clauses)}
    if trial.deliberation is None or trial.observation is None:
        document["unscored"] = verdict_words.unscored(trial)
    else:
        document |= _deliberation(result, trial.deliberation, trial.observation)
    usage = result.usage
    uncounted = not result.model.is_baseline and 0 < usage.questions == usage.uncounted
    document["cost"] = {
        "seconds": None if usage.p50 is None else round(usage.p50, 3),
        "tokens_in": None if uncounted else usage.input,
        "tokens_out": None if uncounted else usage.output,
        "price": result.price,
        "served": result.served,
        "questions": usage.questions,
        "kept": usage.kept,
    }
    return as_json(document)


def _deliberation(
    result: PromptResult, deliberation: Deliberation, observation: Observation
) -> dict[str, Any]:
    trial = result.trial
    style = named_style(trial.named_style, result.policy)
    return {
        "form": deliberation.form,
        "answer": deliberation.answer,
        "reasoning": deliberation.reasoning,
        "cited": [_citation(citation, result.policy) for citation in trial.cited],
        "mentioned": list(deliberation.mentioned),
        "non_existent": list(trial.non_existent),
        "misquoted": list(trial.misquoted),
        "former": list(trial.former),
        "recalled": _recalled(trial),
        "declared": {
            "style": style.name if style else trial.named_style,
            "outcome": trial.declared,
            "found": trial.style_found_by,
        },
        "observed": {"outcome": trial.observed, "judge": observation.judge, "why": observation.why},
        "leaked": trial.leaked,
    }


def _recalled(trial: ScoredTrial) -> dict[str, Any] | None:
    """Return the requests in mode `recall`; None in other modes."""
    if trial.recalled is None:
        return None
    requested = [{"written": id, "clause": clause} for id, clause in trial.recalled.requested]
    return {"requested": requested, "given": list(trial.recalled.given)}


def _citation(citation: MatchedCitation, policy: Policy) -> dict[str, Any]:
    clause = policy.clause_by_id.get(citation.clause or "")
    return {
        "written": citation.citation.clause,
        "clause": citation.clause,
        "status": citation.status,
        "found": citation.citation.found,
        "title": clause.title if clause else None,
        "style": clause.style if clause else None,
        "file": clause.place.file if clause else None,
        "line": clause.place.line if clause else None,
        "quote": citation.citation.quote,
        "quote_stands": citation.quoted,
        "stands_at": citation.stands_at,
        "sentence": citation.sentence,
        "sentences": citation.sentences,
    }
