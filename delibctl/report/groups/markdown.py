"""A run in groups for a pull request: no text that could be markup, and no answers."""

from collections.abc import Iterator

from delibctl.model import Run
from delibctl.report.groups import agreement_words, words
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.markdown import PROMPT_LIMIT
from delibctl.score.groups.clause_agreement import ClauseAgreement, RunAgreement
from delibctl.score.groups.grouping import GroupedRun
from delibctl.text.escape import inert, markdown


def render(grouped: GroupedRun, options: RenderOptions) -> str:
    """Render a sentence to act on, the groups, and for models the agreement per clause."""
    return inert("\n".join(_parts(grouped, options))) + "\n"


def _parts(grouped: GroupedRun, options: RenderOptions) -> Iterator[str]:
    yield f"**{markdown(words.headline(grouped))}**"
    for note in words.notes(grouped):
        yield from ("", f"{markdown(note)}.")
    metrics = words.figures(grouped)
    heads = (f"{metric.name} (95 % interval)" for metric in metrics)
    yield from ("", f"| {grouped.by} | trials | {' | '.join(heads)} |")
    yield f"|---|--:|{'--:|' * len(metrics)}"
    for group in words.rows(grouped):
        cells = (_cell(*words.cell(group, metric)) for metric in metrics)
        name = markdown(words.name(grouped, group))
        yield f"| {name} | {words.trials(group)} | {' | '.join(cells)} |"
    yield from ("", f"{words.legend(grouped)}.")
    if grouped.agreement is not None:
        yield from _agreement(grouped.agreement, grouped.scored.run, options)


def _cell(figure: str, interval: str) -> str:
    return f"{figure} ({interval})" if interval else figure


def _agreement(agreement: RunAgreement, run: Run, options: RenderOptions) -> Iterator[str]:
    yield from ("", f"### {agreement_words.TITLE}")
    for note in agreement_words.notes(agreement, run):
        yield from ("", f"{markdown(note)}.")
    rows = agreement_words.rows(agreement, only_differing=options.only_missed)
    if not rows:
        return
    heads = (" ".join(head.split()) for head in agreement_words.HEADS)
    yield from ("", f"| clause | {' | '.join(heads)} | verdict |", "|---|--:|--:|--:|--:|---|")
    for found in rows:
        cells = (_in_one_line(cell) for cell in agreement_words.cells(found))
        verdict = agreement_words.verdict(found)
        yield f"| {markdown(agreement_words.name(found))} | {' | '.join(cells)} | {verdict} |"
    for line in agreement_words.without_row(agreement) if options.only_missed else ():
        yield from ("", f"{line}.")
    yield from ("", f"{agreement_words.LEGEND}.")
    for found in agreement_words.in_detail(agreement, only_differing=options.only_missed):
        yield from _clause(run, found, options)


def _in_one_line(cell: str) -> str:
    first, *more = cell.splitlines()
    return _cell(first, ", ".join(more))


def _clause(run: Run, found: ClauseAgreement, options: RenderOptions) -> Iterator[str]:
    yield from ("", f"#### {markdown(agreement_words.title(found))}", "")
    yield from (f"{markdown(line)}.  " for line in agreement_words.advice(found))
    shown = found.differing if options.only_missed else found.comparisons
    visible = shown[: options.limit or None]
    modes = len(run.plan.modes) > 1
    if visible:
        yield ""
    for of_case in visible:
        title = agreement_words.case_title(found, of_case, modes=modes)
        prompt = options.prompt(of_case.case, PROMPT_LIMIT)
        yield f"- {markdown(title)}: {markdown(prompt)}"
        for stance in of_case.stances:
            yield f"  - {': '.join(map(markdown, agreement_words.stance(stance)))}"
    if len(shown) > len(visible):
        yield from ("", f"{len(shown) - len(visible)} more; --limit 0 shows all.")
