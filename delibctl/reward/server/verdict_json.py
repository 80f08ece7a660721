"""Verdicts as the server writes them. `why` may quote the answer, which its sender knows."""

from typing import Any

from delibctl.reward.verdict import Verdict, measures


def as_json(verdicts: list[Verdict]) -> dict[str, Any]:
    """Return `{"verdicts": [...]}`, in the order of the answers."""
    return {"verdicts": [_verdict(verdict) for verdict in verdicts]}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "case": verdict.case,
        "score": verdict.score,
        "clauses": dict(verdict.clauses),
        "outcome": verdict.outcome,
        "expected": list(verdict.expected),
        "safety": verdict.safety,
        "helpfulness": verdict.helpfulness,
        "judge": verdict.judge,
        "why": verdict.why,
        **{name: bool(value) for name, value in measures(verdict).items()},
    }
