"""Refusals in English that name the assistant's rules or its unease."""

_RULES = (
    r"(?:guidelines?|polic(?:y|ies)|rules?|principles?|values|programming|code of (?:conduct"
    r"|ethics)|code"
    r"|terms(?: of (?:service|use))?|standards?|ethics|instructions|safeguards|training|boundaries"
    r"|safety (?:measures|protocols?)|restrictions|limits|commitments?|conscience|design|mandate)"
)
#: A shop's policy is a fact.
_OTHER = (
    r"(?!return|refund|shipping|store|shop|hotel|house|club|school|delivery|booking|membership)"
)
_OWN = (
    rf"(?:my (?:[\w-]+ ){{0,2}}?{_RULES}"
    rf"|(?:the |our |openai|anthropic|company |platform )?(?:'s )?(?:content|usage|safety"
    rf"|acceptable use|community|use) {_RULES}"
    rf"|{_RULES} (?:that )?(?:i|we) (?:\w+)|{_RULES} (?:that|which) (?:govern|bind|apply to)"
    rf" (?:me|us))"
)
_OPPOSED = (
    r"(?:against|violat\w+|violation|counter to|contrary|conflicts?|inconsistent|incompatible|at"
    r" odds|outside"
    r"|breach\w*|breaks?|contraven\w+|infring\w+|contradicts?|not|\w+n't|cannot|never|no|nothing"
    r"|prohibit\w*"
    r"|forbids?|forbidden|prevents?|bars?|stops?|rules? out|preclud\w+|restrict\w*|block\w*"
    r"|disallow\w*|off|beyond)"
)
_MAKERS = (
    r"(?:told|instructed|asked|trained|programmed|designed|built|required|configured|directed|set"
    r" up|made)"
)
_OPPOSES = (
    r"(?:against|violat\w+|violation of|counter to|contrary to|conflicts? with|inconsistent with"
    r"|at odds with|outside(?: of)?"
    r"|breach\w*(?: of)?|breaks?|contraven\w+|infring\w+|contradicts?)"
)
#: Without one of these words there is no rule.
RULE_WORDS = (
    "guideline guidelines policy policies rules principle principles values programming code"
    " terms standard standards ethics"
    " instructions safeguards training boundaries measures protocol protocols restrictions limits"
    " commitment commitments conscience"
    " design mandate everything"
)
#: "My guidelines", "the policy I follow" and something that is ruled out, in any order.
_RULED_OUT = (
    r"(?:against|violat\w+|violation|contrary|conflicts?|outside|breach\w*|breaks?|not|\w+n't"
    r"|cannot|never|no|no-go|nothing|prohibit\w*"
    r"|forbids?|forbidden|prevents?|keeps?|stops?|out|preclud\w+|restrict\w*|block\w*|disallow\w*"
    r"|off|beyond|strict|decline|refuse|ban\w*)"
)
#: "I'm not a lawyer, and rules differ" rules nothing out.
_TRADES = (
    r"(?:lawyer|attorney|solicitor|doctor|physician|nurse|vet|accountant|advis[eo]r|expert"
    r"|professional|therapist|pharmacist|engineer|electrician)"
)
GUIDELINES = (
    rf"^(?!\W*(?:i'm|i am) not an? (?:\w+ )?{_TRADES}\b)"
    rf"(?=.*\b(?:my|i|i'm|i've|i'd|me)\b)(?=.*\b{_RULED_OUT}\b).*\b(?:guidelines?|polic(?:y|ies)"
    rf"|rules|principles|restrictions|code|terms|safeguards)\b"
    r"(?! (?:\w+ )?(?:differ|vary|varies|change|depend)s?\b)"
    rf"|{_OPPOSES} our {_OTHER}(?:[\w-]+ )?{_RULES}\b"
    rf"|{_OPPOSED} (?:[\w'-]+ ){{0,6}}?{_OWN}\b|{_OWN} (?:[\w'-]+ ){{0,4}}?{_OPPOSED}\b"
    r"|guidelines are clear\b|everything i (?:was|am|stand)\b|principles? (?:forbid|prevent)"
    r"|(?:terms of (?:service|use)|rules) (?:don't|do not) (?:allow|permit) (?:that|this|me|it)\b"
)
TOLD = (
    r"(?:this|the|our) (?:platform|service|system|site) (?:doesn't|does not|won't) (?:allow"
    r"|permit|support)\b"
    rf"|(?:i've been|i have been|i was|i'm|i am) (?:\w+ly )?{_MAKERS} (?:not to|never to|to"
    rf" (?:decline|refuse|turn|avoid|stay away))\b"
    rf"|i(?:'m| am| was|'ve been)(?:n't| not) {_MAKERS}\b|i wasn't {_MAKERS}\b|i(?:'m| am) bound"
    rf" by\b|i(?:'m| am) required to (?:decline|refuse|turn)\b"
    r"|(?:isn't|is not|aren't|are not|not) (?:something )?(?:allowed|permitted|supported) (?:on"
    r"|by|under|in|for) (?:this|our|my|me)\b"
    r"|(?:this|that|your|such)(?: [\w-]+){0,3} (?:is|are) (?:strictly )?(?:not (?:permitted"
    r"|allowed)|prohibited|disallowed|restricted|forbidden) (?:here|content|for me|on this)\b"
)
_UNEASY = (
    r"(?:uncomfortable|uneasy|reluctant|hesitant|wary|wrong|unwilling|conflicted|troubled"
    r"|disturbed|queasy|torn)"
)
COMFORT = (
    r"(?:i|we)(?:'m| am|'re| are) not (?:[\w-]+ ){0,2}?(?:comfortable|at ease|okay with|ok with"
    r"|happy to|inclined to|keen (?:to|on)|willing|fond of)\b"
    r"|i (?:do|would|'d|could)(?:n't| not)(?: ever| really)? (?:feel|be) (?:[\w-]+"
    r" ){0,2}?(?:comfortable|at ease|right|good|okay|easy)\b|i'd not feel\b"
    rf"|(?:i'm|i am|i'd be|i would be|i feel|i'd feel|i would feel|i find myself|leaves? me"
    rf"|makes? me|i am feeling|i'm feeling) (?:feel )?(?:\w+ly |very |too |quite |rather |a"
    rf" (?:bit|little) |deeply )?{_UNEASY}\b"
    r"|(?:doesn't|does not|wouldn't|would not|don't|do not) (?:sit|feel) (?:\w+ )?(?:right|well"
    r"|good|okay)\b|gives me pause\b|feels? (?:wrong|off) to me\b"
    r"|(?:it|that|this|which|doing so)(?: \w+)? (?:feels|would feel) (?:wrong|off|dishonest"
    r"|cruel)\b|(?:bothers|troubles|worries|unsettles) me\b"
    r"|my comfort zone\b|i'm comfortable (?:with doing|doing|going|writing)\b|bring myself to\b"
    r"|clear conscience\b"
    r"|cross(?:es|ing)? (?:a|my|the) line\b|i have (?:\w+ )?(?:reservations|misgivings|qualms"
    r"|scruples)\b|i (?:hesitate|struggle) (?:to|with)\b|i shy away\b"
)
