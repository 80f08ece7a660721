"""Case files beside a policy that no policy names: a finding, and a note of a probe."""

import re
from pathlib import Path

import pytest
from support.command import Cli, assert_ends

HEAD = 'schema_version: 1\npolicy: {{id: {}, version: "1.0.0", title: T}}\n'
CLAUSES = """\
categories:
  - id: refunds
    title: Refunds
    summary: Refunds are explained.
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask for a refund.}
"""
CASE = """\
schema_version: 1
cases:
  - {{id: {}, prompt: How do I ask {}, kind: direct, clauses: [refunds.how]}}
"""


def put(folder: Path, **files: str) -> None:
    for stem, text in files.items():
        path = folder / f"{stem.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def policy(id: str = "shop", entries: str = "") -> str:
    return HEAD.format(id) + entries + CLAUSES


def case(id: str) -> str:
    return CASE.format(id, id)


MESSAGE = "the cases in '{}' are not asked, because no policy names the file (REF208 unnamed-cases)"


@pytest.mark.parametrize(
    ("files", "unnamed", "advice"),
    [
        pytest.param(
            {
                "policy": policy(entries="cases: [made.yaml]\n"),
                "made": case("a"),
                "cases": case("b"),
            },
            "cases.yaml",
            "add the file to `cases`, or move it to another folder",
            id="the default file beside a list",
        ),
        pytest.param(
            {"policy": policy(), "made": case("a"), "cases": case("b")},
            "made.yaml",
            "write `cases: [cases.yaml, made.yaml]`, or move the file to another folder",
            id="a new file beside the default one",
        ),
        pytest.param(
            {
                "policy": policy(entries="cases: [cases.yaml]\n"),
                "cases": case("a"),
                "cases__b": case("b"),
            },
            "cases/b.yaml",
            "add the file to `cases`, or move it to another folder",
            id="the default folder beside a list",
        ),
        pytest.param(
            {
                "one": policy("one", "cases: [cases-one.yaml]\n"),
                "two": policy("two", "cases: [cases-two.yaml]\n"),
                "cases-one": case("a"),
                "cases-two": case("b"),
                "left": case("c"),
            },
            "left.yaml",
            "add the file to `cases`, or move it to another folder",
            id="two policies",
        ),
    ],
)
def test_a_case_file_that_no_policy_names_is_a_finding(
    cli: Cli, tmp_path: Path, files: dict[str, str], unnamed: str, advice: str
) -> None:
    put(tmp_path, **files)

    done = cli("lint", ".")

    assert done.code == 0
    text = " ".join(done.out.split())
    assert text.count("REF208") == 1
    assert MESSAGE.format(unnamed) in text
    assert f"next: {advice}" in text


