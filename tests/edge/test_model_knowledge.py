"""Prices, contexts and facts of models that are asked directly: LiteLLM's, without its import."""

import asyncio
import importlib
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support.recorded_requests import recording

from delibctl.edge.providers.access.routes import route_of
from delibctl.edge.providers.knowledge.litellm_version import litellm_version
from delibctl.edge.providers.knowledge.model_info import model_facts
from delibctl.edge.providers.knowledge.model_table import entry_named
from delibctl.edge.providers.knowledge.prices import table_price
from delibctl.edge.providers.knowledge.tokens import count_tokens
from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.requests.retries import Retries
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.model import Message, ModelSpec, Price, Question, Reply, Wants

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

LISTED = [
    "gpt-4o",
    "gpt-4.1-nano",
    "openai/gpt-4o-mini",
    "openai/gpt-4-turbo",
    "openai/gpt-3.5-turbo",
    "openai/gpt-5",
    "openai/gpt-5-mini",
    "openai/gpt-5.1",
    "openai/gpt-5.4",
    "openai/ft:gpt-4o-mini-2024-07-18:org::id",
    "cerebras/gpt-oss-120b",
    "deepinfra/meta-llama/Llama-3.3-70B-Instruct",
    "deepseek/deepseek-reasoner",
    "fireworks_ai/accounts/fireworks/models/gpt-oss-120b",
    "groq/openai/gpt-oss-120b",
    "hyperbolic/meta-llama/Llama-3.3-70B-Instruct",
    "lambda_ai/deepseek-r1-671b",
    "moonshot/kimi-k2.6",
    "nebius/meta-llama/Llama-3.3-70B-Instruct",
    "sambanova/Meta-Llama-3.3-70B-Instruct",
    "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo",
    "wandb/openai/gpt-oss-20b",
]
UNLISTED = ["openai/served", "hosted_vllm/org/served", "lm_studio/served", "litellm_proxy/served"]


def spec(name: str, **fields: Any) -> ModelSpec:
    return ModelSpec(alias="m", name=name, **fields)


def litellm_cost(name: str, **usage: Any) -> float:
    litellm = load()
    response = litellm.ModelResponse(model=name, usage=litellm.Usage(**usage))
    return float(litellm.completion_cost(response, model=name))


def test_the_table_is_the_one_that_litellm_loads() -> None:
    # Loaded again: the one in use may have gained models of other tests.
    load()
    map_loader = importlib.import_module("litellm.litellm_core_utils.get_model_cost_map")
    loaded = map_loader.get_model_cost_map(url="")

    assert len(loaded) > 3000
    assert {name: entry_named(name) for name in loaded} == loaded


@pytest.mark.parametrize("name", LISTED)
def test_the_price_of_an_answer_is_that_of_litellm(name: str) -> None:
    usages = [(1_000, 0, 100, 0), (1_000, 800, 100, 40), (300_000, 0, 1_000, 0)]

    ours = [
        table_price(spec(name), input_tokens=i, cached=c, output_tokens=o, reasoning=r)
        for i, c, o, r in usages
    ]

    theirs = [
        litellm_cost(
            name,
            prompt_tokens=i,
            completion_tokens=o,
            total_tokens=i + o,
            prompt_tokens_details={"cached_tokens": c},
            completion_tokens_details={"reasoning_tokens": r},
        )
        for i, c, o, r in usages
    ]
    assert ours == pytest.approx(theirs)


@pytest.mark.parametrize("name", [name for name in LISTED if "ft:" not in name])
def test_price_and_context_are_those_of_litellm(name: str) -> None:
    known = load().get_model_info(name)

    facts = model_facts(spec(name), {})

    assert route_of(spec(name)).direct
    assert facts.provider == known["litellm_provider"]
    assert facts.context == known["max_input_tokens"]
    assert facts.price == Price(
        input=known["input_cost_per_token"], output=known["output_cost_per_token"]
    )


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ({"name": "openai/gpt-4o"}, {"OPENAI_API_KEY": True}),
        ({"name": "groq/openai/gpt-oss-20b"}, {"GROQ_API_KEY": False}),
        ({"name": "openai/gpt-4o", "api_base": "http://127.0.0.1/v1"}, {}),
        ({"name": "openai/gpt-4o", "api_key_env": "MY_KEY"}, {"MY_KEY": False}),
        ({"name": "hosted_vllm/served"}, {"HOSTED_VLLM_API_KEY": True}),
        ({"name": "lm_studio/served"}, {}),
    ],
)
def test_the_variables_of_the_key_are_named_and_those_that_are_set(
    fields: dict[str, Any], keys: dict[str, bool]
) -> None:
    environment = {"OPENAI_API_KEY": "k", "HOSTED_VLLM_API_KEY": "k"}

    facts = model_facts(spec(**fields), environment)

    assert (facts.keys, facts.unset) == (keys, ())


