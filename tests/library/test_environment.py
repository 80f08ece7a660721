"""Keys and addresses of models come from the environment of the workspace, not of the process."""

import os
import warnings
from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.project import SAMPLES

import delibctl
from delibctl.edge.providers.access.credentials import address_of
from delibctl.edge.providers.through_litellm.litellm_library import load
from delibctl.model import ModelSpec

# LiteLLM leaves files and coroutines behind.
pytestmark = pytest.mark.filterwarnings("ignore")

POLICY = SAMPLES / "support_bot"
FEW = delibctl.Filters(sample=4)
MODEL = "openai/gpt-4o"
OPENAI = "https://api.openai.com/v1"


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("named", [True, False])
def test_the_key_and_the_address_of_the_workspace_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int, named: bool
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-this-process")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with serving(ChatServer(answer=first_clause)) as server:
        if named:
            server.configure(tmp_path, 'api_key_env = "OPENAI_API_KEY"')
        environment = {"OPENAI_API_KEY": "sk-of-the-workspace", "OPENAI_BASE_URL": server.url}
        probe = delibctl.probe(
            POLICY,
            models="mock" if named else MODEL,
            filters=FEW,
            max_cost=None if named else 1,
            workers=workers,
            workspace=delibctl.open_workspace(tmp_path, environment=environment),
        )

    assert [trial.scored for trial in probe.scored.trials] == [True] * 4
    assert server.keys == {"sk-of-the-workspace"}


@pytest.mark.parametrize(
    ("environment", "wire", "message"),
    [
        ({}, "direct", "no key; OPENAI_API_KEY is not set"),
        ({}, "litellm", "no key; OPENAI_API_KEY is not set"),
        ({"OPENAI_API_KEY": "sk-of-the-workspace"}, "litellm", "this process sets an address"),
    ],
)
def test_what_only_the_process_has_is_not_used(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    wire: str,
    message: str,
) -> None:
    table = f'[models.gpt]\nname = "{MODEL}"\nwire = "{wire}"\n'
    (tmp_path / "delibctl.toml").write_text(table)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-this-process")
    with serving(ChatServer(answer=first_clause)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        workspace = delibctl.open_workspace(tmp_path, environment=environment)
        with pytest.raises(delibctl.DelibctlError, match=message):
            delibctl.probe(POLICY, models="gpt", max_cost=1, workspace=workspace)

    assert server.requests == []


def test_an_address_that_only_the_process_has_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    model = ModelSpec(alias="gpt", name=MODEL)

    assert address_of(model, {"OPENAI_API_KEY": "sk-of-the-workspace"}) == OPENAI
    assert address_of(model, os.environ) == "http://127.0.0.1:9/v1"


def test_a_coroutine_that_a_program_forgets_is_warned_of() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        load()
        warnings.warn("coroutine 'aprobe' was never awaited", RuntimeWarning, stacklevel=1)
        warnings.warn("coroutine 'X.acompletion' was never awaited", RuntimeWarning, stacklevel=1)

    assert [str(warning.message) for warning in caught] == ["coroutine 'aprobe' was never awaited"]
