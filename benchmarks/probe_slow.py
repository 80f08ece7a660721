"""Sets delibctl beside the least time that a slow model makes it take."""

from collections.abc import Iterator
from math import ceil

from probe_options import Options
from probe_row import HEAD, BarRow, RunRow
from probe_tools import tools_with


def lines(options: Options) -> Iterator[object]:
    """A model that takes its time: as many turns as there have to be, and what comes on top."""
    yield HEAD
    with tools_with(options, options.slow) as tools:
        for cases in sorted({cases for cases, _ in options.slow_cases}):
            tools.prepare(cases)
        for cases, at_once in options.slow_cases:
            timed = tools.ours(cases, at_once)
            name = f"{at_once} at once, {options.slow:g} s"
            yield RunRow(cases=cases, run=f"delibctl, {name}", rounds=[timed])
            ideal = ceil(cases / at_once) * options.slow
            yield BarRow(
                cases=cases,
                compared=f"{name}: took / ideal",
                figure=timed.measured.seconds / ideal,
                judged=True,
            )
