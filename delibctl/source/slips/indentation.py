"""Guesses at keys and items with the wrong indentation."""

from collections.abc import Iterator

from delibctl.source.layout import Line, Open
from delibctl.source.slips.slip import Page, Slip, spaces


def misaligned(page: Page, line: Line) -> Iterator[Slip]:
    """Yield a shift of a key or an item to each column that goes on above or below it."""
    if line.key is None and line.dash is None:
        return
    is_dash = line.column > line.indent
    above = page.above(line)
    columns = {entry.column: entry for entry in above if entry.is_dash == is_dash}
    inner = line_below(page, line)
    # A key with a value has nothing below it, so it is the one that is too far to the left.
    above_deeper = inner is not None and bool(line.rest) and inner.indent > line.column
    if line.indent in columns and not above_deeper:
        return
    targets = set(columns)
    if inner is not None and inner.key is not None:
        targets.add(inner.indent - 2 if is_dash else inner.indent)
    if above and not is_dash:
        targets.add(above[0].column + 2)
    if above and is_dash:
        targets |= {above[0].column, above[0].column + 2}
    # Deeper than a block of text above it, a line would become part of that text.
    text = next((text for text in page.lines[line.number - 1 :: -1] if text.strip()), "")
    if line.number and line.number - 1 not in page.found and not text.lstrip().startswith("#"):
        targets = {column for column in targets if column < len(text) - len(text.lstrip())}
    # A key without a value is above the lines that are nested in it.
    if not is_dash and not line.rest and inner is not None and inner.indent > line.indent:
        targets = {column for column in targets if column < inner.indent + (inner.key is None)}
    for column in sorted(targets, key=lambda t: (abs(t - line.indent), t not in columns, -t)):
        if column >= 0 and column != line.indent:
            yield _shift(page, line, column, columns.get(column), with_lines_below=True)
            yield _shift(page, line, column, columns.get(column), with_lines_below=False)


def _shift(
    page: Page, line: Line, column: int, peer: Open | None, *, with_lines_below: bool
) -> Slip:
    by = column - line.indent
    repair = {line.number: _indented(line.text, by)}
    if with_lines_below:
        inside = max(line.column, line.indent + 1)
        for below in range(line.number + 1, len(page.lines)):
            text = page.lines[below]
            if text.strip() and len(text) - len(text.lstrip(" ")) < inside:
                break
            repair[below] = _indented(text, by)
    thing = "item" if line.dash is not None else "key"
    if peer is None:
        what = f"this {thing} is indented by {spaces(line.indent)}, unlike the lines around it"
    else:
        what = (
            f"this {thing} is indented by {spaces(line.indent)}, "
            f"the one on line {peer.line.number + 1} by {column}"
        )
    return Slip(
        line=line.number,
        start=line.indent,
        end=line.indent + max(1, len(line.key or "-")),
        message=what,
        next=f"indent it by {spaces(column)}",
        repair=repair,
    )


def _indented(text: str, by: int) -> str:
    if not text.strip():
        return text
    return " " * by + text if by > 0 else text[-by:] if not text[:-by].strip() else text.lstrip()


def line_below(page: Page, line: Line) -> Line | None:
    return next((page.found[n] for n in sorted(page.found) if n > line.number), None)
