"""Options in the form NAME=VALUE."""

from delibctl.errors import DelibctlError


def pairs(option: str, texts: list[str] | None) -> dict[str, str]:
    """Return the values by name. Raises DelibctlError if a text is not NAME=VALUE."""
    value_of = {}
    for text in texts or ():
        name, _, value = text.partition("=")
        if not name.strip() or not value.strip():
            raise DelibctlError(
                f"--{option} {text!r} is not NAME=VALUE", next=f"write --{option} NAME=VALUE"
            )
        value_of[name.strip()] = value.strip()
    return value_of
