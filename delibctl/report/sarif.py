"""SARIF 2.1.0, the format of code scanning: what all reports in it have in common."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from delibctl import __version__
from delibctl.model import Place
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import as_json, visible

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

#: GitHub refuses a run with more results.
RESULTS = 25_000


def log(
    category: str,
    rules: Sequence[dict[str, Any]],
    results: Sequence[dict[str, Any]],
    notices: Iterable[str] = (),
    description: str = "",
) -> str:
    """Return a log with one run. `results`: the most important first, since the last are cut.

    `notices`: what the results do not cover. `description`: the run in a sentence.
    """
    left_out = len(results) - RESULTS
    notices = [*notices]
    if left_out > 0:
        notices.append(f"{counted(left_out, 'result')} left out to fit the size limit")
    about = {"description": message(description)} if description else {}
    run = {
        "tool": {
            "driver": {
                "name": "delibctl",
                "semanticVersion": __version__,
                "rules": rules,
            }
        },
        "automationDetails": {"id": category} | about,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "The root of the repository."}}
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "warning", "message": message(notice)} for notice in notices
                ],
            }
        ],
        "results": results[:RESULTS],
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def message(text: str) -> dict[str, str]:
    """Return a message without placeholders like `{0}` and links like `[text](target)`."""
    escaped = visible(text).replace("{", "{{").replace("}", "}}")
    return {"text": escaped.replace("](", "] (")}


def location(place: Place, options: RenderOptions) -> dict[str, Any]:
    """Return the location of a result."""
    where = {"artifactLocation": artifact(place.file, options), "region": region(place)}
    return {"physicalLocation": where}


def artifact(file: str, options: RenderOptions) -> dict[str, str]:
    """Return a file, relative to the root of the repository."""
    return {"uri": quote(options.from_root(file), errors="surrogatepass"), "uriBaseId": "%SRCROOT%"}


def region(place: Place) -> dict[str, int]:
    """Return the lines and columns of a place."""
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
