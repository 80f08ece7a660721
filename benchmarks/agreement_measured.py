"""Outcomes that `patterns` sees beside those that people see; `benchmarks/agreement` says how."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from agreement_battery import BATTERIES, battery_tables
from agreement_development import development_tables
from agreement_log import add_section, check_openable
from agreement_rows import rewards, xstest
from agreement_tables import rewards_table, which_rows, xstest_table


def main() -> None:
    """Print the tables that were asked for."""
    parser = ArgumentParser(prog="benchmarks/agreement", description=__doc__)
    parser.add_argument(
        "--battery", nargs="*", choices=BATTERIES, help="the batteries alone, or those named"
    )
    parser.add_argument("--development", action="store_true", help="the development answers alone")
    parser.add_argument(
        "--open", metavar="NAME", help="also the rows kept aside; adds a section to the log"
    )
    chosen = parser.parse_args()
    if chosen.development:
        print("\n".join(development_tables()))
        return
    if chosen.open:
        check_openable(chosen.open)
    if chosen.battery is not None:
        lines = list(battery_tables(chosen.battery or BATTERIES))
    else:
        lines = list(labelled(opened=bool(chosen.open)))
        if chosen.open:
            lines += ["", *battery_tables()]
    if chosen.open:
        add_section(chosen.open, lines)
    print("\n".join(lines))


def labelled(*, opened: bool) -> Iterator[str]:
    """Tables of the answers that people labelled; rows kept aside only if `opened`."""
    if "DELIBCTL_DATA" not in os.environ:
        raise SystemExit("DELIBCTL_DATA names no folder with xstest and rbr_gold")
    folder = Path(os.environ["DELIBCTL_DATA"])
    completions = xstest(folder / "xstest")
    yield from which_rows(completions)
    for kept_aside in (False, True) if opened else (False,):
        yield ""
        yield from xstest_table(completions, kept_aside=kept_aside)
    rewarded = rewards(folder / "rbr_gold" / "train.jsonl")
    for kept_aside in (False, True) if opened else (False,):
        yield ""
        yield from rewards_table(rewarded, kept_aside=kept_aside)


if __name__ == "__main__":
    main()
