"""Rules about the structure of a policy, beyond the examples that document them."""

from datetime import date

import pytest
from support.memory_files import bundle

from delibctl.lint import Options, Thresholds, lint
from delibctl.source import read

HEAD = 'schema_version: 1\npolicy: {id: shop, version: "1", title: Shop}\n'


def clause(id: str, text: str = "Explain it.", **fields: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in fields.items())
    return f"{{id: {id}, title: T, style: comply, text: {text}{more}}}"


def policy(*clauses: str, head: str = "", category: str = "refunds") -> str:
    body = "".join(f"      - {text}\n" for text in clauses)
    return (
        f"{HEAD}{head}categories:\n  - id: {category}\n    title: T\n    summary: S.\n"
        f"    clauses:\n{body}"
    )


def found(code: str, text: str, cases: str | None = None, **thresholds: float) -> list[str]:
    """The messages of one rule."""
    files: dict[str, str | bytes] = {"policy.yaml": text}
    if cases is not None:
        files["cases.yaml"] = cases
    options = Options(
        select=(code,),
        today=date(2026, 6, 1),
        thresholds=Thresholds(**thresholds),  # type: ignore[arg-type]
    )
    return [finding.message for finding in lint([bundle(files)], (), options).findings]


def in_file(code: str, text: str) -> list[str]:
    """What one rule finds in a fragment, as it stands in the file."""
    document = read(text.encode(), "f.yaml")
    report = lint((), [document], Options(select=(code,)))
    return [document.raw(finding.place) for finding in report.findings]


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "y", "2026-01-31", "2026-1-1"])
@pytest.mark.parametrize("form", ["a: {}", "a: [x, {}]", "a:\n  - {}", "a: {{b: {}}}", "{}: a"])
def test_a_word_that_readers_differ_on_is_found_wherever_it_stands(word: str, form: str) -> None:
    assert in_file("YML007", f"definitions:\n  {form.format(word)}\n") == [word]


@pytest.mark.parametrize("number", ["1:30", "190:20:30"])
@pytest.mark.parametrize("form", ["a: {}", "a:\n  - {}"])
def test_a_number_to_the_base_of_60_is_found_too(number: str, form: str) -> None:
    assert in_file("YML007", f"definitions:\n  {form.format(number)}\n") == [number]


def test_in_brackets_it_is_no_yaml_and_the_message_says_what_to_do() -> None:
    (problem,) = read(b"definitions:\n  a: [x, 1:30]\n", "f.yaml").problems

    assert (problem.message, problem.next) == (
        "text with a `:` inside brackets must be quoted",
        "quote the text that contains it",
    )


@pytest.mark.parametrize(
    "text",
    [
        'a: "yes"',
        "a: 'no'",
        "a: yes, it is",
        "a: >-\n    yes",
        "a: on time",
        "a: # no\n    b",
        "a: null and void",
        "a: not",
        "a: 1:30 at night",
        "yesterday: a",
        "a: https://example.org:30",
    ],
)
def test_a_word_that_is_text_to_everyone_is_left_alone(text: str) -> None:
    assert in_file("YML007", f"definitions:\n  {text}\n") == []


def test_the_dates_of_labels_may_stand_without_quotes() -> None:
    text = 'cases:\n  - id: a\n    labels: [{by: b, date: 2026-01-31}]\n    prompt: "no"\n'

    assert in_file("YML007", text) == []


@pytest.mark.parametrize("text", ["use C #1 rule", "say it\t#now"])
def test_a_text_that_ends_in_what_looks_like_its_rest_is_found(text: str) -> None:
    assert len(in_file("YML009", f"definitions:\n  a: {text}\n")) == 1


@pytest.mark.parametrize(
    "text",
    ["use C # a language", '"use C #1 rule"', "use C#", "see page#1", "a  # why", "a\n  #why"],
)
def test_a_comment_is_no_text(text: str) -> None:
    assert in_file("YML009", f"definitions:\n  a: {text}\n") == []


def test_a_number_in_a_block_or_a_list_is_quoted_where_text_is_wanted() -> None:
    text = policy(clause("refunds.how")).replace('version: "1"', "version: 1.10")

    assert found("YML008", text) == ["'version' is a number, not text"]


