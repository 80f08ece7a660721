"""Annotations of a GitHub Actions step: workflow commands that no text can break out of."""

from collections.abc import Mapping

from delibctl.model import Place
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import inert, visible

#: Annotations of each level that GitHub shows for a step; it drops the rest silently.
SHOWN = 10


def annotation(
    level: str, place: Place | None, title: str, message: str, options: RenderOptions
) -> str:
    """Return one command on one line. `level`: error, warning or notice."""
    properties = {**_of_place(place, options), "title": title} if place else {"title": title}
    assignments = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    # `::` in the middle of a line is no command, but other hosts obey a `##[` that is.
    return f"::{level} {inert(f'{assignments}::{_data(message)}')}"


def not_shown(numbers: Mapping[str, int], noun: str) -> str:
    """Return a line on what GitHub drops; "" if nothing. `numbers`: by level, the worst first."""
    hidden = {level: number - SHOWN for level, number in numbers.items() if number > SHOWN}
    if not hidden:
        return ""
    dropped, total = sum(hidden.values()), sum(numbers.values())
    by_level = ", ".join(counted(number, level) for level, number in hidden.items())
    return (
        f"{dropped} of {counted(total, noun)} {'is' if dropped == 1 else 'are'} not shown by "
        f"GitHub: {by_level}; the job summary lists all"
    )


def _of_place(place: Place, options: RenderOptions) -> dict[str, str]:
    properties = {"file": options.from_root(place.file), "line": str(place.line)}
    if place.line == place.end_line:
        # GitHub's columns are inclusive: its example has "banaas" in columns 5 to 10.
        properties["col"] = str(place.column)
        properties["endLine"] = str(place.end_line)
        properties["endColumn"] = str(max(place.column, place.end_column - 1))
    else:
        # It takes columns on one line only. A block ends at the beginning of the line after it.
        properties["endLine"] = str(max(place.line, place.end_line - (place.end_column == 1)))
    return properties


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
