"""Distilling: judged trials become training files, with a manifest and a card."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from delibctl import __version__
from delibctl.api.distilling.judges import check_models, deciding_judges
from delibctl.api.distilling.options import Choice, Rendering
from delibctl.api.distilling.splits import check_trainable, with_splits
from delibctl.api.listener import Listener
from delibctl.api.policies.load import open_bundle
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.distill.card import card
from delibctl.distill.case_origins import by_any_id, case_origins
from delibctl.distill.distilled import Distilled
from delibctl.distill.export import Export, export
from delibctl.distill.families import families
from delibctl.distill.formats.material import json_document
from delibctl.distill.hold_out import assign
from delibctl.distill.keep import Keeping
from delibctl.distill.manifest import manifest
from delibctl.distill.pipeline import selected, sort_trials
from delibctl.distill.policy_hash import policy_hash
from delibctl.distill.shown_text import PolicyText
from delibctl.distill.warnings import check_not_only_refusals, warnings
from delibctl.edge.files.new_folder import check_new_folder, write_new_folder
from delibctl.edge.run_file.run_file import load_run
from delibctl.edge.tokenizer import token_counter
from delibctl.errors import DelibctlError
from delibctl.model import Policy, Run
from delibctl.policy import Bundle
from delibctl.policy import build as build_policy
from delibctl.score.scored_run import score_run
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
    path: Path,
    output: Path,
    choice: Choice,
    rendering: Rendering,
    *,
    policy: Path | None = None,
    cases: Sequence[Path] | None = None,
) -> DistilledFiles:
    """Write training files from a run into a new folder, wholly or not at all.

    Raises DelibctlError if the run has no judge or is of another policy, no case may be trained
    on, nothing is kept, or the template would lose the reasoning.
    """
    folder = workspace.path(output)
    check_new_folder(folder)
    options = rendering.export_options(workspace.folder)
    count = token_counter(workspace.path(rendering.tokenizer)) if rendering.tokenizer else None
    run = load_run(path)
    start, paths = workspace.policy_and_cases(policy, cases)
    bundle = open_bundle(start, workspace.files, paths)
    _check_policy(run, build_policy(bundle), listener)
    distilled = _distilled(workspace, run, bundle, choice)
    exported = export(distilled, options, count)
    if rendering.chat_template is None:
        listener.note(
            "rendered with plain ChatML: name the model's own chat template to be sure that it "
            "reads the reasoning"
        )
    splits = workspace.files
    wrote = with_splits(splits, bundle, distilled.assigned) if choice.write_split else ""
    data = manifest(distilled, exported, __version__, workspace.timestamp())
    files = {
        **exported.files,
        "manifest.json": json_document(data),
        "README.md": card(data).encode(),
    }
    write_new_folder(folder, files)
    if wrote:
        splits.write_changed()
        listener.note(wrote)
    return DistilledFiles(distilled=distilled, export=exported, manifest=data, folder=output)


def _distilled(workspace: Workspace, run: Run, bundle: Bundle, choice: Choice) -> Distilled:
    check_models(run)
    judges = deciding_judges(run, choice.judges)
    current = build_policy(bundle)
    built = build_cases(bundle.cases, current, workspace.today().isoformat())
    origins = case_origins(bundle.cases, built)
    known = by_any_id(origins)
    assigned = assign(origins, families(origins), choice.held_out)
    check_trainable(run, known, assigned, held_out=choice.hold_out is not None)
    scored = score_run(replace(run, judges=judges))
    keeping = Keeping(
        policy=run.policy,
        known=known,
        assigned=assigned,
        judges=judges,
        thresholds=choice.thresholds,
        policy_text=PolicyText(run.policy),
    )
    found = sort_trials(scored.trials, keeping)
    dropped = [*found.dropped, *(pointing.dropped() for pointing in found.pointing)]
    records, everything, pairs = selected(found.records, dropped, choice.seed, choice.per_group)
    distilled = Distilled(
        run=run,
        trials=len(scored.trials),
        records=tuple(records),
        dropped=tuple(everything),
        pairs=tuple(pairs),
        assigned=assigned,
        judges=judges,
        thresholds=choice.thresholds,
        seed=choice.seed,
        hold_out=choice.held_out,
        warnings=tuple(warnings(records, run.policy, judges)),
    )
    _check_some(distilled)
    check_not_only_refusals(records)
    return distilled


def _check_policy(run: Run, current: Policy, listener: Listener) -> None:
    """Raise DelibctlError if the run is of another policy; note it if the policy was edited."""
    if run.policy.id != current.id:
        raise DelibctlError(
            f"the run is of the policy {run.policy.id!r}, and these files are of {current.id!r}",
            next="name the policy of the run",
            usage=f"add --policy PATH with the policy {run.policy.id}",
        )
    if policy_hash(run.policy) != policy_hash(current):
        listener.note(
            "the policy was edited since the run: the records teach its text of then; "
            "probe and judge again to teach that of now"
        )


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
