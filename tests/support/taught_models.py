"""Models on loopback for the guide to training: a writer, a judge, and a student that is taught.

They stand for real ones and show the steps, not what training brings.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support.chat_server import ChatServer, serving
from support.good_model import good_model

import delibctl
from delibctl.model import Case

#: The names to probe -> the models served. The student is `trained` once its name is changed.
MODELS = {"writer": "writer", "critic": "critic", "student": "untrained"}
#: How many shares the cases are dealt into: of one the writer's reasoning points at the policy, in
#: another the judge is not content.
_SHARES = 12


@contextmanager
def taught_models(folder: Path, policy: Path) -> Iterator[ChatServer]:
    """Serve the models, and write the configuration that names them."""
    cases = delibctl.load(policy).cases
    poor = {case.id: {"correctness": 3} for case in cases if _share(case) == 1}
    good = good_model(policy, reasoning=_pointing, votes=poor)
    taught = good_model(policy)

    def answer(request: dict[str, Any]) -> str:
        if request["model"] == "untrained":
            return "Here is what you asked for: first do this, and then do that."
        if request["model"] == "trained":
            return _recalled(json.loads(taught(request)))
        return good(request)

    with serving(ChatServer(answer=answer)) as server:
        models = (
            f'[models.{name}]\nname = "openai/{served}"\napi_base = "{server.url}"\n'
            for name, served in MODELS.items()
        )
        (folder / "delibctl.toml").write_text("\n".join(models), encoding="utf-8")
        yield server


def _share(case: Case) -> int:
    return zlib.crc32(case.id.encode()) % _SHARES


def _pointing(case: Case) -> str:
    return "The policy above covers this. " if _share(case) == 0 else ""


def _recalled(reply: dict[str, Any]) -> str:
    """The reply of a model that knows the policy by heart: its reasoning first, then the answer."""
    named = (f'[{cited["clause"]}]: "{cited["quote"]}"' for cited in reply["citations"])
    reasoning = "\n".join([reply["reasoning"], *named, f"Style: {reply['style']}"])
    return f"<think>{reasoning}</think>\n{reply['answer']}"
