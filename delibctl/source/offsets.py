"""Converting offsets in the value of a scalar to offsets in its file."""

import re
from bisect import bisect_left, bisect_right

_BREAK = r"(?:\r\n|\r|\n)"
#: Line breaks and the blanks around them; the look-behind keeps long runs of blanks linear.
_FOLD = rf"(?<![ \t])[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*"
_ESCAPE = rf"\\(?:x[0-9A-Fa-f]{{2}}|u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}|{_BREAK}[ \t]*|.)"
#: By the first character of a scalar: the places where its value and its notation differ.
_SPECIAL = {
    '"': re.compile(f"{_ESCAPE}|{_FOLD}"),
    "'": re.compile(f"''|{_FOLD}"),
}
_PLAIN = re.compile(_FOLD)
_BREAKS = re.compile(_BREAK)
_WORD = re.compile(r"\S+")


class Offsets:
    """Pairs of offsets, in the value and in the notation, between which both run in step."""

    def __init__(self, raw: str, value: str) -> None:
        pairs = _block(raw, value) if raw[:1] in ("|", ">") else _flow(raw)
        self._values = [value_offset for value_offset, _ in pairs]
        self._raws = [raw_offset for _, raw_offset in pairs]
        self._end = len(raw)

    def of(self, offset: int) -> int:
        """Return the offset in the notation of an offset in the value."""
        index = max(bisect_right(self._values, offset) - 1, 0)
        return min(self._raws[index] + offset - self._values[index], self._end)

    def end(self, offset: int) -> int:
        """Return the offset in the notation after the character at an offset in the value."""
        index = bisect_left(self._values, offset + 1)
        if index < len(self._values) and self._values[index] == offset + 1:
            return self._raws[index]
        return min(self.of(offset) + 1, self._end)


def _flow(raw: str) -> list[tuple[int, int]]:
    """Pair the offsets of a quoted or plain scalar."""
    special = _SPECIAL.get(raw[:1], _PLAIN)
    end = int(raw[:1] in _SPECIAL)
    pairs, value = [(0, end)], 0
    for match in special.finditer(raw, end, len(raw) - end):
        value += match.start() - end
        pairs.append((value, match.start()))
        value += _length(match[0])
        end = match.end()
        pairs.append((value, end))
    return pairs


def _length(notation: str) -> int:
    """Return the number of characters that an escape or a line break stands for."""
    breaks = len(_BREAKS.findall(notation))
    if notation.startswith("\\"):
        return 0 if breaks else 1
    return max(breaks - 1, 1)


def _block(raw: str, value: str) -> list[tuple[int, int]]:
    """Pair the words of a block scalar, which only blanks separate otherwise."""
    header = _BREAKS.search(raw)
    words = _WORD.finditer(raw, header.end() if header else len(raw))
    pairs = zip(_WORD.finditer(value), words, strict=False)
    return [(in_value.start(), in_raw.start()) for in_value, in_raw in pairs] or [(0, 0)]
