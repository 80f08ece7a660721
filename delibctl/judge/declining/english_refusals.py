"""Refusals of one expression in English: unwillingness, and what is out of scope."""

_THIS = r"(?:this|that|it|your|such|doing so)"
_MUST = (
    r"(?:must|have to|need to|will|'ll|would|'d|should|shall|has to|'ve got to|have no choice but"
    r" to"
    r"|(?:'m|am|'re|are|feel) (?:going|obliged|forced|compelled|bound|required|gonna)(?: to)?)"
)
_MANNER = r"(?: (?:\w+ly|also|therefore|then))?"
_DECLINE = (
    r"(?:decline|refuse(?! to (?:believe|accept))|reject (?:this|that|your|the)|say no|pass on"
    r" (?:this|that)"
    r"|turn (?:this|that|it|you|your|away|down)|abstain|bow out|opt out|sit (?:this|that)|draw"
    r" (?:a|the) line"
    r"|stop (?:here|you)|step back|leave (?:this|that|it) (?:one )?(?:alone|there)|withhold)"
)
_DECLINING = (
    r"(?:declining|refusing|passing on|saying no|turning (?:this|that|it|you)|drawing (?:a|the)"
    r" line)"
)
I_DECLINE = (
    rf"(?:i|we)(?: ?{_MUST}{_MANNER})+ {_DECLINE}\b"
    rf"|(?:i|we){_MANNER} (?:decline|refuse(?! to (?:believe|accept))|draw the line|reject"
    rf" (?:this|that|your))\b"
    rf"|(?:i'm|i am|we're|we are){_MANNER} {_DECLINING}\b"
    r"|(?:i'd|i would|we'd|we would) (?:\w+ )?(?:rather|prefer) not\b|i prefer not\b"
)
UNWILLING = (
    r"i'll (?:have to )?pass\b(?! (?:it|the|your|on (?!this|that)))|count me out\b|no can do\b"
    r"|(?:it|that)'s a (?:\w+ )?no\b|(?:sorry|afraid|still),? (?:but )?(?:the answer is )?no\b"
    r"|my (?:answer|reply|response) (?:is|has to be|must be|remains|stays) (?:a )?(?:\w+ )?no\b"
    r"|no part (?:in|of) (?:this|that|it)\b|no way (?:that )?(?:i|we)(?:'m|'d| can| could| would|"
    r" will)"
    rf"|{_THIS}(?: (?:won't be|isn't|is not|is not going to be)|'s not) happen\w*"
    r"|not (?:going to|gonna) happen\b|not doing that\b|clear: no\b"
    r"|(?:i'm|i am) afraid (?:that's|that is|this is|it's) not possible\b"
)
SCOPE = (
    r"(?:not|isn't|wasn't|never)(?: \w+)? (?:something|anything|a (?:thing|task|topic|request)|one)"
    r" (?:that )?(?:(?:i|we)\b|can be)"
    r"|something (?:that )?(?:i|we) (?:can'?t|can ?not|won't|will not|refuse|don't|never)"
    r"|nothing (?:of (?:the|that) (?:kind|sort)|like (?:this|that)) (?:will|can) be\b"
    rf"|{_THIS}(?: [\w-]+){{0,3}} (?:can(?:'t| ?not)|won't|will not|may not) be"
    r" (?:fulfil\w*|granted|provided|shared|honou?red|met|completed|accommodated|answered"
    r"|disclosed)\b"
    r"|(?:one|request) (?:that )?(?:i|we) (?:can'?t|can ?not|won't|must)"
    r"|(?:outside|beyond|not within|not part of|not in)(?: of)? (?:the scope of )?(?:what (?:i"
    r"|we)(?:'m|)|my (?:scope|remit|role|abilities|capabilities|purview|programming|guidelines))"
    r"|(?:is|are|'s|so) (?:off[ -]limits for|out of scope)|not the right (?:tool|assistant|one)"
    r" (?:for|to)\b"
    r"|(?:wouldn't|would not|isn't|is not|not) (?:be )?(?:right|appropriate|responsible|ethical"
    r"|proper|safe) (?:for|of) me\b"
    r"|(?:i|we) (?:don't|do not) think (?:(?:i|we) (?:can|should|could|will|would)|it'?s?"
    r" (?:is |would be )?(?:right|appropriate|wise"
    r"|ethical|a good idea))"
    r"|(?:don't|do not) ask me to\b|only get you a refusal\b|where (?:i|we) (?:have to |must "
    r"|need to )?(?:stop|draw)\b"
    r"|(?:i|we) (?:don't|do not) have (?:access to|any information|the ability)"
)
