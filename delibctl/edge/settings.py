"""The configuration: delibctl.toml, or [tool.delibctl] in pyproject.toml, up to the git root."""

import re
import tomllib
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from delibctl.edge.providers.params import check_params
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec, ReplyForm
from delibctl.source import violations

FILE_NAME = "delibctl.toml"

#: Names of variables are upper case; what looks like anything else may be the key itself.
_VARIABLE = re.compile(r"(?=.*_|.{1,15}$)[A-Z_][A-Z0-9_]{1,63}")
#: A price or a temperature may be written as a whole number; equal settings have to be equal.
_DECIMAL = ("temperature", "timeout", "input_price", "output_price", "cached_price")


@dataclass(frozen=True, kw_only=True)
class LintSettings:
    """The table `[lint]`; the schema says what each is."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    fail_on: str = "error"
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    coverage: float = 0.0
    clause_tokens: int = 1_000
    category_tokens: int = 10_000


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the configuration says. `root` is where its paths start, and where state is kept."""

    root: Path
    file: Path | None = None
    policy: str | None = None
    cases: tuple[str, ...] | None = None
    model: tuple[str, ...] = ("baseline",)
    concurrency: int = 16
    repeats: int = 1
    max_broken: float = 0.05
    attempts: int = 6
    retry_wait: float = 0.5
    confirm_above: float = 1.0
    template: int = 1
    models: dict[str, ModelSpec] = field(default_factory=dict)
    lint: LintSettings = field(default_factory=LintSettings)

    @property
    def policy_path(self) -> Path:
        """The policy of commands without a PATH; the working folder where none is configured."""
        return self.root / self.policy if self.policy else Path()

    @property
    def case_paths(self) -> list[Path] | None:
        """The configured case files, paths or globs; None where the policy's own count."""
        if self.cases is None:
            return None
        return [path for name in self.cases for path in _matching(self.root, name)]

    def model_spec(self, name: str) -> ModelSpec:
        """The configured model of that name, else LiteLLM's."""
        return self.models.get(name) or ModelSpec(alias=name, name=name)


def _matching(root: Path, name: str) -> list[Path]:
    """The files that a path or glob names; the path itself where it names none."""
    try:
        return sorted(root.glob(name)) or [root / name]
    except (ValueError, NotImplementedError, OSError):  # absolute, empty, or no glob at all
        return [root / name]


def load_settings(folder: Path) -> Settings:
    """The first configuration found from `folder` upward; defaults where there is none."""
    folder = folder.resolve()
    root = folder
    for candidate in (folder, *folder.parents):
        found = _read(candidate)
        if found is not None:
            return _settings(candidate, *found)
        if (candidate / ".git").exists():
            root = candidate
            break
    return Settings(root=root)


def _read(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    own = folder / FILE_NAME
    if own.is_file():
        return own, _toml(own)
    project = folder / "pyproject.toml"
    if project.is_file():
        tool = _toml(project).get("tool")
        if isinstance(tool, dict) and "delibctl" in tool:
            return project, tool["delibctl"]
    return None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=_finite)
    except OSError as error:
        raise DelibctlError(
            f"cannot read the configuration: {error.strerror}",
            where=path.name,
            next="check its permissions",
        ) from error
    except ValueError as error:  # what is no UTF-8, no TOML or no number
        raise DelibctlError(
            f"cannot read the configuration: {error}", where=path.name, next="mend that line"
        ) from error


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is no number")
    return number


def _settings(root: Path, file: Path, table: Any) -> Settings:
    for violation in violations(table, "config"):
        inside = ".".join(map(str, violation.path[:-1]))
        raise DelibctlError(
            violation.message,
            where=f"{file.name}: {inside}" if inside else file.name,
            next=violation.next,
        )
    values: dict[str, Any] = {key: value for key, value in table.items() if key != "models"}
    for key in {"cases", "model"} & values.keys():
        values[key] = _texts(values[key])
    if "lint" in values:
        values["lint"] = _lint(values["lint"])
    models = {alias: _model(alias, data, file) for alias, data in table.get("models", {}).items()}
    if "baseline" in models:
        raise DelibctlError(
            "`baseline` is the name of the embedded one",
            where=f"{file.name}: models.baseline",
            next="give this model another name",
        )
    return Settings(root=root, file=file, models=models, **values)


def _lint(table: dict[str, Any]) -> LintSettings:
    values = dict(table)
    for key in {"select", "ignore"} & values.keys():
        values[key] = _texts(values[key])
    ignores = values.get("per_file_ignores", {})
    values["per_file_ignores"] = {glob: _texts(codes) for glob, codes in ignores.items()}
    return LintSettings(**values)


def _texts(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _model(alias: str, table: dict[str, Any], file: Path) -> ModelSpec:
    where = f"{file.name}: models.{alias}"
    variable = table.get("api_key_env")
    if variable is not None and not _VARIABLE.fullmatch(variable):
        raise DelibctlError(
            "api_key_env is not the name of a variable (upper case); a key must not stand here",
            where=where,
            next='api_key_env = "OPENAI_API_KEY", and export the key under that name',
        )
    _check_url(table.get("api_base"), where)
    check_params(table.get("params", {}), f"{where}.params")
    values: dict[str, Any] = {
        key: float(value) if key in _DECIMAL else value for key, value in table.items()
    }
    values["structured"] = ReplyForm(values.get("structured", "auto"))
    return ModelSpec(alias=alias, **values)


def _check_url(url: str | None, where: str) -> None:
    """No user, password or query: whatever stands there would be kept in every run."""
    if url is None:
        return
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise DelibctlError(
            "api_base is no address", where=where, next='api_base = "http://127.0.0.1:8000/v1"'
        )
    if "@" in parts.netloc or parts.query:
        raise DelibctlError(
            "api_base holds credentials; they must not stand here",
            where=where,
            next='name a variable that holds the key: api_key_env = "..."',
        )
