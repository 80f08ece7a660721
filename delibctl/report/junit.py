"""JUnit XML, the format of test results: what all reports in it have in common."""

from xml.etree.ElementTree import Element, indent, tostring

from delibctl.text.escape import inert, visible


def document(root: Element) -> str:
    """Return the document; XML allows no control characters, so its texts are made visible."""
    for suite in root:
        _count(suite)
    for element in root.iter():
        element.text = element.text and visible(element.text)
        element.attrib = {name: visible(value) for name, value in element.attrib.items()}
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
