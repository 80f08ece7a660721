"""The tables `[models.NAME]` of the configuration."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from delibctl.edge.model_names import check_alias, check_name
from delibctl.edge.providers.access.key_owners import check_key_variable
from delibctl.edge.providers.access.network import is_http
from delibctl.edge.providers.access.params import check_params
from delibctl.edge.variable_names import check_variable
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec, ReplyForm

_EXPORT = 'api_key_env = "OPENAI_API_KEY", and export the key under that name'
#: Settings that may be written as a whole number; equal settings have to be equal values.
_DECIMAL = ("temperature", "timeout", "input_price", "output_price", "cached_price")


def model_of(alias: str, table: dict[str, Any], file: Path) -> ModelSpec:
    """Return a configured model. Raises DelibctlError for an invalid one."""
    where = f"{file.name}: models.{alias}"
    check_alias(alias, table, where)
    check_name(str(table["name"]), f"{where}.name")
    return _model(alias, table, file)


def nameless(alias: str) -> ModelSpec:
    """Return what stands for a model with invalid settings: no answer was ever given under it."""
    return ModelSpec(alias=alias, name=f"invalid settings of {alias}")


def _model(alias: str, table: dict[str, Any], file: Path) -> ModelSpec:
    where = f"{file.name}: models.{alias}"
    variable = table.get("api_key_env")
    if variable is not None:
        check_variable(variable, "api_key_env", "key", _EXPORT, where)
    _check_url(table.get("api_base"), where)
    check_params(table.get("params", {}), f"{where}.params", own_server="api_base" in table)
    values: dict[str, Any] = {
        key: float(value) if key in _DECIMAL else value for key, value in table.items()
    }
    values["structured"] = ReplyForm(values.get("structured", "auto"))
    if values.get("enum") and values["structured"] is ReplyForm.PROMPT:
        raise DelibctlError(
            'enum is for a JSON schema, and structured = "prompt" sends none',
            where=where,
            next="remove one of them",
        )
    model = ModelSpec(alias=alias, **values)
    check_key_variable(model, where)
    return model


def _check_url(url: str | None, where: str) -> None:
    """Raise DelibctlError unless it is an address without credentials, which runs would store."""
    if url is None:
        return
    if any(character.isspace() for character in url):
        raise DelibctlError(
            "api_base has white space in it",
            where=where,
            next="remove it, or write it as %20",
        )
    if not is_http(url):
        raise DelibctlError(
            "api_base is not an http or https address",
            where=where,
            next='api_base = "http://127.0.0.1:8000/v1"',
        )
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise DelibctlError(
            "api_base contains credentials, which every run would store",
            where=where,
            next='name the variable that holds the key: api_key_env = "..."',
        )
    part = "query" if parts.query else "fragment" if parts.fragment else "parameter"
    if parts.query or parts.fragment or ";" in parts.path:
        raise DelibctlError(
            f"api_base ends with a {part}, which may hold credentials, and every run would store "
            "it",
            where=where,
            next='end it before the "?", ";" or "#"; the variable in api_key_env holds the key',
        )
