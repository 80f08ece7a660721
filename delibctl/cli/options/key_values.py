"""Options in the form NAME=VALUE."""

from delibctl.errors import DelibctlError


def pairs(option: str, texts: list[str] | None) -> dict[str, str]:
    """Return the values by name.

    Raises DelibctlError if a text is not NAME=VALUE, or a name has two values.
    """
    value_of: dict[str, str] = {}
    for text in texts or ():
        name, _, value = text.partition("=")
        if not name.strip() or not value.strip():
            raise DelibctlError(
                f"--{option} {text!r} is not NAME=VALUE", next=f"write --{option} NAME=VALUE"
            )
        if value_of.setdefault(name.strip(), value.strip()) != value.strip():
            raise DelibctlError(
                f"--{option} {name.strip()} has two values",
                next=f"give --{option} {name}=VALUE once",
            )
    return value_of
