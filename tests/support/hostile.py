"""Text that must not reach a terminal, a log or a page as it is, and a run that is full of it."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from support.example_run import example_run

from delibctl.model import BUILT_IN_STYLES, ClauseVerdict, Compliance, Outcome, Run, Verdict

HOSTILE = {
    "colour of a terminal": "\x1b[31mred",
    "title of a terminal": "\x1b]0;owned\x07",
    "cleared screen": "\x1b[2J\x1b[H",
    "escape of one byte": "\x9b31mred",
    "backspaces": "safe\b\b\b\bevil",
    "carriage return": "safe\revil",
    "right-to-left override": "\u202egpj.exe",
    "isolate": "\u2066abc\u2069",
    "soft hyphen": "re\u00adfuse",
    "grapheme joiner": "re\u034ffuse",
    "zero-width space": "re\u200bfuse",
    "tag characters": "\U000e0069\U000e0067",
    "variation selectors": "a\ufe01\U000e0130b",
    "fillers": "a\u3164\u115f\uffa0b",
    "line separator": "one\u2028two\x85three",
    "private use": "\ue000",
    "command of a log": "x\n::error::owned",
    "other command of a log": "##[error]owned ##vso[task.complete]",
    "command of TeamCity": "##teamcity[buildStatus text='owned']",
    "section of GitLab": "\x1b[0Ksection_start:1:owned\r\x1b[0K",
    "markup of rich": "[bold red]x[/bold red] [link=http://x]y[/link] :smile:",
    "elements of a page": "<script>owned</script><img src=x onerror=owned()><!-- x",
    "links of a page": "![i](http://x.y) [l](javascript:x) <http://x.y> www.x.y @owned #1",
    "end of an attribute or a section": "\"'/>]]></system-out>&quot;&#10;",
    "NUL": "a\x00b",
}

#: All at once are tried in every test run; each of these and of the others with `-m slow`.
TOGETHER = {
    "terminal": "\x1b[31m\x9b2J\x07\b\r",
    "unseen": "\u202e\u2066\u00ad\u034f\u200b\U000e0069\ufe01\u3164\u2028\x85\ue000",
    "log": "x\n::error::owned ##[error]owned ##teamcity[x] section_end:1:x",
    "markup": "[bold red]x[/] :smile:",
    "page": "<img src=x>![i](//x.y)<http://x.y>www.x.y @owned ]]>\"'&#10;",
}

#: Words with a meaning of their own, which stay as they are.
_FIXED = {*BUILT_IN_STYLES, "user", "system", "assistant", "declared", "id", "patterns", ""}


def spoiled(value: Any, hostile: str) -> Any:
    """Return a value with that text at the end of every text, so that ids still fit each other."""
    if type(value) is str:
        return value if value in _FIXED else f"{value}{hostile}"
    if isinstance(value, tuple):
        return tuple(spoiled(item, hostile) for item in value)
    if isinstance(value, dict):
        return {spoiled(key, hostile): spoiled(item, hostile) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: spoiled(getattr(value, f.name), hostile) for f in fields(value)}
        return replace(value, **changes)
    return value


def spoiled_run(hostile: str) -> Run:
    """Return the example run with that text in everything, and a verdict of a judge."""
    run: Run = spoiled(example_run(), hostile)
    verdict = Verdict(
        judge="critic",
        outcome=Outcome.REFUSE,
        clauses=(ClauseVerdict(clause="permits.forge", compliance=Compliance.NON_COMPLIANT),),
        correctness=2,
        why="It says so.",
        quote="An answer.",
        raw="raw",
    )
    first, *rest = run.trials
    return replace(run, trials=(replace(first, verdicts=(spoiled(verdict, hostile),)), *rest))
