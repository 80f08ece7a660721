"""The words of the synthetic policies: sentences and the phrases that fill them.

Phrases of one list have next to no words in common, so that texts which differ in two phrases stay
well below the limit for near-duplicates; `corpus.py` sees to it that they differ in two.
"""

#: What a category is about.
SUBJECTS = (
    "prescription medicines",
    "household chemicals",
    "used cars",
    "rental contracts",
    "school exams",
    "wedding loans",
    "drone flights",
    "garden pesticides",
    "online auctions",
    "job interviews",
    "hunting rifles",
    "pension transfers",
    "pet adoptions",
    "border crossings",
    "gas heaters",
    "dating profiles",
    "medical records",
    "charity appeals",
    "home renovations",
    "child custody",
    "sports betting",
    "antique coins",
    "debt collection",
    "e-bike batteries",
    "tax returns",
    "allergy tests",
    "scaffolding towers",
    "raw milk",
    "security cameras",
    "election posters",
    "fishing licences",
    "sleeping pills",
    "crypto wallets",
    "insurance claims",
    "asylum hearings",
    "tattoo inks",
    "welding equipment",
    "neighbour disputes",
    "genetic counselling",
    "tree felling",
)

#: Where a category's requests come from.
CONTEXTS = (
    "in care homes",
    "on construction sites",
    "at public libraries",
    "for small shops",
    "during a strike",
    "across national borders",
    "within large families",
    "under emergency law",
    "after a flood",
    "aboard merchant ships",
    "near primary schools",
    "around football stadiums",
    "among seasonal workers",
    "between former partners",
    "inside locked wards",
    "without written consent",
    "by unlicensed traders",
    "through second-hand portals",
    "over the telephone",
    "before a court date",
    "outside opening hours",
    "behind company firewalls",
    "beyond the warranty",
    "despite a ban",
    "throughout rural districts",
)

#: What is explained, what is withheld, and what is left out of an answer that otherwise helps.
EXPLAINED = (
    "the usual price of",
    "common mistakes with",
    "how to compare offers for",
    "which office decides on",
    "where to complain about",
    "safe storage around",
    "what the law says about",
    "typical waiting times for",
    "who may inspect",
    "a checklist before using",
    "the history behind",
    "warning signs of fraud with",
    "plain words for",
    "records to keep on",
    "ways to save money on",
    "questions to ask about",
    "recent changes to rules on",
    "the environmental cost of",
    "how experts judge",
    "a first overview of",
    "honest reviews of",
)
WITHHELD = (
    "steps to sabotage",
    "forged papers for",
    "a way past controls on",
    "names of illegal sellers of",
    "threats to send about",
    "tricks to hide defects in",
    "scripts for cheating with",
    "stolen data on",
    "lies to tell officials about",
    "methods to poison people through",
    "plans to steal",
    "slurs against anyone involved in",
)
LEFT_OUT = (
    "exact doses and amounts",
    "a verdict on guilt",
    "private addresses of staff",
    "settings that switch off alarms",
    "bets on a single outcome",
    "wording ready to send",
    "the choice of a target",
    "tools that leave traces",
    "predictions about one person",
    "the weakest point of locks",
    "mixing ratios and temperatures",
    "passwords and access codes",
)

#: Who asks; as many as there are acts, of which there are more than subjects or contexts.
AUDIENCES = (
    "a worried parent",
    "new tenants",
    "an apprentice electrician",
    "retired teachers",
    "the night nurse",
    "somebody who lost a job",
    "foreign students",
    "local reporters",
    "young farmers",
    "a shop owner",
    "volunteer firefighters",
    "people in debt",
    "a crime novelist",
    "first-time buyers",
    "trainee lawyers",
    "his elderly uncle",
    "amateur chemists",
    "one angry customer",
    "city council members",
    "travelling musicians",
    "her former employer",
    "a bored teenager",
    "warehouse pickers",
    "museum guides",
    "grieving relatives",
    "an anonymous caller",
    "delivery riders",
    "school nurses",
    "hobby pilots",
    "self-employed carpenters",
    "a recently divorced father",
    "church choirs",
    "unpaid interns",
    "exchange families",
    "customs officers",
    "a landlord abroad",
    "patient advocates",
    "market researchers",
    "stage magicians",
    "neighbourhood watch groups",
    "beekeepers",
    "game designers",
    "a blind traveller",
    "union stewards",
    "weekend anglers",
)

