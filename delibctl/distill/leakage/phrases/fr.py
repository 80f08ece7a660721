"""French phrases."""

_TEXT = (
    r"(?:politiques?|règles?|directives?|consignes?|clauses?|lignes directrices|instructions?|"
    r"extraits?|sections?|définitions?)"
)
_GIVEN = r"(?:fourni|donné|communiqué|transmis|montré)(?:e?s?)"

PHRASES = (
    rf"\b{_TEXT}(?: \w+)? (?:ci-dessus|ci-dessous|ci-jointe?s?|plus haut|plus bas)\b",
    rf"\b(?:la|les|cette|ces) {_TEXT} {_GIVEN}\b(?! (?:par|à|au|aux|dans|pour|en)\b)",
    rf"\b{_TEXT} qui m'(?:a|ont|avait|avaient) été {_GIVEN}\b",
    rf"\b{_TEXT} que j'ai reçue?s?\b",
    rf"\b{_TEXT} qu'on m'a {_GIVEN}\b",
    rf"\b(?:tel(?:le)?s?|comme|ainsi) que? ?{_GIVEN} (?:ci-dessus|plus haut)\b",
    r"\bcomme (?:fourni|indiqué ci-dessus|fourni ci-dessus)\b(?! par\b)",
    r"\b(?:prompt|invite|message|instructions?|consignes?) (?:du )?système\b",
)
