"""The lines of a source that were not imported, grouped by reason."""

from collections.abc import Iterable, Iterator


def lines_of(left_over: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield one line for each reason, in the order of its first line."""
    return grouped("not imported", left_over)


def grouped(what: str, lines: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield `what` with the line numbers of each reason, in the order of its first line."""
    by_reason: dict[str, list[int]] = {}
    for line, why in sorted(lines):
        by_reason.setdefault(why, []).append(line)
    for why, numbers in by_reason.items():
        yield f"{what}: {_numbers(numbers)}{why}"


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
