"""Keys and addresses of models come from the environment of the workspace, not of the process."""

import warnings
from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.project import SAMPLES

import delibctl
from delibctl.edge.providers.litellm_library import load

# LiteLLM leaves files and coroutines behind.
pytestmark = pytest.mark.filterwarnings("ignore")

POLICY = SAMPLES / "support_bot"
FEW = delibctl.Filters(sample=4)
MODEL = "openai/gpt-4o"


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
    ("environment", "message"),
    [
        ({}, "no key; OPENAI_API_KEY is not set"),
        ({"OPENAI_API_KEY": "sk-of-the-workspace"}, "this process sets an address"),
    ],
)
def test_what_only_the_process_has_is_not_used(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    message: str,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-this-process")
    with serving(ChatServer(answer=first_clause)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        workspace = delibctl.open_workspace(tmp_path, environment=environment)
        with pytest.raises(delibctl.DelibctlError, match=message):
            delibctl.probe(POLICY, models=MODEL, max_cost=1, workspace=workspace)

    assert server.requests == []


def test_a_coroutine_that_a_program_forgets_is_warned_of() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        load()
        warnings.warn("coroutine 'aprobe' was never awaited", RuntimeWarning, stacklevel=1)
        warnings.warn("coroutine 'X.acompletion' was never awaited", RuntimeWarning, stacklevel=1)

    assert [str(warning.message) for warning in caught] == ["coroutine 'aprobe' was never awaited"]
