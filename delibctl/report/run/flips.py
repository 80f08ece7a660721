"""Changes since the last round: one line for each trial whose result changed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.score.flips import Flip, Standing
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.verdict_columns import VerdictColumn
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: A verdict cut shorter than this is left out.
_LEAST = 20


def render(flips: Sequence[Flip], questions: int, options: RenderOptions) -> str:
    """Render the number of questions asked, and each change with its reason."""
    return options.write(_parts(flips, questions, options))


def _parts(flips: Sequence[Flip], questions: int, options: RenderOptions) -> Iterator[Text]:
    counts = Counter(map(_change, flips))
    changes = ", ".join(f"{number} {change}" for change, number in counts.items())
    work = f"{counted(questions, 'question')} asked" if questions else "no questions asked"
    yield Text(f"since the last round: {work}; {changes or 'no changes'}")
    width = max((len(_change(flip)) for flip in flips), default=0)
    several = len({(flip.trial.key.model, flip.trial.key.mode) for flip in flips}) > 1
    for flip in flips:
        line = Text(f"  {_change(flip):<{width}}  ", style=_style(flip), no_wrap=True)
        line.append(_name(flip.trial, several))
        why = _why(flip, options)
        room = options.width - len(line.plain) - 2
        if why and room >= _LEAST:
            line.append(f"  {one_line(why, room)}", style="quiet")
        yield line


def _change(flip: Flip) -> str:
    return f"{flip.before} to {flip.after}" if flip.before else f"new, {flip.after}"


def _style(flip: Flip) -> str:
    return "right" if flip.after is Standing.RIGHT else "miss"


def _name(trial: ScoredTrial, several: bool) -> str:
    """Return the case, with the model and repeat where needed."""
    key = trial.key
    parts = [trial.case.id]
    if several:
        parts.append(f"{one_line(key.model, 40)} {key.mode}")
    if key.repeat > 1:
        parts.append(f"repeat {key.repeat}")
    if trial.set_aside:
        parts.append(f"({trial.set_aside})")
    return " ".join(parts)


def _why(flip: Flip, options: RenderOptions) -> str:
    """Return the first fault in a few words."""
    trial, hidden = flip.trial, options.hides(flip.trial.case)
    if flip.after is Standing.UNSCORED:
        return verdict_words.unscored(trial, hidden)
    if trial.citation is VerdictColumn.WRONG:
        return verdict_words.citation_line(trial, hidden).removeprefix("MISS").strip()
    if trial.outcome is VerdictColumn.WRONG:
        if trial.off_topic:
            return "answers something else"
        refused = "over-refusal" if trial.over_refused else "under-refusal"
        return f"{refused}: {trial.observed}, not {trial.expected}"
    if trial.style is VerdictColumn.WRONG:
        return verdict_words.style_line(trial, hidden).removeprefix("MISS").strip()
    return ""