@pytest.mark.parametrize(
    "name", ["a, b.yaml", "[en].yaml", "what: now.yaml", "# no.yaml", "-x.yaml"]
)
def test_the_advice_is_valid_yaml_whatever_the_name_of_the_file(
    cli: Cli, tmp_path: Path, name: str
) -> None:
    put(tmp_path, policy=policy(), cases=case("a"))
    (tmp_path / name).write_text(case("b"))
    advice = re.search(r"write `(.+?)`, or", " ".join(cli("lint", ".").out.split()))
    assert advice is not None

    put(tmp_path, policy=policy(entries=f"{advice[1]}\n"))

    assert_ends(cli("lint", "."), 0, "3 files checked, no findings")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            {"policy": policy(), "cases": case("a"), "cases__b": case("b")}, id="defaults"
        ),
        pytest.param(
            {"policy": policy(entries="cases: ['*-cases.yaml']\n"), "a-cases": case("a")},
            id="a glob",
        ),
        pytest.param(
            {
                "one": policy("one", "cases: [cases-one.yaml]\n"),
                "two": policy("two", "cases: [cases-two.yaml]\n"),
                "cases-one": case("a"),
                "cases-two": case("b"),
            },
            id="named by another policy",
        ),
        pytest.param({"policy": policy(), "cases": case("a"), "notes": "a: 1\n"}, id="other YAML"),
    ],
)
def test_a_case_file_that_a_policy_names_is_none(
    cli: Cli, tmp_path: Path, files: dict[str, str]
) -> None:
    put(tmp_path, **files)

    for path in (".", *(f"{stem}.yaml" for stem in files if stem in ("policy", "one"))):
        assert "REF208" not in cli("lint", path).out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cases.yaml", "schema_version: 1\ncases:\n  - {id: b, prompt: [\n"),
        ("left.yaml", "cases:\n  - id: b\n - id: c\n"),
        ("cases.yaml", "schema_version: [\n"),
        ("cases.yaml", '{"schema_version": 1, "cases": [{"id": "b", "prompt": "How?"}]}\n'),
        ("left.yml", "{schema_version: 1, cases: []}\n"),
        ("left.yaml", "--- {schema_version: 1,\n   cases: []}\n"),
        ("cases.yaml", None),
    ],
    ids=[
        *("one that cannot be parsed", "one that cannot be parsed elsewhere", "no key of cases"),
        *("JSON", "braces on one line", "braces after a mark", "a broken link"),
    ],
)
def test_a_case_file_need_not_be_readable_to_be_found(
    name: str, content: str | None, cli: Cli, tmp_path: Path
) -> None:
    put(tmp_path, policy=policy(entries="cases: [made.yaml]\n"), made=case("a"))
    if content is None:
        (tmp_path / name).symlink_to("nowhere")
    else:
        (tmp_path / name).write_text(content)

    assert MESSAGE.format(name) in " ".join(cli("lint", "policy.yaml").out.split())


def test_a_case_file_beside_a_link_to_a_policy_is_found(cli: Cli, tmp_path: Path) -> None:
    put(tmp_path, policy=policy(), linked__left=case("a"))
    (tmp_path / "linked" / "policy.yaml").symlink_to("../policy.yaml")

    for path in ("linked", "linked/policy.yaml"):
        assert MESSAGE.format("linked/left.yaml") in " ".join(cli("lint", path).out.split())


@pytest.mark.parametrize(
    "sibling",
    ["policy:\n  id: two\n cases: [left.yaml]\n", "policy: {id: two\n", "policy: *nowhere\n"],
    ids=["indentation", "brace", "alias"],
)
def test_a_policy_that_cannot_be_parsed_names_no_case_file(
    sibling: str, cli: Cli, tmp_path: Path
) -> None:
    put(tmp_path, policy=policy(), cases=case("a"), left=case("b"))
    (tmp_path / "two.yaml").write_text(sibling)

    assert MESSAGE.format("left.yaml") in " ".join(cli("lint", "policy.yaml").out.split())


def test_a_broken_default_file_of_the_policy_itself_is_named_once(cli: Cli, tmp_path: Path) -> None:
    put(tmp_path, policy=policy())
    (tmp_path / "cases.yaml").symlink_to("nowhere")

    out = cli("lint", "policy.yaml").out

    assert "REF208" not in out
    assert "REF207" in out


def test_a_configuration_that_leaves_out_a_case_file_is_found(cli: Cli, tmp_path: Path) -> None:
    put(tmp_path, policy=policy(), made=case("a"), cases=case("b"))
    (tmp_path / "delibctl.toml").write_text('policy = "policy.yaml"\ncases = ["made.yaml"]\n')

    assert MESSAGE.format("cases.yaml") in " ".join(cli("lint").out.split())
    assert "REF208" not in cli("lint", "policy.yaml", "--cases", "cases.yaml").out


def test_a_probe_names_the_cases_that_it_does_not_ask(cli: Cli, tmp_path: Path) -> None:
    put(tmp_path, policy=policy(entries="cases: [made.yaml]\n"), made=case("a"), cases=case("b"))

    done = cli("probe", "policy.yaml", "--model", "baseline")

    assert "the cases in cases.yaml are not asked: no policy names the file" in done.err