@pytest.mark.parametrize(
    ("overrides", "messages"),
    [
        ({"a": "b", "b": ""}, []),
        ({"a": "b", "b": "c", "c": ""}, []),
        ({"a": "b", "b": "a"}, 1),
        ({"a": "b", "b": "c", "c": "a"}, 1),
        ({"a": "a"}, 1),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, 2),
        ({"a": "nowhere"}, []),
    ],
)
def test_each_circle_of_overrides_is_found_once(
    overrides: dict[str, str], messages: int | list[str]
) -> None:
    clauses = [clause(id, overrides=f"[{other}]") for id, other in overrides.items()]

    circles = found("REF203", policy(*clauses))

    assert len(circles) == (messages if isinstance(messages, int) else 0)
    assert all("in a cycle: " in message for message in circles)


def test_clauses_may_exclude_each_other_but_not_themselves() -> None:
    each_other = policy(
        clause("a", excludes="[{text: x, to: b}]"), clause("b", excludes="[{text: y, to: a}]")
    )
    itself = policy(clause("a", excludes="[{text: x, to: a}]"))

    assert found("REF203", each_other) == []
    assert found("REF203", itself) == ["'a' excludes a situation and sends it back to itself"]


@pytest.mark.parametrize("id", ["refunds.how.", "refunds.how-", "None", "n.a"])
def test_an_id_that_cannot_be_cited_is_found(id: str) -> None:
    assert len(found("REF204", policy(clause(id)))) == 1


def test_ids_that_differ_only_in_capitals_are_found() -> None:
    text = policy(clause("refunds.how"), clause("refunds.How"))

    assert found("REF204", text) == [
        "the ids 'refunds.how' and 'refunds.How' differ only in case",
    ]


def test_an_id_without_its_category_is_a_stray_only_among_nine_that_have_it() -> None:
    nine = [clause(f"refunds.c{n}") for n in range(9)]

    assert found("REF204", policy(*nine, clause("when"))) == [
        "the id 'when' does not start with 'refunds.'"
    ]
    assert found("REF204", policy(*nine[:8], clause("when"))) == []
    assert found("REF204", policy(clause("when"), clause("how"))) == []


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Give no help with wrongdoing.", True),
        ("Wrongdoings are explained.", True),
        ("Give no help with wrong-doers.", False),
    ],
)
def test_a_term_is_used_where_a_prompt_would_define_it(text: str, used: bool) -> None:
    head = "definitions: {wrongdoing: Acts that break the law.}\n"

    assert (found("REF205", policy(clause("a", text), head=head)) == []) is used


def test_a_term_that_another_definition_uses_is_used() -> None:
    head = "definitions: {crime: Grave wrongdoing., wrongdoing: A breach of law.}\n"

    assert found("REF205", policy(clause("a", "Give no help with a crime."), head=head)) == []


def test_a_style_that_a_case_or_an_example_has_is_used() -> None:
    head = "styles: {one: {outcome: refuse, guide: A.}, two: {outcome: refuse, guide: B.}}\n"
    text = policy(clause("a", examples="[{prompt: P, style: one}]"), head=head)
    cases = (
        "schema_version: 1\ncases: [{id: c, prompt: P, kind: direct, clauses: [a], style: two}]\n"
    )

    assert found("REF205", text, cases) == []
    assert found("REF205", text) == ["the style 'two' is declared but never used"]


def test_unused_names_are_not_looked_for_where_a_part_could_not_be_read() -> None:
    head = "definitions: {crime: A breach of law.}\ninclude: [none.yaml]\n"

    assert found("REF205", policy(clause("a"), head=head)) == []


@pytest.mark.parametrize(
    ("share", "messages"),
    [
        (0.5, []),
        (0.51, ["cases cover 1 of 2 clauses, below 51%; no case for b"]),
    ],
)
def test_coverage_is_compared_as_it_is(share: float, messages: list[str]) -> None:
    cases = "schema_version: 1\ncases: [{id: c, prompt: P, kind: direct, clauses: [a]}]\n"

    text = policy(clause("a"), clause("b"))

    assert found("EXM504", text, cases, coverage=share) == messages


