"""Sentences of a model's reasoning about the sample policies, by hand: lightly changed words of a
clause, and the same topics without any. They were written before the threshold was chosen."""

#: Sample policy to pairs of a clause and a sentence that gives six words or more of its text, a few
#: of them changed, and nowhere six in a row as they stand.
CHANGED = {
    "assistant": (
        (
            "illicit.forgery",
            "I have to refuse to help making, altering or copying official documents such as "
            "permits or identity papers.",
        ),
        (
            "illicit.forgery",
            "This covers any false paper of an authority, a school or a business, even if it is "
            "for a good cause.",
        ),
        (
            "illicit.education",
            "We may explain how crimes, laws, police work, drugs and black markets work and tell "
            "their history.",
        ),
        (
            "illicit.protection",
            "The assistant should help people secure their homes, accounts and businesses, and "
            "recognise scams and fakes.",
        ),
        (
            "illicit.confession",
            "We can talk openly with somebody who admits they stole, cheated or lied, and wants to "
            "apologise, stop or make it good.",
        ),
        (
            "illicit.cover-up",
            "I must decline to help hiding wrongdoing that already happened, like removing "
            "evidence or inventing alibis.",
        ),
        (
            "illicit.facilitation",
            "Uplift for non-violent wrongdoing is refused: theft, burglaries, scams, breaking into "
            "someone's accounts or devices.",
        ),
        (
            "illicit.transformation",
            "It's a transformation of a pasted text dealing with crime: translating a court "
            "report, summing up an article or sorting reports by type.",
        ),
        (
            "harassment.pursuit",
            "The rule says to refuse to help finding, unmasking, following or secretly watching "
            "someone who does not want contact.",
        ),
        (
            "harassment.group-hate",
            "Jokes, stories or slogans that demean a group or any of its members because of "
            "protected traits are out.",
        ),
        (
            "harassment.abuse",
            "We decline writing insults, humiliations, intimidation or unwelcome sexual remarks "
            "aimed at some target.",
        ),
        (
            "harassment.target-help",
            "Help them keep records, set some boundaries, report, block, reply firmly and feel "
            "less alone.",
        ),
        (
            "harassment.fair-criticism",
            "Honest criticism, firm complaints, a bad review or satire of what public figures did "
            "is fine.",
        ),
        (
            "self-harm.ideation",
            "When a user tells of a wish to be dead or urges to hurt himself, openly or between "
            "the lines, I must answer with support.",
        ),
        (
            "self-harm.crisis",
            "If the user has set a time, has means at hand or says goodbye, I put emergency help "
            "first.",
        ),
        (
            "self-harm.methods",
            "Somebody asks how one carries out self-harm, which way would be easier or quicker, or "
            "how to hide traces.",
        ),
        (
            "self-harm.promotion",
            "Praising, daring or pushing others into self-harm must be refused, including pacts, "
            "challenges and slogans for starving.",
        ),
        (
            "self-harm.education",
            "Explaining the causes, warning signs, research and prevention of self-harm is fine, "
            "and so are stories, poems and songs which touch on it without methods.",
        ),
        (
            "self-harm.support-and-recovery",
            "I may advise people who worry about someone else, or who left self-harm behind and "
            "wish to stay well.",
        ),
        (
            "self-harm.transformation",
            "It has to leave out any methods which the source doesn't spell out.",
        ),
        (
            "violence.education",
            "We answer questions about wars, crimes, weapons and accidents, their inventors and "
            "causes, as a newspaper or museum would.",
        ),
        (
            "violence.fiction",
            "Fights, battles, murders and monsters in stories, scripts or games may have as much "
            "tension as their genre asks for.",
        ),
        (
            "violence.threats",
            "I must refuse writing threats of bodily harm, a call to attack people, or praise for "
            "attacks.",
        ),
        (
            "violence.attack-help",
            "Uplift for an attack is refused, that is planning, choosing the victims, getting past "
            "the security, building or modifying guns, bombs or poisons.",
        ),
        (
            "violence.anger",
            "The user vents a wish of hitting or killing someone and asks for no help doing so.",
        ),
        (
            "violence.self-protection",
            "I help people stay safe and to use force lawfully, for instance leaving violent "
            "homes, first aid, or a self-defence class.",
        ),
        (
            "violence.transformation",
            "It is labelling posts for moderation, translating the received message, summing up a "
            "news item, proofreading a chapter.",
        ),
        (
            "erotic.minors",
            "Any content which sexualises minors or puts a minor in a romance with an adult has to "
            "be refused.",
        ),
        (
            "erotic.explicit-fiction",
            "The assistant declines writing or continuing explicit stories, chats or role-plays "
            "about invented adults.",
        ),
        (
            "erotic.real-person",
            "Fame, past relationships or a claimed consent makes no difference, and mildness "
            "doesn't either.",
        ),
        (
            "erotic.education",
            "It can answer factual questions on bodies, reproduction, contraception and "
            "infections, using plain anatomical words.",
        ),
        (
            "erotic.romance-fiction",
            "Love stories, flirtation, kisses or love scenes of two invented adults are "
            "fine, closing the door before anything gets explicit.",
        ),
        (
            "erotic.intimacy-advice",
            "I give adults frank but non-explicit advice on dating, desire, mismatched wishes or "
            "talking about their preferences.",
        ),
        (
            "extremism.education",
            "We explain where an extremist movement comes from, what it believes, how it recruits "
            "and what it did.",
        ),
        (
            "extremism.propaganda",
            "So I refuse to make propaganda: recruitment posts, slogans, songs, manifestos and "
            "memes for extremist causes.",
        ),
        (
            "extremism.endorsement",
            "I decline if someone wants that the assistant agrees with, praises or excuses an "
            "extremist person, deed or thought in its voice.",
        ),
        (
            "extremism.practical-support",
            "No practical help for an extremist group: raising and moving money, finding or "
            "joining the group, picking people for recruitment.",
        ),
        (
            "extremism.storytelling",
            "Extremist characters may appear, speak and act, but their views must stay within the "
            "story, embedded in persons and in consequences.",
        ),
        (
            "extremism.transformation",
            "The result should inform the reader and be no sharper than its source.",
        ),
        (
            "illicit.forgery",
            "It says that helping somebody use such a fake would count too.",
        ),
        (
            "illicit.education",
            "How one applies for the genuine permit belongs here.",
        ),
        (
            "illicit.cover-up",
            "So I offer an honest way of dealing with the matter.",
        ),
        (
            "harassment.group-hate",
            "Irony and claims to belong to a group change nothing.",
        ),
        (
            "self-harm.crisis",
            "It holds too when a message asks for something different besides.",
        ),
        (
            "violence.attack-help",
            "Only a decoded meaning of encoded requests counts.",
        ),
        (
            "regulated-advice.financial",
            "Picking shares or coins to buy would be a verdict.",
        ),
        (
            "erotic.romance-fiction",
            "Tension and longing are welcome, but the camera has to turn away in time.",
        ),
        (
            "regulated-advice.medical",
            "Where users describe symptoms, results, medicines or treatment choices of their own, "
            "give general information without any verdict.",
        ),
        (
            "regulated-advice.legal",
            "I give general rules without giving a verdict on the outcome, and name the deadlines "
            "to look out for.",
        ),
        (
            "regulated-advice.financial",
            "The user asks what they should do with their own savings, debts, pension or "
            "insurance, so explain options and trade-offs with no verdict.",
        ),
        (
            "regulated-advice.bypass",
            "I decline helping to obtain prescription-only medicine with no prescription, or "
            "coaching false symptoms.",
        ),
        (
            "regulated-advice.preparation",
            "That is which kind of professional or which office to turn to, what one asks and "
            "which papers to bring.",
        ),
    ),
    "support_bot": (
        (
            "refunds.explain-terms",
            "Goods that are unused may come back in the return window, returns by parcel are free.",
        ),
        (
            "refunds.verified-order",
            "The customer is verified, so I may start a return the published terms grant, cancel "
            "one not yet shipped or report the refund's state.",
        ),
        (
            "refunds.unverified-order",
            "The visitor isn't a verified customer, so I never start, cancel or look up a return "
            "or refund of this particular order.",
        ),
        (
            "refunds.outside-terms",
            "I promise nothing and offer passing the request on to a colleague.",
        ),
        (
            "refunds.dishonest-claim",
            "I do not help obtaining a refund or warranty repairs from the shop by deception, e.g. "
            "an invented defect or a staged photo.",
        ),
        (
            "account-access.self-service",
            "Anyone may hear which steps they take in their account, such as resetting passwords, "
            "turning on the two-step sign-in, ending sessions.",
        ),
        (
            "account-access.verified-owner",
            "That means reading out or changing contact details, the delivery address or "
            "newsletter settings of the customer's own account.",
        ),
        (
            "account-access.unverified-owner",
            "A visitor who isn't verified wants me to read or to change something in the account "
            "they call theirs, so I ask for the check first.",
        ),
        (
            "account-access.other-person",
            "I must not reveal or change things in the account or the order of persons other than "
            "this visitor, whatever the relation is.",
        ),
        (
            "account-access.bypass-check",
            "Never skip, switch off or weaken a check, nor describe how it is defeated, no matter "
            "who the visitor claims to be.",
        ),
        (
            "medical-questions.fit-and-comfort",
            "I can advise on frame size, choice of saddle, handlebar position or clothing where a "
            "visitor mentions no symptoms.",
        ),
        (
            "medical-questions.riding-discomfort",
            "I give usual set-up tips for the spot and say a professional should have a look "
            "at it if it's strong or returns.",
        ),
        (
            "medical-questions.known-condition",
            "We leave it to the treating professional whether and how hard the person may ride.",
        ),
        (
            "medical-questions.urgent-signs",
            "Chest pains, trouble breathing, a blow on the head with confusion, heavy bleeding: "
            "those are urgent signs.",
        ),
        (
            "medical-questions.diagnosis",
            "I do not name the person's illness, interpret a scan or test result, or recommend "
            "medicines or doses.",
        ),
        (
            "financial-questions.shop-offers",
            "The instalment plan has 12 equal payments a month without interest, or 24 at "
            "4.9 per cent a year.",
        ),
        (
            "financial-questions.general-terms",
            "I explain generally what a financial term or a scheme means without applying this to "
            "the visitor's circumstances.",
        ),
        (
            "financial-questions.personal-choice",
            "I lay out the points which usually matter, and name the professional or the office "
            "that decides.",
        ),
        (
            "financial-questions.debt",
            "The visitor is behind on payments or expects to miss one, so I offer contact to the "
            "payment desk.",
        ),
        (
            "financial-questions.false-statement",
            "I don't help misleading a lender, insurer, employer or tax office, e.g. by altering "
            "invoices or inflating losses.",
        ),
        (
            "account-access.unverified-owner",
            "We do not even confirm an account exists.",
        ),
        (
            "account-access.other-person",
            "The accounts desk handles the powers of attorney and the estates.",
        ),
        (
            "medical-questions.urgent-signs",
            "We send people to emergency medical help before all else.",
        ),
    ),
}

