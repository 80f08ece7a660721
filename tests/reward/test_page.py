"""The examples of docs/reward.md, and that the package loads no trainer."""

import doctest
import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import clean_environment
from support.project import ROOT, SAMPLES

from delibctl import reward

PAGE = ROOT / "docs" / "reward.md"
FUNCTIONS = [name for name in reward.__all__ if inspect.isfunction(getattr(reward, name))]


def test_the_examples_say_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SAMPLES / "assistant", tmp_path / "assistant")
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest(PAGE.read_text(), {}, PAGE.name, str(PAGE), 0)

    done = doctest.DocTestRunner().run(test)

    assert done.attempted > 3
    assert done.failed == 0


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_page_names_each_function_which_says_what_it_takes_and_returns(name: str) -> None:
    function = getattr(reward, name)
    text = inspect.getdoc(function) or ""

    assert name in PAGE.read_text()
    assert set(inspect.signature(function).parameters) <= set(
        re.findall(r"^ {4}(\w+): ", text, re.MULTILINE)
    )
    assert "Returns:" in text


def test_all_adapters_load_without_their_trainers(tmp_path: Path) -> None:
    script = (
        "import sys, delibctl.reward as reward\n"
        "before = [n for n in sys.modules if n.startswith('delibctl.reward.')]\n"
        "names = [getattr(reward, name) for name in reward.__all__]\n"
        "trainers = {'trl', 'torch', 'verl', 'openrlhf', 'verifiers', 'skyrl_gym', 'litellm'}\n"
        "print(before, sorted(trainers & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("[] []\n", "")


def test_without_the_extra_the_server_names_what_to_install(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from importlib.machinery import PathFinder\n"
        "class Without(PathFinder):\n"
        "    @classmethod\n"
        "    def find_spec(cls, name, path=None, target=None):\n"
        "        hidden = name.partition('.')[0] in ('starlette', 'uvicorn')\n"
        "        return None if hidden else super().find_spec(name, path, target)\n"
        "sys.meta_path[:] = [f for f in sys.meta_path if f is not PathFinder] + [Without]\n"
        "from delibctl.cli import main\n"
        f"sys.argv[1:] = ['reward', 'serve', {str(SAMPLES / 'assistant')!r}]\n"
        "main()\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "the server needs starlette, uvicorn, which is not installed" in done.stderr
    assert "pip install 'delibctl[serve]'" in done.stderr
