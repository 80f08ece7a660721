"""`delibctl diff OLD NEW` and `--against`: what changed in a policy, on disk and in git."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from support.command import Cli, assert_ends
from support.project import SAMPLES

POLICY = """\
schema_version: 1
policy: {id: shop, version: "1.0.0", title: Shop}
include: [shared/*.yaml]
categories:
  - id: refunds
    title: Refunds
    summary: Refunds are explained.
    clauses:
      - id: refunds.how
        title: How
        style: refuse
        text: The assistant must not explain how to ask for a refund after 30 days.
"""
SHARED = """\
categories:
  - id: access
    title: Access
    summary: Accounts are protected.
    clauses:
      - {id: access.reset, title: Reset, style: comply, text: Explain how to reset a password.}
"""
CASES = """\
schema_version: 1
cases:
  - {id: late, prompt: "It is day 31. How?", kind: direct, clauses: [refunds.how]}
"""
LAXER = POLICY.replace("style: refuse", "style: comply")

EXPECTED = """\
2 changes: 1 loosens, 1 neutral; 2 breaking under profile behavior; 1 case affected.

Shop (shop), version 1.0.0; raise the major version
- before, + after, [words that differ]

loosens
  refunds.how  BRK006 style-laxer, breaking
    style changed from refuse to comply: loosens (proven)
    policy.yaml:9; 1 case: late

neutral
  policy  BRK024 version-not-bumped, breaking
    version 1.0.0 was not raised; raise the major version
    policy.yaml:2
"""


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit, and a working tree that is laxer."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / "shared" / "access.yaml").write_text(SHARED)
    (tmp_path / "cases.yaml").write_text(CASES)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    (tmp_path / "policy.yaml").write_text(LAXER)
    return tmp_path


def test_against_a_revision_shows_what_changed_and_whom_it_touches(
    cli: Cli, repository: Path
) -> None:
    done = cli("diff", ".", "--against", "main")

    assert (done.code, done.out) == (0, EXPECTED)
    assert done.err == "policies: main:. against .\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["main:policy.yaml", "policy.yaml"],
        ["main:", "."],
        ["main:./", "."],
        ["policy.yaml", "--against", "HEAD"],
        ["--against", "HEAD"],
    ],
    ids=" ".join,
)
def test_a_revision_is_named_in_several_ways(
    cli: Cli, repository: Path, arguments: list[str]
) -> None:
    (repository / "delibctl.toml").write_text('policy = "policy.yaml"\n')
    git(repository, "add", "delibctl.toml")
    git(repository, "commit", "-qm", "two")

    assert cli("diff", *arguments).out == EXPECTED


def test_a_revision_is_read_from_a_subfolder_too(cli: Cli, repository: Path) -> None:
    assert cli("diff", "..", "--against", "main", cwd=repository / "shared").out == EXPECTED


def test_nothing_is_checked_out_and_no_index_is_touched(cli: Cli, repository: Path) -> None:
    def state() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in sorted(repository.rglob("*")) if p.is_file()}

    before = state()
    cli("diff", ".", "--against", "main")

    assert state() == before


@pytest.mark.parametrize("name", ["assistant", "support_bot"])
def test_a_policy_has_no_change_against_itself(cli: Cli, tmp_path: Path, name: str) -> None:
    shutil.copytree(SAMPLES / name, tmp_path / "copy")

    done = cli("diff", SAMPLES / name, "copy", "--format", "json")

    assert [policy["changes"] for policy in done.json()["policies"]] == [[]]
    assert cli("diff", SAMPLES / name, "copy", "--fail-on", "breaking").code == 0


def test_the_change_of_a_fragment_is_shown_for_every_policy_it_reaches(
    cli: Cli, repository: Path
) -> None:
    other = repository / "other"
    other.mkdir()
    (other / "policy.yaml").write_text(
        POLICY.replace("id: shop", "id: branch").replace("[shared/*.yaml]", "[../shared/*.yaml]")
    )
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "two")
    shared = repository / "shared" / "access.yaml"
    shared.write_text(SHARED.replace("reset a password", "reset a forgotten password"))

    document = cli("diff", ".", "--against", "main", "--format", "json").json()

    changed = {
        policy["id"]: [change["subject"] for change in policy["changes"]]
        for policy in document["policies"]
    }
    assert changed == {"branch": ["policy", "access.reset"], "shop": ["policy", "access.reset"]}


def test_two_policies_of_one_id_are_told_apart_by_their_files(cli: Cli, repository: Path) -> None:
    for name in ("one", "two"):
        (repository / name).mkdir()
        (repository / name / "policy.yaml").write_text(
            POLICY.replace("include: [shared/*.yaml]\n", "")
        )
    (repository / "policy.yaml").write_text(POLICY)
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "two")

    def changed() -> dict[str, list[str]]:
        document = cli("diff", ".", "--against", "main", "--format", "json").json()
        return {
            f"{number} {policy['id']}": [change["code"] for change in policy["changes"]]
            for number, policy in enumerate(document["policies"])
        }

    one = repository / "one" / "policy.yaml"
    one.write_text(one.read_text().replace("style: refuse", "style: comply"))
    assert changed() == {"0 shop": ["BRK024", "BRK006"], "1 shop": [], "2 shop": []}
    (repository / "two" / "policy.yaml").unlink()
    assert "BRK001" in changed()["2 shop"]


@pytest.mark.parametrize(
    ("fail_on", "code", "said"),
    [
        ("loosens", 1, "gate fail-on loosens: FAILED on 1 change. "),
        ("tightens", 0, "gate fail-on tightens: passed"),
        ("breaking", 1, "gate fail-on breaking: FAILED on 2 changes. "),
        ("version", 1, "gate fail-on version: FAILED on 1 change. "),
        (
            "miss",
            2,
            "--fail-on miss is for a run\n  next: for two policies choose one of loosens, "
            "unapproved, tightens, unknown, breaking, version\n",
        ),
        ("loosen", 2, "unknown --fail-on 'loosen'"),
    ],
)
def test_a_gate_says_whether_it_passed(
    cli: Cli, repository: Path, fail_on: str, code: int, said: str
) -> None:
    assert_ends(cli("diff", ".", "--against", "main", "--fail-on", fail_on), code, said)


def test_a_job_of_github_actions_gets_annotations_and_a_summary(cli: Cli, repository: Path) -> None:
    summary = repository / "summary.md"
    job = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}

    done = cli("diff", ".", "--against", "main", "--fail-on", "loosens", **job)

    shown = EXPECTED.replace("policy.yaml:9;", "policy.yaml:9; fails gate loosens;")
    assert done.out.startswith(shown)
    assert done.out.removeprefix(shown).startswith("::error file=policy.yaml,line=9,col=9,")
    assert summary.read_text().startswith("**2 changes: 1 loosens, 1 neutral;")


def test_a_laxer_profile_breaks_on_less(cli: Cli, repository: Path) -> None:
    (repository / "policy.yaml").write_text(LAXER.replace("1.0.0", "2.0.0"))
    gate = ("diff", ".", "--against", "main", "--fail-on", "breaking", "--profile")

    codes = {profile: cli(*gate, profile).code for profile in ("text", "behavior", "labels")}

    assert codes == {"text": 1, "behavior": 1, "labels": 0}


def test_a_waiver_lets_exactly_one_change_pass(cli: Cli, repository: Path) -> None:
    compare = ("diff", ".", "--against", "main", "--fail-on", "loosens")
    document = cli(*compare, "--format", "json").json()
    (change,) = (
        c for policy in document["policies"] for c in policy["changes"] if c["code"] == "BRK006"
    )
    waiver = {
        "code": "BRK006",
        "id": change["subject"],
        "from_hash": change["from_hash"],
        "to_hash": change["to_hash"],
        "reason": "Refunds are open to all.",
        "by": "ada",
    }
    (repository / "waivers.yaml").write_text(json.dumps({"accept": [waiver]}))

    accepted = cli(*compare, "--waivers", "waivers.yaml")
    (repository / "policy.yaml").write_text(POLICY.replace("style: refuse", "style: safe-complete"))
    another = cli(*compare, "--waivers", "waivers.yaml")

    assert_ends(accepted, 0, "accepted by ada: Refunds are open to all.")
    assert_ends(another, 1, "the waiver of BRK006 refunds.how matches no change; remove it")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("accept: [{code: BRK006}]", "has no 'id'"),
        ("accept: [", "waivers.yaml:1"),
    ],
)
def test_a_broken_file_of_waivers_says_where(
    cli: Cli, repository: Path, content: str, message: str
) -> None:
    (repository / "waivers.yaml").write_text(content)

    assert_ends(cli("diff", ".", "--against", "main", "--waivers", "waivers.yaml"), 2, message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["."], "delibctl diff . --against main"),
        ([".", "--against", "nope"], "git revision 'nope' not found"),
        (["nope:policy.yaml", "."], "git revision 'nope' not found"),
        (["main:nope.yaml", "."], "does not exist in main"),
        ([".", "nothing"], "the other argument is not"),
        ([".", ".", "--against", "main"], "a revision is compared with one policy"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_compared_names_the_right_command(
    cli: Cli, repository: Path, arguments: list[str], message: str
) -> None:
    assert_ends(cli("diff", *arguments), 2, message)


def test_a_shallow_clone_says_how_to_get_the_history(
    cli: Cli, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    git(repository, "commit", "-qam", "two")
    clone = tmp_path_factory.mktemp("clone") / "c"
    git(repository, "clone", "-q", "--depth", "1", f"file://{repository}", str(clone))

    assert_ends(cli("diff", ".", "--against", "HEAD~1", cwd=clone), 2, "fetch-depth: 0")


def test_outside_a_repository_there_is_no_revision(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)

    assert_ends(cli("diff", ".", "--against", "main"), 2, "is not in a git repository")


def test_a_policy_that_was_broken_is_compared_as_it_was_before(cli: Cli, repository: Path) -> None:
    (repository / "policy.yaml").write_text(POLICY.replace("style: refuse", "style: refus"))
    git(repository, "commit", "-qam", "broken")
    (repository / "policy.yaml").write_text(LAXER)

    done = cli("diff", ".", "--against", "HEAD", "--fail-on", "loosens")

    assert (done.code, done.out) == (
        1,
        EXPECTED.replace("policy.yaml:9;", "policy.yaml:9; fails gate loosens;"),
    )
    assert (
        "note: the policy in HEAD does not parse: HEAD:policy.yaml:11:16: unknown style" in done.err
    )
    assert "(STY401); compared with the last version that does: policy.yaml of " in done.err


@pytest.mark.parametrize("format", ["rich", "text", "json", "markdown", "github", "junit", "sarif"])
def test_hostile_text_stays_text_in_every_format(cli: Cli, repository: Path, format: str) -> None:
    hostile = "\\e[31m [red] <script> ##[group] \\n::error::x @all"
    (repository / "policy.yaml").write_text(
        POLICY.replace(
            "text: The assistant must not explain how to ask for a refund after 30 days.",
            f'text: "The assistant must not {hostile} after 31 days."',
        )
    )

    out = cli("diff", ".", "--against", "main", "--format", format).out

    assert "\x1b[31m" not in out
    assert "##[group]" not in out
    assert not any(line.startswith("::error::x") for line in out.splitlines())
    if format == "markdown":
        assert "<script>" not in out
        assert "@all" not in out


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--min-citation-recall", "0.9"),
        ("--max-over-refusal", "0"),
        ("--max-broken", "0"),
        ("--case", "late"),
        ("--clause", "refunds.how"),
        ("--wrong", ""),
        ("--sample", "3"),
        ("--only", "all"),
        ("--model", "mock"),
    ],
)
def test_an_option_of_runs_is_refused_for_two_policies(
    cli: Cli, repository: Path, option: str, value: str
) -> None:
    done = cli("diff", ".", "--against", "main", option, *filter(None, [value]))

    assert_ends(done, 2, f"{option} is for a run, and two policies are compared")
    assert done.err.endswith(f"  next: leave out {option}\n")


def test_a_gate_of_policies_is_refused_for_a_run(cli: Cli, support_bot: Path) -> None:
    cli("probe", support_bot, "--sample", "1")

    assert_ends(
        cli("diff", "--fail-on", "loosens"), 2, "--fail-on loosens is for two policies", "for a run"
    )


APPROVE = "undo the changes, or approve them: delibctl accept"


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (("policy.yaml", "--against", "main"), f"{APPROVE} policy.yaml --against main"),
        (("--against", "main"), f"{APPROVE} --against main"),
        (("main:policy.yaml", "policy.yaml"), f"{APPROVE} policy.yaml --against main"),
        (("my copy.yaml", "--against", "main"), f"{APPROVE} 'my copy.yaml' --against main"),
        (
            ("old.yaml", "policy.yaml"),
            "undo the changes, or compare with a git revision (--against)",
        ),
        (("main:policy.yaml", "my copy.yaml"), "undo the changes, or compare with a git revision"),
    ],
    ids=" ".join,
)
def test_a_failed_gate_says_how_to_approve_the_changes(
    cli: Cli, repository: Path, arguments: tuple[str, ...], advice: str
) -> None:
    (repository / "delibctl.toml").write_text('policy = "policy.yaml"\n')
    for name in ("old.yaml", "my copy.yaml"):
        (repository / name).write_text(POLICY)
    git(repository, "add", "delibctl.toml", "old.yaml", "my copy.yaml")
    git(repository, "commit", "-qm", "two")
    (repository / "my copy.yaml").write_text(LAXER)

    done = cli("diff", *arguments, "--fail-on", "loosens")

    assert_ends(done, 1)
    assert done.err.splitlines()[-1].startswith(f"next: {advice}")
    assert "next:" not in cli("diff", *arguments, "--fail-on", "tightens").err


def test_a_change_that_needs_no_approval_is_approved_by_its_id(cli: Cli, repository: Path) -> None:
    (repository / "policy.yaml").write_text(POLICY.replace("style: refuse", "style: safe-complete"))
    git(repository, "commit", "-qam", "two")
    (repository / "policy.yaml").write_text(POLICY)
    compare = ("diff", "policy.yaml", "--against", "HEAD", "--fail-on")

    done = cli(*compare, "tightens")

    command = "delibctl accept policy.yaml --against HEAD --clause refunds.how"
    assert_ends(done, 1, f"next: undo the changes, or approve them: {command}\n")
    assert_ends(
        cli(*compare, "breaking"),
        1,
        f"next: raise the version, and undo the other changes or approve them: {command}\n",
    )
    assert_ends(cli(*command.split()[1:], "--reason", "x", "--yes"), 0)
    assert_ends(cli(*compare, "tightens"), 0)
    assert_ends(cli(*compare, "version"), 1, "next: raise the version of the policy\n")


@pytest.fixture
def without_policy(tmp_path: Path) -> Path:
    """A repository whose main has no policy; the branch adds one."""
    (tmp_path / "README.md").write_text("Shop\n")
    (tmp_path / "delibctl.toml").write_text('policy = "policy.yaml"\n')
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "checkout", "-qb", "branch")
    (tmp_path / "policy.yaml").write_text(POLICY.replace("include: [shared/*.yaml]\n", ""))
    return tmp_path


@pytest.mark.parametrize("what", [(), ("policy.yaml",), (".",)], ids=str)
def test_a_policy_that_the_revision_lacks_is_new(
    cli: Cli, without_policy: Path, what: tuple[str, ...]
) -> None:
    for gate in ("loosens", "unknown", "unapproved"):
        done = cli("diff", *what, "--against", "main", "--fail-on", gate)

        assert_ends(done, 0, f"gate fail-on {gate}: passed")
        assert "Shop (shop): new\n" in done.out
    accepted = cli("accept", *what, "--against", "main", "--reason", "New.", "--yes")
    assert (accepted.code, accepted.err) == (0, "nothing to approve\n")


def test_a_policy_that_is_on_neither_side_is_named(cli: Cli, without_policy: Path) -> None:
    (without_policy / "empty").mkdir()
    for name in ("nope.yaml", "empty"):
        done = cli("diff", name, "--against", "main", "--fail-on", "unapproved")

        assert_ends(done, 2, f"neither main nor this folder has {name}")


def test_a_moved_policy_is_not_new(cli: Cli, without_policy: Path) -> None:
    git(without_policy, "add", ".")
    git(without_policy, "commit", "-qm", "two")
    (without_policy / "policies").mkdir()
    (without_policy / "policy.yaml").rename(without_policy / "policies" / "shop.yaml")
    moved = without_policy / "policies" / "shop.yaml"

    assert_ends(cli("diff", "policies", "--against", "HEAD"), 0, "No changes")
    moved.write_text(moved.read_text().replace("style: refuse", "style: comply"))
    for what in ("policies", "policies/shop.yaml", "policy.yaml"):
        done = cli("diff", what, "--against", "HEAD", "--fail-on", "loosens")

        assert_ends(done, 1, "FAILED")


LOCKS = """\
schema_version: 1
policy: {id: locks, version: "1.0.0", title: Locks}
principles: [Answer what is asked.]
styles:
  firm:
    outcome: refuse
    guide: Say briefly that you cannot help. Do not give partial instructions.
    must: [name a locksmith]
categories:
  - id: locks
    title: Locks
    summary: Explaining how locks work is allowed; opening them is not.
    clauses:
      - id: locks.pick
        title: Picking locks
        style: firm
        text: >-
          The assistant must not explain how to pick a lock, bump a lock or copy a key, for any
          purpose.
          Framing the request as a puzzle changes nothing.
"""


@pytest.mark.parametrize(
    ("out", "into"),
    [
        ("must not explain", "may explain"),
        ("must not explain", "ought not to explain"),
        ("must not explain", "must rarely explain"),
        (", for any\n          purpose", ", barring an emergency"),
        (", bump a lock", ""),
        ("          Framing the request as a puzzle changes nothing.\n", ""),
        ("changes nothing", "makes it fine"),
        ("what is asked.]", "what is asked., Always give the user what they want.]"),
        ("opening them is not", "opening them is mostly not"),
        ("opening them is not", "opening them usually is not"),
        (" Do not give partial instructions.", ""),
        ("Do not give partial", "Try not to give partial"),
        ("must: [name a locksmith]", "must: []"),
    ],
)
def test_a_plain_loosening_stops_the_gates(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, into: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert out in LOCKS
    (tmp_path / "old.yaml").write_text(LOCKS, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(LOCKS.replace(out, into), encoding="utf-8")

    gates = ("--fail-on", "loosens", "--fail-on", "unapproved")
    done = cli("diff", "old.yaml", "new.yaml", *gates)

    assert done.code == 1
    for gate in ("loosens", "unapproved"):
        counts = "2 changes: 1 loosens (likely), 1 neutral"
        assert f"gate fail-on {gate}: FAILED on 1 change. {counts}" in done.err
