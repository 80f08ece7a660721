"""The proxy that the environment sets for an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from delibctl.errors import DelibctlError


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy, and the variable that sets it."""

    url: str
    variable: str

    @property
    def shown(self) -> str:
        """The address without a password."""
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}"


def is_http(address: str) -> bool:
    """Return True if an address is one of HTTP or HTTPS, with a host."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna")
        spaced = any(character.isspace() for character in address)
        return parts.scheme in ("http", "https") and bool(host) and parts.port != 0 and not spaced
    except ValueError:
        return False


def without_secrets(address: str) -> str:
    """Return an address as it may be shown: without a password and without a query."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def proxy_for(address: str, environment: Mapping[str, str]) -> Proxy | None:
    """Return the proxy for an address, None for none.

    Raises DelibctlError for one that is no HTTP proxy.
    """
    parts = urlsplit(address)
    excluded = environment.get(_set_variable("no_proxy", environment), "")
    if _is_excluded(parts.hostname or "", parts.netloc.rpartition("@")[2], excluded):
        return None
    names = [_set_variable(f"{scheme}_proxy", environment) for scheme in (parts.scheme, "all")]
    variable = next((name for name in names if environment.get(name)), None)
    if variable is None:
        return None
    url = environment[variable].strip()
    proxy = Proxy(url if "://" in url else f"http://{url}", variable)
    if not is_http(proxy.url):
        raise DelibctlError(
            f"the proxy {proxy.shown} is not an HTTP proxy",
            where=f"the environment variable {variable}",
            next=f"set an http:// proxy, or name {parts.hostname} in NO_PROXY",
        )
    return proxy


def _set_variable(name: str, environment: Mapping[str, str]) -> str:
    """Return the spelling of a variable that counts: lower case if it is set, even to nothing."""
    return name if name in environment else name.upper()


def _is_excluded(host: str, host_and_port: str, excluded: str) -> bool:
    """Return True if a list of hosts and domains, as in NO_PROXY, contains a host."""
    names = [name.strip().lower().lstrip(".") for name in excluded.split(",")]
    return "*" in names or any(
        name and (name in (host, host_and_port) or host.endswith(f".{name}")) for name in names
    )
