"""The version of the prompt template that the configuration pins."""

from delibctl.deliberate import TEMPLATES
from delibctl.edge.settings import Settings
from delibctl.errors import DelibctlError


def pinned_template(settings: Settings) -> int:
    """Return the pinned version, so that an upgrade asks nothing again.

    Raises DelibctlError if there is no such version.
    """
    if settings.template not in TEMPLATES:
        raise DelibctlError(
            f"unknown template {settings.template}",
            where=settings.file.name if settings.file else "",
            next=f"the newest is template = {TEMPLATES[-1]}",
        )
    return settings.template
