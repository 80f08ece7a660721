"""Times `delibctl probe` beside other tools; the head of `benchmarks/probe` says how."""

import probe_beside
import probe_fast
import probe_one
import probe_options
import probe_slow

_PARTS = {
    "server": probe_fast.server_lines,
    "beside": probe_beside.lines,
    "one": probe_one.lines,
    "slow": probe_slow.lines,
    "workers": probe_fast.worker_lines,
}


def main() -> None:
    """Print the table of each part."""
    options = probe_options.read(__doc__)
    for part in options.parts:
        for line in _PARTS[part](options):
            print(line, flush=True)


if __name__ == "__main__":
    main()
