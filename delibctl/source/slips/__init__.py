"""Guesses at the slip of a writer that broke the YAML of a file, each with a repair to try."""

from collections.abc import Iterator

from delibctl.source.slips.brackets import comma_at_end
from delibctl.source.slips.characters import cut_by_hash
from delibctl.source.slips.dashes import (
    dash_before_key,
    dash_in_mapping,
    double_dash,
    first_dash,
    stray_dash,
)
from delibctl.source.slips.indentation import misaligned
from delibctl.source.slips.marks import (
    dash_without_space,
    key_without_colon,
    key_without_space,
    no_dash,
    unknown_key_without_colon,
)
from delibctl.source.slips.slip import Page, Slip
from delibctl.source.slips.texts import colon_in_text, stray_text
from delibctl.source.slips.values import in_value


def surely_wrong(page: Page, number: int) -> Iterator[Slip]:
    """Yield the guesses at dashes that no schema leaves room for."""
    line = page.found.get(number)
    if line is not None:
        yield from double_dash(line)
        yield from dash_before_key(page, line)
        yield from dash_in_mapping(page, line)


def misspelt(page: Page, number: int) -> Iterator[Slip]:
    """Yield the guesses at a mark that is missing or wrong, whatever the indentation is."""
    line = page.found.get(number)
    if line is not None:
        yield from dash_without_space(line)
        yield from no_dash(page, line)
        yield from key_without_space(line)
        yield from key_without_colon(page, line)


def slips(page: Page, number: int) -> Iterator[Slip]:
    """Yield all guesses at what is wrong with a line, the likeliest first."""
    yield from cut_by_hash(page, number)
    yield from misspelt(page, number)
    line = page.found.get(number)
    if line is None:
        return
    yield from stray_dash(page, line)
    yield from first_dash(page, line)
    yield from colon_in_text(page, line)
    yield from misaligned(page, line)
    yield from in_value(page, line)
    yield from comma_at_end(page, line)
    if line.key is None and line.dash is None:
        yield from stray_text(page, line)
        yield from unknown_key_without_colon(line)
