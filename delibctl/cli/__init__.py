"""The command line: one file for each command."""

import gc

from delibctl.edge.own_process import claim_process

#: Nearly every object lives until the command ends, so searching for garbage is wasted time: what
#: one question makes is not searched at all.
_THRESHOLDS = 200_000, 20, 20


def main() -> None:
    """Run the console script."""
    claim_process()
    gc.set_threshold(*_THRESHOLDS)
    from delibctl.cli.app import run  # its modules are objects that live, too

    run()
