"""What LiteLLM adds to a question of its own accord, kept from an address that gets no key.

It looks for credentials in the environment, in files of the provider's tools and at servers that
give out tokens. A model with an `api_base` and no `api_key_env` gets none of them.
"""

import re

import aiohttp
import httpx

from delibctl.edge.providers.access.credentials import NO_KEY
from delibctl.edge.providers.through_litellm.litellm_exchange import Exchange

_CREDENTIALS = re.compile(
    r"(?i).*(auth|cookie|credential|jwt|key|organi[sz]ation|project|secret|session|token|x-amz-).*"
)


def keep_keyless(request: httpx.Request, exchange: Exchange) -> None:
    """Leave every credential out of a request to an address that gets no key.

    Raises aiohttp.ClientError for a request to another address, as for a token.
    """
    if exchange.keyless is None:
        return
    own = httpx.URL(exchange.keyless)
    if (request.url.host, request.url.port) != (own.host, own.port):
        exchange.elsewhere = request.url.host
        raise aiohttp.ClientError("elsewhere")
    for name in [name for name in request.headers if _CREDENTIALS.fullmatch(name)]:
        if NO_KEY not in request.headers[name]:
            del request.headers[name]
