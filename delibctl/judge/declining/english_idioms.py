"""What follows "I can't" and "I won't" in English and declines nothing."""

_ADVERBS = r"(?: (?:really|just|even|quite|ever|be able to|\w+ly))*"
#: "I can't help but smile", "I won't lie".
_SAYINGS = (
    r"help (?:but|it|myself|notic\w+|feel\w+|think\w+|smil\w+|admir\w+)|wait|lie|pretend"
    r"|sugar-?coat|bore|judge|deny|complain|resist|blame|fault|argue|(?:dis)?agree more|disagree"
    r"|stop \w+ing|keep you|spoil|forget|regret|mind|(?:do|live|go) without|go wrong|miss"
    r"|sleep|go back|count|afford|take (?:long|credit|it)|overwhelm|sound|repeat|close|breathe"
)
#: What the assistant does not know or perceive.
_KNOWLEDGE = (
    r"imagine|believe|picture|fathom|guarantee|promise|predict|foresee|vouch|claim|know|remember"
    r"|recall|think of|find|see|hear|feel|smell|taste|verify|confirm|diagnose|measure|speak"
    r" (?:for|to)"
    r"|overstate|overemphasi[sz]e|rule out|be (?:sure|certain|positive|there|too|more|any|happier"
    r"|long|late|easy|back)"
    r"|(?:access|open|browse|view|check|look up) (?:the (?:internet|web|link)|live|real|links?\b"
    r"|your)"
    r"|say (?:for|with|whether|if|exactly|how|which|when|why|i|it|that|much|no|precisely|who|what)"
    r"|tell (?:from|whether|if|for|which|exactly|who|apart|the difference"
    r"|you (?:for|with|whether|if|exactly|which|how (?:many|much|long)|the exact))"
    r"|recommend(?! any)"
)
#: "I can't thank you enough", "I can't give you the exact date".
_DEGREE = (
    r"(?:[\w']+ ){0,6}?(?:enough|for (?:certain|sure)|with certainty|exact(?:ly)?|precise(?:ly)?)"
)
IDIOMS = rf"{_ADVERBS} (?:{_SAYINGS}|{_KNOWLEDGE}|{_DEGREE})\b"
