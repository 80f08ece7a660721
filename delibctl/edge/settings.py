"""The configuration: delibctl.toml, or [tool.delibctl] in pyproject.toml, up to the git root."""

from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from delibctl.edge.files.name_patterns import is_glob
from delibctl.edge.files.real_path import real_path
from delibctl.edge.files.root import stop_outside
from delibctl.edge.model_settings import model_of, nameless
from delibctl.edge.settings_file import FILE_NAME, checked_table, find_file
from delibctl.edge.training_settings import (
    DistillSettings,
    RewardSettings,
    distill_settings,
    reward_settings,
)
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec

__all__ = [
    "FILE_NAME",
    "CiSettings",
    "GateSettings",
    "LintSettings",
    "Settings",
    "load_settings",
    "settings_of",
]


@dataclass(frozen=True, kw_only=True)
class LintSettings:
    """The table `[lint]`; the schema describes each field."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    fail_on: str = "error"
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    coverage: float = 0.0
    clause_tokens: int = 1_000
    category_tokens: int = 10_000


@dataclass(frozen=True, kw_only=True)
class GateSettings:
    """The table `[gates]`; None where nothing is set. The schema describes each field."""

    tolerance: float | None = None
    max_regressed_clauses: int | None = None
    max_critical_regressions: int | None = None
    min_citation_recall: float | None = None
    max_over_refusal: float | None = None
    max_under_refusal: float | None = None
    min_coverage: float | None = None
    max_disputed: float | None = None


@dataclass(frozen=True, kw_only=True)
class CiSettings:
    """The table `[ci]`; the schema describes each field. `gates` are None as in `[gates]`."""

    models: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    max_cost: float | None = None
    approvals: str = "head"
    drift: float = 0.05
    outputs: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    gates: GateSettings = field(default_factory=GateSettings)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The configuration. Its paths start at `root`, which also contains the state folder.

    `broken_models`: why each model with invalid settings cannot be asked, where that is let pass.
    """

    root: Path
    file: Path | None = None
    policy: str | None = None
    cases: tuple[str, ...] | None = None
    labels: str | None = None
    model: tuple[str, ...] = ("baseline",)
    concurrency: int = 16
    repeats: int = 1
    max_broken: float = 0.05
    attempts: int = 6
    retry_wait: float = 0.5
    confirm_above: float = 1.0
    template: int = 1
    models: dict[str, ModelSpec] = field(default_factory=dict)
    broken_models: dict[str, DelibctlError] = field(default_factory=dict)
    lint: LintSettings = field(default_factory=LintSettings)
    gates: GateSettings = field(default_factory=GateSettings)
    ci: CiSettings = field(default_factory=CiSettings)
    distill: DistillSettings = field(default_factory=DistillSettings)
    reward: RewardSettings = field(default_factory=RewardSettings)

    @property
    def policy_path(self) -> Path:
        """The policy to use if none is named; the working folder if none is configured.

        Raises DelibctlError if it is outside of the repository.
        """
        if not self.policy:
            return Path()
        self._stop_outside(self.root / self.policy, "policy")
        return self.root / self.policy

    @property
    def case_paths(self) -> list[Path] | None:
        """The configured case files; None if the policy names its own.

        Raises DelibctlError if one is outside of the repository.
        """
        if self.cases is None:
            return None
        paths = [path for name in self.cases for path in self._matching(name)]
        for path in paths:
            self._stop_outside(path, "cases")
        return paths

    @property
    def labels_path(self) -> Path | None:
        """The configured file of labels; None if there is none.

        Raises DelibctlError if it is outside of the repository.
        """
        if not self.labels:
            return None
        self._stop_outside(self.root / self.labels, "labels")
        return self.root / self.labels

    def _matching(self, name: str) -> list[Path]:
        """Return the files that match a path or glob; the path itself if there are none."""
        fixed = takewhile(lambda step: not is_glob(step), Path(name).parts)
        self._stop_outside(self.root.joinpath(*fixed), "cases")
        try:
            return sorted(self.root.glob(name)) or [self.root / name]
        except (ValueError, NotImplementedError, OSError):  # absolute, empty, or not a glob
            return [self.root / name]

    def _stop_outside(self, path: Path, key: str) -> None:
        stop_outside(path, self.root, f"{self.file.name if self.file else FILE_NAME}: {key}")

    def model_spec(self, name: str) -> ModelSpec:
        """Return the configured model of that name, else LiteLLM's."""
        return self.models.get(name) or ModelSpec(alias=name, name=name)


def load_settings(folder: Path) -> Settings:
    """Load the first configuration from `folder` upward; return defaults without any.

    Raises DelibctlError if the configuration is invalid.
    """
    root, configuration = find_file(real_path(folder))
    if configuration is None:
        return Settings(root=root)
    return _settings(root, *configuration)


def settings_of(file: Path, content: bytes) -> Settings | None:
    """Return what a configuration of that name and content says; None if it is not for us.

    Raises DelibctlError if it is invalid, except for the settings of a model.
    """
    broken: dict[str, DelibctlError] = {}
    table = checked_table(file, content, broken)
    return None if table is None else _settings(file.parent, file, table, broken)


def _settings(
    root: Path, file: Path, table: dict[str, Any], broken: dict[str, DelibctlError] | None = None
) -> Settings:
    values: dict[str, Any] = {key: value for key, value in table.items() if key != "models"}
    for key in {"cases", "model"} & values.keys():
        values[key] = _texts(values[key])
    if "lint" in values:
        values["lint"] = _lint(values["lint"])
    if "gates" in values:
        values["gates"] = GateSettings(**values["gates"])
    if "ci" in values:
        values["ci"] = _ci(values["ci"])
    if "distill" in values:
        values["distill"] = distill_settings(values["distill"])
    if "reward" in values:
        values["reward"] = reward_settings(values["reward"], file)
    models = {}
    for alias, model in table.get("models", {}).items():
        try:
            models[alias] = model_of(alias, model, file)
        except DelibctlError as error:
            if broken is None:
                raise
            broken[alias] = error
    models |= {alias: nameless(alias) for alias in broken or ()}
    return Settings(root=root, file=file, models=models, broken_models=broken or {}, **values)


def _ci(table: dict[str, Any]) -> CiSettings:
    values = dict(table)
    for key in {"models", "modes", "outputs", "elsewhere"} & values.keys():
        values[key] = _texts(values[key])
    if "gates" in values:
        values["gates"] = GateSettings(**values["gates"])
    return CiSettings(**values)


def _lint(table: dict[str, Any]) -> LintSettings:
    values = dict(table)
    for key in {"select", "ignore"} & values.keys():
        values[key] = _texts(values[key])
    ignores = values.get("per_file_ignores", {})
    values["per_file_ignores"] = {glob: _texts(codes) for glob, codes in ignores.items()}
    return LintSettings(**values)


def _texts(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
