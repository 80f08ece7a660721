"""A calibration for programs."""

from typing import Any

from delibctl.report.calibration.clauses import clause_document
from delibctl.report.render_options import RenderOptions
from delibctl.score.calibration import Calibration, Calibrations, JudgeAgreement
from delibctl.text.escape import as_json


def render(calibrations: Calibrations, options: RenderOptions) -> str:  # noqa: ARG001 - every format is given options
    """Render one document, without prompts and answers."""
    agreement = calibrations.agreement
    document = {
        "schema_version": 1,
        "judges": [_judge(judge) for judge in calibrations.judges],
        "among": None if agreement is None else _agreement(agreement),
    }
    return as_json(document)


def _judge(calibration: Calibration) -> dict[str, Any]:
    bounds = calibration.accuracy.interval()
    return {
        "judge": calibration.judge,
        "labels": len(calibration.judged),
        "unreadable": calibration.unreadable,
        "accuracy": {
            "hits": calibration.accuracy.hits,
            "total": calibration.accuracy.total,
            "interval": None if bounds is None else [round(bound, 6) for bound in bounds],
        },
        "kappa": None
        if calibration.kappa is None
        else {
            "value": round(calibration.kappa.value, 6),
            "interval": [round(calibration.kappa.low, 6), round(calibration.kappa.high, 6)],
        },
        "table": [
            {"label": label, "seen": outcome, "count": count}
            for (label, outcome), count in sorted(calibration.table.items())
        ],
        "by_clause": [
            {"clause": clause, "hits": share.hits, "total": share.total}
            for clause, share in calibration.by_clause
        ],
        "by_model": [
            {"model": model, "hits": share.hits, "total": share.total}
            for model, share in calibration.by_model
        ],
        "disagreements": [
            {"line": answer.labelled.line, "label": answer.labelled.outcome, "seen": answer.seen}
            for answer in calibration.disagreements
        ],
        "clauses": clause_document(calibration.clauses),
    }


def _agreement(agreement: JudgeAgreement) -> dict[str, Any]:
    return {
        "judges": list(agreement.judges),
        "alpha": None if agreement.alpha is None else round(agreement.alpha, 6),
        "by_clause": [
            {
                "clause": clause,
                "alpha": None if alpha is None else round(alpha, 6),
                "answers": total,
            }
            for clause, alpha, total in agreement.by_clause
        ],
    }
