"""The tests on every Python and with the oldest dependencies: `uvx nox` or `pipx run nox`.

A session needs its Python on the PATH; arguments after `--` go to pytest, as in
`nox -s lowest -- tests/cli -n 2`.
"""

import re
import tomllib
from pathlib import Path

import nox

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = [
    name.rpartition(" ")[2]
    for name in PROJECT["project"]["classifiers"]
    if re.fullmatch(r"Programming Language :: Python :: \d+\.\d+", name)
]

nox.options.error_on_missing_interpreters = False


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests with the locked dependencies."""
    session.install("--require-hashes", "-r", "requirements-dev.lock")
    run_tests(session)


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest version that pyproject.toml allows of each dependency."""
    constraints = Path(session.create_tmp()) / "lowest.txt"
    project = PROJECT["project"]
    extras = [name for names in project["optional-dependencies"].values() for name in names]
    constraints.write_text("\n".join(map(floor, [*project["dependencies"], *extras])))
    session.install(
        "-c", str(constraints), "-r", str(constraints), *PROJECT["dependency-groups"]["dev"]
    )
    run_tests(session)


def floor(requirement: str) -> str:
    """Return a requirement that pins the lowest version: `rich>=13.9,<16` gives `rich==13.9`."""
    return re.sub(r">=([^,]+).*", r"==\1", requirement)


def run_tests(session: nox.Session) -> None:
    """Install the project itself and run pytest."""
    session.install("--no-deps", "--no-build-isolation", "--editable", ".")
    session.run("python", "-m", "pytest", *(session.posargs or ["-n", "auto"]))
