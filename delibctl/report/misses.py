"""The misses of a model as a report goes through them: worst group first, up to a limit."""

from dataclasses import dataclass

from delibctl.diff import Group, ModelDiff, Row, groups
from delibctl.report import wording
from delibctl.report.page import Page


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A case with the repeats that ended in the same way; `row` is the first of them.

    `repeats` is empty where each case was asked once.
    """

    row: Row
    repeats: tuple[int, ...]

    @property
    def label(self) -> str:
        """Which repeats."""
        if not self.repeats:
            return ""
        return f"repeat{'s' * (len(self.repeats) > 1)} {', '.join(map(str, self.repeats))}"


def misses(model: ModelDiff, page: Page) -> tuple[list[tuple[Group, list[Miss]]], int]:
    """The groups with what is shown of each, and how many misses are not shown."""
    rows = [row for row in model.rows if row.scored and (row.missed or not page.only_missed)]
    several = any(row.trial.key.repeat > 1 for row in model.rows)
    whole = [(group, _merged(group, several)) for group in groups(rows)]
    total = sum(len(found) for _, found in whole)
    left = page.limit or total
    shown = []
    for group, found in whole:
        if left <= 0:
            break
        shown.append((group, found[:left]))
        left -= len(found)
    return shown, max(0, -left) + sum(len(found) for _, found in whole[len(shown) :])


def _merged(group: Group, several: bool) -> list[Miss]:
    """Repeats of a case with the same verdicts as one, where the first of them stands."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in group.rows:
        found.setdefault(_verdicts(row), []).append(row)
    return [
        Miss(row=rows[0], repeats=tuple(row.trial.key.repeat for row in rows if several))
        for rows in found.values()
    ]


def _verdicts(row: Row) -> tuple[object, ...]:
    lines = (wording.citation_line(row), wording.outcome_line(row), wording.style_line(row))
    return (row.case.id, *lines, *wording.quotes(row))
