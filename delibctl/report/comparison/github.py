"""Two compared runs as annotations of a GitHub Actions job, at the clauses that they are about."""

from collections import Counter
from collections.abc import Iterator

from delibctl.compare.runs.change import ChangeKind
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.gates import ReasonKind
from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.report.annotations import annotation, not_shown
from delibctl.report.comparison import gate_words, words
from delibctl.report.comparison.headline import headline
from delibctl.report.comparison.results import (
    ClauseResult,
    clause_results,
    gate_line,
    gate_names,
    gate_notes,
    of_the_runs,
)
from delibctl.report.comparison.view import ComparisonView
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import in_log, one_line

_LEVELS = ("error", "warning")
_WORSE = (ChangeKind.REGRESSED, ChangeKind.LAGGED)

#: The level, and the whole line.
_Line = tuple[str, str]


def render(view: ComparisonView, options: RenderOptions) -> str:
    """Render gates that did not pass, then clauses that got worse, then the sentence to act on."""
    found = [*_of_the_runs(view, options), *_all_gates(view, options)]
    for model in view.comparison.models:
        found += _clauses(model, view, options)
    found.sort(key=lambda pair: _LEVELS.index(pair[0]))
    levels = Counter(level for level, _ in found)
    lines = [line for _, line in found]
    lines += [in_log(headline(view))]
    lines += [not_shown({level: levels[level] for level in _LEVELS}, "annotation")]
    return "".join(f"{line}\n" for line in lines if line)


def _of_the_runs(view: ComparisonView, options: RenderOptions) -> Iterator[_Line]:
    for reason in of_the_runs(view):
        level = "error" if reason.kind is ReasonKind.UNTRUSTED else "warning"
        title = f"two runs {reason.kind}"
        yield level, annotation(level, None, title, one_line(reason.what), options)


def _all_gates(view: ComparisonView, options: RenderOptions) -> Iterator[_Line]:
    for gate in view.all_gates:
        if gate.verdict is not ComparisonVerdict.PASSED:
            level = "error" if gate.verdict is ComparisonVerdict.FAILED else "warning"
            title = f"gate {gate_words.name(gate)} {gate.verdict}{_of(gate, view)}"
            message = "; ".join([gate_line(gate), *gate_notes(gate, view)])
            yield level, annotation(level, None, title, message, options)


def _of(gate: ComparisonGate, view: ComparisonView) -> str:
    return f" ({one_line(gate.model)})" if gate.model and view.several else ""


def _clauses(
    model: ModelComparison, view: ComparisonView, options: RenderOptions
) -> Iterator[_Line]:
    for result in clause_results(model, view):
        got_worse = any(change.kind in _WORSE for change in result.changes)
        if result.failed or result.undecided or got_worse:
            level = "error" if result.failed else "warning"
            clause = words.place_policy(view).clause_by_id.get(result.clause)
            place = clause.place if clause and clause.place.file else None
            named = one_line(result.clause) or "cases without a clause"
            title = f"{named} ({one_line(model.name)})" if view.several else named
            yield level, annotation(level, place, title, _message(result, view), options)


def _message(result: ClauseResult, view: ComparisonView) -> str:
    owner = words.clause_owner(result.clause, view)
    gates = [
        f"gate {gate_names(gates)}: {verdict}"
        for verdict, gates in (("failed", result.failed), ("undecided", result.undecided))
        if gates
    ]
    return "; ".join([result.line, *gates, *([f"owner: {owner}"] if owner else [])])
