"""The configuration: where it is found, and what is wrong with it."""

from pathlib import Path

import pytest

from delibctl.edge.settings import GateSettings, Settings, load_settings
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec, ReplyForm


def test_without_a_file_there_are_defaults_and_the_root_is_here(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings(root=tmp_path)


def test_the_git_root_is_the_root_without_a_file(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)

    assert load_settings(tmp_path / "a" / "b").root == tmp_path


def test_the_first_file_upward_counts(tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text("concurrency = 1\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "delibctl.toml").write_text("concurrency = 2\n")
    (tmp_path / "a" / "b").mkdir()

    found = load_settings(tmp_path / "a" / "b")

    assert (found.concurrency, found.root) == (2, tmp_path / "a")


def test_nothing_above_the_git_root_is_read(tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text("concurrency = 1\n")
    (tmp_path / "repo" / ".git").mkdir(parents=True)

    assert load_settings(tmp_path / "repo").file is None


def test_a_table_in_pyproject_counts_too(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.delibctl]\npolicy = "p.yaml"\n')

    assert load_settings(tmp_path).policy == "p.yaml"


def test_a_pyproject_without_the_table_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')

    assert load_settings(tmp_path).file is None


@pytest.mark.parametrize("name", ["delibctl.toml", "pyproject.toml"])
def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path, name: str) -> None:
    table = "[tool.delibctl]\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_text(f"\ufeff{table}concurrency = 3\n", encoding="utf-8")

    assert load_settings(tmp_path).concurrency == 3


@pytest.mark.parametrize(
    "content",
    [
        b'\xef\xbb\xbf[project]\nname = "x"\n',
        b'[project\nname = "x"\n',
        '[project]\nname = "x"\n'.encode("utf-16"),
        b'<<<<<<< HEAD\nname = "x"\n',
        b"\xff\xff\xff",
    ],
)
def test_a_pyproject_of_somebody_else_may_be_in_any_state(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content)

    assert load_settings(tmp_path).file is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_utf_16_is_named(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "delibctl.toml").write_bytes("concurrency = 3\n".encode(encoding))

    with pytest.raises(DelibctlError, match="the configuration is UTF-16, not UTF-8"):
        load_settings(tmp_path)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_merge_conflict_is_named_with_its_line(tmp_path: Path, line_end: str) -> None:
    text = 'model = "a"\n<<<<<<< HEAD\nrepeats = 1\n=======\nrepeats = 2\n>>>>>>> other\n'
    (tmp_path / "delibctl.toml").write_bytes(text.replace("\n", line_end).encode())

    with pytest.raises(DelibctlError, match="a merge conflict is not resolved") as caught:
        load_settings(tmp_path)

    assert caught.value.where == "delibctl.toml:2"


def test_a_model_has_a_name_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text(
        '[models.ours]\nname = "openai/x"\ntemperature = 0\nstructured = "prompt"\n'
    )

    settings = load_settings(tmp_path)

    assert settings.model_spec("ours") == ModelSpec(
        alias="ours", name="openai/x", temperature=0, structured=ReplyForm.PROMPT
    )
    assert settings.model_spec("openai/y") == ModelSpec(alias="openai/y", name="openai/y")


def test_a_model_has_limits_a_price_and_parameters_of_its_provider(tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text(
        '[models.x]\nname = "openai/x"\nrpm = 60\ntpm = 1000\ncached_price = 1\n'
        "params = {top_p = 0.5, thinking = {budget_tokens = 1024}}\n"
    )

    assert load_settings(tmp_path).model_spec("x") == ModelSpec(
        alias="x",
        name="openai/x",
        rpm=60,
        tpm=1000,
        cached_price=1.0,
        params={"top_p": 0.5, "thinking": {"budget_tokens": 1024}},
    )


def test_the_limits_of_gates_are_a_table(tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text(
        "[gates]\ntolerance = 0.05\nmax_regressed_clauses = 1\nmin_coverage = 1\n"
    )

    assert load_settings(tmp_path).gates == GateSettings(
        tolerance=0.05, max_regressed_clauses=1, min_coverage=1
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("concurrency = [", "cannot read the configuration"),
        ("concurency = 1", "unknown key 'concurency'"),
        ('concurrency = "1"', "'concurrency' is text, not a whole number"),
        ("concurrency = true", "'concurrency' is true or false, not a whole number"),
        ("model = [1]", "item 1 of 'model' is a number, not text"),
        ("[models.x]\nseed = 1", "'x' has no 'name'"),
        ('[models.x]\nname = "a/b"\nstructured = "xml"', "'structured' cannot be 'xml'"),
        ('[models.x]\nname = "a/b"\napi_base = "http://me:pw@h/v1"', "contains credentials"),
        ('[models.x]\nname = "a/b"\napi_base = "http://h/v1?key=s"', "ends with a query"),
        ('[models.x]\nname = "a/b"\napi_base = "http://h/v1#s"', "ends with a fragment"),
        ('[models.x]\nname = "a/b"\napi_base = "http://h/v1 "', "has white space in it"),
        ('[models.x]\nname = "a/b"\napi_base = "http://h /v1"', "has white space in it"),
        ('[models.x]\nname = "a/b"\nstructured = "prompt"\nenum = true', "sends none"),
        ("concurrency = 0", "'concurrency' is 0"),
        ("max_broken = nan", "nan is not a finite number"),
        ("max_broken = 5", "'max_broken' is 5"),
        ("model = []", "'model' is empty"),
        ("[gates]\ntolerance = 1.5", "'tolerance' is 1.5"),
        ("[gates]\nmax_regressed_clauses = 0.5", "is a number, not a whole number"),
        ("[gates]\nmin_recall = 0.5", "unknown key 'min_recall'"),
        ("concurrency = 513", "'concurrency' is 513"),
        ("models = 1", "'models' is a number, not a mapping"),
        ("[modles.x]", "unknown key 'modles'"),
        ('[models.x]\nname = " "', "'name' is empty"),
        (
            '[models.x]\nname = "a/b"\napi_base = "http://[::1"',
            "api_base is not an http or https address",
        ),
        (
            '[models.x]\nname = "a/b"\napi_base = "me:pw@127.0.0.1:9/v1"',
            "api_base is not an http or https address",
        ),
        ('[models.x]\nname = "a/b"\napi_key_env = "AKIAIOSFODNN7EXAMPLE"', "not the name of a"),
        ('[models.x]\nname = "a/b"\napi_key = "s"', "unknown key 'api_key'"),
        ('[models.x]\nname = "a/b"\nrpm = 0', "'rpm' is 0"),
        ('[models.x]\nname = "a/b"\nparams = {model = "c"}', "'model' cannot be a parameter"),
        ('[models.x]\nname = "a/b"\nparams = {api_key = "s"}', "'api_key' may contain a key"),
        ('[models.x]\nname = "a/b"\nparams = {day = [2026-01-01]}', "is date, not text"),
        ('[models.x]\nname = "a/b"\napi_key_env = "sk-12345"', "not the name of a variable"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "delibctl.toml").write_text(text)

    with pytest.raises(DelibctlError, match=message) as raised:
        load_settings(tmp_path)

    assert raised.value.where.startswith("delibctl.toml")
    assert raised.value.next


@pytest.mark.parametrize("name", ["", "no-such/*.yaml"])
def test_cases_that_are_no_glob_are_a_path(tmp_path: Path, name: str) -> None:
    settings = Settings(root=tmp_path, cases=(name,))

    assert settings.case_paths == [tmp_path / name]


@pytest.mark.parametrize("key", ["policy", "cases"])
def test_a_path_with_a_nul_is_the_mistake_of_its_key(key: str, tmp_path: Path) -> None:
    (tmp_path / "delibctl.toml").write_text(f'{key} = "a\\u0000b"\n')
    settings = load_settings(tmp_path)

    with pytest.raises(DelibctlError) as caught:
        _ = (settings.policy_path, settings.case_paths)

    path = f"{tmp_path}/a\\x00b"
    assert (caught.value.what, caught.value.where) == (
        f"'{path}' holds a NUL character",
        f"delibctl.toml: {key}",
    )
