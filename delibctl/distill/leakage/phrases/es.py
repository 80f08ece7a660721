"""Spanish phrases."""

_TEXT = (
    r"(?:políticas?|reglas?|directrices|directriz|normas?|cláusulas?|pautas?|instrucciones|"
    r"seccion(?:es)?|sección|definiciones|definición)"
)
_GIVEN = r"(?:proporcionad|facilitad|suministrad|entregad)[oa]s?"

PHRASES = (
    rf"\b{_TEXT} (?:de )?(?:más )?(?:arriba|abajo)\b",
    rf"\b{_TEXT} (?:citad|mencionad|indicad)[oa]s? (?:más )?(?:arriba|abajo|anteriormente)\b",
    rf"\b(?:la|las|esta|estas) {_TEXT} {_GIVEN}\b(?! (?:por|al?|en|para)\b)",
    rf"\b{_TEXT} que (?:he recibido|recibí)\b",
    rf"\b{_TEXT} que me (?:dieron|han dado|dio|proporcionaron|facilitaron)\b",
    rf"\b{_TEXT} que se me (?:ha|han|dio|dieron|proporcion\w+)\b",
    r"\b(?:tal )?como se proporcion(?:a|ó)\b(?! (?:en|por)\b)",
    r"\b(?:tal )?como se indica (?:más )?arriba\b",
    r"\b(?:prompt|mensaje|instrucci(?:ón|ones)) del? sistema\b",
)
