"""German phrases."""

_TEXT = (
    r"(?:richtlinien?|regeln?|klauseln?|leitlinien?|vorgaben?|anweisungen?|abschnitte?s?|"
    r"definition(?:en)?|regelwerks?|policy|policies)"
)
_GIVEN = r"(?:gegeben|vorgelegt|bereitgestellt|gezeigt|mitgegeben|genannt|übergeben)"

PHRASES = (
    rf"\b(?:obig|obenstehend|untenstehend|vorstehend|nachstehend|beigefügt|bereitgestellt)\w* "
    rf"{_TEXT}\b",
    rf"\boben (?:genannt|stehend|zitiert|angegeben|aufgeführt)\w* {_TEXT}\b",
    rf"\b(?:mir|uns) (?:vorliegend|{_GIVEN})\w* {_TEXT}\b",
    rf"\b{_TEXT} (?:weiter )?(?:oben|unten)\b",
    rf"\b{_TEXT}, die mir {_GIVEN}",
    rf"\b{_TEXT}, die ich (?:erhalten|bekommen)\b",
    r"\bwie (?:oben |mir )(?:bereitgestellt|angegeben|aufgeführt|vorgegeben|zitiert)\b",
    r"\bwie bereitgestellt\b",
    r"\bsystem-?prompts?\b",
    r"\b(?:der|dem|den|des|im|mein|laut) system prompts?\b",
    r"\bsystem(?:nachricht|anweisung|vorgabe)(?:en)?\b",
)
