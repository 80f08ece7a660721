"""Variables that set up LiteLLM for another program change nothing that is sent or printed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support import switched_requests
from support.command import clean_environment

from delibctl.edge.providers.through_litellm import litellm_switches
from delibctl.edge.providers.through_litellm.litellm_library import load

TESTS = Path(__file__).parents[1]
SWITCHES = {
    "LITELLM_DROP_PARAMS": "true",
    "LITELLM_MODIFY_PARAMS": "true",
    "LITELLM_LOG": "DEBUG",
    "LITELLM_MODE": "DEV",
    "LITELLM_HTTP2": "true",
    "LITELLM_USER_AGENT": "other/1",
    "LITELLM_ROUTE_ALL_CHAT_OPENAI_TO_RESPONSES": "true",
    "LITELLM_REASONING_AUTO_SUMMARY": "true",
    "LITELLM_ENABLE_ANTHROPIC_PROMPT_CACHING": "true",
    "LITELLM_ANTHROPIC_PROMPT_CACHING_TTL": "1h",
    "LITELLM_ANTHROPIC_DISABLE_URL_SUFFIX": "true",
    "LITELLM_USE_CHAT_COMPLETIONS_URL_FOR_ANTHROPIC_MESSAGES": "true",
    "LITELLM_PRINT_STANDARD_LOGGING_PAYLOAD": "1",
    "LITELLM_DISABLE_LAZY_LOADING": "true",
    "USE_LITELLM_PROXY": "true",
    "EXPERIMENTAL_OPENAI_BASE_LLM_HTTP_HANDLER": "true",
    "DISABLE_AIOHTTP_TRANSPORT": "true",
    "AIOHTTP_TRUST_ENV": "true",
    "USE_DDTRACE": "true",
    "USE_DDPROFILER": "true",
    "OPENAI_ORGANIZATION": "org-other",
    "OPENAI_ORG_ID": "org-other",
    "OPENAI_PROJECT_ID": "proj-other",
    "OPENAI_CUSTOM_HEADERS": "X-Other: 1",
    "OPENAI_LOG": "debug",
    "OR_SITE_URL": "https://other.example",
    "OR_APP_NAME": "other",
    "DEFAULT_MAX_TOKENS": "77",
    "DEFAULT_ANTHROPIC_CHAT_MAX_TOKENS": "77",
    "DEFAULT_REASONING_EFFORT_LOW_THINKING_BUDGET": "77",
    "MIN_NON_ZERO_TEMPERATURE": "0.5",
    "DEFAULT_BATCH_SIZE": "no number",
}


def sent_with(**variables: str) -> tuple[dict[str, Any], str]:
    """The requests of a process with these variables, and what it prints besides."""
    done = subprocess.run(
        [sys.executable, "-m", "support.switched_requests"],
        env=clean_environment(PYTHONPATH=str(TESTS), **variables),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout), done.stderr


def test_all_switches_together_change_no_request_and_print_nothing() -> None:
    plain = json.loads(json.dumps(switched_requests.requests()))

    assert sent_with(**SWITCHES) == (plain, "")


@pytest.mark.slow
@pytest.mark.parametrize("name", SWITCHES)
def test_each_switch_alone_changes_nothing_either(name: str) -> None:
    assert sent_with(**{name: SWITCHES[name]}) == sent_with()


def test_a_switch_is_back_in_the_environment_once_nobody_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_ORGANIZATION", "org-other")
    monkeypatch.setenv("LITELLM_PROXY_API_KEY", "a-key-that-stays")
    before = dict(os.environ)
    litellm_switches.hide()
    litellm_switches.hide()
    litellm_switches.show()

    assert "OPENAI_ORGANIZATION" not in os.environ
    assert os.environ["LITELLM_PROXY_API_KEY"] == "a-key-that-stays"

    litellm_switches.show()
    assert {name: os.environ.get(name) for name in before} == before | {
        name: value for name, value in litellm_switches.OURS.items() if name in before
    }


def test_what_a_program_has_set_in_litellm_makes_no_further_requests() -> None:
    litellm = load()
    litellm.num_retries, litellm.model_fallbacks = 3, ["openai/other"]
    load()

    assert (litellm.num_retries, litellm.model_fallbacks) == (None, None)
