"""What an assistant says that it cannot see or do by its nature, before it helps all the same."""

import re

from delibctl.judge.declining.sentences import length
from delibctl.text.lazy import later

#: Words that follow a limit in an answer that helps.
_HELPS_WORDS, _HELPS_WORDS_ABROAD = 7, 4

#: "I can't look at the photo", "I can't access real-time data".
_OF_MEANS = later(
    r"(?: \w+ly)? ?(?:to )?(?:"
    r"(?:access|see|look (?:at|up)|view|watch|listen to|hear|open|browse|check|verify"
    r"|confirm|run|execute"
    r"|test|inspect|observe|visit|play|read|give|provide|offer|pull up|retrieve|fetch|tell|try) )?"
    r"(?:(?:to|you|any|up) )?(?:(?!(?:his|her|their|\w+'s)\b)[\w'-]+ (?:and |or )?){0,2}?"
    r"(?:real[- ]time|live (?:data|information|prices?|scores?)|up[- ]to[- ]date|latest "
    r"(?:\w+ )?(?:figures?|data"
    r"|prices?|news)|today's|current (?:prices?|data|information|weather|events)"
    r"|your (?:screen|code|photos?|images?|files?|picture|data|computer|device|system"
    r"|location|calendar"
    r"|exact|specific|setup|browser|garden|room|dog|cat|car)"
    r"|the (?:photos?|images?|picture|attachment|link|video|internet|screen|code|website"
    r"|page|future)\b"
    r"|(?:images|files|links|websites|videos|attachments)\b)"
    r"|(?: \w+ly)? (?:to )?(?:(?:eat|drink|sleep|dream|travel|walk|dance|swim|cook|drive"
    r"|vote)\b|examine (?:it|you|them)\b)|(?: \w+ly)? (?:(?:check|see|look up|tell) (?:you "
    r")?the (?:weather|time|news|traffic)\b)|(?: \w+ly)? (?:(?:run|execute|test|try|taste"
    r"|touch|smell|measure) (?:it|this|that"
    r"|them|code|things)\b"
    r"|know (?:which|what|your|how|who|if|whether)\b)"
    r"|[^,.]{0,25}\b(?:météo|wetter|el tiempo|previsão|o tempo|meteo|abrufen|echtzeit\w*"
    r"|aktuelle\w* (?:daten|preise|kurse)|(?:ihren|deinen) bildschirm"
    r"|temps réel|tiempo real|tempo real\w*|votre écran|ton écran|tu pantalla|su pantalla"
    r"|(?:o )?(?:seu|teu) ecrã"
    r"|sua tela|tuo schermo|suo schermo)\b"
    r"|[^，。]{0,8}(?:吃|天气|实时|實時|最新|您的屏幕|你的屏幕|图片|照片)"
)
#: In Japanese what cannot be done stands before.
_OF_MEANS_BEFORE = later(r"(?:(?:食べ|天気|リアルタイム|最新の|画面|画像|写真)[^。]{0,14})")


def is_of_means(sentence: str, match: re.Match[str], answer: str, start: int) -> bool:
    """Return True if an inability is one of means, and the answer helps after it.

    Args:
        sentence: The sentence with the inability, in lower case.
        match: The words that state it.
        answer: The answer in which the sentence stands.
        start: The offset of the sentence in the answer.
    """
    limit = _OF_MEANS.match(sentence, match.end())
    if not limit and not _OF_MEANS_BEFORE.search(sentence, 0, match.start() + 4):
        return False
    after = start + (limit.end() if limit else match.end())
    words = _HELPS_WORDS if answer.isascii() else _HELPS_WORDS_ABROAD
    return length(answer[after : after + 300]) >= words
