"""Adverbs and adjectives by what they do to the word that they stand by."""

from delibctl.compare.wording.vocabulary import phrase_list, word_set

#: They say that something may be so: more is meant than without them.
_EPISTEMIC = phrase_list(
    "possibly|perhaps|maybe|arguably|allegedly|apparently|seemingly|supposedly|potentially|"
    "plausibly|presumably|purportedly|ostensibly|reportedly|conceivably|probably|likely|"
    "hypothetically|putatively|professedly|believed to be|said to be|thought to be"
)
#: They say that something is nearly so, or so in part.
_APPROXIMATE = phrase_list(
    "almost|nearly|virtually|practically|partly|partially|roughly|broadly|somewhat|more or less|"
    "loosely|vaguely|remotely|approximately|kind of|sort of|in part|to some extent|"
    "to some degree|a measure of|a degree of|at least partly|half|quasi|not quite|"
    "fairly|reasonably|relatively|"
    "even remotely|even slightly|even mildly|even faintly|"
    "even partly|even vaguely"
)
#: They say that something is wholly so.
_FULL = word_set(
    "fully completely entirely wholly totally strictly clearly plainly explicitly expressly purely "
    "definitely absolutely inherently exactly precisely directly openly manifestly unmistakably "
    "overtly undoubtedly undeniably demonstrably thoroughly utterly evidently obviously"
)
WIDENING = tuple(sorted((*_EPISTEMIC, *_APPROXIMATE), key=len, reverse=True))
#: They say that something is mostly so: less than all of it, and more than none.
PREDOMINANT = word_set("mostly mainly largely chiefly predominantly primarily principally")
#: They stress a word, and so narrow it at most a little.
EMPHATIC = word_set("altogether really truly actually indeed simply certainly surely")
#: They deny, or nearly deny, what they stand by.
DENYING = word_set("barely hardly scarcely never rarely seldom not non anti un")
#: Adjectives of what may be so, and of what is not so.
_MODAL_ADJECTIVES = word_set(
    "possible potential suspected alleged presumed purported supposed conceivable putative "
    "reputed would-be so-called probable likely"
)
_PRIVATIVE_ADJECTIVES = word_set(
    "fake former false mock pseudo counterfeit simulated imaginary imagined virtual artificial "
    "fictitious apparent seeming ostensible past would be ex imitation purely near quasi"
)


def widens_word(words: tuple[str, ...]) -> bool:
    """Return True if words widen what they stand by: potentially, more or less, suspected."""
    return words in WIDENING or (len(words) == 1 and words[0] in _MODAL_ADJECTIVES)


def narrows_word(words: tuple[str, ...]) -> bool:
    """Return False if words before another do not surely narrow it: fake, hardly, simply."""
    first = words[0]
    if first in DENYING or widens_word(words) or words[-1] in _PRIVATIVE_ADJECTIVES:
        return False
    return not (len(words) == 1 and (first in EMPHATIC or first in PREDOMINANT))


def exchanged(out: tuple[str, ...], into: tuple[str, ...]) -> int:
    """Return 1 if "clearly" became "arguably" or the like, -1 for the reverse, else 0."""
    full = [len(words) == 1 and words[0] in _FULL for words in (out, into)]
    loose = [words in WIDENING for words in (out, into)]
    return (full[0] and loose[1]) - (loose[0] and full[1])
