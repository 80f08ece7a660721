"""The checks of `delibctl doctor` for programs."""

from collections.abc import Sequence
from dataclasses import asdict

from delibctl.report.doctor.checks import Check, CheckLevel
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import as_json


def render(checks: Sequence[Check], _options: RenderOptions) -> str:
    """Render one document with every check."""
    return as_json(
        {
            "schema_version": 1,
            "problems": sum(check.level is CheckLevel.PROBLEM for check in checks),
            "checks": [{**asdict(check), "next": check.next or None} for check in checks],
        }
    )
