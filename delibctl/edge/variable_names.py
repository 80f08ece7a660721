"""Names of environment variables in the configuration, and never what the variables hold."""

from delibctl.errors import DelibctlError
from delibctl.text.lazy import later

#: Names of variables are upper case; anything else may be the secret itself.
_VARIABLE = later(r"(?=.*_|.{1,15}$)[A-Z_][A-Z0-9_]{1,63}")


def check_variable(name: str, setting: str, held: str, next: str, where: str = "") -> None:
    """Raise DelibctlError for a text that may be a secret; the text is not shown.

    `held` says what the variable holds, such as `key`.
    """
    if not _VARIABLE.fullmatch(name):
        raise DelibctlError(
            f"{setting} is not the name of a variable (in upper case); "
            f"never write the {held} itself",
            where=where,
            next=next,
        )
