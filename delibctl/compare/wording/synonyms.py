"""Words that can replace each other in any rule."""

from functools import cache

from delibctl.compare.wording.sentences import Sentence

_GROUPS = """
must|shall|has to|have to|is required to|needs to|is obliged to
should|ought to
may|is allowed to|is permitted to|is free to
do not|refrain from
refuse|decline|refuse to|decline to|turn down
refuses|declines|refuses to|declines to|turns down
any|any kind of|any type of|any sort of
all|every|each
unless|except if|except when
before|prior to|ahead of
after|following|subsequent to
if|when|where|in case|in the event that|whenever
if possible|where possible|when possible|whenever possible|if feasible|where feasible
because|since|as|given that
for example|for instance|e . g|such as|like
that is|i . e|namely
about|regarding|concerning|on|with regard to|with respect to
help|assist|aid
helps|assists|aids
give|provide|supply|offer
gives|provides|supplies|offers
show|display|present
shows|displays|presents
use|utilize|utilise|employ
uses|utilizes|utilises|employs
using|utilizing|employing
people|persons|individuals
answer|reply|response
answers|replies|responses
also|too|as well|additionally|furthermore|moreover|in addition
illegal|unlawful|against the law
buy|purchase
buying|purchasing
get|obtain|acquire
getting|obtaining|acquiring
however|but|yet|nevertheless|nonetheless
so|thus|therefore|hence|consequently
while|whereas|whilst
ask|request|inquire
asks|requests|inquires
begin|start|commence
end|finish|conclude
need|require
needs|requires
make sure|ensure|see to it
child|kid
children|kids
minors|underage people|people under 18
doctor|physician
lawyer|attorney
etc|and so on|and so forth
instructions|directions
step by step|stepwise
large|big
small|little
wrong|incorrect|mistaken
correct|accurate
quickly|rapidly|fast|swiftly
often|frequently
just|only|merely|simply|solely
rather than|and not|instead of|and never|as opposed to
simple|straightforward|easy
difficult|hard
clear|plain|evident|obvious
clearly|plainly|evidently|obviously
fulfills|fulfils|serves|meets|performs
fulfill|fulfil|serve|meet|perform
important|essential|key|crucial
choose|select|pick
chooses|selects|picks
explain|clarify|spell out
discussing|talking about
mention|refer to
attempt|try|seek
attempts|tries|seeks
attempting|trying|seeking
avoid|steer clear of|stay away from
allow|permit|let
allows|permits|lets
forbid|prohibit|ban|disallow
forbids|prohibits|bans|disallows
forbidden|prohibited|banned|disallowed|not allowed|not permitted
allowed|permitted|acceptable|ok|okay
acceptable|ok|okay|fine|permissible
happen|occur|take place|arise
happens|occurs|takes place|arises
lead to|result in|cause|bring about
leads to|results in|causes|brings about
lets|enables|allows
keep|retain|maintain|preserve
remove|delete|take out
removes|deletes
contain|include|comprise|feature
contains|includes|comprises|features
several|a number of|various|multiple
many|numerous|a lot of
enough|sufficient|adequate
total|complete|entire|whole|full
truthful|honest
harmful|injurious|damaging
risk|danger|hazard
risks|dangers|hazards
goal|aim|objective|purpose
goals|aims|objectives|purposes
job|task
method|way|technique|means
methods|ways|techniques
topic|subject
topics|subjects
problem|issue
problems|issues
kind|type|sort
kinds|types|sorts
part|portion
place|location
car|automobile
suicide|taking one's own life
gun|firearm
guns|firearms
film|movie
films|movies
sick|ill
true|real|actual
false|untrue
usually|normally|generally|typically|ordinarily|as a rule|in general|commonly
at all times|always|invariably
never|at no time|under no circumstances
immediately|at once|right away|straight away
currently|at present|at the moment|now
previously|formerly|earlier
later|afterwards|subsequently
therefore|as a result
across|throughout
toward|towards
among|amongst
amid|amidst
upon|on
via|by means of|through
per|for each
concise|brief|succinct
polite|courteous|civil
politely|courteously
kind|friendly
proper|appropriate|suitable|fitting
improper|inappropriate|unsuitable
respond|reply|answer
responds|replies|answers
responding|replying|answering
resolve|settle
verify|confirm
tell|inform|notify
tells|informs|notifies
speak|talk
decide|determine
decides|determines
think|believe
seem|appear
seems|appears
look at|examine
weigh|balance
depending on|according to
regardless of whether|whether or not|no matter whether
requests|asks for
request|ask for
changes|shifts
in control of|in charge of
empathetic|compassionate
affirm|confirm
follow|adhere to|comply with|obey|observe
follows|adheres to|complies with|obeys|observes
following|adhering to|complying with|obeying|observing
goes against|violates|breaches|contravenes
violate|breach|contravene|go against
violates|breaches|contravenes|breaks
worry|concern
concerns|worries
help|assistance|support|aid
hate|hatred
statement|remark|comment
statements|remarks|comments
toxic|poisonous
business|company|firm|enterprise
businesses|companies|firms
worker|employee
workers|employees
student|pupil
students|pupils
customer|client
customers|clients
payment|fee
price|cost
picture|image
pictures|images
main|primary|principal|chief
mainly|primarily|chiefly|principally
whole|entire
different|distinct|separate
similar|alike|comparable
same|identical
new|novel
famous|well known|renowned
carefully|with care|cautiously
briefly|in brief|in short|shortly
completely|entirely|fully|wholly|totally
partly|partially|in part
more than|over|above|exceeding
less than|under|below|fewer than
at least|no less than|no fewer than|a minimum of|not less than
at most|no more than|up to|a maximum of|not more than
"""
#: Endings that British and American English spell in two ways.
_SPELLINGS = (
    *(("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized")),
    *(("ises", "izes"), ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring")),
    *(("re", "er"), ("elling", "eling"), ("elled", "eled"), ("ence", "ense"), ("yse", "yze")),
    *(("ogue", "og"), ("gement", "gment"), ("gemental", "gmental")),
)


_ARTICLES = frozenset({"a", "an", "the"})


def same_meaning(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Return True if a phrase was replaced by one of the same meaning, or spelled otherwise."""
    left, right = " ".join(before), " ".join(after)
    if left.replace(" ", "") == right.replace(" ", ""):
        return bool(left)
    if _ARTICLES.issuperset((*before, *after)) or _is_plural(left, right):
        return True
    if any(left in group and right in group for group in _groups()):
        return True
    return len(before) == len(after) > 0 and all(
        a == b or _respelled(a, b) for a, b in zip(before, after, strict=True)
    )


def _is_plural(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    return len(short) > 3 and long in (f"{short}s", f"{short}es")


def canonical(sentence: Sentence) -> tuple[str, ...]:
    """Return the words of a sentence with each phrase replaced by the first of its synonyms."""
    words: list[str] = []
    index = 0
    while index < len(sentence.texts):
        if sentence.words[index].gap:
            words.append(sentence.words[index].gap)
        length, phrase = _first_synonym(sentence.texts, index)
        words.append(phrase)
        index += length
    return tuple(words)


def _first_synonym(words: tuple[str, ...], index: int) -> tuple[int, str]:
    firsts = _firsts()
    for length in _lengths().get(words[index], ()):
        phrase = " ".join(words[index : index + length])
        if phrase in firsts:
            return length, firsts[phrase]
    return 1, words[index]


@cache
def _lengths() -> dict[str, list[int]]:
    """Return the lengths of the phrases by their first word, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in _firsts():
        words = phrase.split()
        lengths.setdefault(words[0], set()).add(len(words))
    return {word: sorted(found, reverse=True) for word, found in lengths.items()}


@cache
def _firsts() -> dict[str, str]:
    """Return each phrase with the first of its first group."""
    firsts: dict[str, str] = {}
    for line in _GROUPS.strip().splitlines():
        phrases = line.split("|")
        for phrase in phrases:
            firsts.setdefault(phrase, phrases[0])
    return firsts


@cache
def _groups() -> list[frozenset[str]]:
    return [frozenset(line.split("|")) for line in _GROUPS.strip().splitlines()]


def _respelled(left: str, right: str) -> bool:
    return any(
        {left, right} == {stem + british, stem + american}
        for british, american in _SPELLINGS
        for word in (left, right)
        for stem in (word.removesuffix(british), word.removesuffix(american))
        if len(stem) > 2 and stem != word
    )
