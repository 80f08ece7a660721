"""English phrases."""

_POLICY = (
    r"(?:polic(?:y|ies)|guidelines?|rules?|clauses?|specifications?|spec|style guides?|principles)"
)
_TEXT = rf"(?:{_POLICY}|sections?|excerpts?|instructions?|definitions?|policy text)"
_GIVEN = r"(?:given|provided|shown|supplied|quoted|attached)"
_BE = r"(?: was|'ve been| have been| am|'m)"
_PROMPT = r"(?:prompt|context window|system prompt|system message)"
_SYSTEM = r"(?:system|developer) (?:message|instructions?)"
_SAYS = r"(?:says?|states?|tells?|requires?|contains?|lists?|instructs?|allows?|forbids?|specif\w+)"

PHRASES = (
    rf"\b{_TEXT}(?: text| excerpts?)? (?:above(?! all\b)|below)\b",
    rf"\babove(?:-mentioned| mentioned)? {_TEXT}\b",
    rf"\b(?:the|these|those|this|my|all) (?:{_GIVEN}|included|pasted) {_TEXT}\b",
    rf"\b(?:the|these|those|this) {_TEXT}(?: text| excerpts?)? {_GIVEN}\b"
    r"(?! (?:by|to|for|in|with|at|on|under)\b)",
    rf"\b{_TEXT}(?: text)? (?:that |which )?i{_BE} (?:\w+ )?(?:{_GIVEN}|told)\b",
    rf"\bi{_BE} (?:given|provided with|shown|supplied with)(?: \w+){{0,3}} {_POLICY}\b",
    rf"\b{_TEXT}(?: text)?(?: that| which)?(?: was| were| is| are)? (?:{_GIVEN}|listed|included)"
    rf" (?:to me|here|above|below|in (?:the|my) {_PROMPT})\b",
    rf"\bas {_GIVEN}(?=[,.;:]| (?:above|below|here|to me)\b| in (?:the|my) {_PROMPT}\b|$)",
    r"\b(?:the|my|this) (?:system|developer) prompt\b",
    rf"\b(?:the|my|this) {_SYSTEM} {_SAYS}\b",
    rf"\b(?:according to|per|following) (?:the|my|this) {_SYSTEM}\b",
    rf"\b{_TEXT} (?:in|from|of) (?:the|my|this) {_PROMPT}\b",
    rf"\b(?:the|my) prompt (?:lists|provides|gives|includes|contains) (?:the |these )?{_POLICY}\b",
    r"</?(?:policy|policies|spec|guidelines)>",
)
