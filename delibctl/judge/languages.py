"""The language of a text by its most common words, or by its script."""

from collections import Counter
from itertools import chain

from delibctl.text.lazy import later

#: The commonest words of languages in Latin script. Many are here only to be told from the others.
_COMMON = {
    "en": "the of and to in is that it for on with as are this be by you your from or an was "
    "what how do does did can why who where when which i my me should would will if there "
    "about a have has not they their he she his her we write give tell explain list name "
    "describe make show find use using help need want know think good best way things "
    "people please some any one get go like its it's don't doesn't isn't at all been more "
    "than so just",
    "de": "der die das und ist ich du sie es ein eine einen einem einer nicht mit zu auf für "
    "von den dem des im in wie was wer wo warum wann kann kannst man mein meine mir mich "
    "bitte sich auch an als bei oder aber wenn werden wird sind hat haben dein deine soll "
    "welche welcher schreib schreibe gib nenne erkläre erklär beschreibe gibt mach machen",
    "fr": "le la les des et est un une de du je tu il elle nous vous que qui ne pas pour dans "
    "sur avec ce cette ces mon ma mes comment pourquoi où quand quel quelle quels quelles "
    "à au aux en se son sa ses par plus ou mais sont être puis peut faire peux écris "
    "donne explique décris fais cite on n d l s c qu j",
    "es": "el la los las de y es un una que no en por para con se su sus lo mi mis me cómo como "
    "qué cuál dónde cuándo quién puedo puede yo tú al del más pero o si son está este "
    "esta hacer tu escribe dame explica explícame dime describe haz nos hay",
    "pt": "o a os as de e é um uma que não em por para com se seu sua no na nos nas do da dos "
    "das meu minha me como qual onde quando quem posso pode eu você ao mais mas ou são "
    "está este fazer escreva dê explique diga descreva faça há à",
    "it": "il lo la i gli le di e è un una che non in per con si suo sua del della dei delle "
    "nel nella mio mia mi come cosa quale dove quando chi posso può io tu al alla più ma "
    "o sono questo fare scrivi dammi spiega dimmi descrivi fai c dell all",
    "nl": "de het een en is van ik je jij niet met te op voor in dat die hoe wat wie waar "
    "waarom wanneer kan mijn me over zijn aan er bij of maar als worden wordt deze dit "
    "naar ook moet",
    "sv": "och att det som en ett är jag du inte med på för av den hur vad vem var varför när "
    "kan min mitt mig om till från har i eller men ska man",
    "da": "og at det som en et er jeg du ikke med på for av af den hvordan hva hvad hvem hvor "
    "hvorfor når kan min mitt mig meg om til fra har i eller men skal man",
    "pl": "i w na z nie to się że jest do jak co kto gdzie dlaczego kiedy mogę można mój moja "
    "mi o dla od po za jaki jaka jakie czy lub ale",
    "ro": "și în de la cu pe un o nu este să ce cum cine unde când pot meu mea îmi din care "
    "pentru sau",
    "tr": "ve bir bu da de için ile ne nasıl kim nerede neden mi mı mu benim ben var çok olan",
    "id": "yang dan di ke dari untuk dengan adalah ini itu apa bagaimana siapa saya kamu tidak "
    "cara bisa pada atau",
    "vi": "là và của có không cho tôi bạn một các những như thế nào gì để với trong được làm",
    "fi": "ja on ei se että mikä miten kuka missä miksi minun minä voi voin olen tai mutta kun",
    "cs": "a v na je se že jak co kdo kde proč kdy mohu můj moje mi pro od po za jaký nebo ale to",
    "hu": "a az és egy hogy nem van mi ki hol miért mikor hogyan én is de vagy meg",
}
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)

_WORD = later(r"[^\W\d_]+")
_EAST_ASIAN = later(r"[\u3041-\u30ff\u3400-\u9fff]")
_KANA = later(r"[\u3041-\u30ff]")
#: The words by which a language is recognised, and the characters in which they are looked for.
_SAMPLE_WORDS, _SAMPLE_CHARACTERS = 60, 400


def language(text: str) -> str | None:
    """Return the language of a text; None if none is recognised or several fit best.

    Answers in languages without a list are not recognised, as few of their words are in any list.
    """
    sample = text[:_SAMPLE_CHARACTERS].lower()
    if not sample.isascii():
        letters = sum(map(str.isalpha, sample))
        if 2 * len(_EAST_ASIAN.findall(sample)) >= letters > 0:
            return "ja" if _KANA.search(sample) else "zh"
    words = _WORD.findall(sample)[:_SAMPLE_WORDS]
    counts = Counter(chain.from_iterable(_LANGUAGES.get(word, ()) for word in words))
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def is_common(word: str) -> bool:
    """Return True if a word, in lower case, is among the commonest of any language."""
    return word in _LANGUAGES
