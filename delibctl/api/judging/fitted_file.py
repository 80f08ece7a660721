"""The fitted judge of a policy in `fitted/<policy id>.json`, beside the configuration.

A branch may bring this file. It is data only: JSON of a known shape, words and numbers.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from delibctl import __version__
from delibctl.api.workspace import Workspace
from delibctl.cases.labels import Label
from delibctl.compare.policies.change import content_hash
from delibctl.compare.policies.contents import part_hashes
from delibctl.edge.files.existence import exists
from delibctl.edge.files.reading import read_regular
from delibctl.edge.files.root import stop_outside
from delibctl.edge.files.text import replace
from delibctl.errors import DelibctlError
from delibctl.judge.fitted.deciding import Limits
from delibctl.judge.fitted.judge import FittedJudge
from delibctl.judge.fitted.linear import LinearModel
from delibctl.model import Outcome, Policy
from delibctl.score.calibration import Calibration
from delibctl.source import violations
from delibctl.text.escape import one_line

FIT_AGAIN = "fit it again from its labels"
_FIT_COMMAND = "delibctl calibrate --fit --labels FILE"
_FIT_USAGE = f"fit it again: {_FIT_COMMAND}"

#: The folder beside the configuration.
FOLDER = "fitted"

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*", re.ASCII)
#: The largest file that is read, in bytes; a judge with all its words has about 100,000.
_LARGEST = 2_000_000
#: The fields with a weight for each outcome, one to a line.
_TABLES = ("patterns", "words")


@dataclass(frozen=True, kw_only=True)
class StoredJudge:
    """A fitted judge as its file holds it. `later`: the policy has changed since."""

    judge: FittedJudge
    path: Path
    labels: int
    labels_hash: str
    delibctl: str
    later: bool


def fitted_path(workspace: Workspace, policy: str) -> Path:
    """Return the file for the fitted judge of a policy.

    Raises DelibctlError if the id cannot name a file, or a link leads out of the repository.
    """
    if not _ID.fullmatch(policy):
        raise DelibctlError(
            f"the policy id {policy!r} cannot name a file",
            next="use letters, digits, `_`, `.` and `-`, with a letter first",
        )
    path = workspace.settings.root / FOLDER / f"{policy}.json"
    stop_outside(path, workspace.settings.root, "the fitted judge")
    return path


def policy_hash(policy: Policy) -> str:
    """Return the hash of all that models are shown of a policy."""
    return content_hash([[*map(str, name), value] for name, value in part_hashes(policy).items()])


def labels_hash(labels: Iterable[Label]) -> str:
    """Return a hash of conversations, answers and outcomes, whatever their order and number."""
    hashes = {
        content_hash(
            [[[turn.role, turn.content] for turn in label.messages], label.answer, label.outcome]
        )
        for label in labels
    }
    return content_hash(sorted(hashes))


def load_fitted(workspace: Workspace, policy: Policy) -> StoredJudge:
    """Return the judge that was fitted for a policy.

    Raises DelibctlError if there is none, or if its file is damaged, edited, or of another policy.
    """
    path = fitted_path(workspace, policy.id)
    shown = str(workspace.short(path))
    if not exists(path):
        raise DelibctlError(
            f"there is no fitted judge for the policy {policy.id}: {shown} does not exist",
            next="fit one from labels",
            usage=f"fit one: {_FIT_COMMAND}",
        )
    data = _data(path, shown)
    fitted_for = data["policy"]["id"]
    if fitted_for != policy.id:
        raise DelibctlError(
            f"this judge was fitted for another policy, {one_line(fitted_for, 80)!r}",
            where=shown,
            next=FIT_AGAIN,
            usage=_FIT_USAGE,
        )
    model = LinearModel(
        outcomes=tuple(map(Outcome, data["outcomes"])),
        intercepts=tuple(map(float, data["intercepts"])),
        findings=_weights(data["patterns"]),
        words=_weights(data["words"]),
    )
    limits = Limits(override=float(data["override"]), threshold=float(data["threshold"]))
    return StoredJudge(
        judge=FittedJudge(model=model, limits=limits, checksum=data["checksum"]),
        path=path,
        labels=sum(data["labels"]["count"].values()),
        labels_hash=data["labels"]["hash"],
        delibctl=data["delibctl"],
        later=data["policy"]["hash"] != policy_hash(policy),
    )


def _weights(table: Mapping[str, list[float]]) -> dict[str, tuple[float, ...]]:
    return {name: tuple(map(float, weights)) for name, weights in table.items()}


def _data(path: Path, shown: str) -> dict[str, Any]:
    """Return the content of a file that is sound, and as it was written."""
    try:
        content = read_regular(path, shown)
    except OSError as error:
        raise DelibctlError(
            f"cannot read {shown}: {error.strerror}", next="check its permissions"
        ) from error
    if len(content) > _LARGEST:
        raise DelibctlError(
            f"larger than {_LARGEST // 1_000_000} MB, so it is no fitted judge",
            where=shown,
            next=FIT_AGAIN,
            usage=_FIT_USAGE,
        )
    try:
        data = json.loads(content, parse_constant=_refuse, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        reason = one_line(str(error), 120)
        raise DelibctlError(
            f"not JSON: {reason}", where=shown, next=FIT_AGAIN, usage=_FIT_USAGE
        ) from error
    for violation in violations(data, "fitted"):
        where = ".".join(one_line(str(step), 40) for step in violation.path)
        raise DelibctlError(
            f"not a fitted judge: {where + ': ' if where else ''}{violation.message}",
            where=shown,
            next=FIT_AGAIN,
            usage=_FIT_USAGE,
        )
    if data["checksum"] != _checksum(data):
        raise DelibctlError(
            "this fitted judge was edited by hand: its checksum is that of another content",
            where=shown,
            next=f"restore it from git, or {FIT_AGAIN}",
            usage=f"restore it from git, or {_FIT_USAGE}",
        )
    number = len(data["outcomes"])
    rows = [data["intercepts"], *data["patterns"].values(), *data["words"].values()]
    if any(len(row) != number for row in rows):
        raise DelibctlError(
            f"not a fitted judge: some words have not {number} weights",
            where=shown,
            next=FIT_AGAIN,
            usage=_FIT_USAGE,
        )
    return data  # type: ignore[no-any-return] # the schema says that it is an object


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("a key is repeated")
    return data


def _checksum(data: Mapping[str, Any]) -> str:
    return content_hash({key: value for key, value in data.items() if key != "checksum"})


def save_fitted(
    workspace: Workspace,
    policy: Policy,
    model: LinearModel,
    limits: Limits,
    labels: Mapping[str, Any],
    agreement: tuple[Calibration, ...],
) -> tuple[Path, str]:
    """Write a fitted judge, sorted and with a word to a line; return its file and checksum."""
    data: dict[str, Any] = {
        "schema_version": 1,
        "delibctl": __version__,
        "policy": {"id": policy.id, "hash": policy_hash(policy)},
        "labels": labels,
        "agreement": [_agreement(calibration) for calibration in agreement],
        "override": limits.override,
        "threshold": limits.threshold,
        "outcomes": [str(outcome) for outcome in model.outcomes],
        "intercepts": list(model.intercepts),
        "patterns": {name: list(weights) for name, weights in sorted(model.findings.items())},
        "words": {name: list(weights) for name, weights in sorted(model.words.items())},
    }
    # As they will be read: a checksum of floats must be that of their text.
    data["checksum"] = _checksum(json.loads(json.dumps(data)))
    path = fitted_path(workspace, policy.id)
    replace(path, "\n".join(_lines(data)).encode())
    return path, data["checksum"]


def _agreement(of: Calibration) -> dict[str, Any]:
    return {
        "judge": of.judge,
        "hits": of.accuracy.hits,
        "total": of.accuracy.total,
        "not_measured": of.unreadable,
        "by_model": {name: [share.hits, share.total] for name, share in sorted(of.by_model)},
        "by_clause": {name: [share.hits, share.total] for name, share in sorted(of.by_clause)},
    }


def _lines(data: dict[str, Any]) -> Iterator[str]:
    yield "{"
    first = ("schema_version", "checksum")
    keys = [*first, *(key for key in data if key not in first)]
    for key in keys:
        comma = "" if key == keys[-1] else ","
        if key in _TABLES:
            yield f'  "{key}": {{'
            rows = [f"    {_json(name)}: {_json(value)}" for name, value in data[key].items()]
            yield ",\n".join(rows)
            yield f"  }}{comma}"
        else:
            yield f'  "{key}": {_json(data[key])}{comma}'
    yield "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
