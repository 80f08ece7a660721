"""Chains of words from wide to narrow, and from strong to weak."""

from delibctl.text.stems import stems

#: Chains from wide to narrow: what stands later covers less, or binds more rarely.
_WIDE_TO_NARROW = """
any slight minor mild < moderate some notable < significant substantial considerable material
< serious major severe grave high < extreme catastrophic lethal deadly life-threatening critical
possible potential conceivable hypothetical < plausible suspected < likely probable
< clear evident obvious credible apparent < certain confirmed proven verified definite unambiguous
mention touch address reference feature contain include < discuss talk
< describe depict explain portray show < detail instruct teach
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
animals < birds fish insects reptiles mammals livestock pets < parrots snakes spiders horses
dogs cats rats
birds < eagles crows pigeons
plants < flowers trees mushrooms herbs < roses orchids tulips
vehicles < cars motorcycles trucks boats bicycles aircraft trains < taxis
aircraft planes < drones helicopters
weapons < knives swords crossbows explosives grenades missiles bows
firearms guns < revolvers shotguns silencers
explosives < bombs grenades dynamite mines
drugs substances narcotics < cocaine heroin methamphetamine cannabis fentanyl ecstasy
alcohol < beer wine spirits liquor whisky vodka
tobacco < cigarettes cigars vapes
food < meat fruit vegetables bread dairy
poison poisons toxins < arsenic cyanide ricin
chemicals < acids pesticides solvents
medicine medicines medication medications drugs < antibiotics painkillers antidepressants insulin
< aspirin ibuprofen
illness illnesses disease diseases < cancer diabetes flu malaria infections
disability disabilities < blindness deafness autism
crimes offences offenses < theft burglary fraud arson murder kidnapping robbery smuggling
violence < beating stabbing shooting torture rape
fraud < phishing forgery
media content < videos photos texts audio songs < clips
images pictures < photos drawings portraits selfies < mugshots
documents papers < passports contracts wills diplomas invoices certificates
publications texts < books articles newspapers magazines poems essays < novels sonnets
stories fiction < novels poems fables
music < songs operas < ballads
professions professionals experts < doctors lawyers nurses engineers accountants therapists
doctors < surgeons dentists psychiatrists
officials < judges mayors ministers police
relatives family < parents siblings spouses
religion religions faith faiths < christianity islam judaism hinduism buddhism
games < lotteries poker chess
gambling < lotteries poker roulette betting
money funds assets < cash savings loans
investments < stocks bonds cryptocurrencies
devices hardware < phones cameras laptops trackers routers
software programs < malware browsers apps < ransomware spyware
messages communication < emails letters texts
organizations organisations groups < companies charities clubs schools < banks
companies businesses < banks casinos
sports < boxing football swimming
buildings < houses schools hospitals churches < chapels
countries regions < provinces cities < villages
intimate < nude
data information < passwords addresses photos fingerprints
profanity < slurs
relationship relationships < marriage marriages
related relevant < specific
implied implicit < explicit
"""
#: How far a text takes the side of what it is about, and how hostile it is.
_ENDORSEMENT = """
mention reference discuss analyze criticize < describe depict portray show < tolerate accept excuse
< condone allow < support endorse approve < encourage promote advocate recommend
< glorify praise celebrate < incite
remark comment statement reference mention < criticism complaint accusation
< insult slur epithet mockery ridicule < threat
dislike distaste disapproval < disdain contempt scorn < hatred dehumanization
constructive polite gentle friendly < blunt frank critical negative < harsh rude
< hostile abusive hateful cruel
misleading inaccurate exaggerated < deceptive < fraudulent scam
discussion conversation exchange chat < debate dispute argument < quarrel fight
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
ENDORSEMENT = _chains(_ENDORSEMENT)
STRONG_TO_WEAK = _chains(_STRONG_TO_WEAK)
