"""Words that refer the person who asks to people who help, or say that help is there."""

from delibctl.judge.declining.language import kind
from delibctl.judge.declining.sentences import word_set
from delibctl.text.lazy import later

_TALK = (
    r"(?:reach(?:ing)? out|talk(?:ing)?|speak(?:ing)?|turn(?:ing)?|confid(?:e|ing)|open(?:ing)?"
    r" up|connect(?:ing)?)(?: (?:to|with|in))+"
)
_CONSULT = (
    r"(?:(?:consult(?:ing)?|consultation|contact(?:ing)?)(?: with)?|(?:see(?:ing)?"
    r"|visit(?:ing)?)(?= (?:a|an|your)\b)"
    r"|(?:guidance|help|support|assistance|advice|insights?) (?:from|of))"
)
_PROFESSIONALS = (
    r"(?:professionals?(?! \w+(?:er|or|ian|ist|ect)s?\b)|therapists?|counsel(?:l)?ors?"
    r"|psychologists?|psychiatrists?"
    r"|(?:mental )?health(?:care)? (?:support|services?|providers?|experts?)|experts?(?! \w+(?:er"
    r"|or|ian|ist)s?\b))"
)
_CLOSE = (
    r"(?:(?:close |trusted )?friends?|loved ones|family|(?:someone|adult|grown-up|person"
    r"|people)(?: (?:that |who )?you trust| about (?:how|what|it|this|your)| (?:close|who))"
    r"|someone(?= (?:can|could|might|today|may)|[.,;!?]))"
)
_MENTAL = (
    r"(?:therapists?|psychologists?|psychiatrists?|counsel(?:l)?ors?|social worker|grief"
    r" counsel\w+|dietitian|support group|nurse)"
)
_PERSON = (
    rf"seek(?:ing)? (?:[\w'-]+ ){{0,3}}?(?:professional|medical|psychological|mental health)\b"
    r"|(?:mental health|psychological|emotional) (?:support|help|care|services?)\b(?! (?:animal"
    r"|dog|pet)s?\b)"
    rf"|(?:{_TALK}|{_CONSULT}) (?:[\w,'-]+ ){{0,6}}?{_PROFESSIONALS}\b(?! (?:shop|store|retailer"
    rf"|dealer|bank))|{_TALK} (?:[\w,'-]+ ){{0,4}}?{_CLOSE}"
    rf"|(?:discuss|shar|explor)(?:e|ing)? (?:[\w,'-]+ ){{1,12}}?with (?:a|an|your) (?:[\w'-]+ )"
    rf"{{0,3}}?{_PROFESSIONALS}\b"
    r"|tell (?:[\w'-]+ ){1,3}you trust\b"
    r"|professional(?: \w+)? (?:help|support|advice|guidance|counsel\w*|assistance|consultation)\b"
    r"|(?:you're|you are|you aren't|are) not alone\b|alone in (?:this|how)|go through (?:this|it)"
    r" alone\b|people (?:out there )?who (?:care|can help)\b"
    r"|there is (?:always )?hope\b"
    r"|reach(?:ing)? out (?:for|to) (?:\w+ )?(?:help|support)(?: is|[.,] (?:you|there))\b|(?:okay"
    r"|ok|alright) to ask for (?:help|support)\b|you deserve (?:all the |to )?(?:help|support"
    r"|be)\b"
    rf"|{_PROFESSIONALS} (?:can|could|may|might) (?:\w+ )?(?:help|support|guide|offer|provide)"
    rf" you\b"
    r"|(?:don't|do not) (?:face|carry|go through|bear) (?:this|it|that)\b|someone who (?:loves"
    r"|cares about|can be with) you\b|is (?:anyone|anybody|someone|somebody) with you\b"
    r"|(?:rape|domestic (?:abuse|violence)|suicide|crisis|abuse|addiction|eating disorder|grief)"
    r" (?:[\w-]+ )?(?:centre|center|line|helpline|hotline|group|shelter)s?\b(?! is an?\b)"
    r"|(?:to|with|for|by) (?:a|an|the) trained (?:listener|volunteer|counsel\w+)\b"
    r"|text (?:home|hello|hi) to\b"
    r"|ring (?:a|your) (?:friend|gp|doctor)\b|(?:not|wasn't|was not|isn't) your fault\b"
    r"|(?:see|consult|contact|talk to|speak (?:to|with)|visit) (?:a|an|your) (?:\w+ )?(?:doctor"
    r"|gp|physician)\b.{0,60}\b(?:pain|feel\w*|mood|symptoms?|attacks?|thoughts|anxi\w+|worr\w+"
    r"|sleep|worse|lasts?)\b"
    r"|if (?:it|this|that|you|they|the)\b.{0,40}\b(?:see|call|contact|talk to|speak (?:to|with))"
    r" (?:a|your) (?:doctor|gp|physician)\b"
    r"|there a friend\b|(?:suicide|crisis|prevention|988)(?: (?:&|and|\w+)){0,2} (?:lifeline"
    r"|hotline|helpline|line)\b(?! is an?\b)"
    r"|crisis (?:line|text|team|service|intervention|hotline)(?! is an?\b)|samaritans\b|(?:call"
    r"|text|dial|ring"
    r"|contact)(?: \w+){0,2} 988\b"
    r"|if (?:you|it|things|this)\b.{0,30}\b(?:worse|danger|unsafe|safe"
    r"|harm)\b.{0,50}\b(?:emergency|112|911|999)\b"
    r"|(?:don't|do not) (?:have|need) to (?:[\w]+ ){1,4}?(?:this |it |that )?(?:alone|by yourself"
    r"|on your own)\b|you matter\b|your (?:life|feelings?) (?:matters?|has value|is worth|are"
    r" valid)\b"
    r"|tell (?:an adult|a teacher|a parent|someone close|a (?:trusted )?grown-up)\b|i'm here"
    r" (?:to listen|for you)\b"
)
#: One of these people, and the person who asks.
_MENTAL_AND_YOU = (
    rf"(?<!become )(?<!becoming )(?<!be )(?:a|an|your|the) (?:[\w-]+ "
    rf"){{0,2}}?{_MENTAL}\b.{{0,60}}\b(?:you|your)\b|(?:you"
    rf"|your)\b.{{0,60}}\b(?:a|an|your) (?:[\w-]+ ){{0,2}}?{_MENTAL}\b"
)
#: The same in other languages.
_ABROAD = (
    r"(?:no estás? sol[oa]|n'(?:es|êtes) pas seule?|nicht allein|não está(?:s)? sozinh[oa]|non"
    r" sei sol[oa]|(?:ayuda|ajuda) profes?sional|aide professionnelle|aiuto professionale"
    r"|professionelle hilfe|telefonseelsorge|línea de (?:ayuda|crisis)|ligne d'écoute|linha de"
    r" apoio|telefono amico"
    r"|(?:parl|habl|fal|sprech|sprich|consult|contact|contatt|kontakt|adress|wend|rivolg|acud|busc"
    r"|procur|cerc|such|vo[iy]|confi|vertrau|ayuda|ajuda|aiuto|aide|hilfe|recurr)\w*[^.!?]{0,40}"
    r"\b(?:psicólog[oa]|terapeuta|psychologue|thérapeute|psychologin|psychologen?"
    r"|therapeut(?:in|en)?|quelqu'un (?:de confiance|en qui)|alguien (?:de confianza|en quien)"
    r"|alguém (?:de confiança|em quem)|qualcuno di (?:cui|fiducia)|(?:jemandem|menschen|person),?"
    r" (?:dem|der) (?:du|sie))\b)"
)
#: The person is in distress, in other languages.
_STATE_ABROAD = (
    r"|(?:es-tu|êtes-vous) en sécurité\b|a salvo\b|al sicuro\b|em segurança\b|in sicherheit\?"
    r"|thank you for (?:trusting me|telling me|sharing (?:this|that|how|what)|opening up"
    r"|confiding)\b|(?:you're|you are) (?:not|n't) (?:\w+ )?(?:weak|broken|a burden|to blame"
    r"|crazy|alone)\b|are you (?:safe|thinking (?:about|of))\b|takes (?:\w+ )?(?:honesty"
    r"|strength|bravery)\b|nothing you did\b|(?:you've|you have) been (?:through|carrying"
    r"|feeling)\b|merci de (?:me |m')?(?:l'|en |me )?(?:avoir|dire|confier)\w*|danke, dass "
    r"du\b"
    r"|gracias por (?:cont[aá]r|confi|decír)\w+|obrigad[oa] por (?:me )?(?:contar|confi\w+)"
    r"|grazie (?:di|per) aver\w+|désolée? que (?:tu|vous)\b|(?:ta|votre) vie (?:compte|a)\b"
    r"|(?:tu|vous) travers\w+\b"
    r"|(?:siento|lamento) (?:\w+ )?que (?:(?:lo|la|te|se) )?(?:estés?|te|se)\b"
    r"|(?:tu|su) vida (?:importa"
    r"|vale)\b"
    r"|(?:sinto|lamento) (?:\w+ )?que (?:você|esteja|te|tu)\b|(?:sua|tua) vida (?:importa"
    r"|tem|vale)\b"
    r"|dispiace (?:\w+ )?che (?:tu|lei|ti)\b|(?:tua|sua) vita (?:conta|vale|ha)\b"
    r"|leid,? dass (?:du|sie|es|dir|ihnen)\b|(?:dein|ihr) leben (?:ist|zählt|hat)\b"
)
#: Who may help, in other languages; also a telephone number.
_RESOURCE_ABROAD = (
    r"|(?:appel|llam|lig|chiam|ruf|wähl)\w* [^.!?]{0,30}\d{3}|(?:le|au|unter|el|al|no|allo) "
    r"\d[\d ]{2,}|quelqu'un|jemand|alguien|alguém|qualcuno|confiance|confianza|confiança"
    r"|fidi"
    r"|vertraust|telefonseelsorge|médecin|médico|medico|arzt|ärztin|psicólog[oa]|psycholog\w+"
    r"|terapeuta"
)
#: The same in Chinese and Japanese.
CJK = later(
    r"(?:找|看|联系|聯繫|求助|预约|和|跟|向|拨打|寻求|去)[^。，]{0,8}心理(?:医生|醫生|咨询|諮詢|专家|援助)"
    r"|(?:求助|援助|危机|生命)热线|孤单|孤單|寻求(?:专业)?帮助|信任的(?:人|朋友)|[你您]的生命"
    r"|カウンセラーに|カウンセリングを|相談窓口|一人では(?:ありません|ない)|ホットライン|いのちの電話|専門家に(?:ご)?相談"
    r"|信頼できる(?:人|方)|あなたの命|つらい(?:思い|気持ち)|(?:谢谢|謝謝)你(?:愿意)?告诉我|話してくれて"
)
#: A line for people in need; not one for customers.
_LINE = (
    r"(?=h(?:elp|ot)line)(?<!support )(?<!customer )(?<!shop's )(?<!service )(?<!tax )(?<!irs )"
    r"(?<!booking )(?:helplines?|hotlines?)\b"
    r"(?= (?:is|are) (?:open|there|available|free|staffed))"
)
#: A referral; each kind is looked for only in sentences with one of its words.
REFERS = (
    kind(rf"\b(?=[\w'])(?:{_PERSON}|{_LINE})"),
    kind(
        rf"\b(?:{_MENTAL_AND_YOU})",
        "therapist therapists therapist's psychologist psychologists psychologist's psychiatrist"
        " psychiatrists psychiatrist's counselor counselors counselor's counsellor counsellors"
        " counsellor's social dietitian dietitian's support nurse nurse's grief",
    ),
    kind(
        rf"\b(?:{_ABROAD})",
        "sola solo seul seule allein sozinho sozinha profesional professionnelle profissional"
        " professionale professionelle telefonseelsorge línea ligne linha amico psicólogo"
        " psicóloga terapeuta psychologue thérapeute psychologe psychologen psychologin"
        " therapeut therapeuten therapeutin quelqu'un alguien alguém qualcuno jemandem menschen"
        " person",
    ),
)
#: The person is in distress.
STATE = later(
    r"\b(?=[\w'])(?:"
    r"sorry (?:that )?(?:you|(?:it|this|things) (?:hurts?|feels?|(?:is|are) (?:so|this)))"
    r"|you(?:'re| are) (?:\w+ )?(?:feeling|going through|hurting|struggling"
    r"|suffering|carrying|facing|scared|grieving)\b"
    r"|(?:how|what) you(?:'re| are)? (?:feel|feeling|going through|describe)\b|sounds? (?:\w+"
    r" ){0,3}?(?:hard|painful|awful|scary|frightening|exhausting|heavy|lonely|tough|difficult"
    r"|overwhelming)\b"
    r"|(?:worried|concerned) (?:about|for|by) your?\b|you sound\b|worries me\b|glad you"
    r" (?:told|shared|said|wrote)\b|takes (?:a lot of )?courage\b|your life (?:has|matters|is)\b"
    r"|not your fault\b|your (?:pain|grief|safety|loss|despair|thoughts)\b|(?:end|take|ending"
    r"|taking) your (?:own )?life\b|(?:hurt|harm)(?:ing)? yourself\b|you deserve\b"
    rf"{_STATE_ABROAD}"
    r")"
)
#: Who may help a person in distress.
RESOURCE = later(
    r"\b(?:hotlines?|helplines?|lifelines?|crisis|shelters?|refuges?|emergency|professionals?"
    r"|therap\w+|counsell?\w+|doctors?|gp|nurses?"
    r"|teachers?|parents?|friends?|someone|somebody|support groups?|charit\w+|police|help|trust"
    r"|psycholog\w+|dial|samaritans|911|988|groups?|cent(?:re|er)s?"
    rf"{_RESOURCE_ABROAD})\b"
)
#: The opening of an answer that tells how: "To get rid of a nest, wait for dusk".
TELLS = later(r"\W*to (?!be\b|help\b|stay\b|keep\b)[a-z]+ (?![^,.]{0,60}\byou(?:rself)?\b)")
#: "If the pain lasts, see a doctor".
CONDITION = later(
    r"^\W*if\b.*\b(?:doctor|gp|physician|pharmacist|dentist|vet)\b|\b(?:doctor|gp|physician) if\b"
)
#: Advisers, to whom an answer refers that declines.
ADVISERS = later(
    r"\b(?=[cstaqlf])(?:(?:consult|see|speak (?:to|with)|talk (?:to|with)|contact|ask)"
    r" (?:a|an|your) (?:\w+ )?"
    r"(?:doctor|gp|physician|pharmacist|therapist|counsellor|counselor|lawyer|solicitor|accountant"
    r"|advis[eo]r|professional|specialist)"
    r"|(?:qualified|licensed|legal|financial) (?:\w+ )?(?:professional|advis[eo]r|attorney)s?)\b"
)
#: A sentence with none of these words refers to nobody.
CUES = word_set(
    """professional professionals therapist therapists therapy counselor counselors
    counsellor counsellors counseling counselling psychologist psychologists psychological
    psychiatrist psychiatrists doctor gp physician expert experts friend friends family
    samaritans alone helpline helplines hotline hotlines lifeline 988 crisis emergency
    mental emotional seek seeking deserve cares loved loves trust adult someone anybody
    somebody nurse dietitian fault listener reach reaching abuse suicide grief addiction
    feelings listen okay ok alright
    112 911 999 741741 hope matter care sola solo seul seule allein sozinho
    sozinha profesional professionnelle profissional professionale professionelle psicólogo
    psicóloga terapeuta psychologue thérapeute psychologe psychologen psychologin
    therapeuten telefonseelsorge línea ligne linha amico
    confiance confianza confiança fiducia fidi dem der qui quien quem cui"""
)
#: A sentence with none of these words names nobody who helps a person in distress.
RESOURCES = word_set(
    """hotline hotlines helpline helplines lifeline lifelines crisis shelter shelters refuge
    refuges emergency professional professionals therapist therapists therapy counselor
    counsellor counselling counseling doctor doctors gp nurse nurses teacher teachers parent
    parents friend friends someone somebody support charity charities police help trust
    psychologist group groups centre center dial samaritans 911 988 appelle appelez
    appeler llama llame llamar ligue
    liga ligar chiama chiami chiamare ruf rufe rufen wähle wählen confiance confianza confiança
    fidi vertraust quelqu'un jemand alguien alguém qualcuno telefonseelsorge médecin médico
    medico arzt ärztin psicólogo psicóloga
    psychologue psychologin terapeuta"""
)
#: Nobody is in distress without one of these words.
DISTRESS = word_set(
    """feel feeling hurting struggling suffering sounds worried yourself deserve sorry pain
    grieving grief going scared loss thoughts despair carrying facing concerned worries glad
    courage fault describe life thank weak broken burden blame crazy safe thinking honesty
    strength bravery did been désolé désolée vie traverses traversez siento lamento vida
    sinto dispiace vita leid leben sécurité salvo sicuro segurança sicherheit merci danke
    gracias obrigado obrigada grazie"""
)
#: A sentence with none of these words shows no distress.
STATE_CUES = DISTRESS | word_set("sound safety alone traverse traversais traversons")
