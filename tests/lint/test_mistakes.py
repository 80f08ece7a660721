"""Slips of a writer: the caret is on the line of the slip, and nothing else is reported."""

import pytest
from support.memory_files import bundle
from support.mistakes import CASES, MISTAKES, POLICY, Mistake
from support.mutated_lines import mutated

from delibctl.lint import Finding, Level, lint


def findings(files: dict[str, str]) -> tuple[Finding, ...]:
    return lint([bundle(files)]).findings


def found(mistake: Mistake) -> tuple[Finding, ...]:
    files = {"policy.yaml": POLICY, "cases.yaml": CASES}
    return findings({**files, f"{mistake.file}.yaml": mistake.text()})


def test_the_policy_without_a_slip_is_sound() -> None:
    assert findings({"policy.yaml": POLICY, "cases.yaml": CASES}) == ()


def test_every_caret_is_on_a_line_of_the_slip() -> None:
    elsewhere = {}
    for name, mistake in MISTAKES.items():
        reported = found(mistake)
        if not reported or any(not_at(mistake, finding) for finding in reported):
            elsewhere[name] = [(str(f.place), f.code, f.message) for f in reported]

    assert elsewhere == {}


def not_at(mistake: Mistake, finding: Finding) -> bool:
    place = finding.place
    return place.file != f"{mistake.file}.yaml" or place.line not in mistake.lines()


@pytest.mark.parametrize("name", MISTAKES)
def test_a_slip_is_one_error_or_one_for_each_missing_field(name: str) -> None:
    errors = [f for f in found(MISTAKES[name]) if f.level is Level.ERROR]

    assert len(errors) <= 2, [(str(f.place), f.code, f.message) for f in errors]


WORDS = {
    "block text not indented": (
        "this line is not part of the text above: it is not indented below 'text'",
        "indent it by 10 spaces",
    ),
    "an item one space too deep": (
        "this item is indented by 7 spaces, the one on line 23 by 6",
        "indent it by 6 spaces",
    ),
    "a key one space too shallow": (
        "this key is indented by 7 spaces, the one on line 37 by 8",
        "indent it by 8 spaces",
    ),
    "a tab before a key": ("a tab is used for indentation", "indent with spaces"),
    "a no-break space after a colon": (
        "a no-break space (U+00A0) is not one to YAML",
        "replace it with an ordinary space",
    ),
    "a full-width colon": ("a full-width colon (U+FF1A) is not a colon to YAML", "write `: `"),
    "no space after a colon": ("a key needs a space after its colon", "write `style: comply`"),
    "no colon": ("the key 'style' has no colon", "write `style: warn-first`"),
    "no space after a dash": (
        "the dash of a list item needs a space after it",
        "write `- id: plants.poison`",
    ),
    "no dash": (
        "a dash is missing: 'id' appears twice, first on line 23",
        "begin a new item: write `- id:`",
    ),
    "a star for a dash": (
        "a list item begins with `-`, not with `*`",
        "write `- Ask only when the answer depends on it.`, "
        "or indent it to the column where it belongs",
    ),
    "a stray dash": (
        "this line has a dash, unlike the keys above it, such as 'style'",
        "remove the dash",
    ),
    "a colon in a text": (
        "`: ` in unquoted text starts a mapping",
        "quote the text, or write it as a block after `>-`",
    ),
    "an apostrophe in single quotes": (
        "a quote inside the text ends it too early",
        "write `''` for it, or write it as a block after `>-`",
    ),
    "a text that goes on after a quote": (
        "the quote ends here, but the text goes on",
        "put all of it in quotes: '\"Poisonous\" plants'",
    ),
    "a double quote never closed": ("this quote is never closed", "close the quote"),
    "a backslash in double quotes": (
        "a backslash in double quotes begins an escape, and this is none",
        "double the backslash, or use single quotes",
    ),
    "a bracket never closed": ("this bracket is not closed", "close it with `]`"),
    "a comma missing in braces": ("a comma is missing before 'content'", "write `, content:`"),
    "a hash and a space in a text": (
        "the text ends before '# 3 die of too much water.', which is a comment",
        "quote the text; if it is a comment, write it on a line of its own",
    ),
    "an item of a list too deep": (
        "this item is deeper than the list, so it is part of the item above it",
        "indent it by 10 spaces",
    ),
    "a bullet for a dash": (
        "'must' is text, not a list",
        "begin each item with `- `, a hyphen and an ordinary space",
    ),
    "a fence of a chat first": (
        "this line is a code fence from a chat or a document",
        "remove the line",
    ),
    "the middle mark of a conflict": (
        "this line is left from a merge conflict",
        "keep what is right of both versions, and remove the line",
    ),
    "slashes before a comment": (
        "a comment begins with `#` in YAML",
        "write `# ` before it, or remove the line",
    ),
    "an arrow for a colon": ("the key 'severity' has no colon", "write `severity: high`"),
    "a brace too much": ("this `}` closes nothing", "remove it"),
    "a comma missing at the end of a line": (
        "a comma is missing before 'content' on the next line",
        "end this line with a comma",
    ),
    "dots for a part left out": (
        "this line stands for a part that was left out",
        "write what was left out, or remove the line",
    ),
    "a comma after a quoted value": (
        "a comma after a value is part of JSON, not of a list or mapping in lines",
        "remove the comma",
    ),
    "two dashes": (
        "an item of a list begins with one dash",
        "write `- text: which plants are safe for cats`",
    ),
    "the only item without its dash": (
        "'excludes' is a list, and its first item has no dash",
        "write `- text: which plants are safe for cats`",
    ),
    "a dash before the first of several keys": (
        "'definitions' is no list, so its keys have no dash",
        "remove the dash",
    ),
    "text beside the mark of a block": (
        "the text of a block begins on the line below `|`",
        "move the text to the next line, or remove the `|`",
    ),
    "a mark of a block with two dashes": (
        "'>--' does not begin a block of text",
        "write `>-`, or `|-` to keep the lines",
    ),
    "a bracket of two lines never closed": (
        "this bracket is not closed",
        "close it with `]`",
    ),
    "a key below a block one space too deep": (
        "this key is indented by 9 spaces, the one on line 39 by 8",
        "indent it by 8 spaces",
    ),
    "a merge conflict": (
        "a merge conflict is not resolved: it begins here up to line 42",
        "keep what is right of both versions, and remove the lines of markers",
    ),
    "clauses outside of a category": (
        "unknown key 'clauses'",
        "'clauses' belongs in an item of `categories`",
    ),
    "an id with another prefix": (
        "this clause is 'plant.poison', but 2 references name 'plants.poison', which is not "
        "declared: cases.yaml:10, cases.yaml:17",
        "write `id: plants.poison`, or correct the references",
    ),
}


