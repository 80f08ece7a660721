"""Cases: from files, and which of them a command is about."""

from delibctl.cases.build import build, unreachable
from delibctl.cases.selection import Selection, select

__all__ = ["Selection", "build", "select", "unreachable"]
