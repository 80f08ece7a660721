"""The log of every time that the rows kept aside were opened, `benchmarks/agreement.log.md`."""

import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

LOG = Path(__file__).with_name("agreement.log.md")
JUDGE = "delibctl/judge"


def check_openable(name: str) -> None:
    """Stop if the log has the name already, or if the judge is not as it was committed."""
    if f"## {name}\n" in LOG.read_text(encoding="utf-8"):
        raise SystemExit(f"{LOG.name} has a section {name!r}: rows kept aside are opened once")
    if _git("status", "--porcelain", JUDGE):
        raise SystemExit(f"{JUDGE} has changes that are not committed: commit them, then open")


def add_section(name: str, lines: Iterable[str]) -> None:
    """Append the tables with today's date, and the commit and tree of the judge."""
    commit = _git("log", "-1", "--format=%h", "--", JUDGE)
    tree = _git("rev-parse", "--short", f"HEAD:{JUDGE}")
    today = datetime.now(UTC).date().isoformat()
    measured = f"{today}, `{JUDGE}` as of commit {commit} (tree {tree})."
    text = "\n".join(line.rstrip() for line in lines)
    with LOG.open("a", encoding="utf-8") as file:
        file.write(f"\n## {name}\n\n{measured}\n\n```text\n{text}\n```\n")


def _git(*arguments: str) -> str:
    root = Path(__file__).parent.parent
    return subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()
