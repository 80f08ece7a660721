"""Who may ask a server that is not on loopback: whoever knows its token."""

import base64
import binascii
import hmac
import ipaddress
from collections.abc import Mapping

from delibctl.edge.variable_names import check_variable
from delibctl.errors import DelibctlError

#: The fewest characters of a token; we chose this number.
_SHORTEST = 16


def token_for(host: str, variable: str | None, environment: Mapping[str, str]) -> str | None:
    """Return the token that requests need; None on loopback, if no variable is named.

    Raises DelibctlError if the host is reachable from elsewhere and there is no token, if what is
    named is no variable or is not set, or if its token is short.
    """
    if variable is None:
        if is_loopback(host):
            return None
        raise DelibctlError(
            f"{host} can be reached from other machines, and there is no token",
            next="name the environment variable that holds one, or serve on 127.0.0.1",
            usage="add --token-env NAME of the variable that holds one, or --host 127.0.0.1",
        )
    check_variable(variable, "--token-env", "token", "--token-env REWARD_TOKEN, and export it so")
    token = environment.get(variable, "")
    if not token:
        raise DelibctlError(
            f"the environment variable {variable} is not set", next="set it to the token"
        )
    if len(token) < _SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        raise DelibctlError(
            f"the token in {variable} is not {_SHORTEST} or more printable ASCII characters",
            next="make one: openssl rand -hex 32",
        )
    return token


def is_loopback(host: str) -> bool:
    """Return True if an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def knows(token: str, authorization: str) -> bool:
    """Return True if a header holds the token, as Bearer or as the password of Basic.

    OpenRLHF sends no header of its own, but Basic for an address like http://reward:TOKEN@host.
    """
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode("latin-1").partition(":")[2]
        except (binascii.Error, ValueError):
            given = ""
    elif scheme.lower() != "bearer":
        given = ""
    return hmac.compare_digest(given.strip().encode(), token.encode())
