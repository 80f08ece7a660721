"""What a finding is known by from one run to the next, wherever its line has moved to."""

import json
from collections import Counter
from hashlib import sha256

from delibctl.lint import Report
from delibctl.report.render_options import RenderOptions


def fingerprints(report: Report, options: RenderOptions) -> list[str]:
    """One to each finding, then one to each suppressed finding; no two are equal.

    Of the code, the file and the text of the line. Equal ones are numbered from the top of the
    file, suppressed or not: to suppress one changes none of the others.
    """
    lines = {document.name: document.lines for document in report.files}
    findings = [*report.findings, *(suppressed.finding for suppressed in report.suppressed)]
    made = [""] * len(findings)
    seen: Counter[tuple[str, str, str]] = Counter()
    for index in sorted(range(len(findings)), key=lambda index: findings[index].place):
        code, place = findings[index].code, findings[index].place
        line = lines[place.file].line(place.line).strip() if place.file in lines else ""
        known_by = (code, options.from_root(place.file), line)
        seen[known_by] += 1
        made[index] = sha256(json.dumps([*known_by, seen[known_by]]).encode()).hexdigest()
    return made
