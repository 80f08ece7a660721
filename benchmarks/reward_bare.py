"""A server that reads the bodies of rewards and answers a constant; `benchmarks/reward` asks it."""

import socket
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


async def _answer(request: Request) -> Response:
    body = await request.json()
    return JSONResponse({"verdicts": [{"score": 1.0}] * len(body["answers"])})


def main() -> None:
    """Serve on a free port, whose number goes to stderr."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}; Ctrl-C", file=sys.stderr, flush=True)
        app = Starlette(routes=[Route("/v1/rewards", _answer, methods=["POST"])])
        config = uvicorn.Config(app, log_config=None, access_log=False)
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
