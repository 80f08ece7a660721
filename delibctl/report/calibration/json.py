"""A calibration for programs."""

import json
from typing import Any

from delibctl.report.render_options import RenderOptions
from delibctl.score.calibration import Calibration, Calibrations, JudgeAgreement


def render(found: Calibrations, options: RenderOptions) -> str:  # noqa: ARG001 - every format is given one
    """One document; no prompt and no answer is in it."""
    together = found.agreement
    document = {
        "schema_version": 1,
        "judges": [_judge(one) for one in found.judges],
        "among": None if together is None else _among(together),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _judge(one: Calibration) -> dict[str, Any]:
    bounds = one.accuracy.interval()
    return {
        "judge": one.judge,
        "labels": len(one.judged),
        "unreadable": one.unreadable,
        "accuracy": {
            "hits": one.accuracy.hits,
            "total": one.accuracy.total,
            "interval": None if bounds is None else [round(bound, 6) for bound in bounds],
        },
        "kappa": None
        if one.kappa is None
        else {
            "value": round(one.kappa.value, 6),
            "interval": [round(one.kappa.low, 6), round(one.kappa.high, 6)],
        },
        "table": [
            {"label": label, "seen": seen, "count": count}
            for (label, seen), count in sorted(one.table.items())
        ],
        "by_clause": [
            {"clause": clause, "hits": share.hits, "total": share.total}
            for clause, share in one.by_clause
        ],
        "disagreements": [
            {"line": judged.labelled.line, "label": judged.labelled.outcome, "seen": judged.seen}
            for judged in one.disagreements
        ],
    }


def _among(together: JudgeAgreement) -> dict[str, Any]:
    return {
        "judges": list(together.judges),
        "alpha": None if together.alpha is None else round(together.alpha, 6),
        "by_clause": [
            {
                "clause": clause,
                "alpha": None if value is None else round(value, 6),
                "answers": total,
            }
            for clause, value, total in together.by_clause
        ],
    }
