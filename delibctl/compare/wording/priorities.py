"""What a principle puts first: "Safety comes before all else", "the stricter rule counts"."""

from delibctl.compare.scales import Direction
from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.edits import Edit
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.subjects import subject_of
from delibctl.compare.wording.vocabulary import NEGATIONS, phrase_list, word_set
from delibctl.text.stems import STOP_WORDS

#: Of a rule or an answer, these hold back, and these give more.
_STRICT = word_set(
    "safety safer safest safe caution cautious harmlessness stricter strictest strict law laws "
    "legality privacy careful restraint conservative prudent restrictive"
)
_FREE = word_set(
    "helpfulness helpful usefulness looser loosest lenient laxer lax permissive freer autonomy "
    "generous freedom wishes wants preferences request requests convenience"
)
_RANKING = phrase_list(
    "comes first|come first|comes before|come before|takes precedence|take precedence|prevails|"
    "prevail|outranks|outrank|outweighs|outweigh|has priority|have priority|takes priority|"
    "take priority|counts most|matters most|wins|win"
)
#: The first words of phrases that put something first.
RANKING_STARTS = frozenset(phrase[0] for phrase in _RANKING)
#: After these, a word is what is put behind.
_AGAINST = word_set("over than rather instead before above not never no without against")
_NEAR = 5


def ranked(sentence: Sentence, index: int) -> Duty | None:
    """Return the duty to put first what is named before "comes first" and the like."""
    words = sentence.texts
    if words[index] not in RANKING_STARTS:
        return None
    phrase = next((p for p in _RANKING if words[index : index + len(p)] == p), None)
    if phrase is None:
        return None
    subject = subject_of(sentence, index) or words[max(0, index - _NEAR) : index]
    strict, free = (not pole.isdisjoint(subject) for pole in (_STRICT, _FREE))
    if strict is free or not NEGATIONS.isdisjoint(subject):
        return None
    return Duty(Force.REQUIRE, 3, index, index + len(phrase), helps=free)


def swapped(edit: Edit) -> Direction | None:
    """Return the direction of "the looser" turned into "the stricter", and the reverse."""
    poles = [_pole(side.words) for side in (edit.out, edit.into)]
    if not poles[0] or poles[0] != -poles[1]:
        return None
    if not _AGAINST.isdisjoint(edit.into.before[-_NEAR:]):
        return Direction.UNKNOWN
    return Direction.TIGHTENS if poles[1] > 0 else Direction.LOOSENS


def _pole(words: tuple[str, ...]) -> int:
    content = {word for word in words if word not in STOP_WORDS}
    return bool(content and content <= _STRICT) - bool(content and content <= _FREE)
