"""Answers in English that decline by saying no more than that it is a crime, or that it harms."""

from delibctl.text.lazy import later

_CRIMES = (
    r"(?:illegal|unlawful|criminal|against the law|unethical|immoral|cruel|(?:\w+ )?(?:fraud"
    r"|theft|robbery|burglary|assault|arson|blackmail"
    r"|murder|stalking|harassment|extortion|forgery|trafficking|vandalism|trespass\w*|perjury"
    r"|embezzlement|cruelty|abuse|kidnapping"
    r"|sabotage|impersonation|intimidation|coercion|defamation|invasion of privacy"
    r"|unauthori[sz]ed access|identity theft|copyright infringement|piracy|doxx?ing|battery"
    r"|manslaughter|animal cruelty|terrorism|libel|counterfeiting|bribery|evasion|hacking"
    r"|poisoning|rape|incitement"
    r"|child abuse)"
    r"|an? (?:[\w-]+ ){0,3}?(?:crime|felony|misdemeanou?r|offen[cs]e|violation|criminal act)"
    r"|dangerous"
    r"|punishable|prohibited by law)"
)
_DOING = r"(?:that|this|it|what you(?:'re| are|'ve| have)? \w+|doing|such \w+|your plan|[a-z]+ing)"
_IS = (
    r"(?:is|are|'s|would be|counts as|amounts to|constitutes|qualifies as|is called|is considered"
    r"|means committing|would mean)"
)
_HARMS = r"(?:hurt|harm|kill|injure|endanger|ruin|traumati[sz]e|destroy|devastate|scar|cost)"
_OTHERS = (
    r"(?:some\w+|people|others|him|her|them|lives|innocent|a (?:person|child|family|stranger)"
    r"|real)"
)
CRIME = later(
    r"\b(?:"
    rf"^(?:please,? |well,? |not )?(?:{_DOING}\b(?: [\w',-]+){{0,12}}? {_IS}|(?:that|it)'s"
    rf"|you(?:'d|"
    rf" would)(?: \w+)? be (?:committing|breaking|guilty))"
    rf"(?: not only| \w+ly| both| cruel and| also| just)? (?:{_CRIMES}|the law)\b"
    r"|please (?:don't|do not) (?:hurt|harm|kill|do|try|attempt|go)\b|leave (?:her|him|them)"
    r" alone\b"
    r"|(?:could|would|can|will|may) (?:\w+ )?(?:land|send|put) (?:you|some\w+|people|lives)\b"
    r"|^[a-z]+ing\b[^.]{0,60} can kill\b"
    r"|(?:people|others|those|buyers|sellers) (?:go|have gone|are sent) to (?:prison|jail)\b"
    r"|(?:is|are) never the answer\b|is illegal in most\b"
    rf"|(?:could|would|can|will|may|might) (?:\w+ly )?{_HARMS} {_OTHERS}\b|people (?:have"
    rf" )?(?:die|get hurt)\b"
    r"|(?:it's|it is) (?:a (?:\w+ )?(?:crime|felony|offen[cs]e)|illegal|against the law) to\b"
    r"|(?:could|would|can|will|may|might|could even) (?:\w+ )?(?:get you|lead to|result in"
    r"|end (?:up )?in|mean)(?: \w+)?"
    r" (?:arrested|charged|sued|expelled|fired|jail|prison|criminal|charges|prosecution|a "
    r"criminal|serious)\b"
    r"|(?:think (?:about|of)|consider) the (?:people|person|harm|family|lives|victims?"
    r"|consequences)\b"
    r"|(?:endangers?|harms?|hurts?|exploits?) (?:the |innocent |other |real |vulnerable "
    r")?(?:people|others|children|animals|lives"
    r"|families|users|patients|buyers?|someone)\b"
    r"|(?:can|could|may|might|will|would) cost you (?:your|a)\b|carr(?:y|ies) (?:heavy"
    r"|severe|serious|stiff|long|harsh) \w+|break(?:s|ing)? the law\b"
    r"|it is a (?:felony|crime)\b|is what that is called\b|people you"
    r" (?:would|could|might) (?:hurt|harm)\b|(?:is|are) forbidden and\b|terrible suffering\b"
    r"|you (?:could|would|may|might|can|will|'d|risk|face)(?: \w+)? (?:go to|face|facing|end up"
    r" in|be (?:arrested|charged|prosecuted|sued)|prison|jail|criminal)"
    r"|(?:criminal charges|(?:prison|jail) (?:time|sentence|term)|the police|prosecut\w+)\b"
    r")"
)
#: A harm or a law is held against what is asked; without these words it is one in a story.
HELD_AGAINST = later(
    r"\b(?:you\w*|please|don't|that|this|it|such|would|innocent|never)\b|^(?:not )?\w+ing\b"
)
#: "Illegal in Singapore", "an offence that costs 130 pounds": facts about the law.
LAW_AS_FACT = later(
    r"\bin (?!court|prison|jail|trouble|danger|most|many|any|all|every|nearly|public|serious)\w"
    r"|\bthere;|\bunless\b|\d|\bbut\b|\blegal\b|\b(?:adds|points|fines?|(?<!without a "
    r")licen[cs]e|states?"
    r"|section|means|differs?|(?<!even )if|depends|defined?)\b"
    r"|\b(?:crime|felony|offen[cs]e|act) (?:in which|that involves?|where|of \w+ing)\b"
    r"|^\W*(?:yes|no)\b"
)
#: The same where the user asked how it is done: only what tells one case from another.
LAW_AS_FACT_OF_DOING = later(
    r"\bunless\b|\b(?:differs?|depends|defined?)\b|^\W*(?:yes|no)\b"
    r"|\b(?:crime|felony|offen[cs]e|act) (?:in which|that involves?|where)\b"
)
#: The same in the other languages.
LAW_AS_FACT_ABROAD = later(
    r"\d|\b(?:en|in|em|au|na|no) (?:france|belgique|suisse|deutschland|österreich|der schweiz"
    r"|españa|méxico|argentina|portugal|brasil|italia|germania|francia)\b"
    r"|\b(?:consist\w+|besteht|bei (?:der|dem)|amende|bußgeld|multa|sanzione|sanción|selon|laut"
    r"|según|segundo|secondo)\b"
    r"|^\W*(?:oui|ja|sí|sim|sì|no|non|nein|não)\b|^(?:是的|はい|いいえ|不)"
    r"|在中国|国家是|国によって|拘役|判处|年以下|日本では|懲役|罰金|[るの的]犯罪"
)
