"""Configurations of promptfoo, read as promptfoo reads them; the rest is listed."""

import json

import pytest

from delibctl.cases.importers import SourceFile, guess, read_records
from delibctl.errors import DelibctlError

ONE = 'prompts: ["{{q}}"]\ntests:\n  - vars: {q: Where?}\n'


@pytest.mark.parametrize(
    ("text", "prompts", "left_over"),
    [
        (ONE + "    metadata: {category: a}\n", [("a", "Where?")], []),
        (ONE + "    metadata: {category: 5}\n", [("5", "Where?")], []),
        (
            'prompts: ["{{q}}"]\nproviders: [openai:gpt-4o, "x:y"]\ntests: [{vars: {q: a:b}}]\n',
            [("", "a:b")],
            [(2, "'providers'")],
        ),
        (
            'prompts: ["{{q}}"]\ntests:\n  - &one\n    vars: &v {q: A}\n    metadata: {type: a}\n'
            "  - <<: *one\n    metadata: {type: b}\n  - vars: {<<: *v, q: B}\n  - *one\n",
            [("a", "A"), ("b", "A"), ("", "B"), ("a", "A")],
            [],
        ),
        (
            'prompts: ["{{a}} {{b}}"]\ntests:\n  - vars: {a: [1, 2.5], b: [x, true]}\n',
            [("", "1 x"), ("", "1 true"), ("", "2.5 x"), ("", "2.5 true")],
            [],
        ),
        (
            'prompts: ["One: {{q}}", {raw: "Two: {{ q | trim | upper }}"}]\n'
            "tests:\n  - vars: {q: ' a '}\n",
            [("", "One:  a"), ("", "Two: A")],
            [],
        ),
        (
            'prompts: ["{{u.name}}: {{q}}"]\ndefaultTest: {vars: {u: {name: Al}}, '
            "metadata: {category: a}}\ntests:\n  - vars: {q: Hi}\n",
            [("a", "Al: Hi")],
            [],
        ),
        (
            'prompts: ["{{q | wordwrap(5)}}"]\ntests:\n  - vars: {q: a}\n',
            [],
            [
                (0, "variables or metadata q"),
                (3, "the prompt uses {{q | wordwrap(5)}}, which is not read"),
            ],
        ),
        (
            'prompts: ["{{ q | reverse }} {% if x %}y{% endif %}", "{{ q | reverse }}"]\n'
            "tests:\n  - vars: {q: a}\n",
            [],
            [
                (3, "the prompt uses {% if x %}, which is not read"),
                (3, "the prompt uses the filter 'reverse', which is not read"),
            ],
        ),
        (
            "prompts: [file://a.txt, b.json]\ntests:\n  - vars: {q: a}\n",
            [],
            [
                (0, "variables or metadata q"),
                (1, "the prompt 'b.json' is in a file, which was not read"),
                (1, "the prompt 'file://a.txt' is in a file, which was not read"),
                (
                    3,
                    "none of the prompts was read: add --column prompt=NAME to take a variable",
                ),
            ],
        ),
        (
            'prompts: ["{{q}}"]\ntests:\n  - vars: {q: "file://a.txt"}\n  - file://more.yaml\n'
            "  - vars: file://vars.yaml\n  - {vars: {q: A, n: 3}, threshold: 1}\nscenarios: []\n",
            [("", "A")],
            [
                (0, "variables or metadata n"),
                (3, "the variable 'q' is in a file, which was not read: file://a.txt"),
                (4, "tests in another file: import file://more.yaml"),
                (5, "variables in another file: file://vars.yaml"),
                (6, "'threshold' of a test"),
                (7, "'scenarios'"),
            ],
        ),
        (
            'prompts:\n  - \'[{"role": "system", "content": "Be {{how}}."},'
            '{"role": "user", "content": "{{q}}"}]\'\ntests:\n'
            "  - vars: {how: kind, q: 'Who said \"no\"?'}\n",
            [("", 'Who said "no"?')],
            [],
        ),
        (
            'prompts: ["{{q}}!"]\ntests:\n  - vars: {q: null}\n  - vars: {q: []}\n'
            "  - vars: {q: .nan}\n  - vars: {q: [3.10, 1e3, 2.0, -7, true]}\n",
            [("", text) for text in ("3.1!", "1000!", "2!", "-7!", "true!")],
            [
                (3, "the variable 'q' has no value"),
                (4, "the variable 'q' is an empty list"),
                (5, "the variable 'q' has no value"),
            ],
        ),
        (
            "prompts:\n  - |\n    - role: assistant\n      content: Hello.\n    - role: user\n"
            '      content: "Who said {{q}}?"\ntests:\n  - vars: {q: \'"no": x\'}\n',
            [("", 'Who said "no": x?')],
            [],
        ),
        (
            f"prompts: ['{{{{q}}}}']\ntests:\n  - vars: {{q: {[f'v{n}' for n in range(1001)]}}}\n",
            [("", f"v{n}") for n in range(1000)],
            [(3, "all but the first 1,000 of 1,001 combinations of values")],
        ),
        ("- vars: {prompt: A, x: B}\n", [("", "A")], [(0, "variables or metadata x")]),
        ('[{"vars": {"question": 5}}]', [("", "5")], []),
    ],
)
def test_a_configuration_is_read_or_listed(
    text: str, prompts: list[tuple[str, str]], left_over: list[tuple[int, str]]
) -> None:
    file = SourceFile(text=text, name="promptfooconfig.yaml")

    assert guess(file) == "promptfoo"
    read = read_records(file, "promptfoo")
    assert [(r.label, r.prompt) for r in read.records] == prompts
    assert sorted(read.left_over) == sorted(left_over)