def test_the_price_of_a_service_tier_counts() -> None:
    model, tokens = spec("openai/gpt-5"), {"input_tokens": 1_000, "cached": 0, "output_tokens": 0}

    prices = {tier: table_price(model, **tokens, tier=tier) for tier in ("", "flex", "priority")}

    entry = entry_named("gpt-5")
    suffixes = {"": "", "flex": "_flex", "priority": "_priority"}
    assert prices == {
        tier: pytest.approx(1_000 * entry[f"input_cost_per_token{suffix}"])
        for tier, suffix in suffixes.items()
    }


@pytest.mark.parametrize("name", UNLISTED)
def test_nothing_is_made_up_about_a_model_that_is_not_listed(name: str) -> None:
    facts = model_facts(spec(name, api_base="http://127.0.0.1/v1"), {})

    assert (facts.price, facts.context) == (None, None)
    assert table_price(spec(name), input_tokens=9, cached=0, output_tokens=9) is None


MESSAGES = (
    Message(role="system", content="The policy.\n### [a.b] Título 中文 🙂\n<|endoftext|>"),
    Message(role="user", content="May I? " * 50),
    Message(role="assistant", content=""),
)


@pytest.mark.parametrize("name", [*LISTED, *UNLISTED, "gpt-4.1", "openai/gpt-4o-2024-08-06"])
def test_tokens_are_counted_as_by_litellm_for_the_name_of_the_model(name: str) -> None:
    contents = [{"role": message.role, "content": message.content} for message in MESSAGES]
    model = spec(name)
    # LiteLLM knows the tokenizers of OpenAI's models by their bare names only, without tuning.
    route = route_of(model)
    bare = route.model.removeprefix("ft:").partition(":")[0] if route.provider == "openai" else name

    assert count_tokens(model, MESSAGES) == load().token_counter(model=bare, messages=contents)


_FACTS = """
import sys
from delibctl.edge.providers.knowledge.litellm_version import litellm_version
from delibctl.edge.providers.knowledge.model_info import model_facts
from delibctl.model import ModelSpec
facts = model_facts(ModelSpec(alias="m", name=sys.argv[1]), {})
print(facts.provider, facts.price, facts.context)
"""

_PROGRAM = """
import json, sys
from delibctl.edge.providers.knowledge.litellm_version import litellm_version
from delibctl.edge.providers.knowledge.model_info import model_facts
from delibctl.edge.providers.knowledge.prices import table_price
from delibctl.edge.providers.knowledge.tokens import count_tokens
from delibctl.model import Message, ModelSpec
messages = [Message(role="user", content="May I?")]
told = []
for name in json.loads(sys.argv[1]):
    model = ModelSpec(alias="m", name=name)
    price = table_price(model, input_tokens=9, cached=0, output_tokens=9)
    told.append([model_facts(model, {}).provider, price, count_tokens(model, messages)])
print(json.dumps([told, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.mark.parametrize("table", [None, "{", "[]", '{"gpt-4o": 3}'])
def test_without_a_readable_table_prices_and_contexts_are_unknown(
    tmp_path: Path, table: str | None
) -> None:
    package = tmp_path / "litellm"
    package.mkdir()
    (package / "__init__.py").write_text("raise AssertionError('imported')")
    if table is not None:
        (package / "model_prices_and_context_window_backup.json").write_text(table)

    facts = subprocess.run(
        [sys.executable, "-c", _FACTS, "openai/gpt-4o"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert facts.stdout.split() == ["openai", "None", "None"]


def test_none_of_it_loads_litellm_or_anything_for_http() -> None:
    names = [*LISTED, *UNLISTED]

    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, json.dumps(names)],
        capture_output=True,
        text=True,
        check=True,
    )

    told, modules = json.loads(done.stdout)
    assert len(told) == len(names)
    assert set(modules) & {"litellm", "openai", "httpx", "aiohttp", "requests"} == set()


def test_an_answer_has_the_same_price_over_both_wires() -> None:
    prices = []
    with recording() as recorder:
        for wire in ("direct", "litellm"):
            model = spec("openai/gpt-4o", api_base=f"{recorder.url}/v1", wire=wire)
            prices.append(asyncio.run(_asked(model)).usage.price)

    assert prices == [pytest.approx(3 * 2.5e-6 + 1 * 1e-5)] * 2


async def _asked(model: ModelSpec) -> Reply:
    provider = Provider(model, {}, Random(1), Retries())
    question = Question(messages=(Message(role="user", content="hi"),), wants=Wants.TEXT)
    reply = await provider.ask(question)
    await provider.close()
    assert isinstance(reply, Reply)
    return reply


def test_the_version_of_litellm_is_the_one_that_its_package_states() -> None:
    assert litellm_version() == version("litellm")


@pytest.mark.parametrize("folders", [[], ["litellm-0.1.dist-info", "litellm-0.2.dist-info"]])
def test_where_the_folders_name_no_single_version_the_package_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders: list[str]
) -> None:
    for name in folders:
        (tmp_path / name).mkdir()
    monkeypatch.setattr(
        "delibctl.edge.providers.knowledge.litellm_version.package_folders",
        lambda: [tmp_path / "litellm"],
    )

    assert litellm_version() == version("litellm")
