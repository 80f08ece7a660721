"""A run for a pull request: prompts cut short, no answers, and no text that could be markup."""

import re
from collections.abc import Iterator, Sequence

from delibctl.gates import GateResult, Results
from delibctl.model import Policy
from delibctl.report.render_options import WIDE, RenderOptions
from delibctl.report.run import (
    expected_figures,
    label_words,
    mode_words,
    side_by_side,
    verdict_words,
    words,
)
from delibctl.report.run.clause_figures import clause_figure_lines
from delibctl.report.run.figures import count, figures, interval, limit, percent
from delibctl.report.run.misses import Miss, misses
from delibctl.report.run.usage_words import usage_line
from delibctl.score.miss_groups import Group
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.text.escape import inert, markdown, one_line
from delibctl.text.words import Segment, compare

#: Characters of a prompt that may leave the terminal.
PROMPT_LIMIT = 80


def render(scored_run: ScoredRun, options: RenderOptions, gates: Results) -> str:
    """Render a sentence to act on, the misses, then the figures."""
    return inert("\n".join(_parts(scored_run, options, gates))) + "\n"


def _parts(scored_run: ScoredRun, options: RenderOptions, gates: Results) -> Iterator[str]:
    yield f"**{markdown(words.headline(scored_run))}**"
    for line in (
        *words.selected(scored_run.run),
        *words.judges(scored_run),
        *words.limited(scored_run),
        *words.contested(scored_run),
    ):
        yield from ("", f"{markdown(line)}.")
    if len(scored_run.models) > 1:
        yield from _side_by_side(scored_run)
    for model in scored_run.models:
        yield from ("", f"### {markdown(words.model_name(model))}", "")
        notes = (mode_words.mode_note(model.mode), words.trial_counts(model), usage_line(model))
        yield "".join(f"{markdown(note)}. " for note in notes).rstrip()
        yield from _gates(gates.get(model.name, ()))
        yield from _misses(model, scored_run.run.policy, options)
        yield from _figures(scored_run, model)
        yield from clause_figure_lines(scored_run, model, options)


def _side_by_side(scored_run: ScoredRun) -> Iterator[str]:
    yield ""
    yield from (f"- {markdown(line)}" for line in words.counts(scored_run))
    names, figures = side_by_side.names(scored_run), side_by_side.figures(WIDE)
    heads = (" ".join(head.split()) for head, _ in (*names, *figures))
    yield from ("", f"| {' | '.join(heads)} |", "|---" * len(names) + "|--:" * len(figures) + "|")
    for model in scored_run.models:
        name_cells = (markdown(cell(model)) for _, cell in names)
        yield f"| {' | '.join((*name_cells, *(cell(model) for _, cell in figures)))} |"
    for note in side_by_side.notes(scored_run):
        yield from ("", f"{markdown(note)}.")


def _gates(gates: Sequence[GateResult]) -> Iterator[str]:
    if not gates:
        return
    yield from ("", "| gate | figure | count | limit | verdict |", "|---|--:|--:|---|---|")
    for gate in gates:
        yield (
            f"| {gate.name} | {percent(gate.figure)} | {count(gate.figure)} "
            f"| {limit(gate)} | {gate.verdict} |"
        )


def _misses(model: ScoredModel, policy: Policy, options: RenderOptions) -> Iterator[str]:
    visible_groups, left_out = misses(model, options)
    for group, of_group in visible_groups:
        yield from ("", f"#### {markdown(verdict_words.group_title(group, policy, options))}", "")
        yield from _clauses(group, policy)
        for miss in of_group:
            yield from _miss(miss, options)
    if left_out:
        yield from ("", f"{left_out} more; --limit 0 shows all.")
    unscored = verdict_words.without_score(model, options)
    if unscored:
        yield from ("", "#### Not scored", "")
        yield from (f"- {markdown(case)}: {markdown(why)}" for case, why in unscored)


def _clauses(group: Group, policy: Policy) -> Iterator[str]:
    expected, cited = verdict_words.clauses_of(group, policy)
    if expected is None and cited is None:
        return
    lines = []
    if expected is not None and cited is not None and expected != cited:
        before, after = compare(expected.text, cited.text)
        lines.append(f"+ {expected.id} ({verdict_words.place(expected)}): {_bracketed(before)}")
        lines.append(f"- {cited.id} ({verdict_words.place(cited)}): {_bracketed(after)}")
    else:
        sign, clause = ("+", expected) if expected is not None else ("-", cited)
        if clause is not None:
            place = verdict_words.place(clause)
            lines.append(f"{sign} {clause.id} ({place}): {one_line(clause.text)}")
    yield from _fenced("diff", lines)


