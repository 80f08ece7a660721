"""The checks of configured models for `delibctl doctor`."""

import asyncio
from collections.abc import Iterator, Mapping
from random import Random

from delibctl.api.workspace import Workspace
from delibctl.edge import event_loop
from delibctl.edge.endpoint import provider_name
from delibctl.edge.providers.access.certificates import certificate_source, unread_variables
from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.access.credentials import address_of, needs_no_key
from delibctl.edge.providers.access.key_variables import keys_in_files, usual_names
from delibctl.edge.providers.access.network import proxy_for, without_secrets
from delibctl.edge.providers.access.routes import route_of
from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.requests.retries import Retries
from delibctl.edge.providers.through_litellm.litellm_address import UNKNOWN_ADDRESS, litellm_address
from delibctl.edge.settings import Settings
from delibctl.errors import DelibctlError
from delibctl.model import Failure, Message, ModelSpec, Price, Question, Reply, ReplyForm, Wants
from delibctl.report.doctor.checks import Check, note, ok, problem
from delibctl.text.count import counted

#: As short as a question can be; it is asked with the parameters of the configuration.
_QUESTION = Question(
    messages=(Message(role="user", content="Reply with one word: ok"),),
    form=ReplyForm.PROMPT,
    wants=Wants.TEXT,
)


def _configured(settings: Settings) -> list[ModelSpec]:
    """Return all configured models; those that a probe asks come first."""
    names = dict.fromkeys((*settings.model, *settings.models, *settings.ci.models))
    return [settings.model_spec(name) for name in names]


def models(workspace: Workspace) -> Iterator[Check]:
    """Yield a check of each model: its provider, its key, its price, its context."""
    settings = workspace.settings
    for model in _configured(settings):
        if model.is_baseline:
            yield ok(
                _name(model), "built in: a word-matching stand-in that needs no key and no network"
            )
        else:
            yield _model(model, workspace.environment, is_asked=model.alias in settings.model)


def _name(model: ModelSpec) -> str:
    return f"model {model.alias}"


def _model(model: ModelSpec, environment: Mapping[str, str], *, is_asked: bool) -> Check:
    # LiteLLM takes two seconds to import, and only language models need it.
    from delibctl.edge.providers.knowledge.model_info import model_facts

    info = model_facts(model, environment)
    if info.keyless and not keys_in_files(provider_name(model), environment):
        names = usual_names(list(info.keys))
        state = "empty" if any(name in environment for name in info.keys) else "not set"
        level = problem if is_asked else note
        return level(_name(model), f"{model.name}: {names} is {state}", f"export {names}=...")
    try:
        check_model(model, environment)
    except DelibctlError as error:
        where = f"{error.where}: " if error.where else ""
        return problem(_name(model), f"{where}{error.what}", error.next)
    context = f"{info.context:,} tokens of context" if info.context else "context unknown"
    parts = (
        f"provider {info.provider}",
        *_way(model, environment),
        _key(model, info.keys),
    )
    text = f"{model.name}: {', '.join((*parts, _price(info.price), context))}"
    if info.unset:
        names = ", ".join(info.unset)
        return note(_name(model), f"{text}, {names} not set", "export it if the provider needs it")
    if info.price is None:
        table = f"[models.{model.alias}]"
        return note(_name(model), text, f"set input_price and output_price in {table}")
    return ok(_name(model), text)


def _way(model: ModelSpec, environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what carries the questions and where to, and what the environment sets for it."""
    direct = route_of(model).direct
    yield "asked directly" if direct else "asked through LiteLLM"
    address = (address_of if direct else litellm_address)(model, environment)
    own = f"LiteLLM's own address for {provider_name(model)}"
    yield f"at {without_secrets(address) if address else own}"
    address = address or UNKNOWN_ADDRESS
    if proxy := proxy_for(address, environment):
        yield f"through the proxy {proxy.shown} of {proxy.variable}"
    if source := certificate_source(address, environment, direct=direct):
        yield f"with the certificates of {source[0]} ({source[1]})"
    for name in unread_variables(address, environment, direct=direct):
        yield f"{name} is not read (SSL_CERT_FILE is)"


def _key(model: ModelSpec, keys: dict[str, bool]) -> str:
    for name, is_set in keys.items():
        if is_set:
            return f"{name} is set"
    if model.api_base:
        return "no key is sent"
    if keys:
        return "its keys are in files of the provider's own tools"
    return "no key needed" if needs_no_key(model) else "which key it needs is not known"


def _price(price: Price | None) -> str:
    if price is None:
        return "price unknown"
    return f"${price.input * 1e6:g} in and ${price.output * 1e6:g} out per million tokens"


def models_to_ask(workspace: Workspace) -> list[ModelSpec]:
    """Return the configured models that are asked over the network."""
    return [model for model in _configured(workspace.settings) if not model.is_baseline]


def ask_models(workspace: Workspace) -> Iterator[Check]:
    """Yield a check of each model that is asked one short question."""
    if models := models_to_ask(workspace):
        yield from event_loop.run(_ask_all(models, workspace.environment))


async def _ask_all(models: list[ModelSpec], environment: Mapping[str, str]) -> list[Check]:
    providers = [(m, Provider(m, environment, Random(), Retries(attempts=1))) for m in models]
    try:
        return await asyncio.gather(*(_ask(model, provider) for model, provider in providers))
    finally:
        # Not before: they share their connections.
        for _, provider in providers:
            await provider.close()


async def _ask(model: ModelSpec, provider: Provider) -> Check:
    name = f"ask {model.alias}"
    try:
        reply = await provider.ask(_QUESTION)
    except DelibctlError as error:
        return note(name, f"not asked: {error.what}")
    if isinstance(reply, Failure):
        return problem(name, f"{reply.kind}: {reply.message}", _ADVICE)
    return _answered(name, reply)


_ADVICE = "check the name, key and api_base of the model, then ask again"


def _answered(name: str, reply: Reply) -> Check:
    usage = reply.usage
    tokens = counted(usage.input + usage.output, "token") if usage.counted else "tokens not counted"
    served = f", served by {reply.served}" if reply.served else ""
    text = f"answered in {reply.seconds:.1f} s, {tokens}{served}"
    if reply.blocked:
        return note(name, f"blocked by the provider's own filter; {text}", "ask again")
    if not reply.text.strip():
        return note(
            name,
            f"{text}, but the reply is empty",
            "raise max_tokens if the model reasons at length",
        )
    return ok(name, text)
