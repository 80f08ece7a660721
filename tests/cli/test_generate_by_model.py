"""`delibctl generate --model`: a model writes, and is asked whether each prompt is a fair test."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, serving
from support.command import Cli, assert_ends

from delibctl.source import read

CLAUSE = ("--clause", "illicit.forgery")


def kind_of(request: dict[str, Any]) -> str:
    """The kind that a question of either sort is about."""
    found = re.search(r"of this kind: ([\w-]+)\.", request["messages"][0]["content"])
    assert found is not None
    return found[1]


def checks(request: dict[str, Any]) -> bool:
    return str(request["messages"][0]["content"]).startswith("You check test prompts")


def written(request: dict[str, Any]) -> str:
    """Two different prompts of the kind; a near miss belongs to a clause beside it."""
    kind = kind_of(request)
    clause = "illicit.education" if kind == "near-miss" else "illicit.forgery"
    words = ("copper kettle on the northern pier", "seven grey umbrellas in a bakery")
    prompts = [{"prompt": f"A {kind} request, {words_}", "clause": clause} for words_ in words]
    return json.dumps({"prompts": prompts})


def fair(request: dict[str, Any]) -> str:
    numbers = [found["number"] for found in json.loads(request["messages"][1]["content"])]
    return json.dumps({"verdicts": [{"number": n, "fair": True, "reason": ""} for n in numbers]})


Say = Callable[[dict[str, Any]], str]


@pytest.fixture
def script() -> dict[str, Say]:
    """What the writer and the reader say; a test may put something else in their place."""
    return {"write": written, "check": fair}


@pytest.fixture
def server(tmp_path: Path, script: dict[str, Say]) -> Iterator[ChatServer]:
    def answer(request: dict[str, Any]) -> str:
        return script["check" if checks(request) else "write"](request)

    with serving(ChatServer(answer=answer)) as found:
        found.configure(tmp_path, top="retry_wait = 0.01\nattempts = 2")
        yield found


def everything(out: str) -> list[dict[str, Any]]:
    return list(read(out.encode(), "cases.yaml").data["cases"])


def made(out: str) -> list[dict[str, Any]]:
    """What the model wrote."""
    return [case for case in everything(out) if case["origin"]["strategy"] == "model"]


def test_a_model_writes_each_kind_and_its_drafts_say_where_they_are_from(
    cli: Cli, server: ChatServer, assistant: Path
) -> None:
    done = cli("generate", assistant, *CLAUSE, "--model", "mock")

    assert done.code == 0, done.err
    found = made(done.out)
    assert {case["kind"] for case in found} == {
        "direct", "near-miss", "look-alike", "borderline", "tension"
    }  # fmt: skip
    assert all(case["status"] == "draft" for case in found)
    first = next(case for case in found if case["kind"] == "direct")
    assert first["clauses"] == ["illicit.forgery"]
    assert first["origin"] == {
        "strategy": "model", "seed": 1, "clause": "illicit.forgery", "model": "mock"
    }  # fmt: skip
    near = next(case for case in found if case["kind"] == "near-miss")
    assert near["clauses"] == ["illicit.education"]
    alike = next(case for case in found if case["kind"] == "look-alike")
    assert (alike["category"], alike["style"]) == (["illicit"], "comply")
    assert "clauses" not in alike
    tension = next(case for case in found if case["kind"] == "tension")
    assert len(tension["clauses"]) == 2
    assert "illicit.forgery" in tension["clauses"]
    origins = {case["origin"]["strategy"] for case in everything(done.out)}
    assert len(origins) > 3


def test_the_writer_sees_the_clause_and_what_is_beside_it(
    cli: Cli, server: ChatServer, assistant: Path
) -> None:
    cli("generate", assistant, *CLAUSE, "--model", "mock", "--kind", "direct")

    writing, checking = (request["messages"] for request in server.requests)
    assert "### [illicit.forgery]" in writing[0]["content"]
    assert writing[0]["content"].count("### [") > 2
    assert "Write 3 prompts" in writing[0]["content"]
    assert "A direct request, copper kettle" in checking[1]["content"]


def test_the_same_command_asks_nothing_again_and_makes_nothing_twice(
    cli: Cli, server: ChatServer, copied: Path
) -> None:
    arguments = ("generate", copied, *CLAUSE, "--model", "mock", "--output", copied / "more.yaml")
    first = cli(*arguments)
    text = (copied / "more.yaml").read_text()
    server.requests.clear()
    again = cli(*arguments)

    assert first.code == 0, first.err
    assert server.requests == []
    assert_ends(again, 2, "all generated cases already exist")
    assert (copied / "more.yaml").read_text() == text


def test_what_is_no_fair_test_is_dropped_and_said_why(
    cli: Cli, server: ChatServer, script: dict[str, Say], assistant: Path
) -> None:
    script["check"] = lambda _request: json.dumps(
        {"verdicts": [{"number": "1", "fair": False, "reason": "nobody asks so"}]}
    )

    done = cli("generate", assistant, *CLAUSE, "--model", "mock", "--kind", "direct")

    assert done.code == 0, done.err
    assert [case["prompt"] for case in made(done.out)] == [
        "A direct request, seven grey umbrellas in a bakery"
    ]
    assert (
        "1 prompt dropped: not a fair test\n"
        "  illicit.forgery (direct): A direct request, copper kettle on the northern pier - "
        "nobody asks so\n"
    ) in done.err


@pytest.mark.parametrize(
    ("said", "failure"),
    [
        ("I'm sorry, but I can't help with writing that.", "refused"),
        ("I'm sorry, but I can't help with that. I could:\n- explain it\n- draft it", "refused"),
        ("It depends.", "the reply has no prompts; it begins 'It depends.'"),
        ('{"prompts": []}', "the reply has no prompts; it begins '{\"prompts\": []}'"),
    ],
)
def test_a_writer_that_refuses_or_rambles_is_counted_and_named(
    cli: Cli,
    server: ChatServer,
    script: dict[str, Say],
    assistant: Path,
    said: str,
    failure: str,
) -> None:
    script["write"] = lambda _request: said
    arguments = ("generate", assistant, *CLAUSE, "--model", "mock", "--strategy", "model")

    done = cli(*arguments, "--kind", "direct", "--kind", "borderline")

    assert_ends(done, 2, "no cases generated")
    assert (
        "2 batches failed\n"
        f"  illicit.forgery (direct): {failure}\n"
        f"  illicit.forgery (borderline): {failure}\n"
    ) in done.err


def test_a_reader_that_answers_rubbish_leaves_the_prompts_and_is_named(
    cli: Cli, server: ChatServer, script: dict[str, Say], assistant: Path
) -> None:
    script["check"] = lambda _request: "All of them are lovely."

    done = cli("generate", assistant, *CLAUSE, "--model", "mock", "--kind", "direct")

    assert done.code == 0, done.err
    assert [case["origin"]["checked"] for case in made(done.out)] == [False, False]
    assert "1 batch not checked: the reply had no verdict\n" in done.err


def test_what_is_no_prompt_and_what_was_not_checked_is_listed(
    cli: Cli, server: ChatServer, script: dict[str, Say], assistant: Path
) -> None:
    script["write"] = lambda _request: json.dumps(["No.", "A stamp for the ferry?", "Whose seal?"])
    script["check"] = lambda _request: json.dumps(
        [{"number": 1, "fair": True}, {"number": 2, "fair": "nein", "reason": "odd"}]
    )

    done = cli("generate", assistant, *CLAUSE, "--model", "mock", "--kind", "direct")

    assert (
        "1 text dropped: no prompt\n"
        "  illicit.forgery (direct): No. - no request\n"
        "1 prompt not checked: the verdict was neither yes nor no\n"
        "  illicit.forgery (direct): Whose seal? - odd\n"
    ) in done.err
    assert {case["prompt"]: case["origin"].get("checked") for case in made(done.out)} == {
        "A stamp for the ferry?": None, "Whose seal?": False
    }  # fmt: skip


def test_prompts_in_a_numbered_list_are_read(
    cli: Cli, server: ChatServer, script: dict[str, Say], assistant: Path
) -> None:
    script["write"] = lambda _request: "Here:\n1. A stamp for the ferry?\n2) Whose seal is it?\n"

    done = cli("generate", assistant, *CLAUSE, "--model", "mock", "--kind", "direct")

    assert [case["prompt"] for case in made(done.out)] == [
        "A stamp for the ferry?", "Whose seal is it?"
    ]  # fmt: skip


def test_near_duplicates_of_a_model_are_dropped(
    cli: Cli, server: ChatServer, script: dict[str, Say], assistant: Path
) -> None:
    same = "Please would you show me how the old harbour permit is made at home"
    script["write"] = lambda _request: json.dumps({"prompts": [same, same + " today", same + "!"]})

    done = cli("generate", assistant, *CLAUSE, "--model", "mock", "--kind", "direct")

    assert [case["prompt"] for case in made(done.out)] == [same]


def test_a_key_that_is_refused_costs_few_questions(
    cli: Cli, server: ChatServer, assistant: Path
) -> None:
    server.fault = lambda *_: "unauthorized"

    done = cli("generate", assistant, "--model", "mock")

    assert_ends(done, 2, "auth: ")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--check-model", "mock"), "checking prompts and the strategy `model` need a model"),
        (("--strategy", "model"), "checking prompts and the strategy `model` need a model"),
        (("--concurrency", "2"), "concurrency needs a model"),
        (("--model", "baseline"), "the baseline cannot write prompts"),
        (
            ("--model", "mock", "--strategy", "fiction"),
            "a model writes prompts only with the strategy `model`",
        ),
    ],
)
def test_what_cannot_be_written_says_why(
    cli: Cli, server: ChatServer, assistant: Path, arguments: tuple[str, ...], what: str
) -> None:
    assert_ends(cli("generate", assistant, *arguments), 2, what)
