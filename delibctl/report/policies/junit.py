"""The changes of a policy as test results: each change is a test, which fails if a gate does."""

from collections import Counter
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from delibctl.compare.policies import Compared, Comparison, Direction
from delibctl.report.junit import document
from delibctl.report.policies import change_words
from delibctl.report.policies.shown_change import ShownChange, groups
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import one_line
from delibctl.text.words import Segment


def render(comparison: Comparison, _options: RenderOptions) -> str:
    """Render a suite for each policy. Accepted changes are skipped tests; they come first."""
    root = Element("testsuites", name="delibctl diff")
    for compared in comparison.policies:
        _suite(root, compared, comparison)
    return document(root)


def _suite(root: Element, compared: Compared, comparison: Comparison) -> None:
    policy = one_line(compared.policy.id)
    suite = SubElement(root, "testsuite", name=policy)
    if not compared.diff.changes:
        SubElement(suite, "testcase", classname=policy, name="no changes")
    names: Counter[str] = Counter()
    for _, changes in groups(compared, comparison):
        for shown in changes:
            kind, subject = shown.change.kind, one_line(shown.change.subject)
            name = f"{kind.code} {kind.name}: {subject}"
            names[name] += 1
            # Readers of this format take tests of one name for one test.
            numbered = f"{name} ({names[name]})" if names[name] > 1 else name
            case = SubElement(suite, "testcase", classname=policy, name=numbered)
            _result(case, shown)


def _result(case: Element, shown: ShownChange) -> None:
    line = one_line(change_words.line(shown.change))
    if shown.failing:
        result = SubElement(case, "failure", type=", ".join(shown.failing), message=line)
    elif shown.undecided:
        result = SubElement(case, "error", type="undecided", message=line)
    elif shown.accepted:
        SubElement(case, "skipped", message=one_line(shown.accepted))
        result = SubElement(case, "system-out")
    else:
        result = SubElement(case, "system-out")
    result.text = "\n".join([line, *_texts(shown), *map(one_line, shown.notes)])


def _texts(shown: ShownChange) -> list[str]:
    if shown.change.direction is Direction.NEUTRAL:
        return []
    sides = zip("-+", change_words.texts(shown.change), strict=True)
    return [f"{sign} {one_line(_bracketed(segments))}" for sign, segments in sides if segments]


def _bracketed(segments: Iterable[Segment]) -> str:
    return "".join(
        f"[{segment.text}]" if segment.kind == "changed" else segment.text for segment in segments
    )
