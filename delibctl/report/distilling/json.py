"""A distilled run for programs: every dropped trial, and the manifest without its prompts."""

from delibctl.report.distilling.view import DistillView
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import as_json


def render(view: DistillView, _options: RenderOptions) -> str:
    """Render one document."""
    manifest = {key: value for key, value in view.manifest.items() if key != "records"}
    return as_json(
        {
            "schema_version": 1,
            "folder": view.folder,
            "files": view.files,
            "dropped": [
                {
                    "case": trial.key.case,
                    "model": trial.key.model,
                    "mode": str(trial.key.mode),
                    "repeat": trial.key.repeat,
                    "reason": trial.reason.name.lower(),
                    "detail": trial.detail,
                }
                for trial in view.distilled.dropped
            ],
            "longer": [{"case": id, "tokens": n} for id, n in view.export.lengths.cut],
            "manifest": manifest,
        }
    )
