"""Two compared runs as test results: the verdict, each gate, and each compared clause is a test.

An undecided gate is an error, never a pass; what was not compared is skipped.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.report.comparison import change_words, gate_words, words
from delibctl.report.comparison.headline import State, headline, state
from delibctl.report.comparison.results import (
    ClauseResult,
    change_line,
    clause_results,
    gate_line,
    gate_names,
    gate_notes,
    of_the_runs,
)
from delibctl.report.comparison.view import ComparisonView
from delibctl.report.junit import document
from delibctl.report.render_options import RenderOptions
from delibctl.report.word_diff import marked
from delibctl.text.escape import one_line


def render(view: ComparisonView, options: RenderOptions) -> str:
    """Render a suite with the verdict and the gates of the whole run, then one for each model."""
    root = Element("testsuites", name="delibctl diff")
    whole = SubElement(root, "testsuite", name="both runs")
    _verdict(whole, view)
    _gates(whole, view.of_the_run, view)
    for model in view.comparison.models:
        name = one_line(model.name)
        suite = SubElement(root, "testsuite", name=name)
        _gates(suite, view.of(model), view)
        for result in clause_results(model, view):
            _clause(suite, result, view, options)
        if model.labels_changed:
            test = SubElement(suite, "testcase", classname=name, name="labels changed")
            SubElement(test, "skipped", message=words.labels_changed(model))
    return document(root)


def _verdict(suite: Element, view: ComparisonView) -> None:
    """Add the sentence on top as a test that passes only if a gate did and no other fails."""
    test = SubElement(suite, "testcase", classname="both runs", name="verdict")
    sentence, found = headline(view), state(view)
    if found is State.FAILED:
        result = SubElement(test, "failure", type=found, message=sentence)
    elif found in (State.UNDECIDED, State.UNTRUSTED):
        result = SubElement(test, "error", type=found, message=sentence)
    elif not view.all_gates:
        SubElement(test, "skipped", message=sentence)
        result = SubElement(test, "system-out")
    else:
        result = SubElement(test, "system-out")
    reasons = (one_line(reason.what) for reason in view.verdict.reasons)
    result.text = "\n".join([sentence, words.title(view), *words.notes(view), *reasons])


def _gates(suite: Element, gates: Iterable[ComparisonGate], view: ComparisonView) -> None:
    for gate in gates:
        name = f"gate {gate_words.name(gate)}"
        test = SubElement(suite, "testcase", classname=suite.attrib["name"], name=name)
        line, notes = gate_line(gate), list(gate_notes(gate, view))
        message = "; ".join([line, *notes[:1]])
        match gate.verdict:
            case ComparisonVerdict.FAILED:
                result = SubElement(test, "failure", type=gate.name, message=message)
            case ComparisonVerdict.UNDECIDED:
                result = SubElement(test, "error", type="undecided", message=message)
            case ComparisonVerdict.PASSED:
                result = _without_fault(test, view)
        result.text = "\n".join([line, *notes])


def _without_fault(test: Element, view: ComparisonView) -> Element:
    """Return the output of a test that passes; it is skipped where that tells of a part alone."""
    if reasons := of_the_runs(view):
        SubElement(test, "skipped", message=one_line(reasons[0].what))
    return SubElement(test, "system-out")


def _clause(
    suite: Element, result: ClauseResult, view: ComparisonView, options: RenderOptions
) -> None:
    name = f"clause {one_line(result.clause)}" if result.clause else "cases without a clause"
    test = SubElement(suite, "testcase", classname=suite.attrib["name"], name=name)
    if result.untouched:
        SubElement(test, "skipped", message="not touched by this edit")
        return
    if result.failed:
        told = SubElement(test, "failure", type=gate_names(result.failed), message=result.line)
    elif result.undecided:
        told = SubElement(test, "error", type="undecided", message=result.line)
    elif result.unseen:
        SubElement(test, "skipped", message=result.line)
        told = SubElement(test, "system-out")
    else:
        told = _without_fault(test, view)
    owner = words.clause_owner(result.clause, view) if result.changes else ""
    head = [result.line, *([f"owner: {owner}"] if owner else [])]
    told.text = "\n".join([*head, *_texts(result), *_lines(result, options)])


def _texts(result: ClauseResult) -> list[str]:
    """Return the text of the clause before and after, or once if it is the same."""
    before, after = (marked(side, "").plain for side in change_words.clause_texts(result.changes))
    sides = (("-", before), ("+", after)) if after else (("", before),)
    return [f"{sign} {text}".strip() for sign, text in sides if text]


def _lines(result: ClauseResult, options: RenderOptions) -> list[str]:
    return [change_line(change, options) for change in result.changes]
