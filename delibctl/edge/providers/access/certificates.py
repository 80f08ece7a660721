"""The certificates that the environment sets for an address."""

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from delibctl.errors import DelibctlError

if TYPE_CHECKING:
    import ssl

#: Names under which OpenSSL looks for certificates in a folder, as c_rehash gives them.
_HASHED = re.compile(r"[0-9a-f]{8}\.\d+")
#: What other programs read, and neither wire does.
_OF_OTHERS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def certificate_source(
    address: str, environment: Mapping[str, str], *, direct: bool
) -> tuple[str, str] | None:
    """Return the variable that sets certificates for an address, and its value; None for none.

    LiteLLM reads no folder of certificates.
    """
    if urlsplit(address).scheme != "https":
        return None
    names = ("SSL_CERT_FILE", "SSL_CERT_DIR") if direct else ("SSL_CERT_FILE",)
    return next(((name, environment[name]) for name in names if environment.get(name)), None)


def unread_variables(address: str, environment: Mapping[str, str], *, direct: bool) -> list[str]:
    """Return the variables with certificates that are set for other programs and not read here."""
    if urlsplit(address).scheme != "https" or certificate_source(
        address, environment, direct=direct
    ):
        return []
    names = _OF_OTHERS if direct else ("SSL_CERT_DIR", *_OF_OTHERS)
    return [name for name in names if environment.get(name)]


def check_certificates(address: str, environment: Mapping[str, str], *, direct: bool) -> None:
    """Raise DelibctlError if the variable that is set for an address names no certificates."""
    source = certificate_source(address, environment, direct=direct)
    if source and source[0] == "SSL_CERT_FILE":
        _context_of(source[1])
    elif source:
        _check_folders(source[1])


def certificates_for(address: str, environment: Mapping[str, str]) -> "ssl.SSLContext | bool":
    """Return the certificates that an address is checked with; True if it needs none.

    They are those of `SSL_CERT_FILE`, else those of `SSL_CERT_DIR`, the system and certifi. Raises
    DelibctlError if what is set holds none.
    """
    if urlsplit(address).scheme != "https":
        return True
    import ssl  # loaded late: most commands need none

    import certifi

    check_certificates(address, environment, direct=True)
    if bundle := environment.get("SSL_CERT_FILE"):
        return _context_of(bundle)
    context = ssl.create_default_context(capath=environment.get("SSL_CERT_DIR") or None)
    context.load_default_certs()
    context.load_verify_locations(cafile=certifi.where())
    return context


def bundle_for_litellm(environment: Mapping[str, str]) -> str:
    """Return the file of certificates that LiteLLM is to read: that of certifi, unless one is set.

    LiteLLM reads a file even for plain HTTP, and ends with a traceback if it holds none.
    """
    import certifi

    bundle = environment.get("SSL_CERT_FILE")
    return bundle if bundle and _is_bundle(bundle) else certifi.where()


@cache
def _is_bundle(bundle: str) -> bool:
    try:
        _context_of(bundle)
    except DelibctlError:
        return False
    return True


def _context_of(bundle: str) -> "ssl.SSLContext":
    import ssl

    try:
        return ssl.create_default_context(cafile=bundle)
    except (OSError, ValueError) as error:
        # OpenSSL has long words for a file without certificates.
        said = error.strerror if isinstance(error, OSError) else None
        reason = "it holds none" if isinstance(error, ssl.SSLError) else said
        raise DelibctlError(
            f"SSL_CERT_FILE names no bundle of certificates: {_reason(bundle, reason)}",
            where=bundle,
            next="name a file in PEM format, or unset the variable",
        ) from error


def _reason(bundle: str, said: str | None) -> str:
    if not Path(bundle).exists():
        return "there is no such file"
    return "it is a folder" if Path(bundle).is_dir() else (said or "it holds none")


def _check_folders(value: str) -> None:
    """Raise DelibctlError if none of the folders in SSL_CERT_DIR holds a certificate."""
    folders = [Path(name) for name in value.split(os.pathsep) if name]
    if any(folder.is_dir() and any(_names(folder)) for folder in folders):
        return
    reason = "there is no such folder"
    if any(folder.is_dir() for folder in folders):
        reason = "it holds none under the names of c_rehash"
    elif any(folder.exists() for folder in folders):
        reason = "it is a file"
    raise DelibctlError(
        f"SSL_CERT_DIR names no folder of certificates: {reason}",
        where=value,
        next="name a folder that `openssl rehash` has prepared, or unset the variable",
    )


def _names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir() if _HASHED.fullmatch(entry.name)]
