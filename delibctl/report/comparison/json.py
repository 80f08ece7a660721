"""Two compared runs for programs: every change with both sides, the figures, and the gates."""

from collections.abc import Mapping
from typing import Any

from delibctl.compare.runs.change import CaseChange, CaseSide
from delibctl.compare.runs.comparison import ModelComparison, RunSide
from delibctl.gates import Reason
from delibctl.gates.comparison import ComparisonGate
from delibctl.model import Policy
from delibctl.report.comparison import change_words, words
from delibctl.report.comparison.headline import headline
from delibctl.report.comparison.view import ComparisonView, clause_groups
from delibctl.report.render_options import RenderOptions
from delibctl.report.share_document import bounds_document, share_document
from delibctl.score.metrics import METRICS
from delibctl.text.escape import as_json


def render(view: ComparisonView, options: RenderOptions) -> str:
    """Render the document of docs/json.md; texts are whole, but those of sensitive cases null."""
    comparison = view.comparison
    before, after = comparison.before, comparison.after
    return as_json(
        {
            "schema_version": 1,
            "sentence": headline(view),
            "exit_code": int(view.verdict.code),
            "reasons": [_reason(reason) for reason in view.verdict.reasons],
            "changed": comparison.changed,
            "finished": {"before": before.info.finished, "after": after.info.finished},
            "policy": {
                "before": _policy(before.policy),
                "after": _policy(after.policy),
                "changes": comparison.policy_changes,
            },
            "notes": list(words.notes(view)),
            "models": [_model(model, view, options) for model in comparison.models],
            "gates": [_gate(gate) for gate in view.of_the_run],
        }
    )


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind,
        "what": reason.what,
        "next": reason.next or None,
        "exit_code": int(reason.code),
    }


def _policy(policy: Policy) -> dict[str, str]:
    return {"id": policy.id, "version": policy.version, "title": policy.title}


def _model(model: ModelComparison, view: ComparisonView, options: RenderOptions) -> dict[str, Any]:
    groups, left_out = clause_groups(model.changes, view.kinds, options.limit)
    changes = [change for group in groups for change in group.changes]
    prompts = words.prompts(view)
    return {
        "model": model.alias,
        "mode": model.mode,
        "before": _side(model.before),
        "after": _side(model.after),
        "settings": list(model.settings),
        "counts": {kind: model.counts[kind] for kind in sorted(model.counts)},
        "untouched": model.untouched,
        "gates": [_gate(gate) for gate in view.of(model)],
        "changes": [_change(change, prompts, view, options) for change in changes],
        "left_out": left_out,
        "labels_changed": [
            _change(change, prompts, view, options) for change in model.labels_changed
        ],
        "pass_by_label": model.pass_by_label,
    }


def _side(side: RunSide) -> dict[str, Any]:
    figures = {m.key: side.figures[m.key] for m in METRICS if m.key in side.figures}
    return {
        "name": side.model.name,
        "figures": {key: share_document(share) for key, share in figures.items()},
        "unusable": share_document(side.unusable),
        "not_asked": side.not_asked,
    }


def _gate(gate: ComparisonGate) -> dict[str, Any]:
    return {
        "name": gate.name,
        "subject": gate.subject or None,
        "estimate": _rounded(gate.estimate),
        "interval": None if gate.interval is None else bounds_document(gate.interval),
        "limit": gate.limit,
        "at_least": gate.name.startswith("min"),
        "verdict": gate.verdict,
        "why": gate.why or None,
        "smallest_drop": _rounded(gate.smallest_drop),
        "needed_questions": gate.needed_questions,
        "clauses": list(gate.clauses),
        "cases": list(gate.cases),
        "unstable": list(gate.unstable),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _change(
    change: CaseChange, prompts: Mapping[str, str], view: ComparisonView, options: RenderOptions
) -> dict[str, Any]:
    hidden = change_words.hides(change, options)
    return {
        "case": change.case,
        "change": change.kind,
        "reason": change.reason,
        "clause": change.clause or None,
        "owner": words.clause_owner(change.clause, view) or None,
        "kind": words.kind(change.case, view) or None,
        "critical": change.paired is not None and change.paired.critical,
        "set_aside": change.set_aside or None,
        "sensitive": change.sensitive,
        "prompt": None if hidden else prompts.get(change.case),
        "before": _case_side(change.before, hidden=hidden),
        "after": _case_side(change.after, hidden=hidden),
    }


def _case_side(side: CaseSide | None, *, hidden: bool) -> dict[str, Any] | None:
    """Return a side; what a model wrote is null if it is hidden or was not answered."""
    if side is None:
        return None
    silent = hidden or side.trial is None
    return {
        "right": share_document(side.right),
        "expected": {
            "clauses": list(side.clauses),
            "outcomes": list(side.outcomes),
            "style": side.style,
        },
        "clause_text": side.text or None,
        "repeat": side.trial and side.trial.repeat,
        "cited": None if silent else list(side.cited),
        "outcome": side.outcome,
        "declared": None if silent else side.declared,
        "reasoning": None if silent else side.reasoning,
        "answer": None if silent else side.answer,
    }
