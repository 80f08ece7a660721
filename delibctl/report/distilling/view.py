"""What a report of a distilled run shows."""

from dataclasses import dataclass
from typing import Any

from delibctl.distill.distilled import Distilled
from delibctl.distill.dropped import Dropped
from delibctl.distill.export import Export
from delibctl.text.escape import one_line


@dataclass(frozen=True, kw_only=True)
class DistillView:
    """A distilled run with its export, the data of the manifest, and where it was written."""

    distilled: Distilled
    export: Export
    manifest: dict[str, Any]
    folder: str

    @property
    def files(self) -> list[str]:
        """The paths of all files in the folder."""
        return [*self.export.files, "manifest.json", "README.md"]


def shown_detail(trial: Dropped) -> str:
    """Return the detail of a dropped trial in brackets; of policy text never more than a phrase."""
    return f" ({one_line(trial.detail, 60)})" if trial.detail else ""
