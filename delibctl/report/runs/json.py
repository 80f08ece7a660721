"""A list of runs for programs."""

from typing import Any

from delibctl.model import RunHead, Spent, Tally
from delibctl.report.render_options import RenderOptions
from delibctl.report.runs.listing import ListedRun, Missed, RunList
from delibctl.text.escape import as_json


def render(runs: RunList, _options: RenderOptions) -> str:
    """Render one document; unknown values are null."""
    return as_json(
        {
            "schema_version": 1,
            "runs": [_run(run) for run in runs.runs],
            "left_out": runs.left_out,
        }
    )


def _run(run: ListedRun) -> dict[str, Any]:
    entry = run.entry
    return {
        "name": entry.path.stem,
        "at": entry.at or None,
        "size": entry.size,
        "being_written": entry.busy,
        "problem": run.problem or None,
        **(_head(entry.head, run.tally) if entry.head else {}),
        "misses": [_missed(missed) for missed in run.missed],
        "spent": _spent(run.tally.spent) if run.tally else None,
        "judging": _spent(run.tally.judging) if run.tally else None,
    }


def _head(head: RunHead, tally: Tally | None) -> dict[str, Any]:
    return {
        "started": head.info.started,
        "commit": head.info.commit or None,
        "policy": {"id": head.policy, "version": head.version, "title": head.title},
        "models": [model.alias for model in head.plan.models],
        "modes": list(head.plan.modes),
        "repeats": head.plan.repeats,
        "filters": head.filters or None,
        "finished": head.info.finished,
        "planned": head.planned,
        "done": tally.done if tally else None,
        "states": dict(tally.states) if tally else None,
    }


def _missed(missed: Missed) -> dict[str, Any]:
    share = missed.share
    return {
        "model": missed.model.alias,
        "mode": missed.mode,
        "baseline": missed.model.is_baseline,
        "hits": share.hits,
        "total": share.total,
        "value": None if share.value is None else round(share.value, 6),
    }


def _spent(spent: Spent) -> dict[str, Any]:
    """Return tokens, and the price in US dollars; None if no reply has a price."""
    return {
        "asked": spent.asked,
        "kept": spent.cached,
        "input_tokens": spent.input,
        "output_tokens": spent.output,
        "price": None if spent.asked and spent.unpriced == spent.asked else round(spent.price, 6),
        "unpriced": spent.unpriced,
    }
