"""The reasons why a request got no response at all, with their cause and what to do."""

import ssl
from urllib.parse import urlsplit

import aiohttp

from delibctl.edge.providers.network import Proxy
from delibctl.edge.providers.wire import WireFailure
from delibctl.model import FailureKind


def transport_failure(error: Exception, address: str, proxy: Proxy | None) -> WireFailure:
    """Return the failure for an exception of a connection to `address`."""
    return _proxy_failure(error, address, proxy) or _address_failure(error, address)


def _proxy_failure(error: Exception, address: str, proxy: Proxy | None) -> WireFailure | None:
    if proxy is None:
        return None
    step = f"unset {proxy.variable}, or name {urlsplit(address).hostname} in NO_PROXY"
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        message = f"the proxy {proxy.shown} cannot be reached ({_reason(error)}): {step}"
        return WireFailure(kind=FailureKind.CONNECTION, message=message)
    if isinstance(error, aiohttp.ClientHttpProxyError):
        message = f"the proxy {proxy.shown} turned the request down ({error.status}): {step}"
        return WireFailure(kind=FailureKind.ADDRESS, message=message)
    failure = _address_failure(error, address)
    via = f"{failure.message} (through the proxy {proxy.shown} of {proxy.variable})"
    return WireFailure(kind=failure.kind, message=via)


def _address_failure(error: Exception, address: str) -> WireFailure:
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return WireFailure(
            kind=FailureKind.ADDRESS,
            message=f"the certificate of {host} is not trusted ({_reason(error)}): name the "
            "certificates to trust in SSL_CERT_FILE",
        )
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return WireFailure(
            kind=FailureKind.CONNECTION,
            message=f"the host name {parts.hostname} is not known ({_reason(error)})",
        )
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return WireFailure(
            kind=FailureKind.ADDRESS,
            message=f"{host} does not speak TLS ({_reason(error)}): write http:// in `api_base`, "
            "or name the HTTPS port",
        )
    if isinstance(error, aiohttp.ClientConnectorError):
        return WireFailure(
            kind=FailureKind.CONNECTION, message=f"nothing answers at {host} ({_reason(error)})"
        )
    return _spoken_failure(error, host)


def _spoken_failure(error: Exception, host: str) -> WireFailure:
    """Return the failure for a server that was reached."""
    if isinstance(error, aiohttp.InvalidURL):
        return WireFailure(
            kind=FailureKind.ADDRESS, message="`api_base` is not an address", sent=False
        )
    if isinstance(error, aiohttp.ServerDisconnectedError | ConnectionError | EOFError):
        return WireFailure(
            kind=FailureKind.CONNECTION, message=f"{host} closed the connection without an answer"
        )
    if isinstance(error, aiohttp.ClientPayloadError):
        return WireFailure(
            kind=FailureKind.CONNECTION, message=f"{host} closed the connection in mid-answer"
        )
    if isinstance(error, aiohttp.ClientResponseError):
        tls = "\\x15\\x03" in error.message or "\x15\x03" in error.message
        step = "write https:// in `api_base`" if tls else "is `api_base` the address of a model?"
        speaks = "speaks TLS" if tls else "does not speak HTTP"
        return WireFailure(kind=FailureKind.ADDRESS, message=f"{host} {speaks}: {step}")
    return WireFailure(
        kind=FailureKind.CONNECTION, message=f"the connection to {host} failed ({_reason(error)})"
    )


def _reason(error: BaseException) -> str:
    """Return the cause in the words of the system."""
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    said = getattr(inner, "verify_message", "") or getattr(inner, "reason", "")
    said = said or getattr(inner, "strerror", "") or str(inner) or type(inner).__name__
    return str(said).replace("_", " ").strip()
