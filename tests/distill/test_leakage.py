"""Phrases that point at text which the trained model will not see, and those that do not."""

import pytest

from delibctl.distill.leakage import LANGUAGES, pointers

POINTS = {
    "en": [
        "The policy above forbids this.",
        "In the above policy this is allowed.",
        "According to the system prompt, I must refuse.",
        "Per the developer message, I decline.",
        "As provided, clause refunds.how applies.",
        "The guidelines I was given say no.",
        "I was given a safety policy.",
        "I have been provided with several rules.",
        "The provided policy covers it.",
        "The policy provided says so.",
        "It is one of the clauses listed below.",
        "The rules in my system prompt are clear.",
        "The text is in <policy> tags.",
    ],
    "de": [
        "Laut der obigen Richtlinie ist das verboten.",
        "Der System-Prompt verlangt das.",
        "Die Richtlinien, die mir gegeben wurden, verbieten es.",
        "Die Klausel oben gilt hier.",
        "Das gilt wie oben angegeben.",
        "Nach den bereitgestellten Regeln ist es erlaubt.",
    ],
    "fr": [
        "La politique ci-dessus l'interdit.",
        "Les directives qui m'ont été données l'interdisent.",
        "Selon le prompt système, je refuse.",
        "Les règles fournies le permettent.",
        "La clause que j'ai reçue le dit.",
    ],
    "es": [
        "La política de arriba lo prohíbe.",
        "Las directrices que me dieron lo prohíben.",
        "Según el prompt del sistema, me niego.",
        "Las reglas proporcionadas lo permiten.",
        "La cláusula citada anteriormente lo dice.",
    ],
    "pt": [
        "A política acima proíbe isso.",
        "As diretrizes que me foram dadas proíbem isso.",
        "Segundo o prompt do sistema, recuso.",
        "As regras fornecidas permitem isso.",
        "Conforme fornecido, a cláusula vale.",
    ],
    "it": [
        "La politica di cui sopra lo vieta.",
        "Le linee guida che mi sono state date lo vietano.",
        "Secondo il prompt di sistema, rifiuto.",
        "Le regole fornite lo permettono.",
        "La clausola sopra riportata lo dice.",
    ],
    "zh": [
        "上述政策禁止这样做。",
        "根据以下规则，我拒绝。",
        "系统提示词要求我拒绝。",
        "我收到的政策禁止这样做。",
        "提供给我的条款允许。",
    ],
    "ja": [
        "上記のポリシーによれば禁止です。",
        "システムプロンプトに従います。",
        "与えられたガイドラインでは許可されます。",
        "以下の規則に従います。",
        "提供された条項を参照します。",
    ],
}
INNOCENT = [
    'Clause [refunds.how], "How refunds work", says that the money goes back.',
    "The policy says that section B applies, so I comply.",
    "Above all, the answer must be kind.",
    "The temperature is above 30 degrees.",
    "That is so as provided by law.",
    "The user asks about the policy of the shop.",
    "This is an insurance policy given to the tenant.",
    "The rules given by the landlord bind them.",
    "The system prompted the user for a password.",
    "He puts rules above all else.",
    "As noted above, the request is harmless.",
    "In the context of a novel this is fine.",
    "The user was told by a doctor.",
    "Die Regel gilt für Kinder unter zwölf.",
    "Es ist oben im Ofen am heißesten.",
    "So ist es wie vom Gesetz vorgegeben.",
    "La règle s'applique au-dessus de 30 degrés.",
    "Les règles fournies par le bailleur valent.",
    "La política de la tienda lo permite.",
    "Las normas proporcionadas por la ley valen.",
    "Ele põe regras acima de tudo.",
    "As regras fornecidas pela lei valem.",
    "La regola sopra i 18 anni cambia.",
    "Le regole fornite dalle scuole valgono.",
    "18岁以下规定不同。",
    "系统提示错误。",
    "公司的政策允许退款。",
    "18歳以下の規定は異なります。",
    "会社の方針では可能です。",
]


@pytest.mark.parametrize(
    "text", [text for texts in POINTS.values() for text in texts], ids=lambda text: text[:40]
)
def test_a_text_that_points_at_the_policy_is_found(text: str) -> None:
    assert pointers(text) != []


@pytest.mark.parametrize("text", INNOCENT, ids=lambda text: text[:40])
def test_a_text_that_only_looks_like_it_stays(text: str) -> None:
    assert pointers(text) == []


def test_each_language_has_rows_in_the_table() -> None:
    modules = {language.__name__.rpartition(".")[2] for language in LANGUAGES}

    assert modules == set(POINTS)


def test_a_phrase_is_named_once_as_it_stands_in_the_normalised_text() -> None:
    text = "The *Policy Above* says no. Again, the policy above says no; see the system prompt."

    assert pointers(text) == ["policy above", "the system prompt"]


@pytest.mark.parametrize(
    "visible",
    [
        pytest.param("Translate the policy above into French.", id="the user's own words"),
        pytest.param("Further to the policy above, receipts count.", id="a clause"),
    ],
)
def test_words_that_the_model_will_see_or_recall_point_at_nothing(visible: str) -> None:
    assert pointers("The user asks about the policy above.", [visible]) == []