def test_nearly_all_is_not_all() -> None:
    expected = ", ".join(f"c{n}" for n in range(2999))
    cases = (
        f"schema_version: 1\ncases: [{{id: c, prompt: P, kind: direct, clauses: [{expected}]}}]\n"
    )
    text = policy(*(clause(f"c{n}") for n in range(3000)))

    assert len(found("EXM504", text, cases, coverage=1.0)) == 1


@pytest.mark.parametrize(("until", "count"), [("2026-06-01", 0), ("2026-05-31", 1)])
def test_the_last_day_of_a_quarantine_still_counts(until: str, count: int) -> None:
    cases = (
        "schema_version: 1\ncases: [{id: c, prompt: P, kind: direct, clauses: [a], "
        f'quarantine: {{reason: R., until: "{until}"}}}}]\n'
    )

    assert len(found("CAS656", policy(clause("a")), cases)) == count


def test_examples_are_asked_for_only_where_most_clauses_have_one() -> None:
    example = {"examples": "[{prompt: P, style: comply}]"}

    two_of_three = policy(clause("a", **example), clause("b", **example), clause("c"))
    one_of_two = policy(clause("a", **example), clause("b"))

    assert found("EXM501", two_of_three) == ["clause 'c' has no example"]
    assert found("EXM501", one_of_two) == []


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("yes", "true"),
        ("On", "true"),
        ("off", "false"),
        ("1:30", "a number"),
        ("2024-01-02", "a date"),
    ],
)
def test_an_ambiguous_word_is_reported_with_what_other_readers_take_it_for(
    text: str, meaning: str
) -> None:
    head = f"definitions:\n  harm: {text}\n"

    assert found("YML007", policy(clause("refunds.how"), head=head)) == [
        f"some YAML readers take an unquoted `{text}` for {meaning}"
    ]


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ("", "clause, category or style"),
        (", category: [refunds]", "clause or style"),
        (", style: comply", "clause or category"),
    ],
)
def test_a_case_without_clauses_is_told_which_fields_it_lacks(fields: str, missing: str) -> None:
    cases = f"schema_version: 1\ncases:\n  - {{id: one, prompt: Hello, kind: direct{fields}}}\n"

    assert found("CAS652", policy(clause("refunds.how")), cases) == [f"the case has no {missing}"]


OUTCOMES = f"""{HEAD}categories:
  - id: c
    title: T
    summary: S.
    clauses:
      - {{id: ok, title: T, style: comply, text: Explain it.}}
      - {{id: help, title: T, style: safe-complete, text: Help with it.}}
      - {{id: no, title: T, style: refuse, text: Do not do it.}}
"""


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ("either: [ok, no]", ["which clause is cited decides whether comply or refuse is right"]),
        (
            "either: [no, help, ok]",
            ["which clause is cited decides whether comply or safe-complete or refuse is right"],
        ),
        ("either: [ok, no], style: refuse", ["'ok' leads to comply, but the case expects refuse"]),
        (
            "either: [ok, help, no], outcomes: [safe-complete, refuse]",
            ["'ok' leads to comply, but the case expects safe-complete or refuse"],
        ),
        (
            "clauses: [no], outcomes: [comply]",
            ["'no' leads to refuse, but the case expects comply"],
        ),
        ("either: [help, no], outcomes: [safe-complete, refuse]", []),
        ("either: [ok, no], origin: {label: fraud}", []),
        ("either: [ok, no], clauses: [help]", []),
        ("clauses: [no], style: comply", []),
        ("category: [c], outcomes: [safe-complete, refuse]", []),
        ("either: [ok]", []),
        ("either: [unknown, ok]", []),
    ],
)
def test_an_either_of_several_outcomes_is_named_unless_the_case_says_which_are_right(
    fields: str, messages: list[str]
) -> None:
    cases = f"schema_version: 1\ncases:\n  - {{id: a, prompt: Hi, kind: direct, {fields}}}\n"

    assert found("CAS659", OUTCOMES, cases) == messages
    assert found("CAS652", OUTCOMES, cases) == []
