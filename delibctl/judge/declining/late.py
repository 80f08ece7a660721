"""Refusals that come after substance: the answer is partial."""

from delibctl.text.lazy import later

#: A sentence that turns against what was said before.
CONTRAST = later(
    r"\b(?:but|however|though|that said|having said|even so|still|unfortunately|sadly|regrettably"
    r"|nonetheless|nevertheless|sorry"
    r"|afraid|regardless|all the same|instead|so|therefore|for (?:that|this|these) reasons?|this"
    r" is why|which is why"
    r"|mais|aber|pero|mas|ma|cependant|toutefois|jedoch|trotzdem|dennoch|leider|deshalb|sin"
    r" embargo|aun así|por eso|contudo|porém"
    r"|no entanto|ainda assim|tuttavia|però|perciò|malheureusement|purtroppo|infelizmente"
    r"|lamentablemente|désolée?)\b"
    r"|但|可是|然而|不过|因此|所以|抱歉|しかし|ですが|ただ|申し訳|残念|そのため"
)
_NOT = (
    r"(?:can'?t|can ?not|won'?t|will not|(?:'m|am) (?:not (?:\w+ )?(?:able|going|willing"
    r"|comfortable)|unable)(?: to)?|would(?:n't| not)|'d rather not"
    r"|(?:have to |must |'ll |will |'d )?(?:decline|refuse)(?: to)?|don't (?:want|think i"
    r" should)(?: to)?|prefer not to)"
)
_TASKS = (
    r"(?:help|assist|provide|give|share|tell(?! from| whether| if| which| for)|show|walk|explain"
    r"|describe|detail|write|list|name|spell|go into|go further|go beyond|cover|include|advise"
    r"|offer|discuss|supply|reveal|disclose|draft|generate|create|translate|say more|get into"
    r"|continue|complete|produce|support|speculate|recommend any|take you)"
)
_LEAVES_OUT = (
    r"(?:left|leaving|leave|omit(?:ted|ting)?|skip(?:ped|ping)?|withh\w+|keep(?:ing)?|kept|taken|stop(?:ping"
    r"|ped)?|held|holding|cut)(?: \w+){0,6}? (?:out|there|back|short|here|off|aside|blank)"
)
LATE = later(
    r"\b(?:"
    rf"(?:i|we) ?{_NOT} (?:\w+ly )?(?:be )?{_TASKS}\b(?! (?:but|enough)\b)(?!(?: [\w']+){{0,6}}?"
    rf" (?:enough|exact|exactly|precise|certainty)\b)"
    rf"|(?:i've|i have|i'm|i am|i'll|i will)(?: \w+ly)? {_LEAVES_OUT}\b"
    r"|i (?:kept|left|cut)(?: [\w']+){0,8}? out (?:of (?:it|this)|because|on purpose|as|since)\b"
    r"|i (?:kept|left|cut)(?: [\w']+){0,8}? out\W*$"
    r"|(?:part|rest|bit|step|portion)s? (?:\w+ ){0,4}?(?:i|we) (?:can'?t|cannot|won't|will not|'d"
    r" rather)\b|is where i (?:stop|draw)\b|as far as i(?:'ll| will| can| am|'m)\b"
    r")"
)
#: Substrings without which there is no such refusal.
LATE_CUES = (
    "i can",
    "i won",
    "i will",
    "i'm",
    "i am",
    "i'd",
    "i've",
    "i have",
    "i'll",
    "i must",
    "i don't",
    "i kept",
    "i left",
    "i cut",
    "i prefer",
    "i refuse",
    "i decline",
    "where i ",
    "as i",
)
