"""The reasons why a request got no response at all, with their cause and what to do."""

import errno
import os
import ssl
from dataclasses import replace
from urllib.parse import urlsplit

import aiohttp

from delibctl.edge.providers.access.network import Proxy
from delibctl.edge.providers.wire import NO_COMPLETION, WireFailure
from delibctl.model import FailureKind

_PROXY_KEY = 407
#: Statuses with which a proxy says that it does not reach a server; the server may say so as well.
_GATEWAY = {502, 503, 504}
#: Kinds of failure for which a proxy may be the reason as well as the server.
_MAYBE_OF_PROXY = {
    FailureKind.ADDRESS,
    FailureKind.BAD_REPLY,
    FailureKind.FORBIDDEN,
    FailureKind.TIMEOUT,
}
#: Codes of OpenSSL for a certificate that is sound, but for another name or time.
_OTHER_NAME, _OUT_OF_DATE = {62, 64}, {9, 10}
_CLOSED = {errno.ECONNRESET, errno.EPIPE}


def transport_failure(error: Exception, address: str, proxy: Proxy | None) -> WireFailure:
    """Return the failure for an exception of a connection to `address`."""
    return _proxy_failure(error, address, proxy) or _address_failure(error, address)


def through_proxy(failure: WireFailure, status: int, address: str, proxy: Proxy) -> WireFailure:
    """Return the failure of a response that came through a proxy, which may be its own."""
    if status == _PROXY_KEY:
        return WireFailure(kind=FailureKind.ADDRESS, message=_turned_down(status, address, proxy))
    if status not in _GATEWAY and failure.kind not in _MAYBE_OF_PROXY:
        return failure
    return replace(failure, message=f"{failure.message}{_via(proxy)}")


def _proxy_failure(error: Exception, address: str, proxy: Proxy | None) -> WireFailure | None:
    if proxy is None:
        return None
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        message = f"the proxy {proxy.shown} cannot be reached ({_reason(error)})"
        message = f"{message}: {_without(address, proxy)}"
        return WireFailure(kind=FailureKind.CONNECTION, message=message)
    if isinstance(error, aiohttp.ClientHttpProxyError):
        message = _turned_down(error.status, address, proxy)
        return WireFailure(kind=FailureKind.ADDRESS, message=message)
    failure = _address_failure(error, address)
    return replace(failure, message=f"{failure.message}{_via(proxy)}")


def _turned_down(status: int, address: str, proxy: Proxy) -> str:
    if status == _PROXY_KEY:
        step = f"write http://user:password@host:port in {proxy.variable}"
        return f"the proxy {proxy.shown} asks for a password ({status}): {step}"
    return f"the proxy {proxy.shown} turned the request down ({status}): {_without(address, proxy)}"


def _without(address: str, proxy: Proxy) -> str:
    return f"unset {proxy.variable}, or name {urlsplit(address).hostname} in NO_PROXY"


def _via(proxy: Proxy) -> str:
    return f" (through the proxy {proxy.shown} of {proxy.variable})"


def _address_failure(error: Exception, address: str) -> WireFailure:
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2] or str(getattr(error, "host", "") or "the server")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return WireFailure(kind=FailureKind.ADDRESS, message=_certificate(error, host))
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return WireFailure(
            kind=FailureKind.CONNECTION,
            message=f"the host name {error.host} is not known ({_reason(error)}): "
            "check `api_base` and the network",
        )
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return WireFailure(
            kind=FailureKind.ADDRESS,
            message=f"{host} does not speak TLS ({_reason(error)}): write http:// in `api_base`, "
            "or name the HTTPS port",
        )
    if isinstance(error, aiohttp.ClientConnectorError):
        return WireFailure(
            kind=FailureKind.CONNECTION,
            message=f"nothing answers at {host} ({_reason(error)}): is it running, and is "
            "`api_base` right?",
        )
    return _spoken_failure(error, parts.scheme, host)


def _certificate(error: aiohttp.ClientConnectorCertificateError, host: str) -> str:
    """Return the message about a certificate: of another name, too old, or of an unknown issuer."""
    code = getattr(error.certificate_error, "verify_code", None)
    wrong, step = "not trusted", "name the certificates to trust in SSL_CERT_FILE"
    if code in _OTHER_NAME:
        wrong, step = "for another name", "write its name in `api_base`"
    elif code in _OUT_OF_DATE:
        wrong, step = "out of date", "renew it, or set the clock of this machine"
    return f"the certificate of {host} is {wrong} ({_reason(error)}): {step}"


def _spoken_failure(error: Exception, scheme: str, host: str) -> WireFailure:
    """Return the failure for a server that was reached."""
    if isinstance(error, aiohttp.InvalidURL):
        message = "`api_base` is not an address"
        return WireFailure(kind=FailureKind.ADDRESS, message=message, requests=0)
    is_closed = isinstance(error, aiohttp.ServerDisconnectedError | ConnectionError | EOFError)
    if is_closed or getattr(error, "errno", None) in _CLOSED:
        # What a server of TLS does with plain HTTP.
        hint = ": if it speaks TLS, write https:// in `api_base`" if scheme == "http" else ""
        message = f"{host} closed the connection without an answer{hint}"
        return WireFailure(kind=FailureKind.CONNECTION, message=message)
    if isinstance(error, aiohttp.ClientPayloadError) and "content-encoding" in str(error):
        message = f"{NO_COMPLETION} It is not packed as its Content-Encoding says"
        return WireFailure(kind=FailureKind.BAD_REPLY, message=message)
    if isinstance(error, aiohttp.ClientPayloadError):
        message = f"{host} closed the connection in mid-answer"
        return WireFailure(kind=FailureKind.CONNECTION, message=message, billed=True)
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
    number = getattr(inner, "errno", None) or 0
    if not said and number > 0:  # asyncio repeats the address in its own words
        said = os.strerror(number)
    said = said or getattr(inner, "strerror", "") or str(inner) or type(inner).__name__
    return str(said).replace("_", " ").strip(" .")
