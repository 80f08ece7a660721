"""A branch for a pull request: the comment, or nothing where no person must see anything."""

from delibctl.report.ci.comment import render as render_comment
from delibctl.report.ci.result import CiResult
from delibctl.report.render_options import RenderOptions


def render(result: CiResult, options: RenderOptions) -> str:
    """Render the comment; "" where there is none to make."""
    return render_comment(result, options) or ""
