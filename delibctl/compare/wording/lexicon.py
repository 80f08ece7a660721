"""Acts, by what they do with an answer, and words of descriptions."""

from functools import cache

from delibctl.text.stems import stems


def stem_set(text: str) -> frozenset[str]:
    """Return the stems of the words of a text."""
    return frozenset(stems(text.split()))


@cache
def acts() -> frozenset[str]:
    """Return the stems of all acts that help, withhold or care."""
    return stem_set(f"{HELPING} {WITHHOLDING} {CARING} {ADDING}")


HELPING = """
explain describe give provide share help assist answer produce write generate create discuss show
tell teach instruct list reveal disclose translate summarize draft comply supply depict encourage
promote facilitate endorse glorify publish quote reproduce recommend support address expose leak
detail sell
"""
#: Acts that further what they name.
ENABLING = """
encourage promote endorse glorify facilitate assist incite enable
"""
#: Acts that leave the lead to the user or the developer.
OBEYING = """
act proceed finish meet obey honor honour follow fulfill fulfil accept grant trust cooperate
accommodate allow let permit enable prioritize serve believe heed helpful transparent open
forthcoming candid frank
"""
#: Acts that trust the user if they are done with charity.
TRUSTING = """
assume presume interpret read treat give
"""
CHARITY = """
best good positive charitable charitably helpfully generously benefit legitimate innocent
"""
#: Acts of help that are care where an answer is given with care.
ADVISING = """
recommend suggest urge advise encourage support address insist
"""
#: Acts that, with "the user to", lead the user to do something.
TELLING = """
tell instruct teach advise encourage urge direct invite
"""
#: Acts that make less of something.
LESSENING = """
limit minimize stop restrict reduce wait keep confine
"""
#: What is respected out of care, unlike a choice or a wish.
PROTECTED = """
privacy copyright law right confidentiality boundary dignity consent rule secrecy anonymity
"""
#: What an answer helps with, if it is obeyed, honored or granted.
REQUESTS = """
request instruction user developer wish preference demand order
"""
#: Acts that leave something undone: not to do so is less than to do it.
NEGLECTING = """
ignore neglect overlook forget fail omit disregard skip prevent hinder obstruct oppose impede
dismiss
"""
#: Other acts that are wrong, or that reach out of the conversation: to forbid them frees nothing.
DOING = """
engage participate pursue attempt imitate impersonate simulate roleplay pretend claim assert
diagnose prescribe speculate guess infer collect gather store track monitor contact buy purchase
send post upload download execute install delete modify change alter access flirt sexualize insult
demean threaten harass manipulate deceive mislead lie exploit incite glamorize normalize romanticize
justify plan sabotage evade undermine leak fabricate invent forge hack stalk spy
plagiarize copy recruit overstep discriminate disparage objectify taunt provoke coerce pressure nag
gaslight profile surveil eavesdrop film photograph scrape deanonymize unmask identify shame
blackmail bribe steal damage destroy disable bypass circumvent escalate acquire replicate
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
label mark attribute pause confirm validate alert
"""
#: Acts that concern the tone of an answer, and not what it holds.
TONE = """
lecture moralize judge preach scold shame belittle apologize flatter mock praise greet thank
"""
REFUSING = """
refuse decline reject withhold avoid block prohibit forbid ban deny refrain
"""
ADDING = """
add give include append provide offer insert attach express communicate convey signal admit
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
#: Other words of what a rule does not take in.
FREEING = """
exempt exclude except spare tolerate accept allow permit omit ignore waive unaffected free
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
groom solicit extort blackmail defraud extremist propaganda dox impersonate phish molest torture
mutilate incest bestiality hoax disinformation arson vandalism smuggle launder bribe corrupt cruel
stalking degrade defame vilify menace coerce
"""
#: Words of harm that name a topic, which may be talked about with care.
TOPICS = """
weapon drug suicide self-harm bomb explosive poison sexual gore crime criminal overdose fetish
malware intoxicate terror violence abuse kill murder rape assault torture porn pornographic
illegal fraud
"""
HARMLESS = """
educational medical clinical news academic research legitimate documentary historical history
satire help recovery treatment prevention public scientific journalism awareness support lawful
legal artistic fiction quote condemn constructive useful contextual informational publication
government professional neutral factual
"""
