"""`delibctl.diff_policies(judge=...)`: a model's opinion, asked by a program."""

import json
import shutil
from pathlib import Path

import pytest
from support.chat_server import ChatServer, serving
from support.project import SAMPLES

import delibctl

# LiteLLM leaves files and coroutines behind.
pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_program_asks_a_model_for_its_opinion(tmp_path: Path) -> None:
    old, new = (Path(shutil.copytree(SAMPLES / "support_bot", tmp_path / n)) for n in ("a", "b"))
    policy = (new / "policy.yaml").read_text()
    (new / "policy.yaml").write_text(policy.replace("within 10 working", "within 14 working"))
    reply = json.dumps({"reason": "Later.", "direction": "loosens"})
    with serving(ChatServer(answer=lambda _request: reply)) as server:
        server.configure(tmp_path)
        workspace = delibctl.open_workspace(tmp_path)
        comparison = delibctl.diff_policies(
            old, new, judge="mock", judge_runs=2, workspace=workspace
        )

    assert len(server.requests) == 2
    ((change, opinion),) = comparison.policies[0].opinions
    assert (change.subject, opinion.model, len(opinion.votes)) == (
        "refunds.explain-terms",
        "mock",
        2,
    )
    assert opinion.loosens


def test_a_program_is_told_what_cannot_be_asked(tmp_path: Path) -> None:
    policy, workspace = SAMPLES / "support_bot", delibctl.open_workspace(tmp_path)

    with pytest.raises(delibctl.DelibctlError, match="classifies answers"):
        delibctl.diff_policies(policy, policy, judge="patterns", workspace=workspace)
    with pytest.raises(delibctl.DelibctlError, match="need a model"):
        delibctl.diff_policies(policy, policy, max_cost=1, workspace=workspace)
