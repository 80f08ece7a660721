"""JUnit XML, the format of test results: what all reports in it have in common."""

from xml.etree.ElementTree import Element, indent, tostring

from delibctl.text.escape import inert


def document(root: Element) -> str:
    """Return the document; its texts have passed `one_line`, so XML allows all characters."""
    for suite in root:
        _count(suite)
    indent(root)
    return inert(f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, "unicode")}\n')


def _count(suite: Element) -> None:
    """Set the numbers of tests, failures, errors and skipped tests of a suite."""
    counts = {"tests": len(suite)} | {
        f"{name}s" if name != "skipped" else name: len(suite.findall(f"testcase/{name}"))
        for name in ("failure", "error", "skipped")
    }
    for name, number in counts.items():
        suite.set(name, str(number))
