"""The lines of a source that were not imported, grouped by reason."""

from collections.abc import Iterable, Iterator


def lines_of(left_over: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield one line for each reason, in the order of its first line."""
    by_reason: dict[str, list[int]] = {}
    for line, why in sorted(left_over):
        by_reason.setdefault(why, []).append(line)
    for why, lines in by_reason.items():
        yield f"not imported: {_numbers(lines)}{why}"


def _numbers(lines: list[int]) -> str:
    numbers = sorted({line for line in lines if line > 0})
    if not numbers:
        return ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {', '.join(_ranges(numbers))}: "


def _ranges(numbers: list[int]) -> Iterator[str]:
    """Yield the numbers, with consecutive ones as a range."""
    start = end = numbers[0]
    for number in [*numbers[1:], -1]:
        if number == end + 1:
            end = number
            continue
        yield str(start) if start == end else f"{start}-{end}"
        start = end = number
