"""Numbers of headings, and ids from the words behind them."""

import re
import unicodedata

from delibctl.text.slug import LONGEST, slug

#: Emphasis and escapes of Markdown, which may surround a number.
_MARKUP = re.compile(r"[*`\\]|(?<!\w)_+|_+(?!\w)")
#: Words before a number. Others, such as class or schedule, are part of the meaning.
_UNIT = (
    r"(?i:sections?|sec|articles?|art|chapters?|parts?|annex|appendix|rules?|clauses?|paragraphs?"
    r"|items?|no|nr|kapitel|abschnitt|artikel|teil|anhang|chapitre|annexe|secci[oó]n|art[ií]culo"
    r"|cap[ií]tulo|parte|anexo)\.?\s"
)
_DIGITS = r"\d+[A-Za-z]?(?:\.(?:\d+[A-Za-z]?|[A-Za-z]))*"  # 2.3, 1a, 1.a
_LETTERED = r"[A-Z](?:\.\d+)+"  # A.1
_ROMAN = r"(?=[IVXLivxl])(?:(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})|(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
_ANY = rf"(?:{_DIGITS}|{_LETTERED}|{_ROMAN}|[A-Za-z])"
_END = r"(?:[.):\]]|\s*[–—:-])(?=\s|$)"
_NUMBERING = re.compile(
    rf"""(?:{_UNIT}{_ANY}{_END}                                  # Section 4: Bar, Part A - Bar
    |(?:{_UNIT}|§+\s*|\#\s*)(?:{_DIGITS})[.):]?(?=\s)            # Section 4 Bar, § 4 Bar
    |[(\[]{_ANY}[)\]][.:]?(?=\s)                                 # (a) Bar
    |(?:{_DIGITS}|{_LETTERED}|(?=[IVXivx]{{2}}){_ROMAN}){_END}   # 1. Bar, 2 - Bar, IV: Bar
    |[A-Za-z][.)](?=\s)                                          # a) Bar, I. Bar
    |\d+(?:\.\d+)*[.)](?=[^\W\d])                                # 1.Bar
    |(?:\d{{1,3}}|\d+(?:\.\d+)+|{_LETTERED})(?=\s)               # 1 Bar, 2.3 Bar, A.1 Bar
    )\s*""",
    re.VERBOSE,
)

#: The numbers that cannot be amounts or names of laws: 1. Bar, (a) Bar, IV) Bar, 2.3 Bar.
_ORDINAL = re.compile(
    rf"""(?:[(\[](?:\d{{1,2}}|{_ROMAN}|[A-Za-z])[)\]]
    |(?:\d{{1,2}}(?:\.\d+)*|{_ROMAN}|[A-Za-z])[.)](?=\s)
    |\d{{1,2}}(?:\.\d+)+(?=\s+[A-Z][^\W\d_])
    )\s*""",
    re.VERBOSE,
)


def only_number_differs(old: str, new: str) -> bool:
    """Return True if two titles differ only in a number that says no more than their place."""
    return old != new and _unplaced(old) == _unplaced(new)


def _unplaced(title: str) -> str:
    ordinal = _ORDINAL.match(title)
    return title[ordinal.end() :] if ordinal else title


def without_number(title: str) -> str:
    """Return a title without the number before its words; a title that is only a number stays."""
    plain = " ".join(_MARKUP.sub("", unicodedata.normalize("NFKC", title)).split())
    words = _NUMBERING.sub("", plain, count=1) if _NUMBERING.match(plain) else plain
    return words if any(char.isalpha() for char in words) else plain


def heading_slug(title: str, noun: str, position: int) -> str:
    """Return an id from the words of a title; else the noun with the title's number or position.

    Words that begin with a digit come last, since an id begins with a letter.
    """
    words = _words(without_number(title)) or _words(title)
    first = next((index for index, word in enumerate(words) if word[0].isalpha()), None)
    if first is not None:
        return slug(" ".join((*words[first:], *words[:first])), noun)
    number = "-".join(words[:6])[:LONGEST].rstrip("-")
    return f"{noun}-{number or position}"


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)
