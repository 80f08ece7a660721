"""The changes of a policy as SARIF 2.1.0: each that is not neutral is a result."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from delibctl.compare.policies import KINDS, Change, Compared, Comparison, Direction
from delibctl.model import Place
from delibctl.report.policies import change_words
from delibctl.report.policies.shown_change import ShownChange, groups
from delibctl.report.render_options import RenderOptions
from delibctl.report.sarif import location, log, message
from delibctl.text.escape import visible

_LEVELS = ("error", "warning", "note")


def render(comparison: Comparison, options: RenderOptions) -> str:
    """Render one run: changes that fail a gate first, accepted ones last and suppressed."""
    results = [
        (shown, _result(shown, compared, options))
        for compared in comparison.policies
        for shown in _worth_a_result(compared, comparison)
    ]
    _number(result for _, result in results)
    results.sort(key=lambda pair: (bool(pair[0].accepted), _LEVELS.index(pair[1]["level"])))
    if any(shown.accepted for shown, _ in results):
        # If one result says that it is suppressed, all must say so.
        for shown, result in results:
            result["suppressions"] = _suppressions(shown)
    codes = sorted({result["ruleId"] for _, result in results})
    for _, result in results:
        result["ruleIndex"] = codes.index(result["ruleId"])
    return log("delibctl/diff", list(map(_rule, codes)), [result for _, result in results])


def _worth_a_result(compared: Compared, comparison: Comparison) -> Iterator[ShownChange]:
    for _, changes in groups(compared, comparison):
        for shown in changes:
            if shown.change.direction is not Direction.NEUTRAL or shown.failing:
                yield shown


def _result(shown: ShownChange, compared: Compared, options: RenderOptions) -> dict[str, Any]:
    change = shown.change
    line = f"{change.subject}: {change_words.line(change)}"
    text = change_words.joined(line, *shown.notes, shown.approving)
    place = _place(change, compared)
    return {
        "ruleId": change.kind.code,
        "level": _level(shown),
        "message": message(text),
        "locations": [location(place, options)] if place.file else [],
        "partialFingerprints": {"delibctl/v1": _identity(change, compared)},
    }


def _level(shown: ShownChange) -> str:
    if shown.failing:
        return "error"
    unproven = shown.change.direction in (Direction.LOOSENS, Direction.UNKNOWN)
    return "warning" if unproven or shown.undecided else "note"


def _place(change: Change, compared: Compared) -> Place:
    """Return the place in the new policy. What has none there gets the beginning of its file.

    GitHub rejects all results if one has no location.
    """
    if change.side == "new" and change.place.file:
        return change.place
    return Place(file=compared.file)


def _identity(change: Change, compared: Compared) -> str:
    """Return what identifies a change however the file moves: its subject and both contents."""
    return json.dumps(
        [
            *(compared.policy.id, change.kind.code, change.part, change.subject),
            *(change.before_hash, change.after_hash),
        ]
    )


def _number(results: Iterable[dict[str, Any]]) -> None:
    """Make fingerprints of the identities; equal ones are numbered in the order of the policy."""
    repeats: Counter[str] = Counter()
    for result in results:
        identity = result["partialFingerprints"]["delibctl/v1"]
        repeats[identity] += 1
        fingerprint = sha256(f"{identity}{repeats[identity]}".encode()).hexdigest()
        result["partialFingerprints"]["delibctl/v1"] = fingerprint


def _suppressions(shown: ShownChange) -> list[dict[str, str]]:
    if not shown.accepted:
        return []
    return [{"kind": "external", "status": "accepted", "justification": visible(shown.accepted)}]


def _rule(code: str) -> dict[str, Any]:
    kinds = [kind for kind in KINDS if kind.code == code]
    # Two kinds may share a code.
    description = " ".join(kind.description for kind in kinds)
    return {
        "id": code,
        "name": kinds[0].name,
        "shortDescription": {"text": kinds[0].description},
        "fullDescription": {"text": description},
        "help": {"text": description},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["policy", "BRK"], "problem.severity": "warning"},
    }
