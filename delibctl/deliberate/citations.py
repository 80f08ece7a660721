"""Reading citations in the various ways that models write them: lines, brackets, XML, JSON."""

import re
from typing import Any

from delibctl.deliberate.copied_ids import without_copied_ids
from delibctl.model import Citation
from delibctl.text.embedded import as_text, objects
from delibctl.text.lazy import later

_ID = r"[A-Za-z][A-Za-z0-9_.-]*"
#: The opening and closing marks of quotes.
_MARKS = {'"': '"', "“": "”", "«": "»", "„": "“”", "‘": "’", "「": "」", "『": "』", "＂": "＂"}
# A quote holds whole quotes, so that the search ends soon in a text full of opening marks.
_QUOTED = "|".join(
    rf"{start}((?:[^{start}{end}]|{start}[^{start}{end}]{{0,400}}[{end}]){{0,4000}}+)[{end}]"
    if start not in end
    else rf"{start}([^{end}]{{0,4000}})[{end}]"
    for start, end in _MARKS.items()
)
_QUOTE = later(_QUOTED)
_IDS = rf"""["'`]?{_ID}["'`]?(?:\s*[,;]\s*["'`]?{_ID}["'`]?)*"""
_BRACKETED = later(rf"\[\s*({_IDS})\s*\][*_`]*\s*[:–—-]?\s*(?:{_QUOTED})?")
_ELEMENT = later(
    rf"""<(?:citation|clause)\s+(?:clause|id)=["']({_ID})["']"""
    r"""(?:\s+quote="([^"]*)")?\s*(?:/>|>([^<]*)</(?:citation|clause)>)""",
    re.IGNORECASE,
)
_NESTED = later(
    rf"<(?:clause|id)>\s*({_ID})\s*</(?:clause|id)>(?:\s*<quote>([^<]*)</quote>)?", re.IGNORECASE
)
_JSON = later(r"[\s`~]*(?:json)?\s*(?:\[\s*)?\{")
_WRAPPER = later(r"</?citations?\s*/?>", re.IGNORECASE)
_LINE = later(
    r"""^[ \t]*(?:(?:[-*•]|\d+[.)])[ \t]+)?(?:[`*"(§][ ]?)*"""
    rf"""({_ID})[`*")]*[ \t]*([:–—-]?)[ \t]*(.*)$""",
    re.MULTILINE,
)
_BETWEEN_IDS = r"[ \t]*(?:[,;&]|\band\b)[ \t]*"
_SEPARATOR = later(_BETWEEN_IDS)
#: A line that is a list of ids and nothing else.
_LIST = later(
    rf"^[ \t]*(?:[-*•][ \t]+)?({_ID}(?:{_BETWEEN_IDS}{_ID})+)[ \t]*[.;,]?[ \t]*$",
    re.MULTILINE,
)
_EDGES = "[]()`*\"'“”„«»§<> \t\r\n:;,."
_NAMED = later(r"(?:clause|section)(?:\s*[:#]\s*|\s+)", re.IGNORECASE)
_TITLED = later(rf"[§`*\s]*(?:\[\s*({_ID})\s*\]|({_ID})`?\s*(?:[:–—(,]|-\s))")
_STYLED = later(r"^style\s*[:=]\s*", re.IGNORECASE)
_OUTCOME = later(r"\s{0,9}\((?:comply|refuse|safe-complete)\)?$", re.IGNORECASE)
#: The words of models that cite nothing.
_NOTHING = later(
    r"(?:none|nothing|null|nil|n\W?a|not applicable|not relevant|-+"
    r"|no (?:relevant |specific |applicable )?(?:clauses?|citations?|policy)\b.*"
    r"|none of .*|(?:does )?not appl\w+.*)?",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSE_KEYS = ("clause", "clause_id", "id", "section", "rule")
_QUOTE_KEYS = ("quote", "text", "excerpt")
#: Lists within lists of citations; a model that goes deeper cites nothing.
_NESTING = 3
#: The characters of a block and the items of a list that are read; more is no list of citations.
_LONGEST, _MOST = 100_000, 1_000


def citation_lines(block: str) -> list[Citation]:
    """Return citations written as elements, JSON, `[id] "quote"` or `id: quote`, in order."""
    block = block[:_LONGEST]
    if _JSON.match(block):
        return listed(list(objects(block)))
    block = without_copied_ids(block)
    located: list[tuple[int, Citation]] = []
    lists = [match for match in _LIST.finditer(block) if _are_ids(match[1])]
    for match in lists:
        ids = _SEPARATOR.split(match[1])
        located += [(match.start(), citation) for id in ids for citation in _cited(id, "")]
    if lists:
        block = _LIST.sub(lambda m: "]" * len(m[0]) if _are_ids(m[1]) else m[0], block)
    for pattern in (_ELEMENT, _NESTED, _BRACKETED):
        for match in pattern.finditer(block):
            quote = next(filter(None, match.groups()[1:]), "").strip()
            quote = quote if pattern is _BRACKETED else _unquoted(quote, _QUOTE.fullmatch(quote))
            located += [(match.start(), citation) for citation in _cited(match[1], quote)]
        # Once a citation was read, the remainder of its line is not another one.
        block = pattern.sub(lambda match: re.sub(r"[^\n]", "]", match[0]), block)
    for match in _LINE.finditer(_WRAPPER.sub(lambda match: " " * len(match[0]), block)):
        if _idlike(match[1], match[2], match[3]):
            quote = _unquoted(match[3], _QUOTE.search(match[3]))
            located += [(match.start(), citation) for citation in _cited(match[1], quote)]
    return [citation for _, citation in sorted(located, key=lambda item: item[0])]


def listed(value: Any, depth: int = 0) -> list[Citation]:
    """Return citations of a JSON value: objects, texts, pairs of id and quote, maps of quotes."""
    if isinstance(value, str):
        return citation_lines(as_text(value))
    if isinstance(value, list) and depth < _NESTING:
        if _is_pair(value):
            return _cited(value[0], as_text(value[1]))
        return [citation for item in value[:_MOST] for citation in listed(item, depth + 1)]
    if not isinstance(value, dict):
        return []
    value = _folded(value)
    if isinstance(value.get("clause"), list) and depth < _NESTING:
        return [citation for id in value["clause"] for citation in listed(id, depth + 1)]
    if "citations" in value and depth < _NESTING:
        return listed(value["citations"], depth + 1)
    if value.keys() & {*_CLAUSE_KEYS, *_QUOTE_KEYS}:
        return _cited(_first(value, _CLAUSE_KEYS), _first(value, _QUOTE_KEYS))
    pairs = ((id, quotes if isinstance(quotes, list) else [quotes]) for id, quotes in value.items())
    return [c for id, quotes in pairs for quote in quotes for c in _cited(str(id), as_text(quote))]


def _folded(value: dict[str, Any]) -> dict[str, Any]:
    """Return a citation with lower-case keys; a map of ids to quotes unchanged."""
    folded = {str(key).strip().casefold(): item for key, item in value.items()}
    return folded if folded.keys() & {*_CLAUSE_KEYS, *_QUOTE_KEYS} else value


def _is_pair(value: list[Any]) -> bool:
    """Return True if a list is an id and its quote, not two ids or two citations."""
    if len(value) != 2 or not all(isinstance(item, str) for item in value):
        return False
    id, quote = value
    words = len(quote.split()) > 1
    return words and _TITLED.match(quote) is None and bool(re.fullmatch(_ID, clean_id(id)))


def _first(item: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((as_text(item[key]) for key in keys if item.get(key)), "")


def _cited(text: str, quote: str) -> list[Citation]:
    """Return a citation of each id that is written in one place; the quote belongs to the first."""
    several = re.fullmatch(_IDS, text.strip())
    ids = [clean_id(id) for id in (re.split("[,;]", text) if several else [text])]
    ids = [id for id in ids if id and not _NOTHING.fullmatch(id)]
    return [Citation(clause=id, quote="" if n else quote) for n, id in enumerate(ids)]


def _unquoted(text: str, match: re.Match[str] | None) -> str:
    """Return the text between the quotation marks; all of it if there are none."""
    if match:
        return next(filter(None, match.groups()), "").strip()
    return text.strip(" \t\r\n\"'")


def _idlike(word: str, separator: str, remainder: str) -> bool:
    """Return True if the first word of a line is an id: it is alone, or is not an ordinary word."""
    bare = word.rstrip(".")
    if not remainder.strip(_EDGES):
        return True
    if remainder.lstrip("(")[:1] in {*_MARKS, "'"}:
        # An ordinary word before a quote inside a sentence is prose.
        return not bare.isalpha() or not _ends_in_words(remainder)
    return not bare.replace("-", "").isalpha() or (bool(separator) and not bare.isalpha())


def _are_ids(line: str) -> bool:
    """Return True if no item of a line could be a word of prose."""
    return not any(item.isalpha() for item in _SEPARATOR.split(line))


def _ends_in_words(text: str) -> bool:
    """Return True if a text ends with a word, after it at most blanks and the end of a sentence."""
    bare = text[:-1] if text.endswith((".", "!")) else text
    last = bare.rstrip(" ")[-1:]
    return last.isalnum() or last == "_"


def clean_id(text: str) -> str:
    """Return an id without the decoration around it; other prose is only shortened."""
    bare = text.strip(" \t\r\n*`\"'“”§")
    label = _NAMED.match(bare)
    bare = bare[label.end() :] if label else bare
    titled = _TITLED.match(bare)
    if titled and (titled[1] or not titled[2].isalpha()):
        bare = titled[1] or titled[2]
    return bare.strip(_EDGES)[:120].strip()


def clean_style(text: str) -> str | None:
    """Return the name of a style without decoration, label or outcome; None if nothing is left."""
    bare = _STYLED.sub("", text.strip(_EDGES))
    return _OUTCOME.sub("", bare).strip(_EDGES) or None
