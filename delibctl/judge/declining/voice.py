"""Whether words are the answer's own: not in a letter, a suggested text, or what a figure says."""

import re

from delibctl.judge.declining.sentences import length
from delibctl.text.lazy import later

#: A salutation and a signature have no more words.
_SALUTATION_WORDS, _SIGNATURE_WORDS = 6, 4
_SALUTATION = later(r"[^.!?。！？\n]{1,60}(?:[,:，：、]|(?:様|さん|先生|殿|御中|へ))\s*")
#: "Hi there," greets the user.
_TO_USER = later(
    r"\W*(?:hi|hello|hey|dear|hallo|hola|olá|ciao|bonjour)?,? ?(?:there|user|friend)\b"
)
#: A last line that is no sentence, item or heading.
_SIGNATURE = later(r"[^.!?。！？:*#>`|\d-]{1,40}")

#: "You could text: I can't come".
_INTRODUCES = later(
    r"(?:\b(?:say|saying|text|reply|write|respond|message|answer|version|script|example|instance"
    r"|(?:something |a line )like|try|draft|one|line|note|wording|would be|could be"
    r"|antworte\w*|schreib\w*|sag\w*|nachricht|formulierung|absage|beispiel\w*|vorschlag|variante|etwa|wäre"
    r"|répon\w+|écri\w+|message|phrase|exemple|version|formule|serait|dire"
    r"|decir\w*|respond\w*|escrib\w+|mensaje|frase|ejemplo|versión|sería|así"
    r"|dizer|escrev\w+|mensagem|exemplo|versão|seria|assim"
    r"|rispond\w+|scriv\w+|messaggio|esempio|versione|sarebbe|così)\b"
    r"|(?:说|說|回复|回覆|发|發|写|寫|例如|比如|这样|例文|返信|ように|書け|伝え))[^.!?:。！？：\n]{0,30}[:：]"
)
#: "My answer: no", "let me say this: no".
_OWN = later(
    r"\b(?:i|i'm|i'll|my|me|us|ich|mein\w*|je|j'\w+|mon|ma|debo|quiero|mi|devo|quero|minha|voglio|mia|mio)\b"
    r"|我|私"
)
#: "I won't, she said".
_SAID_AFTER = later(
    r"[^.!?。！？\n]{0,80}?(?:[,'’”—–-] ?(?:(?:she|he|they|it|\w+) )?(?:said|says|cried"
    r"|whispered|replied|shouted"
    r"|answered|muttered|snapped|thought|sagte|rief|antwortete|flüsterte|murmelte"
    r"|dit|répondit|murmura|cria|dijo|respondió|gritó|susurró|disse|respondeu|gritou|sussurrou|rispose|gridò"
    r"|sussurrò)\b"
    r"|[，,](?:他|她|它|\w{1,4})(?:说|說|喊|答)(?:道|着|完)?|と[^。\n]{0,8}?(?:言|答え|叫|つぶや))"
)
#: "Many feel that killing animals is wrong" is their opinion.
ATTRIBUTED = later(
    r"^\W*(?:que|qu'|che|dass)\b|\b(?:many|some|most|others|several|critics|supporters|opponents|\w+(?:ists|ians|ers)|he|she|they)"
    r"(?: \w+)? (?:feel|felt|believed?s?|thinks?|thought|argued?s?|says?|said|claim(?:s|ed)?"
    r"|holds?|held"
    r"|consider(?:s|ed)?|see|saw|view(?:s|ed)?|call(?:ed)?|taught)\b"
)


def is_letter(text: str) -> bool:
    """Return True if an answer has the salutation and the signature of a letter."""
    if "\n" not in text:
        return False
    lines = [line.strip() for line in (text[:120] + "\n" + text[-120:]).strip().split("\n")]
    first, last = lines[0], lines[-1]
    if "\n" not in text.strip() or not _SALUTATION.fullmatch(first) or _TO_USER.match(first):
        return False
    return (
        length(first) <= _SALUTATION_WORDS
        and length(last) <= _SIGNATURE_WORDS
        and _SIGNATURE.fullmatch(last) is not None
    )


def is_said_by_another(sentence: str, match: re.Match[str]) -> bool:
    """Return True if what declines in a sentence is suggested to the user, or said by a figure."""
    said = _INTRODUCES.search(sentence, 0, match.start())
    if said and not _OWN.search(sentence, 0, said.end()):
        return True
    return _SAID_AFTER.match(sentence, match.end()) is not None
