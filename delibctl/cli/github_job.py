"""Extra output in a GitHub Actions job: annotations in its log, a table in its summary."""

import os
from collections.abc import Callable
from pathlib import Path

from delibctl.cli.output import write_report
from delibctl.edge.surroundings import not_written


def annotate(rendered: Callable[[str], str]) -> None:
    """Print the format `github` and add `markdown` to the job summary; nothing outside of a job.

    Raises DelibctlError if the summary cannot be written.
    """
    if not print_annotations(rendered):
        return
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        try:
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(rendered("markdown"))
        except OSError as error:
            advice = "unset GITHUB_STEP_SUMMARY, or set it to a file"
            raise not_written("the job summary", error, advice) from error


def print_annotations(rendered: Callable[[str], str]) -> bool:
    """Print the format `github` in a job; return False outside of one."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return False
    write_report(rendered("github"))
    return True
