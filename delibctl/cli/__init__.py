"""The command line: one file to a command."""

from delibctl.cli.app import main

__all__ = ["main"]