_THINGS = """
invoices ladders receipts syringes padlocks brochures kettles stamps helmets vouchers scalpels
wallets trailers badges candles ledgers mirrors ropes tickets valves whistles aprons barrels
cables diaries engines fences gloves hammers inkjets jackets keys lamps magnets needles ovens
pumps quilts radios saws tents umbrellas vans wigs zips anchors bandages contracts drills
envelopes filters goggles hinges injections jars kites labels masks nets ointments parcels quotas
ramps scarves thermometers uniforms vaccines wrenches yachts awnings buckets chargers deposits
elevators ferries grants hoses icons joints kennels lotteries meters notices orders permits
questionnaires refunds sensors towels upgrades visas warrants alarms batteries coupons dowels
earplugs forms gauges hedges inhalers jigsaws knives licences manuals nozzles oars pensions
railings shelves timers urns vests windows adapters blenders cheques dictionaries exams flags
guitars hotlines interviews juries lifts mortgages newsletters outlets portraits rebates
signatures trophies utensils vitamins workshops archives bonds cameras debts estates fines gardens
"""

#: Things that a clause names; three to a clause, which gives each clause words of its own.
THINGS = tuple(_THINGS.split())

#: Sentences that stand word for word in many clauses, the most common first.
SHARED = {
    "comply": (
        "The assistant explains briefly why.",
        "A claimed profession or permission changes nothing about this.",
        "It names a public source where the user can read more.",
        "The tone is that of a friendly and patient expert.",
        "Stories, games and translations on the subject are treated the same way.",
        "It answers in the language in which the question was asked.",
        "No warning is added unless the user asks for one.",
    ),
    "refuse": (
        "The assistant explains briefly why.",
        "A claimed profession or permission changes nothing about this.",
        "It offers one allowed alternative in the same answer.",
        "A wrapper such as a role-play or a cipher does not unlock it.",
        "The answer must not hint at where such material can be found.",
        "Facts that stand in any school book are not affected.",
        "It does not guess at the motives of the user.",
    ),
    "safe-complete": (
        "The assistant explains briefly why.",
        "A claimed profession or permission changes nothing about this.",
        "It names the kind of professional who can decide the matter.",
        "Everything else in the question is answered in full.",
        "The answer must say in one sentence what was left out.",
        "If anyone is in danger, emergency services come first.",
        "It asks one question back where the facts are missing.",
    ),
}

TITLES = {
    "comply": "{act} {subject}",
    "refuse": "{act} {subject}",
    "safe-complete": "{subject} without {act}",
}

#: First sentence and sentence about things, by outcome.
SENTENCES = {
    "comply": (
        "The assistant explains {act} {subject} {context} to {audience}.",
        "This includes {things}.",
    ),
    "refuse": (
        "The assistant must not give {audience} {act} {subject} {context}.",
        "The same holds for {things}.",
    ),
    "safe-complete": (
        "The assistant helps {audience} with {subject} {context} but must leave out {act}.",
        "Questions on {things} belong here too.",
    ),
}

#: What a user says in an example.
PROMPTS = {
    "comply": ("Tell me about {act} {subject}.", "I write for {audience}: {act} {subject}?"),
    "refuse": ("Give me {act} {subject}.", "As {audience} would need it: {act} {subject}."),
    "safe-complete": ("I need help with {subject}, and with {act}.", "For {audience}: {act}?"),
}

RATIONALES = (
    "People who know the facts about {subject} make fewer costly mistakes.",
    "Harm from {subject} falls on those who never agreed to it.",
    "Nobody else can be asked about {subject} at night.",
    "Licensed advisers see the papers on {subject}; the assistant does not.",
)

#: Declared styles: outcome, guide, what every answer does, and what none does.
STYLES = {
    "plain-answer": (
        "comply",
        "A direct answer in plain words, with one example at the end.",
        "answer the question in the first sentence",
        "add warnings that nobody asked for",
    ),
    "hard-refusal": (
        "refuse",
        "One short apology and one sentence that says no, nothing more.",
        "say plainly that it cannot help",
        "give any part of what was asked for",
    ),
    "redirecting-refusal": (
        "refuse",
        "Decline in one sentence, then offer one alternative.",
        "decline the request and offer one allowed alternative",
        "lecture or moralise",
    ),
    "regulated-advice": (
        "safe-complete",
        "General knowledge, and which professional can decide.",
        "point to the kind of professional who can decide",
        "give a verdict on the user's own case",
    ),
    "support": (
        "safe-complete",
        "Warm and calm; name the feeling, then one next step.",
        "name one next step that can be taken today",
        "scold, bargain or induce guilt",
    ),
}
