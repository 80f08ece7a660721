"""The manifest of an export: what was trained on, and how it was decided."""

from collections import Counter
from hashlib import sha256
from typing import Any

from delibctl.distill.distilled import Distilled
from delibctl.distill.export import Export
from delibctl.distill.policy_hash import policy_hash
from delibctl.distill.record import Record

SCHEMA_VERSION = 1


def manifest(distilled: Distilled, export: Export, version: str, written: str) -> dict[str, Any]:
    """Return the manifest as data for JSON; `manifest.schema.json` describes it."""
    run, hold_out = distilled.run, distilled.hold_out
    return {
        "schema_version": SCHEMA_VERSION,
        "delibctl": version,
        "written": written,
        "policy": {
            "id": run.policy.id,
            "version": run.policy.version,
            "title": run.policy.title,
            "sha256": policy_hash(run.policy),
        },
        "run": {
            "started": run.info.started,
            "models": [{"alias": m.alias, "name": m.name} for m in run.plan.models],
            "modes": [str(mode) for mode in run.plan.modes],
            "repeats": run.plan.repeats,
            "template": run.plan.template,
        },
        "judges": [
            {
                "name": judge.name,
                "model": judge.model.name if judge.model else None,
                "votes": judge.runs,
                "sees": str(judge.sight),
            }
            for judge in distilled.judges
        ],
        "least": {
            "correctness": distilled.thresholds.correctness,
            "helpfulness": distilled.thresholds.helpfulness,
        },
        "rewriter": distilled.rewriter,
        "seed": distilled.seed,
        "hold_out": hold_out and {"share": hold_out.share, "seed": hold_out.seed},
        "assigned": {id: str(split) for id, split in sorted(distilled.assigned.items())},
        "counts": {
            "trials": distilled.trials,
            "records": len(distilled.records),
            "pairs": len(distilled.pairs),
            "dropped": {reason.name.lower(): n for reason, n in distilled.reasons.items()},
        },
        "scores": _scores(distilled),
        "groups": [
            {"category": category, "outcome": str(outcome), "kind": kind, "records": n}
            for (category, outcome, kind), n in distilled.groups.items()
        ],
        "warnings": list(distilled.warnings),
        "chat_template": {
            "name": export.template.name,
            "sha256": sha256(export.template.source.encode()).hexdigest(),
            "reasoning_in": str(export.place),
        },
        "tokens": {
            "counted": export.lengths.counted,
            "median": export.lengths.middle,
            "longest": export.lengths.longest,
            "limit": export.lengths.limit,
            "cut": [id for id, _ in export.lengths.cut],
        },
        "files": [
            {"path": path, "bytes": len(export.files[path]), "sha256": checksum}
            for path, checksum in export.checksums.items()
        ],
        "records": [_record(record) for record in distilled.records],
    }


def _scores(distilled: Distilled) -> dict[str, int]:
    """Return the number of records by their score; those without one are not rated."""
    scores = Counter("none" if r.score is None else str(r.score) for r in distilled.records)
    return dict(sorted(scores.items()))


def _record(record: Record) -> dict[str, Any]:
    """Return what tells which case a model was trained on, with its prompt."""
    return {
        "case": record.case.id,
        "model": record.key.model,
        "mode": str(record.key.mode),
        "repeat": record.key.repeat,
        "outcome": str(record.outcome),
        "score": record.score,
        "rewritten": record.rewritten,
        "messages": [{"role": m.role, "content": m.content} for m in record.messages],
    }
