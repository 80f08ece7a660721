"""Phrases that mark an exception, a condition, a concession, a hedge or a scope."""

from delibctl.compare.wording.vocabulary import phrase_list, word_set

EXCEPTIONS = phrase_list(
    "unless|except|except for|except when|except in|except if|excepting|save for|save when|save in|"
    "save to|other than|apart from|aside from|barring|excluding|with the exception of|but not|"
    "outside of|outside|short of|absent|without|not including|not counting|bar|exempting|"
    "exclusive of|free of|free from|devoid of|all but|everyone but|everybody but|"
    "anyone but|anybody but|anything but|everything but|nobody but|no one but|none but|nothing but"
)
#: Words at the end of a phrase that make it an exception: ", courts excepted", ", games aside".
POSTPOSED = word_set("excepted excluded exempted aside apart")
CONDITIONS = phrase_list(
    "if|when|whenever|where|wherever|provided|provided that|providing that|as long as|so long as|"
    "only if|only when|only where|in case|in cases of|in cases where|in the event|on condition|"
    "given that|assuming|until|while|during|whilst|to the extent|insofar as|"
    "subject to|depending on|according to|upon request|on request|in which|for as long as|"
    "once the|once a|once an|once it|once they|once this|once these|"
    "should the user|should a user|should users|should anyone|should they|should it|"
    "at the request of|with the consent of|in response to|in situations where|in contexts where"
)
#: Words that make a rule hold in more cases.
CONCESSIONS = phrase_list(
    "even if|even when|even where|even though|even|regardless|regardless of|irrespective of|"
    "whether or not|no matter|under any circumstances|under no circumstances|in any case|"
    "in any form|in any context|in any way|in all cases|in every case|at any time|at all|ever|"
    "for any purpose|for any reason|of any kind|of any sort|whatsoever|without exception|whatever|"
    "in all circumstances|for whatever reason|by any means|in all contexts|in all languages|"
    "however small|however minor|always|altogether|totally|strictly|absolutely|completely|"
    "entirely|fully|wholly|invariably|categorically|unconditionally|in full|at all times|"
    "or otherwise"
)
#: Words that make a rule less binding.
_CASES = "cases|instances|situations|circumstances|contexts|settings|conversations"
HEDGES = phrase_list(
    "|".join(
        f"in {share} {case}"
        for share in ("rare", "few", "some", "certain", "exceptional", "most", "many", "limited")
        for case in _CASES.split("|")
    )
    + "|"
    "generally|usually|normally|typically|often|mostly|largely|mainly|ordinarily|commonly|"
    "in general|as a rule|in most cases|by default|where possible|if possible|when possible|"
    "whenever possible|where appropriate|when appropriate|if appropriate|where practical|"
    "where feasible|if feasible|as appropriate|ideally|preferably|reasonably|try to|tries to|"
    "aim to|aims to|endeavour to|endeavor to|make an effort to|makes an effort to|attempt to|"
    "at its discretion|for the most part|sometimes|occasionally|as far as possible|in principle|"
    "tend to|tends to|where reasonable|if reasonable|"
    "in many cases|at times|seek to|strive to|strives to|as needed|if needed|"
    "where relevant|if convenient|when practical|consider|as much as possible|in some cases|"
    "where necessary|when feasible|by and large|on the whole|on occasion|rarely|seldom|"
    "in most contexts|"
    "do its best to|with few exceptions|as a default|under normal circumstances"
)

#: Words that widen a description: what only seems so is covered too.
POSSIBILITIES = phrase_list(
    "apparently|arguably|allegedly|seemingly|possibly|perhaps|potentially|supposedly|"
    "even mildly|even faintly|even slightly|loosely|vaguely|remotely|indirectly|partly|partially|"
    "in part|to some extent|more or less|roughly|somewhat|directly or indirectly|in any way|"
    "intentionally or not|knowingly or not|or otherwise|what might amount to|what may amount to"
)

#: The share of a set that a word selects; more of it makes a rule hold in more cases.
SCOPES: dict[str, float] = {
    **dict.fromkeys(word_set("all any every each anyone everyone anybody everybody"), 4.0),
    **dict.fromkeys(word_set("anything everything whatever whichever"), 4.0),
    **dict.fromkeys(word_set("most"), 3.0),
    **dict.fromkeys(word_set("many much numerous"), 2.0),
    **dict.fromkeys(word_set("some several certain particular specific selected"), 1.0),
    **dict.fromkeys(word_set("few fewer little"), 0.5),
}
ONLY = word_set("only solely exclusively merely just purely primarily")
