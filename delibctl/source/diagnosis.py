"""Finding the line with the slip after a reader stopped, which is often further down.

Guesses at lines near the error are tried: the slip is the one whose repair lets the reader get
furthest. Files are cut to their neighbourhood first, so that a try costs the same in every file.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ruamel.yaml.error import YAMLError

from delibctl.source.events import parser
from delibctl.source.layout import known_keys, open_above, structure
from delibctl.source.lines import Lines
from delibctl.source.problem import Problem
from delibctl.source.slips import misspelt, slips, surely_wrong
from delibctl.source.slips.characters import odd_characters
from delibctl.source.slips.foreign import foreign_lines
from delibctl.source.slips.slip import Page, Slip
from delibctl.source.slips.values import is_open

#: Lines above and below an error that are looked at, those that are near, guesses that are tried,
#: and the number of characters for which a neighbourhood is worth it; we chose these numbers.
_ABOVE, _BELOW, _NEAR, _TRIES, _CHARACTERS = 60, 40, 4, 200, 40_000
_END = 1 << 30


def diagnosed(problem: Problem, text: str) -> Problem:
    """Return a syntax problem at the line of the slip, or as it is if none is found."""
    lines = Lines(text)
    stop = problem.place.line - 1
    first = max(0, stop - _ABOVE)
    opened = _unclosed_quote(lines, first)
    if opened is not None:
        first = stop = opened
    kept = [*_ancestors(lines, first), *range(first, min(len(lines), stop + _BELOW))]
    page_lines = [lines.line(number + 1) for number in kept]
    if sum(map(len, page_lines)) > _CHARACTERS:
        return problem
    error = _error_line(page_lines)
    if error is None:
        return problem
    slip = _best(page_lines, error, kept.index(stop))
    if slip is None:
        return problem
    line = kept[slip.line] + 1
    return replace(
        problem,
        place=replace(
            problem.place,
            line=line,
            column=slip.start + 1,
            end_line=line,
            end_column=max(slip.end, slip.start + 1) + 1,
        ),
        message=slip.message,
        next=slip.next,
    )


def _ancestors(lines: Lines, first: int) -> list[int]:
    """Return the numbers of the lines that the first line of a neighbourhood is nested in."""
    if not first:
        return []
    page = structure([lines.line(number + 1) for number in range(first)])
    return sorted({entry.line.number for entry in open_above(page, first)})


def _unclosed_quote(lines: Lines, end: int) -> int | None:
    """Return the first line before `end` with a quote that reaches over a key below it.

    A reader goes on to the next quote, which may be hundreds of lines further down.
    """
    page = structure([lines.line(number + 1) for number in range(end)])
    for line, below in pairwise(page.values()):
        if below.key in known_keys() and below.indent <= line.column and is_open(line.rest):
            return line.number
    return None


def _best(lines: list[str], error: int, reported: int) -> Slip | None:
    """Return the guess whose repair gets the reader furthest; the first of equal ones."""
    page = Page(lines=lines, found=structure(lines))
    best, furthest = None, error
    for tries, slip in enumerate(_guesses(page, error, reported)):
        if tries >= _TRIES:
            break
        repaired = [slip.repair.get(number, line) for number, line in enumerate(lines)]
        reached = _error_line(repaired)
        if reached is None:
            return slip
        if reached > max(furthest, slip.line, max(slip.repair)):
            best, furthest = slip, reached
    return best


def _guesses(page: Page, error: int, reported: int) -> Iterator[Slip]:
    """Yield the guesses: first at what is surely wrong near the error, then line by line upward.

    The lines are those from the reported one, then those from where the reader stopped.
    """
    last = min(error, len(page.lines) - 1)
    yield from odd_characters(page)
    yield from foreign_lines(page)
    near = range(last, max(last - _NEAR, -1), -1)
    for guess in (surely_wrong, misspelt):
        for number in near:
            yield from guess(page, number)
    upward = list(dict.fromkeys([*range(reported, -1, -1), *range(last, -1, -1)]))
    # Nearly all indentations are even, so an odd one is a slip rather than its neighbours are.
    for number in upward[:_NEAR]:
        if number in page.found and page.found[number].indent % 2 and page.is_even:
            yield from slips(page, number)
    for number in upward:
        yield from slips(page, number)


def _error_line(lines: list[str]) -> int | None:
    """Return the line, from 0, at which a reader stops; None if it gets to the end."""
    try:
        for _ in parser().parse("\n".join(lines) + "\n"):
            pass
    except (YAMLError, UnicodeEncodeError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        return int(mark.line) if mark else 0
    return None
