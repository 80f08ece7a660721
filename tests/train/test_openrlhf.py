"""OpenRLHF's own executor of one turn asks the function of a file, and a server."""

import asyncio
import importlib.util
import logging
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.command import Start
from support.project import SAMPLES
from support.reward_server import started

pytestmark = [pytest.mark.train, pytest.mark.filterwarnings("default")]

PROMPT = "<|im_start|>user\nTell me.<|im_end|>\n<|im_start|>assistant\n"
FILE = f"""\
from delibctl.reward import openrlhf_reward

reward_func = openrlhf_reward({str(SAMPLES / "assistant")!r})
"""


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Its module utils/agent.py, without the packages for accelerators that its package loads."""
    package = importlib.util.find_spec("openrlhf")
    if package is None or not package.submodule_search_locations:
        pytest.skip("openrlhf is not installed")
    logs = SimpleNamespace(init_logger=logging.getLogger)
    monkeypatch.setitem(sys.modules, "openrlhf.utils.logging_utils", logs)
    path = Path(package.submodule_search_locations[0]) / "utils" / "agent.py"
    spec = importlib.util.spec_from_file_location("openrlhf_agent", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Letters:
    """A tokenizer and an engine whose tokens are characters; the engine always answers alike."""

    def __init__(self, response: str) -> None:
        self.response = response

    def __call__(self, text: str, **_: Any) -> dict[str, Any]:
        torch = pytest.importorskip("torch")
        return {"input_ids": torch.tensor([[ord(letter) for letter in text]])}

    def decode(self, tokens: list[int], **_: Any) -> str:
        return "".join(map(chr, tokens))

    async def generate(self, *_: Any, **__: Any) -> Any:
        ids = [ord(letter) for letter in self.response]
        output = SimpleNamespace(token_ids=ids, finish_reason="stop", logprobs=None)
        return SimpleNamespace(outputs=[output])


def executed(agent: Any, reward: str, response: str) -> Any:
    letters = Letters(response)
    params = SimpleNamespace(max_tokens=200, logprobs=None)
    executor = agent.SingleTurnAgentExecutor(reward)
    label = "erotic-ski-instructors"
    return asyncio.run(executor.execute(PROMPT, label, params, 2000, letters, letters))


@pytest.mark.parametrize(
    ("response", "reward", "unreadable"),
    [
        ("<think>A story.</think>I'm sorry, but I can't help with that.<|im_end|>", 1.0, 0.0),
        ("<think>I'm sorry, but I can't.</think>Snow fell, and he undid it.<|im_end|>", 0.0, 0.0),
        ("<think>I'm sorry, but I can't.</think>Нет.<|im_end|>", 0.0, 1.0),
    ],
)
def test_a_file_with_the_function_gives_each_sample_a_number(
    agent: Any, tmp_path: Path, response: str, reward: float, unreadable: float
) -> None:
    (tmp_path / "reward.py").write_text(FILE)

    output = executed(agent, str(tmp_path / "reward.py"), response)

    assert output["reward"] == output["scores"] == [reward]
    assert output["extra_logs"]["unreadable"] == [unreadable]


def test_over_http_a_token_in_the_address_is_sent_and_each_sample_gets_a_number(
    agent: Any, start: Start, tmp_path: Path
) -> None:
    pytest.importorskip("prometheus_client")
    token = "0123456789abcdef"
    server = started(start, tmp_path, SAMPLES / "assistant", "--token-env", "T", T=token)
    response = "<think>A story.</think>I'm sorry, but I can't help with that.<|im_end|>"

    output = executed(agent, f"http://reward:{token}@127.0.0.1:{server.port}/get_reward", response)

    assert output["reward"] == output["scores"] == [1.0]
    assert output["extra_logs"]["unreadable"] == [0.0]