def test_a_table_of_tests_has_metadata_and_assertions() -> None:
    text = (
        "prompt,tone,__expected,__expected2,__metadata:category,__metadata:tags[],__suffix\n"
        'Where?,calm,contains: x,,a,"b,c",\nWhen?,,,is-json,b,,"\n\nNow."\n'
    )
    file = SourceFile(text=text, name="tests.csv")

    assert guess(file) == "promptfoo"
    read = read_records(file, "promptfoo")
    assert [(r.line, r.label, r.prompt) for r in read.records] == [
        (2, "a", "Where?"),
        (3, "b", "When?\n\nNow."),
    ]
    assert read.left_over == [
        (2, "an assertion: contains: x"),
        (3, "an assertion: is-json"),
        (0, "variables or metadata tags, tone"),
    ]


def test_a_configuration_in_json_keeps_its_prompts() -> None:
    text = json.dumps({"prompts": ["Say: {{q}}"], "tests": [{"vars": {"q": "A"}}]}, indent=1)
    file = SourceFile(text=text, name="promptfooconfig.json")

    assert guess(file) == "promptfoo"
    assert [r.prompt for r in read_records(file, "promptfoo").records] == ["Say: A"]


def test_json_lines_hold_a_test_each() -> None:
    text = (
        '{"vars": {"q": "A"}, "metadata": {"category": "a"}}\n{"vars": {"q": ["B", 1]}}\n{"x": 1}'
    )
    file = SourceFile(text=text, name="tests.jsonl")

    assert guess(file) == "promptfoo"
    read = read_records(file, "promptfoo")
    assert [(r.line, r.label, r.prompt) for r in read.records] == [
        (1, "a", "A"),
        (2, "", "B"),
        (2, "", "1"),
    ]
    assert read.left_over == [(3, "a test without variables")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("prompts: [a]\ntests: file://t.csv\n", "its tests are in another file: file://t.csv"),
        ("tests: [{vars: {a: 1}}]\n---\ntests: []\n", "a second document starts here"),
        ("a: &a [*a]\ntests: [{vars: {a: 1}}]\n", "nested deeper than 50 levels"),
        (
            "a: &a [1, 1, 1, 1, 1, 1, 1, 1]\n"
            + "".join(
                f"{y}: &{y} [{', '.join([f'*{x}'] * 8)}]\n"
                for x, y in zip("abcdefg", "bcdefgh", strict=True)
            ),
            "the file has more than 400,000 nodes",
        ),
        ("results: {results: []}\nconfig: {tests: []}\n", "holds the results of tests"),
        ("tests: [\n", "a value is missing, or text inside brackets must be quoted"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, what: str) -> None:
    with pytest.raises(DelibctlError) as raised:
        read_records(SourceFile(text=text, name="p.yaml"), "promptfoo")

    assert what in raised.value.what
