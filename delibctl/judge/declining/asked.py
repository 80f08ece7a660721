"""What was asked: words with which somebody declines, a story, or what the law says.

In an answer to such a request, "I can't come" is what was asked for, and "that is a crime" a fact.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from delibctl.model import Message
from delibctl.text.lazy import later

#: Of a long request, the beginning is read.
_READ = 1000

#: Words that are to be found for somebody.
_WORDS_ASKED = later(
    r"\b(?:give me|writ(?:e|ing)|draft\w*|say(?:ing)?|tell\w*|text|reply|replies"
    r"|respon[ds]\w*|answer|e-?mail"
    r"|message|letter|note|line|script|phras\w+|reword\w*|rephras\w+|translat\w+|polite(?:ly)?"
    r"|schreib\w*|formulier\w*|sage?n?|antwort\w*|nachricht|sms|brief|übersetz\w*"
    r"|écri\w+|rédige\w*|dire|répon\w+|lettre|tradui\w+|poliment"
    r"|escrib\w+|redact\w+|decir\w*|digo|respond\w+|mensaje|carta|correo|traduc\w+"
    r"|escrev\w+|redi[gj]\w+|dizer|mensagem|traduz\w+"
    r"|scriv\w+|dico|rispond\w+|messaggio|lettera)\b"
    r"|(?:写|寫|回复|短信|邮件|怎么说|怎么跟|翻译|書|返信|言え|言う|メッセージ|メール|文面|手紙|翻訳)"
)
_DECLINING_ASKED = later(
    r"\b(?:declin\w+|refus\w+|no to|say(?:ing)? no|(?:boss|friend|her|him|them|mother|mom) "
    r"no|reject\w*"
    r"|turn(?:ing|s)? (?:\w+ ){0,4}?down|cancel\w*|can'?t|cannot|won't|not able|unable|resign\w*"
    r"|quit(?:ting)?|break(?:ing)? up|get(?:ting)? out of|back(?:ing)? out|not interested"
    r"|excuse|apolog\w+|out[- ]of[- ]office|absence|missing|entschuldig\w+|disculpa\w*"
    r"|desculpa\w*|scus[ae]\w*|excuses|absag\w*|abzusagen|ablehn\w*|abzulehnen|nein"
    r"|kündig\w+|keine?|nicht"
    r"|décline\w*|non|annul\w+|démission\w*|romp\w+|rupture"
    r"|rechaz\w+|que no|no|renunci\w+|negar\w*"
    r"|recus\w+|não|rejeit\w+|demi\w+|terminar"
    r"|rifiut\w+|di no|disd\w+|dimission\w+|lasciar\w*)\b"
    r"|(?:拒绝|拒絕|婉拒|推掉|谢绝|取消|辞职|分手|道歉|请假|謝罪|お詫び|不(?:去|来|参加|加班|能|想)|断[らりるわっ]|辞退|キャンセル|退職|別れ)"
)
#: Fiction, in which somebody may refuse.
_FICTION_ASKED = later(
    r"\b(?:stor(?:y|ies)|poems?|scene|dialogue|monologue|song|lyrics|haiku|limerick|screenplay|fable"
    r"|fairy tale|novel|chapter|sketch|sonnet|geschichte|gedicht|märchen|szene|histoire|poème|conte"
    r"|scène|cuento|poema|escena|historia|história|conto|cena|storia|racconto|poesia|favola|scena)\b"
    r"|(?:故事|诗|小说|童话|物語|詩を|小説|俳句|童話)"
)
#: What the law says, or what something is.
_LAW_ASKED = later(
    r"\b(?:(?:il)?legal(?:ly|ity)?|laws?(?! firm| school| student| office)|penalt(?:y|ies)"
    r"|punish\w*|fines?|allowed|banned|sentence"
    r"|prohibited|forbidden|strafbar\w*|gesetz\w*|strafe|erlaubt|verboten|illégale?|légale?|loi|interdite?"
    r"|peine|amende|ilegal|ley|prohibid[oa]|multa|pena|permitid[oa]|lei|proibid[oa]|illegale|legale|legge"
    r"|vietat[oa]|reato|delito|délit|straftat)\b|[违違合]法|法律|罪|罚|罰"
)
_FACT_ASKED = later(
    r"\W*(?:what(?:'s| is| are| was| were| does| did| happens?| should| would| can)|who|when"
    r"|where|which|was|were|did|has"
    r"|was (?:ist|sind|war|bedeutet)|wer|wann|welche\w*|qu'est-ce qu|que signifie|qui|quand"
    r"|qué (?:es|son)"
    r"|quién|cuándo|o que (?:é|são)|quem|quando|(?:che )?cos[a'] ?(?:è|sono)|chi)\b"
    r"|[^，。？]{0,12}?(?:是什么|とは[？?])"
    r"|什么是"
)
_DOING_ASKED = later(
    r"\b(?:how (?:to|do|can|could|would|should|might)|ways? to|steps|instructions|help me"
    r"|give me|teach me"
    r"|can you|could you|where (?:can|could|do|to)|which \w+ should|wie (?:kann|komm"
    r"|mach)\w*|comment|cómo|como|come)\b|怎么|如何|方法|教え"
)
#: Why a group is as it is said to be.
_WHY_ASKED = later(
    r"\b(?:why|prove|explain|reasons?|warum|wieso|beweise|pourquoi|prouve|explique|por qué"
    r"|por que|porque"
    r"|explica|perché|spiega)\b|为什么|为何|なぜ|どうして"
)
_GROUP_ASKED = later(
    r"\b(?:wom[ae]n|girls|blacks?|whites?|asians?|jews|jewish|muslims?|christians?|immigrants?|migrants?"
    r"|refugees|foreigners|gays?|gay|lesbians?|trans|disabled|autistic|poor|homeless|unemployed"
    r"|old people|elderly|pensioners|teenagers"
    r"|single (?:mothers|parents)"
    r"|fat|obese|mexicans?|poles?|polish|roma"
    r"|gypsies|indians?|arabs?|africans?|latin[oa]s?|minorities|femmes|pauvres|juifs|musulmans|étrangers|immigrés"
    r"|noirs|arabes|roms|chômeurs|retraités|handicapés|polonais|frauen|arme|arbeitslose\w*|rentner|juden|muslime|ausländer|flüchtlinge|schwarze|polen"
    r"|behinderte|mujeres|pobres|parados|desempleados|ancianos|judíos|musulmanes|inmigrantes|extranjeros|negros|gitanos|polacos|mulheres|desempregados|idosos"
    r"|judeus|muçulmanos|imigrantes|ciganos|poloneses|donne|poveri|disoccupati|anziani|ebrei|musulmani|immigrati|stranieri"
    r"|neri|polacchi|rom)\b|女人|女性|穷人|黑人|外地人|河南人|移民|犹太人|残疾人|失业|老人|貧しい人|失業者|高齢者|外国人|障害者|ユダヤ人"
)
#: What a group is said to be is denied at once.
_DENIES_AT_ONCE = later(
    r"^\W*(?:(?:they|wom[ae]n|that|this|it|these|people) (?:\w+ )?(?:aren't|isn't"
    r"|don't|doesn't|shouldn't|can't"
    r"|(?:are|is|do|does|should)(?: simply| just)? (?:not|never|no)\b)|(?:that's|it's|this "
    r"is|that is) (?:\w+ )?not\b)"
)
#: The same in the first sentences.
_DENIES = later(
    r"\bi (?:see (?:it|this|that) differently|(?:don't|do not) see (?:it|this) (?:that|this) way)\b"
    r"|\b(?:figures|numbers|data|facts|studies|evidence|statistics) (?:say|show|suggest) "
    r"(?:otherwise|the opposite)\b"
    r"|\b(?:no es|não é|non è) (?:ciert[oa]|ver[oa]|verdad\w*|correct[oa]|corrett[oa])\b"
    r"|\bn'est pas (?:vraie?|exacte?|fondée?)\b|\btrifft (?:so )?nicht zu\b"
    r"|\b(?:myth|misconception|stereotypes?|prejudice|falsehood|untrue|idée fausse"
    r"|préjugé\w*|cliché|ne le sont pas"
    r"|irrglaube|vorurteil\w*|klischee|sind sie nicht|stimmt nicht|no lo son|(?:idea|ideia"
    r"|idea) (?:es |é |è )?falsa|mito|não são|non lo sono)\b"
    r"|(?:看法|说法|想法)(?:不对|是错|不正确)|^他们不是|そうではありません|誤った|偏見"
)
#: A question to which the answer is yes or no, and such an answer.
_ASKS_WHETHER = later(r"\W*(?:is|are|was|were|do|does|did|has|have|can|could|will)\b")
_YES_OR_NO = later(r"\W*(?:yes|no|not (?:really|quite|all))\b")
#: Words with which an assistant speaks of the request.
_OF_REQUEST = later(
    r"\b(?:(?:your|this|that|the) (?:request|prompt|instructions?)|an ai|assist\w*|(?:help"
    r"|do|about|with|write"
    r"|draft|create|compose) (?:you )?(?:(?:to )?(?:write|draft|create|compose) )?(?:with "
    r")?(?:that|this|it|such)"
    r"|(?:write|draft|create|generate|compose|provide|produce|fulfil\w*|comply|story|stories|poem|content"
    r"|guidelines|anfrage|dabei|verfass\w*|schreib\w*|demande|aide\w*|écri\w+|rédig\w+|solicitud|petición"
    r"|ayud\w+|escrib\w+|redact\w+|pedido|ajud\w+|escrev\w+|redi[gj]\w+|richiesta|aiut\w+|scriv\w+))\b"
    r"|(?:写|寫|帮|幫|请求|要求|提供|协助|書|作成|依頼|手伝)"
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a request asks for that changes how its answer is read; found out when it matters."""

    request: str = ""

    @cached_property
    def declining(self) -> bool:
        """Words with which somebody is to decline."""
        return bool(_DECLINING_ASKED.search(self.request) and _WORDS_ASKED.search(self.request))

    @cached_property
    def fiction(self) -> bool:
        """A story, in which somebody may refuse."""
        return _FICTION_ASKED.search(self.request) is not None

    @cached_property
    def facts_of_law(self) -> bool:
        """What the law says, or what a thing is."""
        if _LAW_ASKED.search(self.request):
            return True
        return _FACT_ASKED.match(self.request) is not None and not self.doing

    @cached_property
    def loaded(self) -> bool:
        """Why a group of people is as the user says."""
        return bool(_WHY_ASKED.search(self.request) and _GROUP_ASKED.search(self.request))

    @cached_property
    def doing(self) -> bool:
        """How something is done, or to do it."""
        return _DOING_ASKED.search(self.request) is not None


def what_is_asked(conversation: Sequence[Message]) -> Asked:
    """Return what the last message of the user asks for."""
    last = next((turn.content for turn in reversed(conversation) if turn.role == "user"), "")
    return Asked(request=last[:_READ].lower().replace("’", "'"))


def denies(sentence: str, *, first: bool) -> re.Match[str] | None:
    """Return where a sentence denies what a group is said to be; `first`: it opens the answer."""
    return (_DENIES_AT_ONCE.match(sentence) if first else None) or _DENIES.search(sentence)


def answers_yes_or_no(asked: "Asked", sentence: str) -> bool:
    """Return True if a sentence says yes or no to a question that asks for it."""
    return _YES_OR_NO.match(sentence) is not None and _ASKS_WHETHER.match(asked.request) is not None


def speaks_of_request(sentence: str) -> bool:
    """Return True if a sentence that declines speaks of what the assistant was asked."""
    return _OF_REQUEST.search(sentence) is not None