def _bracketed(segments: tuple[Segment, ...]) -> str:
    words = (
        f" [{segment.text.strip()}] "
        if segment.kind == "changed" and segment.text.strip()
        else segment.text
        for segment in segments
    )
    return re.sub(r" ([,.;:)])", r"\1", one_line("".join(words)))


def _fenced(language: str, lines: list[str]) -> Iterator[str]:
    """Yield a code block that nothing inside it can close."""
    text = "\n".join(map(one_line, lines))
    fence = "`" * max(3, max((len(run) + 1 for run in re.findall(r"`+", text)), default=0))
    yield from (f"{fence}{language}", text, fence)


def _miss(miss: Miss, options: RenderOptions) -> Iterator[str]:
    trial = miss.trial
    hidden = options.hides(trial.case)
    notes = [miss.label, f"not counted: {trial.set_aside}" if trial.set_aside else ""]
    beside = "".join(f" ({note})" for note in notes if note)
    prompt = markdown(options.prompt(trial.case, PROMPT_LIMIT))
    yield from ("", f"- {markdown(trial.case.id)}{beside}, {trial.case.kind}: {prompt}")
    requests = verdict_words.asked_line(trial, hidden)
    if requests:
        yield f"  - asked {markdown(requests)}"
    yield f"  - citation: {markdown(verdict_words.citation_line(trial, hidden))}"
    if not hidden:
        yield from (f"    - {markdown(quote)}" for quote in verdict_words.quotes(trial))
    yield f"  - outcome: {markdown(verdict_words.outcome_line(trial))}"
    yield f"  - style: {markdown(verdict_words.style_line(trial, hidden))}"


def _corrections(model: ScoredModel) -> Iterator[str]:
    heads = label_words.HEADS
    yield from ("", f"| {' | '.join(heads)} |", "|---" + "|--:" * (len(heads) - 1) + "|")
    for figure in model.corrections:
        yield f"| {' | '.join(label_words.corrected_row(figure))} |"
    yield ""
    yield from (f"- {markdown(line)}" for line in label_words.to_label(model))
    yield from ("", *(f"{markdown(note)}." for note in label_words.notes()))


def _figures(scored_run: ScoredRun, model: ScoredModel) -> Iterator[str]:
    yield from ("", "| figure | share | 95 % interval | count |", "|---|--:|--:|--:|")
    for metric, share in figures(model.summary):
        cells = (
            markdown(label_words.marked_name(metric)),
            percent(share),
            interval(share),
            count(share),
        )
        yield f"| {' | '.join(cells)} |"
    yield from ("", *(f"{markdown(line)}." for line in label_words.agreement(scored_run)))
    if model.corrections:
        yield from _corrections(model)
    for first, table in (
        ("expected", model.summary.outcomes),
        ("declared", model.summary.declared),
    ):
        columns = verdict_words.columns(table)
        heads = (f"observed {outcome}" for outcome in columns)
        yield from ("", f"| {first} | {' | '.join(heads)} |", f"|---|{'--:|' * len(columns)}")
        for outcome in verdict_words.EXPECTED:
            counts = (str(table.get((outcome, observed), 0)) for observed in columns)
            yield f"| {outcome} | {' | '.join(counts)} |"
    expected = expected_figures.heads(model.summary.by_expected)
    yield from ("", f"| {' | '.join(map(markdown, expected))} |")
    yield f"|---{'|--:' * (len(expected) - 1)}|"
    for row in expected_figures.rows(model.summary.by_expected, ", "):
        yield f"| {' | '.join(row)} |"
    for title, breakdowns in (
        ("category", model.summary.by_category),
        ("kind", model.summary.by_kind),
    ):
        yield from ("", f"| {title} | trials | misses | interval | recall | outcome |")
        yield "|---|--:|--:|--:|--:|--:|"
        for breakdown in breakdowns:
            of_name = (
                markdown(breakdown.name),
                str(breakdown.missed.total),
                percent(breakdown.missed),
                interval(breakdown.missed),
                percent(breakdown.recall),
                percent(breakdown.outcome),
            )
            yield f"| {' | '.join(of_name)} |"
