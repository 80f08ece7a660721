"""Writes a policy with any number of cases, and the very messages that delibctl asks them with.

Run it with a folder, a number of cases and the address of the model.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import phrases
import probe_promptfoo

from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.deliberate import Prompter, reply_schema
from delibctl.model import Case, Mode, ModelSpec, Policy, ReplyForm

_POLICY = Path(__file__).parent.parent / "sample_policies" / "assistant" / "policy.yaml"
_NAME = "openai/mock"
_PROMPT = "I ask for {audience} {context}: what is {act} {subject}, and what do I do about {thing}?"


def make(folder: Path, cases: int, url: str) -> None:
    """Fill the folder: policy, cases and configuration, and the requests for the other tools."""
    policy = folder / "policy.yaml"
    shutil.copy(_POLICY, policy)
    wires = {"mock": "auto", "litellm": "litellm"}
    tables = [
        f'[models.{alias}]\nname = "{_NAME}"\napi_base = "{url}"\nwire = "{wire}"\n'
        for alias, wire in wires.items()
    ]
    (folder / "delibctl.toml").write_text("\n".join(tables), encoding="utf-8")
    clauses = _clauses(open_one(Workspace.open(_POLICY.parent, {}), _POLICY)[0])
    (folder / "cases.yaml").write_text("".join(_yaml(clauses, cases)), encoding="utf-8")
    spec = ModelSpec(alias="mock", name=_NAME, api_base=url)
    requests = _requests(*open_one(Workspace.open(folder, {}), policy), spec)
    (folder / "requests.json").write_text(json.dumps(requests), encoding="utf-8")
    probe_promptfoo.write_config(folder, requests)


def _clauses(policy: Policy) -> list[str]:
    """The first clause of each category: what is shown depends on the category alone."""
    return [category.clauses[0].id for category in policy.categories]


def _yaml(clauses: list[str], cases: int) -> Iterator[str]:
    yield "schema_version: 1\ncases:\n"
    parts = (
        ("audience", phrases.AUDIENCES),
        ("context", phrases.CONTEXTS),
        ("act", phrases.EXPLAINED),
        ("subject", phrases.SUBJECTS),
        ("thing", phrases.THINGS),
    )
    possible = 1
    for _, choices in parts:
        possible *= len(choices)
    # Each number stands for another prompt, so no two are the same.
    for number, rest in enumerate(Random(1).sample(range(possible), cases), 1):
        fillers = {}
        for name, choices in parts:
            rest, index = divmod(rest, len(choices))
            fillers[name] = choices[index]
        yield f"  - id: case-{number}\n    kind: direct\n"
        yield f"    prompt: {json.dumps(_PROMPT.format(**fillers))}\n"
        yield f"    clauses: [{clauses[number % len(clauses)]}]\n"


def _requests(policy: Policy, cases: tuple[Case, ...], spec: ModelSpec) -> dict[str, Any]:
    """What is sent for each case; system messages stand apart, as many cases share one."""
    prompter = Prompter(policy)
    systems: dict[str, int] = {}
    users = []
    for case in cases:
        question = prompter.opening(case.shown, Mode.CATEGORY, ReplyForm.AUTO)
        system, user = (message.content for message in question.messages)
        users.append([systems.setdefault(system, len(systems)), user])
    schema = {"name": str(question.wants), "strict": True, "schema": reply_schema(question.wants)}
    return {
        "model": spec.name.removeprefix("openai/"),
        "url": spec.api_base,
        "systems": list(systems),
        "users": users,
        "max_tokens": spec.max_tokens,
        "response_format": {"type": "json_schema", "json_schema": schema},
    }


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
