"""Telling the header of a table, and the lines around it: titles, totals and remarks."""

import re
from collections.abc import Iterable, Sequence

from delibctl.cases.importers.fields import usual_columns
from delibctl.cases.table import IsHeader

Cells = Sequence[str]
#: Rows after a header in which a fuller header makes the first one a title.
_NEAR = 3
#: A word for figures of the whole table, alone or with its figure.
_TOTALS = re.compile(
    r"(?:grand |sub-?)?totals?|(?:(?:grand |sub-?)?totals?|sum|count|average)[\s:=]*[\d.,]*"
    r"|\(?[\d.,]+ (?:rows?|records?|prompts?|cases?|entries)(?: selected| in set)?\)?",
    re.IGNORECASE,
)


def names_of(row: Cells) -> tuple[str, ...]:
    """Return the cells of a row as names of columns."""
    return tuple(cell.strip() for cell in row)


def header_of(rows: Iterable[Cells], is_header: IsHeader) -> tuple[int, int]:
    """Return the index of the header in the first rows, and how many fields its names tell.

    The fields count one more than the names; without a header they are 0. Of two near each other,
    the fuller is the header: the other one is a title, or a row of merged cells.
    """
    index, fields = 0, 0
    for number, row in enumerate(rows):
        names = names_of(row)
        if (fields and number > index + _NEAR) or not is_header(names):
            continue
        told = 1 + len(usual_columns(names))
        if told > fields:
            index, fields = number, told
    return index, fields


def below(rows: Sequence[tuple[Cells, bool]]) -> list[str]:
    """Return the reasons why the last rows are none of the table, the first of them first.

    Each row comes with True if a blank line is above it. Totals are none, and neither are rows
    below a blank line with a single cell, where all other rows have more.
    """
    filled = [[cell for cell in map(str.strip, cells) if cell] for cells, _ in rows]
    end = len(rows)
    while end and _TOTALS.fullmatch(filled[end - 1][0]):
        end -= 1
    gap = next((i for i in range(end - 1, 0, -1) if rows[i][1]), end)
    single = all(len(cells) == 1 for cells in filled[gap:end])
    remark = gap if single and all(len(cells) > 1 for cells in filled[:gap]) else end
    return [f"a line below the rows: {', '.join(cells)[:80]}" for cells in filled[remark:]]
