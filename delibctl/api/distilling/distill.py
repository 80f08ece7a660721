"""Distilling: judged trials become training files, with a manifest and a card."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from delibctl import __version__
from delibctl.api.distilling.options import Choice, Rendering
from delibctl.api.distilling.prepare import Prepared, Source, prepare
from delibctl.api.distilling.rewrite import Rewriter, estimate_rewriting, rewrite
from delibctl.api.distilling.splits import with_splits
from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.distill.card import card
from delibctl.distill.distilled import Distilled
from delibctl.distill.export import Export, export
from delibctl.distill.formats.material import json_document
from delibctl.distill.manifest import manifest
from delibctl.distill.pipeline import selected
from delibctl.distill.warnings import check_not_only_refusals, warnings
from delibctl.edge.files.new_folder import check_new_folder, write_new_folder
from delibctl.edge.tokenizer import token_counter
from delibctl.errors import DelibctlError
from delibctl.model import Estimate
from delibctl.text.count import counted


@dataclass(frozen=True, kw_only=True)
class DistilledFiles:
    """A distilled run with the files that were written, and the data of their manifest."""

    distilled: Distilled
    export: Export
    manifest: dict[str, Any]
    folder: Path


def distill_run(
    workspace: Workspace,
    listener: Listener,
    source: Source,
    output: Path,
    choice: Choice,
    rendering: Rendering,
    rewriter: Rewriter | None = None,
) -> DistilledFiles:
    """Write training files from a run into a new folder, wholly or not at all.

    Raises DelibctlError if the run has no judge or is of another policy, no case may be trained
    on, nothing is kept, or the template would lose the reasoning; and what `rewrite` raises.
    """
    folder = workspace.path(output)
    check_new_folder(folder)
    options = rendering.export_options(workspace.folder, workspace.settings.distill)
    count = token_counter(workspace.path(rendering.tokenizer)) if rendering.tokenizer else None
    prepared = prepare(workspace, listener, source, choice)
    distilled = _distilled(workspace, listener, prepared, choice, rewriter)
    exported = export(distilled, options, count)
    if rendering.chat_template is None:
        listener.note(
            "rendered with plain ChatML: name the model's own chat template to be sure that it "
            "reads the reasoning"
        )
    splits = workspace.files
    written = with_splits(splits, prepared.bundle, distilled.assigned) if choice.write_split else ""
    data = manifest(distilled, exported, __version__, workspace.timestamp())
    files = {
        **exported.files,
        "manifest.json": json_document(data),
        "README.md": card(data).encode(),
    }
    write_new_folder(folder, files)
    if written:
        splits.write_changed()
        listener.note(written)
    return DistilledFiles(distilled=distilled, export=exported, manifest=data, folder=output)


def estimate_distilling(
    workspace: Workspace, listener: Listener, source: Source, choice: Choice, rewriter: Rewriter
) -> list[Estimate]:
    """Return what the rewriting would ask, and its price; nothing is asked or written."""
    prepared = prepare(workspace, listener, source, choice)
    return estimate_rewriting(workspace, prepared.found.pointing, prepared.run.policy, rewriter)


def _distilled(
    workspace: Workspace,
    listener: Listener,
    prepared: Prepared,
    choice: Choice,
    rewriter: Rewriter | None,
) -> Distilled:
    run, found = prepared.run, prepared.found
    records, dropped = list(found.records), list(found.dropped)
    if rewriter is None:
        dropped += [pointing.dropped() for pointing in found.pointing]
    else:
        rewritten = rewrite(workspace, listener, found.pointing, run.policy, rewriter)
        records += rewritten.records
        dropped += rewritten.dropped
    kept, everything, pairs = selected(records, dropped, choice.seed, choice.per_group)
    distilled = Distilled(
        run=run,
        trials=prepared.trials,
        records=tuple(kept),
        dropped=tuple(everything),
        pairs=tuple(pairs),
        assigned=prepared.assigned,
        judges=prepared.judges,
        thresholds=choice.thresholds,
        seed=choice.seed,
        hold_out=choice.held_out,
        rewriter=rewriter.model.name if rewriter else None,
        warnings=tuple(warnings(kept, run.policy, prepared.judges)),
    )
    _check_some(distilled)
    check_not_only_refusals(kept)
    return distilled


def _check_some(distilled: Distilled) -> None:
    """Raise DelibctlError if nothing is left, with the reasons by how many trials they cost."""
    if distilled.records:
        return
    if not distilled.trials:
        raise DelibctlError("the run has no trials", next="probe and judge first")
    reasons = sorted(distilled.reasons.items(), key=lambda pair: -pair[1])
    why = "; ".join(f"{n} x {reason}" for reason, n in reasons)
    raise DelibctlError(
        f"nothing is left of {counted(distilled.trials, 'trial')}: {why}",
        next="change what costs the most, then distill again; nothing was written",
    )
