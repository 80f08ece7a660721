"""What LiteLLM sends for the models that it asks, byte for byte, as it was before the direct wire.

`pytest --write-golden` writes the file anew, as after a new version of LiteLLM.
"""

import json
from pathlib import Path

import pytest
from support.litellm_requests import CALLS, MODELS, sent

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

RECORDED = Path(__file__).parent / "litellm_requests.json"


@pytest.mark.two_rows
@pytest.mark.parametrize("name", MODELS)
def test_a_model_that_stays_with_litellm_is_sent_what_it_was_sent_before(
    name: str, request: pytest.FixtureRequest
) -> None:
    found = {call: sent(name, call) for call in CALLS}
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    if request.config.getoption("--write-golden"):
        recorded[name] = found
        text = json.dumps(recorded, indent=1, ensure_ascii=False, sort_keys=True)
        RECORDED.write_text(f"{text}\n", encoding="utf-8")

    assert found == recorded[name]
