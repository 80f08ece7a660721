"""Two compared runs as SARIF 2.1.0: clauses that a gate failed on, and gates without a pass."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from delibctl.gates import Reason, ReasonKind
from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.model import Place
from delibctl.report.comparison import gate_words, words
from delibctl.report.comparison.headline import headline
from delibctl.report.comparison.results import gate_line, gate_notes, of_the_runs
from delibctl.report.comparison.view import ComparisonView
from delibctl.report.render_options import RenderOptions
from delibctl.report.sarif import location, log, message

#: What each gate looks at; the rules of the log.
_RULES = {
    "tolerance": "A figure got worse by more than the tolerance, over the cases of the edit.",
    "max_regressed_clauses": "Fresh repeats confirmed that a clause is followed less often.",
    "max_critical_regressions": "Fresh repeats confirmed that a critical case got worse.",
    "min_citation_recall": "The expected clauses are cited too seldom.",
    "max_over_refusal": "The model refuses too much that it should answer.",
    "max_under_refusal": "The model answers too much that it should refuse.",
    "min_coverage": "Too few clauses have cases.",
    "max_disputed": "The labels of too many cases are disputed.",
    "runs_untrusted": "Too many answers of a run are broken or unreadable, so no gate counts.",
    "runs_unfinished": "A run is not finished, so only what was asked is compared.",
}


def render(view: ComparisonView, options: RenderOptions) -> str:
    """Render one run: failed gates first, by their confirmed clauses; then undecided ones."""
    open_gates = [gate for gate in view.all_gates if gate.verdict is not ComparisonVerdict.PASSED]
    open_gates.sort(key=lambda gate: gate.verdict is ComparisonVerdict.UNDECIDED)
    reasons = of_the_runs(view)
    names = sorted({*(gate.name for gate in open_gates), *(_name(reason) for reason in reasons)})
    results = [_of_runs(reason, names, view, options) for reason in reasons]
    results += [
        _result(gate, clause, names, view, options)
        for gate in open_gates
        for clause in _clauses(gate)
    ]
    rules = list(map(_rule, names))
    return log("delibctl/diff-runs", rules, results, words.notes(view), headline(view))


def _name(reason: Reason) -> str:
    """Return the rule of what keeps the runs from a verdict."""
    return f"runs_{reason.kind.replace(' ', '_')}"


def _of_runs(
    reason: Reason, names: list[str], view: ComparisonView, options: RenderOptions
) -> dict[str, Any]:
    """Return the result that says what keeps the runs from a verdict, so that none is no pass."""
    place, name = _place("", view), _name(reason)
    identity = [words.place_policy(view).id, name, reason.about]
    return {
        "ruleId": _rule_id(name),
        "ruleIndex": names.index(name),
        "level": "error" if reason.kind is ReasonKind.UNTRUSTED else "warning",
        "message": message(reason.what),
        "locations": [location(place, options)] if place.file else [],
        "partialFingerprints": {"delibctl/v1": _hashed(identity)},
    }


def _clauses(gate: ComparisonGate) -> Iterator[str]:
    """Yield the confirmed clauses of a gate that failed; "" for the gate as a whole."""
    yield from (gate.verdict is ComparisonVerdict.FAILED and gate.clauses) or ("",)


def _result(
    gate: ComparisonGate,
    clause: str,
    names: list[str],
    view: ComparisonView,
    options: RenderOptions,
) -> dict[str, Any]:
    subject = f"{clause}: " if clause else ""
    of = f" ({gate.model})" if gate.model and view.several else ""
    title = f"{subject}gate {gate_words.name(gate)} {gate.verdict}{of}"
    owner = words.clause_owner(clause, view)
    notes = [*gate_notes(gate, view), *([f"owner: {owner}"] if owner else [])]
    text = "; ".join([f"{title}: {gate_line(gate)}", *notes])
    place = _place(clause or next(iter(gate.clauses), ""), view)
    return {
        "ruleId": _rule_id(gate.name),
        "ruleIndex": names.index(gate.name),
        "level": "error" if gate.verdict is ComparisonVerdict.FAILED else "warning",
        "message": message(text),
        "locations": [location(place, options)] if place.file else [],
        "partialFingerprints": {"delibctl/v1": _fingerprint(gate, clause, view)},
    }


def _place(clause: str, view: ComparisonView) -> Place:
    """Return the place of a clause; else the beginning of the file of the first clause.

    GitHub rejects all results if one has no location.
    """
    policy = words.place_policy(view)
    found = policy.clause_by_id.get(clause)
    if found is not None and found.place.file:
        return found.place
    files = [clause.place.file for clause in policy.clauses if clause.place.file]
    return Place(file=files[0] if files else "")


def _fingerprint(gate: ComparisonGate, clause: str, view: ComparisonView) -> str:
    """Return what stays the same while figures move: policy, model, gate and clause."""
    policy = words.place_policy(view).id
    return _hashed([policy, gate.model, gate.name, gate.subject, clause])


def _hashed(identity: list[str]) -> str:
    return sha256(json.dumps(identity).encode()).hexdigest()


def _rule(name: str) -> dict[str, Any]:
    text = _RULES[name]
    return {
        "id": _rule_id(name),
        "name": _rule_id(name),
        "shortDescription": {"text": text},
        "fullDescription": {"text": text},
        "help": {"text": text},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["policy", "comparison"], "problem.severity": "error"},
    }


def _rule_id(name: str) -> str:
    return name.replace("_", "-")
