"""What the engine makes of several files, and of any bytes at all."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.memory_files import bundle

from delibctl.lint import Finding, Fixes, Level, Options, Report, lint
from delibctl.model import Place
from delibctl.source import Edit, read

HEAD = 'schema_version: 1\npolicy: {id: shop, version: "1", title: Shop}\n'
REFUNDS = """\
categories:
  - id: refunds
    title: Refunds
    summary: Refunds are explained.
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
"""
POLICY = HEAD + REFUNDS
FRAGMENT = (
    REFUNDS.replace("refunds", "access")
    .replace("style: comply", "style: comly")
    .replace("how to ask", "how to reset a password")
)


def cases(*entries: str) -> str:
    return "schema_version: 1\ncases:\n" + "".join(f"  - {entry}\n" for entry in entries)


def where(report: Report) -> list[tuple[str, str]]:
    return [(str(finding.place), finding.code) for finding in report.findings]


def test_a_sound_policy_has_nothing_to_report() -> None:
    good = bundle(
        {
            "policy.yaml": POLICY,
            "cases.yaml": cases("{id: a, kind: direct, prompt: A, clauses: [refunds.how]}"),
        }
    )

    assert lint([good]) == Report(findings=(), files=good.documents, rules=Options().rules)


def test_a_finding_is_given_whole() -> None:
    report = lint([bundle({"policy.yaml": POLICY.replace("style: comply", "style: comly")})])

    place = Place(file="policy.yaml", line=8, column=46, end_line=8, end_column=51)
    assert report.findings == (
        Finding(
            code="STY401",
            name="unknown-style",
            level=Level.ERROR,
            place=place,
            message="unknown style 'comly'",
            next="did you mean 'comply'?",
            edits=(Edit(place=place, text="comply"),),
            fixes=Fixes.SAFE,
        ),
    )


def test_findings_stand_in_the_order_of_the_files_and_of_the_lines() -> None:
    report = lint(
        [
            bundle(
                {
                    "policy.yaml": HEAD
                    + "include: [z.yaml]\ncases: [b.yaml, a.yaml]\n"
                    + REFUNDS.replace("style: comply", "style: comly")
                    + "reserved: [1]\n",
                    "z.yaml": FRAGMENT + "extra: 1\n",
                    "a.yaml": cases("{id: a, kind: direct, prompt: A, clauses: [refunds.hw]}"),
                    "b.yaml": cases(
                        "{id: b, kind: direct, prompt: B}",
                        "{id: b, kind: dirct, prompt: B, clauses: [refunds.how]}",
                    ),
                }
            )
        ]
    )

    assert where(report) == [
        ("policy.yaml:10", "STY401"),
        ("policy.yaml:11", "YML008"),
        ("z.yaml:6", "STY401"),
        ("z.yaml:7", "SCH102"),
        ("b.yaml:3", "CAS652"),
        ("b.yaml:4", "REF201"),
        ("b.yaml:4", "SCH101"),
        ("a.yaml:3", "REF202"),
    ]


def test_a_fragment_of_two_policies_is_reported_once() -> None:
    files: dict[str, str | bytes] = dict.fromkeys(
        ("one.yaml", "two.yaml"), f"{HEAD}include: [shared.yaml]\n{REFUNDS}"
    )
    files["shared.yaml"] = FRAGMENT + "extra: 1\n"

    report = lint([bundle(files, "one.yaml"), bundle(files, "two.yaml")])

    assert where(report) == [("shared.yaml:6", "STY401"), ("shared.yaml:7", "SCH102")]
    assert [document.name for document in report.files] == ["one.yaml", "shared.yaml", "two.yaml"]


def test_an_id_of_one_policy_does_not_resolve_in_another() -> None:
    other = POLICY.replace("refunds", "access")
    files: dict[str, str | bytes] = {
        "one/policy.yaml": POLICY,
        "one/cases.yaml": cases("{id: a, kind: direct, prompt: A, clauses: [access.how]}"),
        "two/policy.yaml": other,
        "two/cases.yaml": cases("{id: a, kind: direct, prompt: A, clauses: [access.how]}"),
    }

    report = lint([bundle(files, "one/policy.yaml"), bundle(files, "two/policy.yaml")])

    assert where(report) == [("one/cases.yaml:3", "REF202")]


def test_a_file_that_could_not_be_read_is_named_in_a_notice() -> None:
    report = lint([bundle({"policy.yaml": POLICY, "cases.yaml": "cases: [\n"})])

    assert where(report) == [("cases.yaml:1", "YML002")]
    assert report.notices == (
        "policy.yaml: EXM502, EXM504, REF202, REF205, STY401 did not run, because cases.yaml "
        "could not be read",
    )


def test_what_could_not_be_checked_is_known_by_file_and_code() -> None:
    report = lint([bundle({"policy.yaml": POLICY, "cases.yaml": "cases: [\n"})])

    assert ("policy.yaml", "REF202") in report.unchecked
    assert ("policy.yaml", "REF201") not in report.unchecked
    assert ("cases.yaml", "SCH101") in report.unchecked
    assert ("cases.yaml", "YML002") not in report.unchecked
    assert lint([bundle({"policy.yaml": POLICY})]).unchecked == frozenset()


def test_a_file_of_no_policy_is_named_in_a_notice() -> None:
    loose = [read(FRAGMENT.encode(), "shared.yaml"), read(b"[", "broken.yaml")]

    report = lint((), loose)

    assert where(report) == [("broken.yaml:1", "YML002")]
    assert report.notices == (
        "shared.yaml: references were not checked, because a file beside it could not be read",
    )
    assert report.files == tuple(loose)


REFUSING = "styles: {firm: {outcome: refuse, guide: Say no.}}\ndefinitions: {harm: Injury.}\n"


def test_a_style_or_a_term_that_is_declared_again_is_found_where_it_is() -> None:
    lax = REFUSING.replace("refuse", "comply")

    report = lint(
        [
            bundle(
                {
                    "policy.yaml": f"{POLICY}{REFUSING}include: [more.yaml]\n",
                    "more.yaml": lax,
                }
            )
        ]
    )

    assert [(str(f.place), f.message) for f in report.findings if f.code == "REF201"] == [
        ("more.yaml:1", "style 'firm' is already declared at policy.yaml:9"),
        ("more.yaml:2", "definition of 'harm' is already declared at policy.yaml:10"),
    ]


def test_a_former_id_that_a_clause_has_is_none() -> None:
    text = POLICY.replace("how to ask.}", "how to ask., renamed_from: [refunds.how, gone]}")

    (finding,) = lint([bundle({"policy.yaml": text})]).findings

    assert (finding.code, finding.message) == (
        "REF206",
        "'refunds.how' is not a former id: a clause still has it",
    )


@pytest.mark.parametrize(
    "broken",
    ["7", "null", "[]", "{}", "{id: 3, title: T, style: [comply], text: {a: b}}", "{id: null}"],
)
def test_a_broken_clause_hides_no_error_of_a_sibling(broken: str) -> None:
    sibling = "      - {id: refunds.when, title: When, style: refus, text: Explain when.}\n"

    report = lint([bundle({"policy.yaml": f"{POLICY}      - {broken}\n{sibling}"})])

    found = where(report)
    assert ("policy.yaml:10", "STY401") in found
    assert {place for place, code in found if code == "SCH101"} == {"policy.yaml:9"}


def test_a_broken_case_hides_no_error_of_a_sibling() -> None:
    files = {
        "policy.yaml": POLICY,
        "cases.yaml": cases(
            "7",
            "{id: [a], messages: {role: user}, clauses: refunds.how, kind: direct}",
            "{id: b, kind: direct, prompt: B, clauses: [refunds.hw]}",
        ),
    }

    assert ("cases.yaml:5", "REF202") in where(lint([bundle(files)]))


@pytest.mark.parametrize("level", Level)
def test_findings_of_a_level_and_worse(level: Level) -> None:
    place = Place(file="policy.yaml")
    each = [
        Finding(code=str(n), name="n", level=found, place=place, message="m", next="n")
        for n, found in enumerate((Level.INFO, Level.ERROR, Level.WARNING))
    ]
    wanted = {Level.ERROR: "1", Level.WARNING: "12", Level.INFO: "012"}[level]

    found = Report(findings=tuple(each), files=()).at_least(level)

    assert "".join(finding.code for finding in found) == wanted


KEYS = [
    *("schema_version", "policy", "include", "cases", "principles", "definitions", "styles"),
    *("categories", "reserved", "id", "version", "title", "description", "summary", "clauses"),
    *("style", "text", "excludes", "to", "overrides", "severity", "rationale", "renamed_from"),
    *("examples", "prompt", "messages", "role", "content", "category", "kind", "either", "also"),
    *("labels", "status", "quarantine", "sensitive", "lang", "split", "origin", "outcome"),
]
VALUES = ["refunds", "refunds.how", "comply", "direct", "user", "assistant", "*.yaml", "", "1"]
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.sampled_from([*VALUES, *KEYS])
    | st.text(max_size=5)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=15,
)
CLAUSE = {"id": "refunds.how", "title": "How", "style": "comply", "text": "Explain."}
CATEGORY = {"id": "refunds", "title": "T", "summary": "S.", "clauses": [CLAUSE, CLAUSE]}
WHOLE_POLICY = {
    "schema_version": 1,
    "policy": {"id": "shop", "version": "1", "title": "Shop"},
    "include": ["policy.yaml", "cases.yaml", "none.yaml"],
    "styles": {"brief": {"outcome": "refuse", "guide": "Be brief."}},
    "categories": [CATEGORY],
    "reserved": ["refunds.how"],
}
CASE = {"id": "a", "kind": "direct", "prompt": "A?", "clauses": ["refunds.how"]}
WHOLE_CASES = {
    "schema_version": 1,
    "cases": [
        CASE,
        {**CASE, "category": ["none"], "either": ["x"], "messages": [{"role": "user"}]},
    ],
}


@st.composite
def spoilt(draw: st.DrawFn, whole: Any) -> Any:
    """A sound file with a few of its parts exchanged for anything."""
    data = json.loads(json.dumps(whole))
    for _ in range(draw(st.integers(1, 3))):
        at = data
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            key = draw(st.sampled_from(keys)) if keys else None
            if key is None:
                break
            if not isinstance(at[key], dict | list) or not at[key] or draw(st.booleans()):
                at[key] = draw(anything)
                break
            at = at[key]
    return data


def check_never_raises(policy: bytes, cases: bytes, cases_name: str = "cases.yaml") -> None:
    """Whatever the files hold, there is a report, and it says the same every time."""
    files: dict[str, str | bytes] = {"policy.yaml": policy, cases_name: cases}
    report = lint([bundle(files)], [read(policy, "loose.yaml")])

    names = [document.name for document in report.files]
    order = [(names.index(f.place.file), f.place, f.code) for f in report.findings]
    assert order == sorted(order)
    assert len(set(report.findings)) == len(report.findings)
    assert all(f.place.line >= 1 and f.message and f.next for f in report.findings)
    again = lint([bundle(files)], [read(policy, "loose.yaml")])
    assert (again.findings, again.notices) == (report.findings, report.notices)


some_bytes = st.binary(max_size=60)
lines = st.sampled_from([*POLICY.splitlines(), *FRAGMENT.splitlines(), *cases("a: &x *x").split()])


@given(
    st.binary(max_size=60), st.binary(max_size=60), st.sampled_from(["cases.yaml", "cases.jsonl"])
)
@example(b"\xff\xfe", b"\xef\xbb\xbf", "cases.yaml")
@example(b"? [a]\n: 1\n<<: {b: 1}", b"!!python/object:os.system {}", "cases.yaml")
@example(POLICY.encode(), b'{"id": ' + b"9" * 5000 + b"}\n[1e999, NaN]\n{\n", "cases.jsonl")
@example(b"policy: " + b"[" * 5000, b"cases: " + b"{a: " * 5000, "cases.yaml")
@example(POLICY.encode(), b"[" * 100_000, "cases.jsonl")
def test_any_bytes_are_linted(policy: bytes, cases: bytes, name: str) -> None:
    check_never_raises(policy, cases, name)


@given(st.lists(lines | st.text(max_size=8), max_size=14).map("\n".join))
def test_any_lines_of_a_policy_are_linted(text: str) -> None:
    check_never_raises(text.encode(errors="replace"), text.encode(errors="replace"))


@given(anything | spoilt(WHOLE_POLICY), anything | spoilt(WHOLE_CASES))
@example(WHOLE_POLICY, WHOLE_CASES)
@example({"policy": {}, "categories": [{"clauses": [{"renamed_from": ["x"]}]}]}, WHOLE_CASES)
def test_any_data_of_wrong_types_is_linted(policy: Any, cases: Any) -> None:
    check_never_raises(json.dumps(policy).encode(), json.dumps(cases).encode())


@given(spoilt(CASE), anything)
def test_any_case_in_json_lines_is_linted(one: Any, other: Any) -> None:
    lines = f"{json.dumps(one)}\n{json.dumps(other)}\n"

    check_never_raises(json.dumps(WHOLE_POLICY).encode(), lines.encode(), "cases.jsonl")
