"""Options that are given as NAME=VALUE."""

from delibctl.errors import DelibctlError


def pairs(option: str, given: list[str] | None) -> dict[str, str]:
    """All of them. Raises DelibctlError for what is no pair."""
    found = {}
    for text in given or ():
        name, _, value = text.partition("=")
        if not name.strip() or not value.strip():
            raise DelibctlError(
                f"--{option} {text!r} is not NAME=VALUE", next=f"write --{option} NAME=VALUE"
            )
        found[name.strip()] = value.strip()
    return found
