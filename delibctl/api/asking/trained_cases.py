"""Marking the cases that a model was trained on, by a manifest of `distill`."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from delibctl.distill.policy_hash import policy_hash
from delibctl.distill.trained_on import TrainingSet
from delibctl.edge.files.text import load_text
from delibctl.errors import DelibctlError
from delibctl.model import Case, Policy
from delibctl.source import violations
from delibctl.text.count import counted


def marked(
    cases: tuple[Case, ...], policy: Policy, manifest: Path
) -> tuple[tuple[Case, ...], tuple[str, ...]]:
    """Return the cases, of which those that were trained on count in no figure, and notes.

    Raises DelibctlError if the file is not a manifest.
    """
    training = _training_set(manifest)
    trained = training.trained(cases, policy.id)
    new_cases = tuple(
        replace(case, trained_on=True) if case.id in trained else case for case in cases
    )
    return new_cases, tuple(_notes(training, policy, len(trained), len(cases)))


def _training_set(path: Path) -> TrainingSet:
    try:
        data = json.loads(load_text(path))
    except ValueError as error:
        raise DelibctlError(
            f"{path} is not JSON: {error}",
            next="name the file manifest.json in the folder that `distill` wrote",
        ) from error
    for violation in violations(data, "manifest"):
        raise DelibctlError(
            f"{path} is not a manifest of `distill`: {violation.message}",
            next="name the file manifest.json in the folder that `distill` wrote",
        )
    return TrainingSet.of(data)


def _notes(training: TrainingSet, policy: Policy, trained: int, total: int) -> Iterator[str]:
    have = "has" if trained == 1 else "have"
    yield (
        f"{trained} of {counted(total, 'case')} {have} nearly a prompt that the model was trained "
        "on: asked, and in no figure"
    )
    if training.policy != policy.id:
        yield f"the model was trained on another policy, {training.policy}"
    elif training.sha256 != policy_hash(policy):
        yield "the policy was edited since the model was trained on it"