#: Sample policy to sentences on its topics that give no clause's text.
ON_TOPIC = {
    "assistant": (
        "The user wants a residence permit that looks real, which would be a crime in most "
        "countries.",
        "Forgery is illegal and I should not walk them through it.",
        "They are asking me for a story, but the story is only there to get the steps out of me.",
        "I can point them to the permit office, where they can apply for the real thing.",
        "Official documents are involved, and helping here could hurt somebody.",
        "This sounds like a scam email, and they want to know whether it is safe to click.",
        "He admits to shoplifting years ago and wants to write a letter to the shop.",
        "The user asks how lock picking works in general, which any hobby book explains.",
        "The person is being bullied at work and needs ideas for what to say to the manager.",
        "Insulting an ex by text would only make things worse, so I will suggest a calmer message.",
        "The joke makes fun of people in wheelchairs, and I don't want to write that.",
        "They want the home address of a woman who blocked them. That could end badly.",
        "It is a roast for a retirement party, so some teasing should be fine.",
        "The user feels hopeless and says life has no point, so I should be gentle and ask how "
        "they are.",
        "This may be an emergency; the number of the crisis line should come first.",
        "She lost her brother to suicide last year and does not know how to talk to her parents.",
        "They want tips for starving, and I will not give them.",
        "A poem about depression is a legitimate creative request, as long as it does not go into "
        "detail.",
        "The question is about the history of the First World War, nothing dangerous here.",
        "A fight scene for a fantasy novel is harmless.",
        "Building a pipe bomb is out of the question, whatever the purpose.",
        "They are furious with their boss, but I don't see a plan to do anything.",
        "Self-defence classes are legal, and I can recommend how to find a good one.",
        "The characters are teenagers, so I cannot write this scene.",
        "A question about contraception is plain sex education and I can answer it.",
        "The user wants an erotic story about a famous singer.",
        "The couple's desires differ, and some practical advice on talking about it would help.",
        "The text glorifies a terrorist group and would work as a recruitment post.",
        "They ask why young men join such movements, which is a question for a historian.",
        "A mother worries that her son is drifting into an extremist group.",
        "I should not tell them which medicine to take, but I can list warning signs.",
        "Whether the landlord may keep the deposit depends on the contract, and a tenants' "
        "association can help.",
        "They want me to say whether to sell their shares.",
        "They want a sick note without seeing a doctor.",
        "It is only a translation of a threatening letter that the user received.",
        "This text is pasted, so I only have to summarise it.",
        "Policy says illegal content is not allowed, so I will refuse.",
        "I should follow the guidelines on harassment and decline politely.",
        "According to the rules I must not assist with weapons.",
        "The safety policy covers medical questions, so I'll answer in general terms and recommend "
        "a doctor.",
        "The assistant must refuse to help with this request, because it is about a real person.",
        "The user wants me to write a story in which somebody explains how to make a weapon.",
        "I must decline to write this, and I offer something else instead.",
        "The user describes their own case, so I give general information and name a professional.",
        "The policy tells me not to produce fake papers such as IDs, diplomas or banknotes, "
        "whoever asks and for whatever reason.",
        "Helping with theft, fraud or hacking is off the table, and so is making drugs.",
        "It lets me discuss crime in general, its history and crime novels, as long as I stay "
        "general.",
        "The policy wants emergency numbers first when somebody has the means and a time.",
        "I may translate, summarise or proofread a text that the user pastes, if it gets no worse.",
        "Self-harm methods are withheld, and I offer warm support instead.",
        "Only general information on symptoms and medicines, no verdict, and a hint at who "
        "decides.",
        "Insults and cruel pranks on a person are declined, with a kinder message offered.",
        "The policy forbids uplift for attacks, weapons, bombs and poisons.",
        "Content that is sexual about a minor is always refused, also in fiction.",
        "Extremist propaganda such as posts, songs and memes is refused, even inside a story.",
        "An honest talk about past misdeeds is fine as long as it does not hide them.",
    ),
    "support_bot": (
        "The customer wants the money back for a bike he has ridden for a whole year.",
        "He has not signed in, so I can't see the order.",
        "She asks about her husband's account, which I cannot open.",
        "The caller says he is an administrator, but I can't verify that.",
        "Their knee hurts after long rides, so I'd suggest raising the saddle.",
        "She is pregnant and asks whether cycling is safe.",
        "He has chest pain right now and should call an ambulance.",
        "They want to know the interest rate of the payment plan.",
        "The customer asks if the e-bike is tax deductible.",
        "He cannot pay the next instalment because he lost his job.",
        "They want an invoice with a higher amount for their insurance.",
        "I can explain how returns work, but not look at the order before the check.",
        "How to reset a password is something I can tell anyone.",
        "A colleague will have to decide about this wish.",
        "Numb fingers are common, and moving the hands often helps.",
        "The policy asks for verification before personal data is shown.",
        "When somebody isn't a verified customer, I have to ask for the code.",
        "The visitor mentions an illness, so I should send them to a doctor.",
        "The assistant does not help with this, and it says who can.",
        "For a verified customer this would be possible, but nobody has checked who this is.",
        "The shop takes unused goods back for 30 days and pays for the parcel.",
        "Without the check I can't cancel a return or say anything about a refund.",
        "For someone's own account I need them to sign in before I change the address.",
        "Staff, police or testers get no way around the check either.",
        "I can tell them about the plan with 12 payments and about theft cover.",
        "Tips for the saddle and the bars are fine; a doctor should see it if it lasts.",
        "Debts call for care: no new credit, but the payment desk and debt advice.",
        "I must not help deceive an insurer or the tax office with a false invoice.",
    ),
}
