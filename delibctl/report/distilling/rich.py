"""A distilled run for people: what was dropped and why, what was kept, and what to watch."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from delibctl.distill.distilled import Distilled
from delibctl.distill.dropped import Reason
from delibctl.distill.lengths import Lengths
from delibctl.report.distilling.view import DistillView, shown_detail
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line

#: The dropped cases of one reason, and the records too long, that are named.
_NAMED = 3


def render(view: DistillView, options: RenderOptions) -> str:
    """Render the tables, then the warnings and the files."""
    return options.write(_parts(view, options))


def _parts(view: DistillView, options: RenderOptions) -> Iterator[RenderableType]:
    distilled, export = view.distilled, view.export
    yield _dropped(distilled, options)
    records, trials = counted(len(distilled.records), "record"), distilled.trials
    pairs = counted(len(distilled.pairs), "preference pair")
    yield Text(f"{records} of {counted(trials, 'trial')}; {pairs}", style="title")
    yield _groups(distilled, options)
    if distilled.hold_out is not None:
        yield Text(_held_out(distilled))
    yield from (Text(line) for line in _lengths(export.lengths))
    for warning in distilled.warnings:
        yield Text(f"warning: {one_line(warning)}", style="miss")
    yield Text(
        f"reasoning in {export.place}, rendered with {one_line(export.template.name)}",
        style="quiet",
    )
    yield Text(f"wrote {counted(len(view.files), 'file')} to {one_line(view.folder)}")


def _table(options: RenderOptions, *columns: str) -> Table:
    table = Table(box=options.box, pad_edge=False, padding=(0, 1, 0, 0))
    *texts, number = columns
    for heading in texts:
        table.add_column(heading, overflow="fold")
    table.add_column(number, justify="right", no_wrap=True)
    return table


def _dropped(distilled: Distilled, options: RenderOptions) -> RenderableType:
    table = _table(options, "not trained on, because", "such as", "trials")
    for reason, number in distilled.reasons.items():
        table.add_row(Text(reason), Text(_examples(distilled, reason)), Text(str(number)))
    table.add_row(Text("kept"), Text(""), Text(str(len(distilled.records))))
    return table


def _examples(distilled: Distilled, reason: Reason) -> str:
    found = dict.fromkeys(
        f"{one_line(trial.key.case)}{shown_detail(trial)}"
        for trial in distilled.dropped
        if trial.reason is reason
    )
    return listed(list(found), 1)


def _groups(distilled: Distilled, options: RenderOptions) -> RenderableType:
    table = _table(options, "category", "outcome", "kind", "records")
    for (category, outcome, kind), number in distilled.groups.items():
        table.add_row(Text(one_line(category)), Text(outcome), Text(kind), Text(str(number)))
    return table


def _held_out(distilled: Distilled) -> str:
    hold_out = distilled.hold_out
    assert hold_out is not None
    held = sum(split != "train" for split in distilled.assigned.values())
    return (
        f"{held} of {counted(len(distilled.assigned), 'case')} held out "
        f"(share {hold_out.share:g}, seed {hold_out.seed})"
    )


def _lengths(lengths: Lengths) -> Iterator[str]:
    about = "" if lengths.counted else "about "
    yield f"{about}{lengths.middle:,} tokens in the median, {about}{lengths.longest:,} at most"
    if lengths.limit is None:
        return
    if not lengths.cut:
        yield f"none is longer than {lengths.limit:,} tokens"
        return
    named = [f"{one_line(id)} ({about}{number:,})" for id, number in lengths.cut]
    records = counted(len(lengths.cut), "record")
    yield f"{records} longer than {lengths.limit:,} tokens would be cut: {listed(named, _NAMED)}"
