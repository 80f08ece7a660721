"""Two compared runs for a pull request: prompts cut short, no answers, no text that is markup."""

from collections.abc import Iterable, Iterator, Sequence

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.gates.comparison import ComparisonGate
from delibctl.report.comparison import change_words, gate_words, words
from delibctl.report.comparison.headline import headline
from delibctl.report.comparison.results import gate_notes
from delibctl.report.comparison.view import WRONG, ClauseGroup, ComparisonView, clause_groups
from delibctl.report.policies.markdown import SIGNS, marked
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.markdown import PROMPT_LIMIT
from delibctl.text.count import counted
from delibctl.text.escape import inert, markdown, one_line


def render(view: ComparisonView, options: RenderOptions) -> str:
    """Render a sentence to act on, then by model the gates, what got worse, and folded the rest."""
    return inert("\n".join(_parts(view, options))) + "\n"


def _parts(view: ComparisonView, options: RenderOptions) -> Iterator[str]:
    yield f"**{markdown(headline(view))}**"
    yield from ("", f"{markdown(words.title(view))}.")
    for note in words.notes(view):
        yield from ("", f"Note: {markdown(note)}")
    for model in view.comparison.models:
        yield from ("", f"### {markdown(words.model_title(model))}")
        yield from gate_lines(view.of(model), view)
        yield from _worse(model, view, options)
        yield from _unchanged(model)
        yield from _others(model, view, options)
        yield from _figures(model)
    if view.of_the_run:
        yield from ("", "### Both runs")
        yield from gate_lines(view.of_the_run, view)


def gate_lines(gates: Sequence[ComparisonGate], view: ComparisonView) -> Iterator[str]:
    """Yield a table of gates, and a note on each that has one."""
    if not gates:
        return
    yield from (
        "",
        "| gate | measured | limit | would have noticed a drop of | verdict |",
    )
    yield "|---|--:|---|--:|---|"
    for gate in gates:
        verdict = gate_words.verdict(gate)
        cells = (
            markdown(gate_words.name(gate)),
            gate_words.estimate(gate),
            gate_words.limit(gate),
            gate_words.smallest(gate) or "-",
            verdict if verdict == "passed" else f"**{verdict}**",
        )
        yield f"| {' | '.join(cells)} |"
    # The smallest drop stands in the table.
    told = [
        (gate, [note for note in gate_notes(gate, view) if not gate_words.is_smallest(note)])
        for gate in gates
    ]
    lines = [
        f"- {markdown(gate_words.name(gate))}: {markdown('; '.join(notes))}"
        for gate, notes in told
        if notes
    ]
    yield from ("", *lines) if lines else ()


def _worse(model: ModelComparison, view: ComparisonView, options: RenderOptions) -> Iterator[str]:
    kinds = [kind for kind in view.kinds if kind in WRONG]
    yield from _groups(model, kinds, view, options)


def _others(model: ModelComparison, view: ComparisonView, options: RenderOptions) -> Iterator[str]:
    kinds = [kind for kind in view.kinds if kind not in WRONG]
    number = sum(change.kind in kinds for change in model.changes)
    if number:
        summary = counted(number, "other change")
        yield from _folded(summary, _groups(model, kinds, view, options))


def _folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines that a page shows on a click. The only HTML of the report; `summary` is ours."""
    yield from ("", f"<details><summary>{summary}</summary>", *lines, "", "</details>")


def _groups(
    model: ModelComparison, kinds: list[ChangeKind], view: ComparisonView, options: RenderOptions
) -> Iterator[str]:
    groups, left_out = clause_groups(model.changes, kinds, options.limit)
    for group in groups:
        yield from group_lines(group, view, options)
    if left_out:
        yield from ("", f"{left_out} more; --limit 0 shows all.")


def group_lines(group: ClauseGroup, view: ComparisonView, options: RenderOptions) -> Iterator[str]:
    """Yield the changed cases of one clause below its title and text."""
    title = ": ".join(filter(None, (group.clause, words.clause_head(group.clause, view))))
    yield from ("", f"#### {markdown(title or 'no clause')}", "")
    before, after = change_words.clause_texts(group.changes)
    if after:
        yield from (
            f"- {sign} {marked(text)}" for sign, text in zip(SIGNS, (before, after), strict=True)
        )
    elif before:
        yield f"- {marked(before)}"
    for change in group.changes:
        yield from _change(change, view, options)


def _change(change: CaseChange, view: ComparisonView, options: RenderOptions) -> Iterator[str]:
    hidden = change_words.hides(change, options)
    critical = change.paired is not None and change.paired.critical
    beside = (words.kind(change.case, view), "critical" if critical else "", change.reason or "")
    prompt = one_line(words.prompts(view).get(change.case, ""), PROMPT_LIMIT)
    head = ", ".join(filter(None, (str(change.kind), *beside)))
    shown = "(sensitive: not shown)" if hidden else prompt
    yield f"- **{markdown(change.case)}** {markdown(head)}: {markdown(shown)}"
    for name, line in change_words.lines(change, hidden=hidden):
        if line:
            yield f"  - {name}: {markdown(line)}"


def _unchanged(model: ModelComparison) -> Iterator[str]:
    lines = list(words.unchanged(model))
    yield from ("", *(f"- {markdown(line)}" for line in lines)) if lines else ()


def _figures(model: ModelComparison) -> Iterator[str]:
    rows = [f"| {name} | {before} | {after} |" for name, before, after in words.figure_rows(model)]
    if rows:
        head = ("", "| figure | before | after |", "|---|--:|--:|")
        yield from _folded("figures with 95 % intervals", (*head, *rows))
