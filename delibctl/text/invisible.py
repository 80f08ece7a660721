"""Characters that nobody sees, or that every reader may take for something else."""

import unicodedata
from collections.abc import Iterable
from functools import cache

#: Unicode's Default_Ignorable_Code_Point; a test compares it with the property.
IGNORABLE = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
#: Signs that are blank by design: of Braille, of music, and a joiner of Brahmi.
_BLANK = frozenset("\u2800\U0001d159\U0001107f")
#: Unicode's Prepended_Concatenation_Mark: format characters that are seen.
_SEEN = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_LINE_FORMAT = frozenset("\t\n\r")
_LAST_OF_FIRST_PLANE = 0xFFFF


def invisible_in(text: str) -> frozenset[str]:
    """Return the invisible, private and unassigned characters of a text."""
    return frozenset() if text.isascii() and text.isprintable() else _of(set(text))


def _of(characters: Iterable[str]) -> frozenset[str]:
    return frozenset(character for character in characters if is_invisible(character))


@cache
def is_invisible(character: str) -> bool:
    """Return True if a character is not seen, or has no meaning that all readers share."""
    code = ord(character)
    if character in _BLANK or any(first <= code <= last for first, last in IGNORABLE):
        return True
    match unicodedata.category(character):
        case "Cf":
            return character not in _SEEN
        case "Cc":
            return character not in _LINE_FORMAT
        case "Co" | "Cs" | "Zl" | "Zp":
            return True
        case "Cn":
            # Later versions of Unicode assign letters and pictures beyond the first plane.
            return code <= _LAST_OF_FIRST_PLANE or code & 0xFFFE == 0xFFFE
    return False
