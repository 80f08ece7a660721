"""Run a command within bounds and write what it took: `python measure.py RESULT COMMAND...`.

It stands between the test and the command because what a process is charged for begins with the
memory of the process that it was forked from, and that of the tests is large.
"""

import json
import os
import resource
import sys
from pathlib import Path

ADDRESS_SPACE = 1_000_000_000
CPU_SECONDS = 10
#: `ru_maxrss` is in KiB on Linux, in bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def measure(result: Path, command: list[str]) -> None:
    """Run the command and write how it ended, its CPU seconds and its largest memory in bytes."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    measured = {
        "code": os.waitstatus_to_exitcode(status),
        "cpu": usage.ru_utime + usage.ru_stime,
        "rss": usage.ru_maxrss * RSS_UNIT,
    }
    result.write_text(json.dumps(measured))


if __name__ == "__main__":
    measure(Path(sys.argv[1]), sys.argv[2:])
