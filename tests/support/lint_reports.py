"""Reports of `lint`: one that is hostile, one that is empty, and any at all."""

from dataclasses import replace
from types import ModuleType

from hypothesis import strategies as st

from delibctl.lint import FileRule, Finding, Fixes, Level, Registered, Report, Suppressed
from delibctl.model import Place
from delibctl.report import RenderOptions
from delibctl.source import Document, Edit, read

SHOP = """\
schema_version: 1
categories:
  - id: refunds
    clauses:
      - {id: a, style: comly}
      - {id: 𝄞b, style: comly}
      - {id: c, text: >-
          Explain
          how.
        }
# delib: ignore[WRD301] the law says so
  - {text: It may.}
"""

#: No name for a file, but git takes it.
ODD = "cases/a b,c:d%0A::é.yaml"

HOSTILE = (
    "no clause 'x\r\n::error file=a::owned\n##[group]b ##vso[task.complete]c ]]> -- --> "
    "| `code` **bold** <script>alert(1)</script> [link](http://evil.example) @team #1 "
    "&amp; {0} %0A::stop-commands::t \x1b[31mred\x00 \u202ebidi \u200b \uffff \ud800 𝄞 é'"
)


def _rule(code: str, name: str, level: Level, *, preview: bool = False) -> Registered:
    documentation = (
        f"The rule {name} holds.\n\nWhy: It is an\nexample, and a | b.\n\n"
        "Fails:\n\n    a: {b: 1}\n\nPasses:\n\n    a: 2\n\nFix: write `a`."
    )
    module = ModuleType(name, documentation)
    vars(module)["rule"] = FileRule(
        code=code, level=level, preview=preview, check=lambda _: iter(())
    )
    return Registered(code=code, name=name, load=lambda: module)


RULES = (
    _rule("STY401", "unknown-style", Level.ERROR),
    _rule("REF202", "unresolved-reference", Level.ERROR),
    _rule("WRD301", "ambiguous-modal", Level.WARNING),
    _rule("WRD307", "readability", Level.INFO, preview=True),
    _rule("HYG902", "unused-suppression", Level.WARNING),
)


def at(file: str, line: int, column: int, end_line: int, end_column: int) -> Place:
    return Place(file=file, line=line, column=column, end_line=end_line, end_column=end_column)


def finding(code: str, place: Place, message: str, next: str) -> Finding:
    (rule,) = (rule for rule in RULES if rule.code == code)
    return Finding(
        code=code,
        name=rule.name,
        level=rule.rule.level,
        place=place,
        message=message,
        next=next,
    )


def _style(line: int, column: int) -> Finding:
    place = at("policies/shop.yaml", line, column, line, column + 5)
    found = finding("STY401", place, "unknown style 'comly'", "did you mean 'comply'?")
    return replace(found, edits=(Edit(place=place, text="comply"),), fixes=Fixes.SAFE)


EXAMPLE = Report(
    findings=(
        finding(
            "WRD307", at("policies/shop.yaml", 7, 23, 10, 1), "a sentence of 41 words", "split it"
        ),
        _style(5, 23),
        _style(6, 24),
        finding("WRD301", at(ODD, 1, 1, 1, 1), "'may' is ambiguous", "write must, or must not"),
        finding("REF202", at(ODD, 2, 3, 3, 1), HOSTILE, f"name one that exists\n{HOSTILE}"),
    ),
    files=(
        read(SHOP.encode(), "policies/shop.yaml"),
        read(b"cases:\n  - |\n    x\n", ODD),
        read(b"schema_version: 1\n", "policies/clean.yaml"),
    ),
    notices=(f"{ODD}: references were not checked, because it belongs to no policy\n::error::x",),
    suppressed=(
        Suppressed(
            finding=finding(
                "WRD301",
                at("policies/shop.yaml", 12, 15, 12, 18),
                "'may' is ambiguous",
                "write must, or must not",
            ),
            reason="the law says so ::error::\x1b[1m",
        ),
    ),
    rules=RULES,
)

EMPTY = Report(findings=(), files=())

# Any report --------------------------------------------------------------------------------

UNLISTED = _rule("XYZ1", "unlisted", Level.ERROR)

texts = st.text(st.characters(exclude_categories=[]), max_size=30) | st.lists(
    st.sampled_from([HOSTILE, "::error::", "##[error]", "\n", "\r", "]]>", "|", "`", "%0A", "a "]),
    max_size=5,
).map("".join)

file_names = st.sampled_from(["a.yaml", ODD]) | texts.filter(bool)


@st.composite
def places(draw: st.DrawFn) -> Place:
    line, column = draw(st.integers(1, 4)), draw(st.integers(1, 9))
    lines, columns = draw(st.integers(0, 2)), draw(st.integers(0, 5))
    end_column = draw(st.integers(1, 9)) if lines else column + columns
    return at(draw(file_names), line, column, line + lines, end_column)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    rule = draw(st.sampled_from([*RULES, UNLISTED]))
    edits = st.lists(st.builds(Edit, place=places(), text=texts), max_size=2).map(tuple)
    return Finding(
        code=rule.code,
        name=rule.name,
        level=draw(st.sampled_from(Level)),
        place=draw(places()),
        message=draw(texts),
        next=draw(texts),
        edits=draw(edits),
        fixes=draw(st.sampled_from([*Fixes, None])),
    )


documents = st.builds(
    Document,
    name=file_names,
    text=texts | st.just(SHOP),
    data=st.none(),
    problems=st.just(()),
    locate=st.just(lambda _path, _key: Place(file="a.yaml")),
)

reports = st.builds(
    Report,
    findings=st.lists(findings(), max_size=4).map(tuple),
    files=st.lists(documents, max_size=3, unique_by=lambda d: d.name).map(tuple),
    notices=st.lists(texts, max_size=2).map(tuple),
    suppressed=st.lists(st.builds(Suppressed, finding=findings(), reason=texts), max_size=2).map(
        tuple
    ),
    rules=st.sampled_from([RULES, RULES[:2], ()]),
)

render_options = st.sampled_from([RenderOptions(), RenderOptions(below_root="a folder/of it")])
