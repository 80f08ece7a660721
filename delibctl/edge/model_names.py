"""The names of configured models: what a command line may mean by them stays the user's."""

import re
import unicodedata
from typing import Any

from delibctl.edge.providers.knowledge.model_table import entry_named
from delibctl.errors import DelibctlError

#: What would send a model of LiteLLM elsewhere, with another key, or at another price.
_ACCESS = ("api_base", "api_key_env", "input_price", "output_price", "cached_price")
#: The names that mean a part of delibctl itself.
_BUILT_IN = {
    "baseline": "`baseline` is reserved for the built-in baseline",
    "patterns": "`patterns` is reserved for the built-in judge",
    "fitted": "`fitted` is reserved for the judge that is fitted to labels",
}
#: The region in the name of a resource of AWS, which LiteLLM puts into the address.
_REGION = re.compile(r"arn:[\w-]+:[\w-]+:(?![a-z]{2}(-[a-z]+){1,2}-\d:)")


def check_alias(alias: str, table: dict[str, Any], where: str) -> None:
    """Raise DelibctlError for an alias that a command line may use for a model of LiteLLM.

    The configuration may be a stranger's: it must not redirect `--model openai/gpt-4o`.
    """
    plain = "".join(unicodedata.normalize("NFKC", alias).casefold().split())
    if plain in _BUILT_IN:
        raise DelibctlError(_BUILT_IN[plain], where=where, next="give this model another name")
    if "/" in plain or "\\" in plain:
        raise DelibctlError(
            f"{alias!r} is written like a model of LiteLLM: whoever asks for that one would be "
            "sent elsewhere",
            where=where,
            next="give this model a name without a slash, for example [models.mine]",
            usage="give this model a name without a slash, for example [models.mine], and ask for "
            "--model mine",
        )
    for name in {plain, alias.strip()} - {""}:
        if entry_named(name) or name.startswith("claude-"):
            _check_same(alias, name, table, where)


def _check_same(alias: str, plain: str, table: dict[str, Any], where: str) -> None:
    """Raise DelibctlError unless a model with a name of LiteLLM is that model."""
    provider = entry_named(plain).get("litellm_provider", "anthropic")
    changed = [name for name in _ACCESS if name in table]
    if table["name"] in (plain, f"{provider}/{plain}") and not changed:
        return
    does = f"sets {changed[0]}" if changed else "is another model"
    raise DelibctlError(
        f"{alias!r} is the name of a model that LiteLLM knows, and this one {does}",
        where=where,
        next="give it another name, for example [models.mine]",
        usage="give it another name, for example [models.mine], and ask for --model mine",
    )


def check_name(name: str, where: str) -> None:
    """Raise DelibctlError for the name of a model with an address in it, which LiteLLM may use."""
    if "://" in name or _REGION.search(name):
        raise DelibctlError(
            "the name of the model contains an address",
            where=where,
            next="write it as provider/name, and the address of its server as `api_base`",
        )
