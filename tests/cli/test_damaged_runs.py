"""Run files and answers that hold what delibctl never writes: the row is named, whoever reads."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, Done
from support.run_files import judged, keep, run_of

from delibctl.edge.run_file.run_file import load_run
from delibctl.errors import DelibctlError
from delibctl.model import Outcome, Verdict

#: Every kind of damage to one cell: the statement, and where the error points.
CELLS = {
    "wrong type in JSON": (
        "UPDATE run SET value = json_set(value, '$.repeats', 'x') WHERE key = 'plan'",
        "run, key 'plan': Expected `int`, got `str` - at `$.repeats`",
    ),
    "not UTF-8": (
        "UPDATE run SET value = CAST(x'7b226964223a22ff227d' AS TEXT) WHERE key = 'policy'",
        "run, key 'policy': not UTF-8",
    ),
    "nested 100,000 levels": (
        "UPDATE run SET value = replace(hex(zeroblob(50000)), '0', '[') WHERE key = 'cases'",
        "run, key 'cases': ",
    ),
    "a number where text belongs": (
        "UPDATE run SET value = 5 WHERE key = 'info'",
        "run, key 'info': ",
    ),
    "nothing at all": ("DELETE FROM run WHERE key = 'plan'", "run, key 'plan': it is missing"),
    "a case without messages": (
        "UPDATE run SET value = json_set(value, '$[2].messages', json('[]')) WHERE key = 'cases'",
        "run, key 'cases': case 'wrong-clause' has no messages",
    ),
    "a case of an unknown clause": (
        "UPDATE run SET value = json_set(value, '$[0].expected.clauses[0]', 'no') "
        "WHERE key = 'cases'",
        "run, key 'cases': clause 'no' is not in the policy",
    ),
    "a clause of an unknown style": (
        "UPDATE run SET value = json_set(value, '$.categories[0].clauses[0].style', 'no') "
        "WHERE key = 'policy'",
        "run, key 'policy': clause 'permits.explain' has the unknown style 'no'",
    ),
    "no models": (
        "UPDATE run SET value = json_set(value, '$.models', json('[]')) WHERE key = 'plan'",
        "run, key 'plan': it has no models or no modes",
    ),
    "a trial that is no JSON": (
        "UPDATE trial SET result = '{' WHERE rowid = 3",
        "trial, row 3 (case 'wrong-clause', model 'mock', mode category, repeat 1): "
        "Input data was truncated",
    ),
    "NaN": (
        'UPDATE trial SET exchanges = \'[{"messages": [], "reply": NaN}]\' WHERE rowid = 2',
        "trial, row 2 (case 'right-with-extra', model 'mock', mode category, repeat 1): "
        "JSON is malformed: invalid character (byte 27)",
    ),
    "tokens without end": (
        "UPDATE trial SET exchanges = json_set(exchanges, '$[0].reply.usage.input', 1e18) "
        "WHERE rowid = 1",
        "trial, row 1 (case 'right', model 'mock', mode category, repeat 1): ",
    ),
    "an unknown state": (
        "UPDATE trial SET state = 'fine' WHERE rowid = 1",
        "trial, row 1 (case 'right', model 'mock', mode category, repeat 1): unknown state 'fine'",
    ),
    "a key that is not UTF-8": (
        "UPDATE trial SET \"case\" = CAST(x'ff' AS TEXT) WHERE rowid = 4",
        "trial, row 4: not UTF-8",
    ),
    "an unknown mode": ("UPDATE trial SET mode = 'x' WHERE rowid = 4", "trial, row 4: 'x' is not"),
    "a repeat that is text": ("UPDATE trial SET repeat = 'x' WHERE rowid = 4", "trial, row 4: "),
    "a trial of an unknown case": (
        "UPDATE trial SET \"case\" = 'no' WHERE rowid = 4",
        "trial (case 'no', model 'mock', mode category, repeat 1): "
        "it is not in the plan of the run",
    ),
    "a lost text": ("DELETE FROM text", "trial, row "),
    "an edited text": (
        "UPDATE text SET content = content || '.'",
        "text, row 1: it is not the text of its hash",
    ),
    "a lost trial": ("DELETE FROM trial WHERE rowid = 5", "trial: only 23 of 24 trials are in"),
    "a verdict of a lost trial": (
        "UPDATE verdict SET \"case\" = 'no'",
        "verdict (case 'no', model 'mock', mode category, repeat 1): it has no trial",
    ),
    "a verdict of another vote": (
        "UPDATE verdict SET run = 9",
        "verdict, row 1 (case 'right', model 'mock', mode category, repeat 1): "
        "it is filed under another judge or vote",
    ),
    "a rating of 9": (
        "UPDATE verdict SET verdict = json_set(verdict, '$.correctness', 9)",
        "verdict, row 1 (case 'right', model 'mock', mode category, repeat 1): "
        "correctness is 9, not 1 to 5",
    ),
}

#: The commands that read all of a run.
READERS = (
    "diff run.sqlite",
    "diff run.sqlite --format json",
    "explain right --run run.sqlite",
    "coverage policy.yaml --run run.sqlite",
    "rescore run.sqlite --cases cases.yaml",
    "judge run.sqlite --judge patterns",
)


@pytest.fixture
def run(tmp_path: Path, cli: Cli) -> Path:
    """A run of the example policy with a verdict, beside a policy."""
    assert cli("init", ".").code == 0
    example = run_of()
    path = keep(tmp_path, 1, example).rename(tmp_path / "run.sqlite")
    judged(path, example.trials[0], Verdict(judge="critic", outcome=Outcome.REFUSE))
    return path


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute(statement)
        file.commit()
        assert file.total_changes > 0


@pytest.mark.parametrize("damage", CELLS)
def test_the_row_is_named(damage: str, run: Path) -> None:
    statement, place = CELLS[damage]
    change(run, statement)

    with pytest.raises(DelibctlError) as raised:
        load_run(run)

    assert raised.value.what.startswith(f"the run file {run} is damaged at table {place}")
    assert raised.value.next == "restore it from a copy, or choose another run file"


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("damage", ["not UTF-8", "an unknown state", "a lost text", "a lost trial"])
def test_every_command_that_reads_a_run_names_it(
    command: str, damage: str, run: Path, cli: Cli
) -> None:
    change(run, CELLS[damage][0])

    done = cli(*command.split())

    assert_named(done, "run.sqlite is damaged at table ")


def assert_named(done: Done, message: str) -> None:
    assert (done.code, done.out) == (2, ""), done
    assert message in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("damage", CELLS)
def test_a_list_of_runs_shows_what_is_damaged(damage: str, run: Path, cli: Cli) -> None:
    change(run, CELLS[damage][0])
    folder = run.parent / ".delibctl" / "runs"
    folder.mkdir(parents=True)
    run.rename(folder / run.name)

    done = cli("runs", "--format", "json")

    (listed,) = done.json()["runs"]
    assert (done.code, listed["problem"].startswith("is damaged at table ")) == (0, True), listed


@pytest.mark.parametrize("damage", ["not UTF-8", "a trial that is no JSON"])
def test_answers_are_not_pruned_if_a_run_that_may_use_them_is_damaged(
    damage: str, run: Path, cli: Cli
) -> None:
    statement = CELLS[damage][0].replace("SET result", "SET exchanges")
    change(run, statement)
    folder = run.parent / ".delibctl" / "runs"
    folder.mkdir(parents=True)
    run.rename(folder / run.name)
    (run.parent / "answers.jsonl").write_text(ANSWER, encoding="utf-8")
    assert cli("answers", "import", "answers.jsonl").code == 0

    done = cli("runs", "prune", "--answers", "--yes")

    assert_named(done, "is damaged at table ")
    assert cli("answers", "export").out == ANSWER


ANSWER = (
    '{"key": "' + "a" * 64 + '", "reply": {"attempts": 1, "blocked": false, "fingerprint": "", '
    '"finish": "", "form": "prompt", "reasoning": "", "seconds": 0.0, "served": "", '
    '"text": "Hello.", "usage": {"cached": 0, "input": 0, "output": 0, "price": null, '
    '"reasoning": 0}}, "schema_version": 1}\n'
)


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE answer SET reply = '{'", "answer, key aaaaaaaaaaaa: Input data was truncated"),
        ("UPDATE answer SET reply = 7", "answer, key aaaaaaaaaaaa: Expected `object`, got `int`"),
        ("UPDATE answer SET reply = CAST(x'22ff22' AS TEXT)", "answer, key aaaaaaaaaaaa: "),
        ("UPDATE answer SET key = CAST(x'ff' AS TEXT)", "answer, row 1: not UTF-8"),
        (
            "UPDATE answer SET reply = json_set(reply, '$.usage.output', -4)",
            "answer, key aaaaaaaaaaaa: output is -4, which is out of range",
        ),
        (
            "UPDATE answer SET reply = replace(hex(zeroblob(50000)), '0', '[')",
            "answer, key aaaaaaaaaaaa: ",
        ),
    ],
)
def test_a_damaged_answer_is_named(statement: str, place: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text(ANSWER, encoding="utf-8")
    assert cli("answers", "import", "answers.jsonl").code == 0
    change(tmp_path / ".delibctl" / "answers.sqlite", statement)

    assert_named(cli("answers", "export"), f"answers.sqlite is damaged at table {place}")
    assert_named(cli("runs", "prune", "--answers", "--yes"), "answers.sqlite is damaged at table ")


def test_a_damaged_answer_is_never_taken_for_one_that_is_missing(
    cli: Cli, tmp_path: Path, copied: Path
) -> None:
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        probe = ("probe", copied, "--model", "mock", "--sample", 2)
        assert cli(*probe).code == 0
        asked = len(server.requests)
        change(tmp_path / ".delibctl" / "answers.sqlite", "UPDATE answer SET reply = '[]'")

        for more in (("--replay",), ("--run", "other.sqlite"), ("--estimate",)):
            done = cli(*probe, *more)
            assert done.code == 2, done
            assert "answers.sqlite is damaged at table answer, key " in done.err
        assert len(server.requests) == asked


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) * 3 // 4],
        lambda data: data[:8192] + bytes(4096) + data[12288:],
        lambda data: data[:4096] + b"\xff" * 64 + data[4160:],
    ],
    ids=["cut off", "a page of zeros", "a spoiled page"],
)
def test_lost_pages_are_damage_and_never_fewer_trials(
    spoil: Callable[[bytes], bytes], run: Path, cli: Cli
) -> None:
    run.write_bytes(spoil(run.read_bytes()))

    assert_named(cli("diff", "run.sqlite"), "is damaged")


def test_a_damaged_run_is_named_where_all_runs_of_a_policy_are_read(
    run: Path, cli: Cli, tmp_path: Path
) -> None:
    assert cli("probe", "--model", "baseline").code == 0
    (sound,) = (tmp_path / ".delibctl" / "runs").iterdir()
    change(sound, "UPDATE run SET value = 5 WHERE key = 'policy'")

    done = cli("coverage")
    assert done.code == 0
    assert f"not counted: {sound.name} is damaged at table run, key 'policy': " in done.err
    assert_named(cli("probe", "--model", "baseline", "--wrong"), "is damaged at table run, key ")