@pytest.mark.parametrize(("name", "words"), WORDS.items(), ids=WORDS)
def test_the_words_name_the_cause_and_the_remedy(name: str, words: tuple[str, str]) -> None:
    first = found(MISTAKES[name])[0]

    assert (first.message, first.next) == words


#: A slip may leave a file that means something else, so not every one can be seen on its line.
LEAST_SHARE = 0.97


def test_slips_on_any_line_are_found_on_that_line() -> None:
    files = {"policy.yaml": POLICY, "cases.yaml": CASES}
    elsewhere, count = [], 0
    for name, text in files.items():
        lines = text.splitlines()
        for index, line in enumerate(lines):
            for kind, new in mutated(line):
                slipped = "\n".join([*lines[:index], new, *lines[index + 1 :]]) + "\n"
                reported = [f.place for f in findings({**files, name: slipped})]
                if reported:  # otherwise the text is only worded differently
                    count += 1
                    if any((at.file, at.line) != (name, index + 1) for at in reported):
                        elsewhere.append((kind, name, index + 1, [str(at) for at in reported[:3]]))

    assert count > 700
    assert len(elsewhere) <= count * (1 - LEAST_SHARE), elsewhere


@pytest.mark.parametrize("file", ["policy", "cases"])
def test_the_other_file_of_a_policy_is_still_checked(file: str) -> None:
    files = {"policy.yaml": POLICY, "cases.yaml": CASES}
    broken = files[f"{file}.yaml"] + "\n@broken\n"
    other = "cases" if file == "policy" else "policy"
    changed = files[f"{other}.yaml"].replace("status: accepted", "status: acepted")
    changed = changed.replace("severity: low", "severity: lo")

    places = findings({f"{file}.yaml": broken, f"{other}.yaml": changed})

    assert {f.place.file for f in places} == {"policy.yaml", "cases.yaml"}


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quote_never_closed_is_found_far_above_the_next_quote(quote: str) -> None:
    fields = ("- id: plants.n{0}", "  title: Plants", "  style: comply", "  text: Water.")
    clause = "".join(f"      {field}\n" for field in fields)
    more = "".join(clause.format(number) for number in range(100))
    text = POLICY.replace("title: Poisonous plants", f"title: {quote}Poisonous plants")
    text = text.replace("  - id: orders\n", f"{more}  - id: orders\n")
    text += f"        rationale: {quote}Prices change.{quote}\n"

    reported = findings({"policy.yaml": text, "cases.yaml": CASES})

    line = 1 + POLICY[: POLICY.index("title: Poisonous")].count("\n")
    assert [(f.place.line, f.message) for f in reported] == [(line, "this quote is never closed")]
