"""The proxy and the certificates that the environment sets for an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from delibctl.errors import DelibctlError

if TYPE_CHECKING:
    import ssl


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


def proxy_for(address: str, environment: Mapping[str, str]) -> Proxy | None:
    """Return the proxy for an address, None for none.

    Raises DelibctlError for one that is no HTTP proxy.
    """
    parts = urlsplit(address)
    excluded = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    if _is_excluded(parts.hostname or "", parts.netloc.rpartition("@")[2], excluded):
        return None
    names = (f"{parts.scheme}_proxy", f"{parts.scheme}_PROXY".upper(), "all_proxy", "ALL_PROXY")
    variable = next((name for name in names if environment.get(name)), None)
    if variable is None:
        return None
    url = environment[variable]
    proxy = Proxy(url if "://" in url else f"http://{url}", variable)
    if not is_http(proxy.url):
        raise DelibctlError(
            f"the proxy {proxy.shown} is not an HTTP proxy",
            where=f"the environment variable {variable}",
            next=f"set an http:// proxy, or name {parts.hostname} in NO_PROXY",
        )
    return proxy


def _is_excluded(host: str, host_and_port: str, excluded: str) -> bool:
    """Return True if a list of hosts and domains, as in NO_PROXY, contains a host."""
    names = [name.strip().lower().lstrip(".") for name in excluded.split(",")]
    return "*" in names or any(
        name and (name in (host, host_and_port) or host.endswith(f".{name}")) for name in names
    )


def certificate_bundle(address: str, environment: Mapping[str, str]) -> str | None:
    """Return the file of certificates that the environment sets for an address."""
    return environment.get("SSL_CERT_FILE") if urlsplit(address).scheme == "https" else None


def certificates_for(address: str, environment: Mapping[str, str]) -> "ssl.SSLContext | bool":
    """Return the certificates that an address is checked with; True if it needs none.

    They are those of `SSL_CERT_FILE`, else those of the system and of certifi. Raises
    DelibctlError if the file that is set holds none.
    """
    if urlsplit(address).scheme != "https":
        return True
    # Loaded late: `doctor` names proxies and certificates, and uses neither.
    import ssl

    import certifi

    if bundle := certificate_bundle(address, environment):
        try:
            return ssl.create_default_context(cafile=bundle)
        except OSError as error:
            # OpenSSL has long words for a file without certificates.
            reason = "it holds none" if isinstance(error, ssl.SSLError) else error.strerror
            raise DelibctlError(
                f"SSL_CERT_FILE names no bundle of certificates: {_reason(bundle, reason)}",
                where=bundle,
                next="name a file in PEM format, or unset the variable",
            ) from error
    context = ssl.create_default_context(capath=environment.get("SSL_CERT_DIR"))
    context.load_default_certs()
    context.load_verify_locations(cafile=certifi.where())
    return context


def check_certificates(address: str, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if the file of certificates that is set for an address holds none."""
    if certificate_bundle(address, environment):
        certificates_for(address, environment)


def _reason(bundle: str, said: str | None) -> str:
    if not Path(bundle).exists():
        return "there is no such file"
    return "it is a folder" if Path(bundle).is_dir() else (said or "it holds none")
