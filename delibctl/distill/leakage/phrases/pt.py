"""Portuguese phrases."""

_TEXT = (
    r"(?:políticas?|regras?|diretrizes|diretriz|normas?|cláusulas?|orientações|instruções|"
    r"seções|seção|definições|definição)"
)
_BY = "por|pel[oa]s?|n[oa]s?|em"
_GIVEN = r"(?:fornecid|dad|mostrad|passad|disponibilizad)[oa]s?"

PHRASES = (
    rf"\b{_TEXT} (?:acima|abaixo)\b(?! d[eoa]s?\b)",
    rf"\b(?:a|as|esta|estas|essas?) {_TEXT} fornecidas?\b(?! (?:{_BY}|aos?|às?)\b)",
    rf"\b{_TEXT} que (?:eu )?recebi\b",
    rf"\b{_TEXT} que me (?:foi|foram) {_GIVEN}\b",
    rf"\b(?:conforme|como) fornecid[oa]s?\b(?! (?:{_BY})\b)",
    r"\b(?:prompt|mensagem|instruç(?:ão|ões)) d[eo] sistema\b",
)
