"""Answers in English that decline by saying no more than that it is a crime, or that it harms."""

from delibctl.text.lazy import later

_CRIMES = (
    r"(?:illegal|unlawful|criminal|against the law|unethical|immoral|cruel|(?:\w+ )?(?:fraud"
    r"|theft|robbery|burglary|assault|arson|blackmail"
    r"|murder|stalking|harassment|extortion|forgery|trafficking|vandalism|trespass\w*|perjury"
    r"|embezzlement|cruelty|abuse|kidnapping"
    r"|sabotage|terrorism|libel|counterfeiting|bribery|evasion|hacking|poisoning|rape|incitement"
    r"|child abuse)"
    r"|an? (?:[\w-]+ ){0,3}?(?:crime|felony|offen[cs]e|violation|criminal act)|dangerous"
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
    rf"^(?:please,? |well,? )?(?:{_DOING}\b(?: [\w',-]+){{0,12}}? {_IS}|(?:that|it)'s|you(?:'d|"
    rf" would)(?: \w+)? be (?:committing|breaking|guilty))"
    rf"(?: not only| \w+ly| both| cruel and| also| just)? (?:{_CRIMES}|the law)\b"
    r"|please (?:don't|do not) (?:hurt|harm|kill|do|try|attempt|go)\b|leave (?:her|him|them)"
    r" alone\b"
    r"|(?:could|would|can|will|may) (?:\w+ )?(?:land|send|put) (?:you|some\w+|people|lives)\b"
    r"|(?:is|are) never the answer\b|is illegal in most\b"
    rf"|(?:could|would|can|will|may|might) (?:\w+ly )?{_HARMS} {_OTHERS}\b|people (?:have"
    rf" )?(?:die|get hurt)\b"
    r"|(?:it's|it is) (?:a (?:\w+ )?(?:crime|felony|offen[cs]e)|illegal|against the law) to\b"
    r"|break(?:s|ing)? the law\b|it is a (?:felony|crime)\b|is what that is called\b|people you"
    r" (?:would|could|might) (?:hurt|harm)\b|(?:is|are) forbidden and\b|terrible suffering\b"
    r"|you (?:could|would|may|might|can|will|'d|risk|face)(?: \w+)? (?:go to|face|facing|end up"
    r" in|be (?:arrested|charged|prosecuted|sued)|prison|jail|criminal)"
    r"|(?:criminal charges|(?:prison|jail) (?:time|sentence|term)|the police|prosecut\w+)\b"
    r")"
)
#: A harm or a law is held against what is asked; without these words it is one in a story.
HELD_AGAINST = later(
    r"\b(?:you\w*|please|don't|that|this|it|such|would|innocent|never)\b|^\w+ing\b"
)
#: "Illegal in Singapore", "an offence that costs 130 pounds": facts about the law.
LAW_AS_FACT = later(
    r"\bin (?!court|prison|jail|trouble|danger|most|many|any|all|every|nearly|public|serious)\w"
    r"|\bthere;|\bunless\b|\d|\bbut\b|\blegal\b|\b(?:adds|points|fines?|licen[cs]e|states?"
    r"|section|means|differs?|if|depends|defined?)\b"
    r"|\b(?:crime|felony|offen[cs]e|act) (?:in which|that involves?|where|of \w+ing)\b"
    r"|^\W*(?:yes|no)\b"
)
