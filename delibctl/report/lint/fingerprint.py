"""Fingerprints that identify a finding from one run to the next, even if its line moves."""

import json
from collections import Counter
from hashlib import sha256

from delibctl.lint import Report
from delibctl.report.render_options import RenderOptions


def fingerprints(report: Report, options: RenderOptions) -> list[str]:
    """Return one fingerprint for each finding, then for each suppressed one; all are different.

    They are made of the code, the file and the text of the line. Equal ones are numbered from the
    top of the file, suppressed or not, so that suppressing one changes none of the others.
    """
    lines = {document.name: document.lines for document in report.files}
    findings = [*report.findings, *(suppressed.finding for suppressed in report.suppressed)]
    hashes = [""] * len(findings)
    repeats: Counter[tuple[str, str, str]] = Counter()
    for index in sorted(range(len(findings)), key=lambda index: findings[index].place):
        code, place = findings[index].code, findings[index].place
        line = lines[place.file].line(place.line).strip() if place.file in lines else ""
        identity = (code, options.from_root(place.file), line)
        repeats[identity] += 1
        hashes[index] = sha256(json.dumps([*identity, repeats[identity]]).encode()).hexdigest()
    return hashes
