"""Files that belong to a policy, recognised by their content and names."""

import re
from pathlib import Path
from shlex import quote

from delibctl.errors import DelibctlError
from delibctl.source import Document

_OURS = re.compile(r"^\W{0,3}(policy|cases|categories|styles|definitions)\b\W?\s*:", re.MULTILINE)
#: A policy on one line, which may be JSON.
_IN_BRACES = re.compile(r"""[{,]\s*["']?policy["']?\s*:\s*\{""")
_NAMES = re.compile(r"(^|/)(policy|cases)\.ya?ml$", re.IGNORECASE)


def is_named_as_ours(name: str) -> bool:
    """Return True for the default names of policies and cases."""
    return _NAMES.search(name) is not None


def is_broken_part(document: Document, content: bytes) -> bool:
    """Return True for a file that cannot be parsed and is probably part of a policy."""
    if document.data is not None:
        return False
    text = document.text or _of_utf_16(content)
    return _OURS.search(text) is not None or _IN_BRACES.search(text) is not None


def _of_utf_16(content: bytes) -> str:
    """Return the text of a file that editors of Windows saved as "Unicode"; "" of any other."""
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16", "replace") if is_utf_16 else ""


def is_of_approvals(document: Document) -> bool:
    """Return True for a file of `delibctl accept`, which may be in the folder of the policy."""
    return isinstance(document.data, dict) and "approvals" in document.data


def check_language(path: Path) -> None:
    """Raise DelibctlError for a file in another language: errors of YAML would not help."""
    match path.suffix.lower():
        case ".md" | ".markdown" | ".txt":
            raise DelibctlError(
                f"{path} is plain text, not a policy in YAML",
                next="import it as a policy",
                usage=f"make a policy of its headings: delibctl init my-policy --from "
                f"{quote(str(path))}",
            )
        case ".toml":
            raise DelibctlError(f"{path} is TOML, not YAML", next="name a policy instead")
