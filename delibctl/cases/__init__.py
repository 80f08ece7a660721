"""Cases: loading them from files, and selecting those that a command uses."""

from delibctl.cases.build import build, unreachable
from delibctl.cases.selection import Selection, select

__all__ = ["Selection", "build", "select", "unreachable"]
