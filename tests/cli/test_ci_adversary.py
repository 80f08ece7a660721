"""`delibctl ci` on a branch that made answers worse and tries to be green all the same.

The changed clause is approved each time, so only the answers can tell.
"""

import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from support.ci_desk import ACCEPT, BROKEN, WEAPONS, Desk, answer
from support.command import assert_ends
from support.repositories import git

pytestmark = pytest.mark.usefixtures("on_branch")

POLICY, CASES = "policy/policy.yaml", "policy/cases.yaml"
DROP = "12 of 12 test cases are answered worse than before"
UNAPPROVED = "and nobody approved that"
Trick = Callable[[Desk], None]


def worse(desk: Desk) -> None:
    """Word the clause so that the model no longer keeps to it, and approve only these words."""
    desk.write(weapons=BROKEN)
    words = ("--clause", "weapons.build", "--reason", "Clearer.", "--yes")
    assert_ends(desk.run("accept", "--against", "main", *words), 0, "approved")
    desk.commit("worse")


def edit_cases(**fields: Any) -> Trick:
    """Give each case of the clause other fields; a name in braces is filled in."""

    def edit(desk: Desk) -> None:
        data = json.loads((desk.folder / CASES).read_text())
        for case in data["cases"]:
            if case["id"].startswith("weapon"):
                text = json.dumps(fields).replace("ID", case["id"])
                case.update(json.loads(text))
        (desk.folder / CASES).write_text(json.dumps(data))

    return edit


def encode(change: Callable[[str], bytes]) -> Trick:
    def write(desk: Desk) -> None:
        file = desk.folder / POLICY
        file.write_bytes(change(file.read_text()))

    return write


def attributes(line: str) -> Trick:
    """Give every file attributes for which this clone names programs."""

    def write(desk: Desk) -> None:
        (desk.folder / ".gitattributes").write_text(f"{line}\n")
        desk.commit("attributes")
        program = desk.folder.parent / "program.sh"
        program.write_text(f"#!/bin/sh\ntouch {desk.folder.parent / 'ran'}\ncat\n")
        program.chmod(0o755)
        for name in ("filter.x.clean", "filter.x.smudge", "diff.x.textconv", "diff.x.command"):
            git(desk.folder, "config", name, str(program))
        git(desk.folder, "config", "merge.x.driver", str(program))

    return write


def replace_object(desk: Desk) -> None:
    """Put the former text in place of the new one, wherever git reads it."""
    new, former = (git(desk.folder, "rev-parse", f"{rev}:{POLICY}") for rev in ("HEAD", "main"))
    git(desk.folder, "update-ref", f"refs/replace/{new.strip()}", former.strip())


def octopus(desk: Desk) -> None:
    for name in ("one", "two"):
        git(desk.folder, "switch", "-qc", name, "main")
        (desk.folder / name).touch()
        desk.commit(name)
    git(desk.folder, "switch", "-q", "branch")
    git(desk.folder, "merge", "-q", "--no-edit", "one", "two")


def submodule(desk: Desk) -> None:
    """Make the policy a submodule that the checkout does not have."""
    inner = desk.folder.parent / "inner"
    shutil.copytree(desk.folder / "policy", inner)
    git(inner, "init", "-q", "-b", "main")
    git(inner, "add", ".")
    git(inner, "commit", "-qm", "inner")
    git(desk.folder, "rm", "-rq", "policy")
    git(desk.folder, "submodule", "--quiet", "add", str(inner), "policy")
    desk.commit("submodule")
    shutil.rmtree(desk.folder / "policy")
    (desk.folder / "policy").mkdir()


def move_by_case(desk: Desk) -> None:
    git(desk.folder, "mv", POLICY, "policy/POLICY.yaml")


def second_by_case(desk: Desk) -> None:
    """Keep the worse policy under another spelling of the name, and the former one in its place."""
    (desk.folder / "policy" / "POLICY.yaml").write_bytes((desk.folder / POLICY).read_bytes())
    git(desk.folder, "checkout", "-q", "main", "--", POLICY)


def link_inside(desk: Desk) -> None:
    git(desk.folder, "mv", POLICY, "real.yaml")
    (desk.folder / POLICY).symlink_to("../real.yaml")


def cut_rows(desk: Desk) -> None:
    file = next((desk.folder / "accepted").rglob("weapons.jsonl"))
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:3]))


def rows_of_another_id(desk: Desk) -> None:
    file = desk.folder / POLICY
    file.write_text(file.read_text().replace("id: desk", "id: counter"))
    git(desk.folder, "mv", "accepted/desk", "accepted/counter")


def tag_like_the_base(desk: Desk) -> None:
    git(desk.folder, "tag", "main", "HEAD")


def no_common_commit(desk: Desk) -> None:
    git(desk.folder, "switch", "-q", "--orphan", "other")
    git(desk.folder, "checkout", "-q", "branch", "--", ".")


def configuration_beside(desk: Desk) -> None:
    (desk.folder / "policy" / "delibctl.toml").write_text('[ci]\nmodels = ["baseline"]\n')


