"""aiohttp reads the certificates of the system as it is loaded; delibctl alone does not need them.

Each program prints how many certificates the contexts hold that loading aiohttp made.
"""

import json
import os
import subprocess
import sys

import certifi
import pytest

_LOAD = """
import gc, json, ssl
from delibctl.edge.own_process import claim_process
from delibctl.edge.providers.wires import load_wires
{before}
load_wires(direct=True)
made = [made for made in gc.get_objects() if isinstance(made, ssl.SSLContext)]
{after}
print(json.dumps([made.cert_store_stats()["x509"] for made in made]))
"""
_OWN = "claim_process()"
_OPEN = """
import asyncio
from delibctl.edge.providers.access.routes import route_of
from delibctl.edge.providers.direct.openai_wire import OpenAIWire
from delibctl.edge.providers.redact import Redactor
from delibctl.model import ModelSpec
model = ModelSpec(alias="m", name="openai/m", api_base="http://model.example/v1")
environment = {environment}
async def opened():
    wire = OpenAIWire(model, route_of(model), environment, Redactor(environment, None))
    await wire.open()
    await wire.close()
asyncio.run(opened())
"""


def held(before: str, after: str) -> list[int]:
    """How many certificates each context of aiohttp holds at the end."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD.format(before=before, after=after)],
        env={**os.environ, "SSL_CERT_FILE": certifi.where()},
        capture_output=True,
        text=True,
        check=True,
    )
    numbers: list[int] = json.loads(done.stdout.splitlines()[-1])
    return numbers


def _opened(environment: dict[str, str]) -> str:
    return _OPEN.format(environment=environment)


@pytest.mark.parametrize(
    ("before", "after"),
    [(_OWN, ""), (_OWN, _opened({}))],
    ids=["loaded", "asked without a proxy"],
)
def test_a_process_of_delibctl_alone_reads_no_certificates_for_aiohttp(
    before: str, after: str
) -> None:
    numbers = held(before, after)

    assert numbers
    assert set(numbers) == {0}


@pytest.mark.two_rows
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        (_OWN, _opened({"http_proxy": "https://proxy.example:3129"})),
        (_OWN, "load_wires(direct=False)"),
        ("import aiohttp\n" + _OWN, ""),
    ],
    ids=["a program's process", "a proxy", "LiteLLM", "aiohttp was there before"],
)
def test_they_are_read_where_somebody_may_name_none(before: str, after: str) -> None:
    numbers = held(before, after)

    assert numbers
    assert 0 not in numbers


def test_nothing_of_the_standard_library_stays_changed() -> None:
    after = (
        "assert ssl.SSLContext.set_default_verify_paths.__qualname__"
        " == '_SSLContext.set_default_verify_paths'\n"
        "made = [ssl.create_default_context()]"
    )

    assert held(_OWN, after)[0] > 0
