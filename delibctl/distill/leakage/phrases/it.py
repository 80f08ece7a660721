"""Italian phrases."""

_TEXT = (
    r"(?:politic(?:a|he)|policy|regol[ae]|linee guida|norm[ae]|clausol[ae]|istruzioni|direttiv[ae]|"
    r"sezion[ei]|definizion[ei])"
)
_BY = "da|dal|dalla|dai|dagli|dalle"
_GIVEN = r"(?:dat|fornit|mostrat|consegnat)[aeio]"

PHRASES = (
    rf"\b{_TEXT} di cui sopra\b",
    rf"\b{_TEXT} (?:qui )?(?:sopra|sotto)\b(?! (?:i|gli|le|la|il|lo|ai|a)\b)",
    rf"\b{_TEXT} sopra(?:stant[ei]| (?:riportat|citat|indicat)[aeio])\b",
    rf"\b(?:la|le|questa|queste) {_TEXT} fornit[ae]\b(?! (?:{_BY}|a|in|per)\b)",
    rf"\b{_TEXT} che mi (?:è|sono) stat[aeio] {_GIVEN}\b",
    rf"\b{_TEXT} che (?:mi hanno dato|ho ricevuto)\b",
    rf"\bcome (?:fornit[oaei]|riportat[oaei] sopra)\b(?! (?:{_BY})\b)",
    r"\b(?:prompt|messaggio|istruzioni) di sistema\b",
)