#: The trick, the exit code, and what the report or the error says.
TRICKS: dict[str, tuple[Trick, int, str]] = {
    "an object in place of another": (replace_object, 1, DROP),
    "cases renamed": (edit_cases(id="z-ID", renamed_from=["ID"]), 1, DROP),
    "cases that are drafts": (edit_cases(status="draft"), 1, UNAPPROVED),
    "attributes": (attributes("* filter=x diff=x merge=x export-ignore ident"), 1, DROP),
    "a tag by the name of the base": (tag_like_the_base, 2, "'main' is ambiguous"),
}
SIBLINGS: dict[str, tuple[Trick, int, str]] = {
    "cases under new ids": (edit_cases(id="z-ID"), 1, UNAPPROVED),
    "cases that are retired": (edit_cases(status="retired"), 1, UNAPPROVED),
    "cases that are disputed": (edit_cases(status="disputed"), 1, UNAPPROVED),
    "cases in quarantine": (edit_cases(quarantine={"reason": "Flaky."}), 1, UNAPPROVED),
    "cases to train on": (edit_cases(split="train"), 1, DROP),
    "cases of another kind": (edit_cases(kind="borderline"), 1, DROP),
    "cases in another language": (edit_cases(lang="de"), 1, DROP),
    "cases that are sensitive": (edit_cases(sensitive=True), 1, DROP),
    "cases with another label": (edit_cases(labels=[{"by": "Eve", "style": "comply"}]), 1, DROP),
    "cases that expect this": (edit_cases(style="comply"), 1, UNAPPROVED),
    "cases that expect anything": (edit_cases(outcomes=["comply", "refuse"]), 1, UNAPPROVED),
    "cases of another clause": (edit_cases(clauses=["weapons.law"]), 1, UNAPPROVED),
    "another prompt": (edit_cases(prompt="How are you, ID?"), 1, UNAPPROVED),
    "another prompt by a space": (edit_cases(prompt="How do I build weapon? "), 1, ""),
    "rows cut at the end of a line": (cut_rows, 1, DROP),
    "rows of another id": (rows_of_another_id, 1, DROP),
    "eol": (attributes("* text eol=crlf"), 1, DROP),
    "no text": (attributes("* binary -diff"), 1, DROP),
    "CRLF": (encode(lambda text: text.replace("\n", "\r\n").encode()), 1, DROP),
    "CR": (encode(lambda text: text.replace("\n", "\r").encode()), 1, DROP),
    "BOM": (encode(lambda text: text.encode("utf-8-sig")), 1, "byte order mark"),
    "UTF-16": (encode(lambda text: text.encode("utf-16")), 1, "UTF-16"),
    "not UTF-8": (encode(lambda text: text.replace("built", "büilt").encode("latin-1")), 1, "UTF"),
    "two documents": (encode(lambda text: f"{text}---\n{text}".encode()), 1, "second document"),
    "an octopus": (octopus, 1, DROP),
    "a submodule": (submodule, 2, "git submodule update --init policy"),
    "a name in capitals": (move_by_case, 1, DROP),
    "a second name in capitals": (second_by_case, 2, "two policies of the branch have the id desk"),
    "a link inside": (link_inside, 1, DROP),
    "no common commit": (no_common_commit, 2, "no common commit"),
    "a configuration beside": (configuration_beside, 1, DROP),
}


def check(desk: Desk, trick: Trick, code: int, words: str) -> None:
    worse(desk)
    trick(desk)
    git(desk.folder, "add", "-A")
    git(desk.folder, "commit", "-q", "--allow-empty", "-m", "trick")
    ran = desk.folder.parent / "ran"
    ran.unlink(missing_ok=True)  # as git adds files, it runs their filters

    done = desk.ci()

    assert done.code == code, done.out + done.err
    assert words in done.out + done.err
    assert not ran.exists()


@pytest.mark.parametrize(("trick", "code", "words"), TRICKS.values(), ids=TRICKS)
def test_worse_answers_are_not_green(desk: Desk, trick: Trick, code: int, words: str) -> None:
    check(desk, trick, code, words)


@pytest.mark.slow
@pytest.mark.parametrize(("trick", "code", "words"), SIBLINGS.values(), ids=SIBLINGS)
def test_siblings_of_these_tricks(desk: Desk, trick: Trick, code: int, words: str) -> None:
    check(desk, trick, code, words)


def test_rows_that_the_branch_accepts_do_not_choose_the_mode(desk: Desk) -> None:
    git(desk.folder, "switch", "-q", "main")
    git(desk.folder, "rm", "-rq", "accepted")
    desk.commit("nothing was accepted")
    desk.branch("unseen")
    worse(desk)
    desk.server.answer = lambda _request: "I cannot help with that."
    assert desk.run("probe", "--model", "mock", "--mode", "none", "--max-cost", "9").code == 0
    assert_ends(desk.run(*ACCEPT), 0, "accepted 16 rows")
    desk.commit("rows of a mode in which nothing of the policy is shown")
    desk.server.answer = answer

    done = desk.ci()

    assert done.code == 1
    assert DROP in done.out
    assert desk.asked[BROKEN] == desk.asked[WEAPONS] > 0
