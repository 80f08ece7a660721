"""The command line: one file for each command."""

from delibctl.cli.app import main

__all__ = ["main"]
