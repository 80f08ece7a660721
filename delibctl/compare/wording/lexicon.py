"""English words that tell which way an edit moves a rule."""

from functools import cache

from delibctl.compare.wording.vocabulary import word_set
from delibctl.text.stems import stems


def stem_set(text: str) -> frozenset[str]:
    """Return the stems of the words of a text."""
    return frozenset(stems(text.split()))


@cache
def acts() -> frozenset[str]:
    """Return the stems of all acts that help, withhold or care."""
    return stem_set(f"{HELPING} {WITHHOLDING} {CARING} {ADDING}")


def phrase_list(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a text, one between bars, the longest first."""
    phrases = [tuple(phrase.split()) for phrase in text.replace("\n", " ").split("|")]
    return tuple(sorted(filter(None, phrases), key=len, reverse=True))


HELPING = """
explain describe give provide share help assist answer produce write generate create discuss show
tell teach instruct list reveal disclose translate summarize draft comply supply depict encourage
promote facilitate endorse glorify publish quote reproduce recommend support address expose leak
detail sell
"""
#: Acts that hold an answer back.
WITHHOLDING = """
refuse decline reject avoid redact block restrict censor ban prohibit forbid refrain deny
"""
#: Acts of care that, forbidden, free an answer.
WARNING = """
warn verify check ask notify refer redirect discourage caution consult
"""
#: Acts of care, which hold an answer back where they are asked for.
CARING = """
warn verify check ensure flag refer redirect discourage caution anonymize disclaim
safeguard protect offer ask seek notify acknowledge clarify include mention remind respect adhere
stay minimize limit preserve inform wait stop consult obtain require
"""
#: Acts that concern the tone of an answer, and not what it holds.
TONE = """
lecture moralize judge preach scold shame belittle apologize flatter mock praise greet thank
"""
REFUSING = """
refuse decline reject withhold avoid block prohibit forbid ban deny refrain
"""
ADDING = """
add give include append provide offer insert attach
"""
#: Objects that turn "give" or "add" into care: a warning, a helpline, a refusal.
CAREFUL_OBJECTS = """
warning disclaimer caution helpline hotline referral refusal
caveat qualifier uncertainty reminder verification consent review safeguard limitation confirmation
resource crisis
"""
#: Objects of help that is care as well: "explain the risks".
AMBIGUOUS_OBJECTS = """
why risk danger
"""
#: Words that say that something is answered, and that it is not.
ALLOWING = """
allowed permitted acceptable fine okay ok permissible legitimate exempt excused
"""
FORBIDDING = """
prohibited forbidden banned disallowed unacceptable inappropriate violates violate violating
violation violative impermissible refused declined rejected blocked removed invalid
"""

DISCOURAGING = """
discouraged undesirable frowned restricted limited
"""

#: Words of descriptions of harm, and of what is free of it.
HARMFUL = """
harm violence hate hateful abuse attack illegal illicit threat discriminate exploit kill murder rape
assault manipulate deceive dangerous insult bully harass intimidate weapon terror suicide fraud scam
stalk slur derogatory toxic hostile trivialize disdain contempt steal forge traffic malicious porn
pornographic fetish incite glorify dehumanize demean prejudice stereotype intoxicate overdose drug
unsolicited deceptive spam condescend mock ridicule accuse punish exclude segregate criminal crime
evade counterfeit hack malware poison bomb explosive gore self-harm sexual violate unlawful
"""
HARMLESS = """
educational medical clinical news academic research legitimate documentary historical history
satire help recovery treatment prevention public scientific journalism awareness support lawful
legal artistic fiction quote condemn constructive useful contextual informational publication
government professional neutral factual
"""

#: A statement that nothing hangs on a circumstance.
CONCEDING = phrase_list(
    "change nothing|changes nothing|make no difference|makes no difference|does not matter|"
    "do not matter|is no excuse|are no excuse|is irrelevant|are irrelevant|changes little|"
    "does not change this|does not change that|no matter|does not lift this|do not lift this"
)
EXCUSING = phrase_list(
    "make it fine|makes it fine|make it acceptable|makes it acceptable|makes it okay|makes it ok|"
    "makes it safe|make it safe|is enough|are enough|suffices|suffice|is sufficient|are sufficient|"
    "justifies it|excuses it|makes this fine|makes that fine|makes it allowed|"
    "makes it permissible|changes everything|counts as approval|counts as consent"
)

#: Statements that a rule does, or does not, extend to something.
EXCLUDING = phrase_list(
    "do not count|does not count|are left out|is left out|are excluded|is excluded|"
    "is outside this rule|are outside this rule|is outside this|are outside this|"
    "do not apply|does not apply|does not cover|do not cover|is out of scope|are out of scope|"
    "is exempt|are exempt|is not included|are not included|falls outside|fall outside|"
    "is not covered|are not covered|does not include|do not include|is not meant|are not meant|"
    "is not considered|are not considered|does not extend to|may be ignored|can be ignored"
)
INCLUDING = phrase_list(
    "also counts|also count|counts too|count too|is included|are included|is covered|are covered|"
    "also applies|also apply|applies to|apply to|also covers|also includes|counts as well|"
    "count as well|extends to|extend to|is no exception|are no exception"
)

EXCEPTIONS = phrase_list(
    "unless|except|except for|except when|except in|except if|excepting|save for|save when|save in|"
    "save to|other than|apart from|aside from|barring|excluding|with the exception of|but not|"
    "outside of|outside|short of|absent|without|not including|not counting|bar|exempting|"
    "exclusive of"
)
CONDITIONS = phrase_list(
    "if|when|whenever|where|wherever|provided|provided that|providing that|as long as|so long as|"
    "only if|only when|only where|in case|in cases of|in cases where|in the event|on condition|"
    "given that|assuming|until|while|during|whilst|to the extent|insofar as|"
    "subject to|depending on|upon request|on request|in which|for as long as|at the request of|"
    "with the consent of|in response to|in situations where|in contexts where"
)
#: Words that make a rule hold in more cases.
CONCESSIONS = phrase_list(
    "even if|even when|even where|even though|even|regardless|regardless of|irrespective of|"
    "whether or not|no matter|under any circumstances|under no circumstances|in any case|"
    "in any form|in any context|in any way|in all cases|in every case|at any time|at all|ever|"
    "for any purpose|for any reason|of any kind|of any sort|whatsoever|without exception|whatever|"
    "in all circumstances|for whatever reason|by any means|in all contexts|in all languages|"
    "however small|however minor|always|strictly|absolutely|completely|entirely|fully|wholly|"
    "invariably|categorically|unconditionally|in full|at all times|or otherwise"
)
#: Words that make a rule less binding.
HEDGES = phrase_list(
    "generally|usually|normally|typically|often|mostly|largely|mainly|ordinarily|commonly|"
    "in general|as a rule|in most cases|by default|where possible|if possible|when possible|"
    "whenever possible|where appropriate|when appropriate|if appropriate|where practical|"
    "where feasible|if feasible|as appropriate|ideally|preferably|reasonably|try to|tries to|"
    "aim to|aims to|endeavour to|endeavor to|make an effort to|makes an effort to|attempt to|"
    "at its discretion|for the most part|sometimes|occasionally|as far as possible|in principle|"
    "tend to|tends to|where reasonable|if reasonable|"
    "in many cases|at times|seek to|strive to|strives to|as needed|if needed|"
    "where relevant|if convenient|when practical|consider|as much as possible|in some cases|"
    "where necessary|when feasible|by and large|on the whole|on occasion|rarely|seldom|"
    "in most contexts|"
    "do its best to|with few exceptions|as a default|under normal circumstances"
)

#: Words that widen a description: what only seems so is covered too.
POSSIBILITIES = phrase_list(
    "apparently|arguably|allegedly|seemingly|possibly|perhaps|potentially|supposedly|"
    "even mildly|even faintly|even slightly|loosely|vaguely|remotely|indirectly|partly|partially|"
    "in part|to some extent|more or less|roughly|somewhat|directly or indirectly|in any way|"
    "intentionally or not|knowingly or not|or otherwise|what might amount to|what may amount to"
)

#: The share of a set that a word selects; more of it makes a rule hold in more cases.
SCOPES: dict[str, float] = {
    **dict.fromkeys(word_set("all any every each anyone everyone anybody everybody"), 4.0),
    **dict.fromkeys(word_set("anything everything whatever whichever"), 4.0),
    **dict.fromkeys(word_set("most"), 3.0),
    **dict.fromkeys(word_set("many much numerous"), 2.0),
    **dict.fromkeys(word_set("some several certain particular specific selected"), 1.0),
    **dict.fromkeys(word_set("few fewer little"), 0.5),
}
ONLY = word_set("only solely exclusively merely just purely primarily")

#: Chains from wide to narrow: what stands later covers less, or binds more rarely.
_WIDE_TO_NARROW = """
any slight minor mild < moderate some notable < significant substantial considerable material
< serious major severe grave high < extreme catastrophic lethal deadly life-threatening critical
possible potential conceivable hypothetical < plausible suspected < likely probable < clear evident
obvious credible apparent < certain confirmed proven verified definite unambiguous
mention touch address reference < discuss talk < describe depict explain portray show < detail
instruct teach
depict < support < encourage promote advocate < glorify praise < incite
content material information text < details guidance advice < instructions directions steps
< recipes
people users individuals persons someone anyone everyone < children minors teenagers < toddlers
harmful < dangerous hazardous < deadly lethal fatal
distress < harm injury < death
illegal unlawful < criminal
about regarding concerning < for
sensitive private personal < confidential secret
weapons < firearms guns < rifles pistols handguns
drugs substances < narcotics opioids
violence < gore < torture
weapon < firearm gun < rifle pistol handgun
substance < drug alcohol tobacco < opioid cannabis cocaine
supply provide distribute < sell trade
language wording expression < slur nickname insult profanity
user person people individual < subscriber customer member client < minor child
harm < self-harm < suicide
person < child minor < toddler infant
information data < contact < phone email
crime offense offence < felony < murder
attack < assault < rape
professional expert < doctor physician lawyer < surgeon
group < community < minority
animal < pet < dog cat
media < image picture photo video
document < passport certificate permit licence license
vehicle < car truck motorcycle
content < image video text
hardware device < phone computer laptop
treatment therapy < medication medicine < antibiotic
money funds < cash
government authority < police
place location < home address
medium channel < email
sexual < pornographic
website site < marketplace
related relevant < specific
implied implicit < explicit
"""
#: Chains from strong to weak: what stands later asks for less.
_STRONG_TO_WEAK = """
ensure guarantee < confirm verify < check < ask < assume
require demand insist < request ask < encourage urge recommend < suggest invite < allow permit
prohibit forbid ban disallow < restrict limit < discourage < tolerate permit allow accept
refuse reject decline < discourage hesitate caution
prevent block stop < reduce minimize limit < discourage
explain describe outline state specify < mention < hint
immediately instantly < promptly quickly < soon < eventually
always invariably < usually generally normally typically < often frequently < sometimes occasionally
< rarely seldom
must < should
fully completely entirely < largely mostly < partly partially
never < rarely seldom
detailed thorough comprehensive complete full < brief short partial
"""


def _chains(text: str) -> list[dict[str, int]]:
    chains: list[dict[str, int]] = []
    for line in text.replace("\n<", " <").strip().splitlines():
        ranks = enumerate(line.split("<"))
        chains.append({stem: rank for rank, words in ranks for stem in stems(words.split())})
    return chains


WIDE_TO_NARROW = _chains(_WIDE_TO_NARROW)
STRONG_TO_WEAK = _chains(_STRONG_TO_WEAK)
