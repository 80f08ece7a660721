"""Edits of the text of a clause."""

import re

from compare.policies.editor import NEUTRAL, NOT_NEUTRAL, UNKNOWN, Editor, Wanted, wanted

#: Words that change no rule, and words that might: the editor's own list, not the classifier's.
HARMLESS = ("warmly", "plainly", "kindly", "courteous", "readable", "friendly", "welcoming")
_HEAVY = re.findall(
    r"\w+",
    "must should shall may can could might would will need needs required allowed permitted not no"
    " never none nobody nothing neither nor without cannot all every each any some several many"
    " most more few fewer less least both either only except unless until but however if when"
    " whether before after above below over under within always often usually sometimes than"
    " one two three four five ten twenty first half twice once refuse refuses decline declines"
    " declined refusal refused avoid everyone anyone someone something somebody"
    " everything anything forbidden prohibited disallowed fails though although"
    " otherwise beyond and or avoiding outside during while until where ideally partly mainly"
    " mostly largely regardless possibly perhaps barring excluding",
)

#: Sentences whose modal is changed, and which way weakening it leads.
_SENTENCES = (
    ("The assistant {} not give hints on gluing model boats.", "loosens"),
    ("The assistant {} never write poems on gluing model boats.", "loosens"),
    ("The assistant {} refuse questions on gluing model boats.", "loosens"),
    ("The assistant {} decline to write poems on model boats.", "loosens"),
    ("The assistant {} give hints on gluing model boats.", "tightens"),
    ("The assistant {} answer questions on model boats.", "tightens"),
    ("The assistant {} not refuse questions on model boats.", "tightens"),
    ("The assistant {} give a warning on gluing model boats.", None),
    ("The assistant {} not hide that it is a program.", None),
    ("The assistant {} not give anyone less than the full answer.", None),
    ("The user {} not ask for hints on model boats.", None),
    ("If somebody asks, the assistant {} not give hints.", None),
    ("The assistant {} not refuse to decline.", None),
    ("The assistant {} explain why it cannot help.", None),
)
_NUMBER = re.compile(r"\b\d+\b")
_NUMBERED = "Up to {} answers are given on each day."


def reword(editor: Editor) -> list[Wanted]:
    """A harmless word is put in, or put for another."""
    clause = editor.free()[0]
    words = clause.text.split(" ")
    spots = [i for i, word in enumerate(words) if word.isalpha() and word.islower()]
    plain = [i for i in spots if words[i] not in _HEAVY and len(words[i]) > 4]
    for _ in range(editor.random.randint(1, 3)):
        word = editor.random.choice(HARMLESS)
        if plain and editor.random.random() < 0.5:
            words[editor.random.choice(plain)] = word
        else:
            spot = editor.random.choice(spots)
            words[spot] = f"{word} {words[spot]}"
    editor.set(clause, text=" ".join(words))
    return [wanted(clause.id, "text-changed", NOT_NEUTRAL)]


def respace(editor: Editor) -> list[Wanted]:
    """Lines are broken elsewhere, spaces doubled, quotes curled."""
    clause = editor.free(lambda one: "'" in one.text or " " in one.text)[0]
    way = editor.random.randrange(4)
    text = clause.text
    if way == 0:
        spots = text.split(" ")
        text = "".join(
            word + editor.random.choice((" ", "  ", "\n", " \n")) for word in spots
        ).strip()
    elif way == 1 and "'" in text:
        text = text.replace("'", "’")
    elif way == 2:
        text = text.rstrip(".")
    else:
        text = text.replace(". ", ".\n\n")
    if text == clause.text:
        text = text.replace(" ", "\n", 1)
    editor.set(clause, text=text)
    return [wanted(clause.id, "formatting-changed", NEUTRAL)]


def repunctuate(editor: Editor) -> list[Wanted]:
    """A comma comes or goes, a word is put in quotes or in upper case: the sense may change."""
    clause = editor.free(lambda one: re.search(r"[a-z] [a-z]", one.text))[0]
    places = [found.start() + 1 for found in re.finditer(r"[a-z] [a-z]", clause.text)]
    spot = editor.random.choice(places)
    commas = [found.start() for found in re.finditer(r"(?<=[a-z]),(?= [a-z])", clause.text)]
    way = editor.random.randrange(4)
    if way == 0 and commas:
        comma = editor.random.choice(commas)
        text = clause.text[:comma] + clause.text[comma + 1 :]
    elif way == 1:
        text = clause.text[: spot + 1] + clause.text[spot + 1].upper() + clause.text[spot + 2 :]
    elif way == 2:
        text = clause.text[: spot + 1] + re.sub(r"^(\w+)", r'"\1"', clause.text[spot + 1 :])
    else:
        mark = editor.random.choice(",;:")
        text = clause.text[:spot] + mark + clause.text[spot:]
    before = clause.text
    editor.set(clause, text=text)
    lists = [re.sub(r",(?= (?:and|or) )", "", one) for one in (before, text)]
    # The comma before the last item of a list says nothing, before another "and" it may.
    direction = UNKNOWN if lists[0] != lists[1] else UNKNOWN | NEUTRAL
    return [wanted(clause.id, "formatting-changed", direction)]


def remodal(editor: Editor) -> list[Wanted]:
    """A sentence that both policies have says must in the one and should or may in the other."""
    clause = editor.free()[0]
    sentence, weaker = editor.random.choice(_SENTENCES)
    negated = " not " in sentence or " never " in sentence
    pairs = [("must", "should")] + ([] if negated else [("must", "may"), ("should", "may")])
    strong, weak = editor.random.choice(pairs)
    texts = [f"{clause.text} {sentence.format(modal)}" for modal in (strong, weak)]
    truth = weaker
    if editor.random.random() < 0.5:
        texts.reverse()
        truth = {"loosens": "tightens", "tightens": "loosens"}.get(str(weaker))
    editor.set_both(clause, *texts)
    return [wanted(clause.id, "modal-changed", {"unknown", truth} if truth else NOT_NEUTRAL)]


def remodal_in_place(editor: Editor) -> list[Wanted]:
    """A modal of the sample itself is changed."""
    found = editor.free(lambda one: re.search(r"\b(must|should|may|can) ", one.text))
    if not found:
        return []
    clause = found[0]
    modal = re.search(r"\b(must|should|may|can) ", clause.text)
    assert modal is not None
    other = editor.random.choice([one for one in ("must", "should", "may") if one != modal[1]])
    refusing = re.match(r"(must|should|may) (refuse|decline)\b", clause.text[modal.start() :])
    ranks = {"must": 3, "should": 2, "may": 1, "can": 1}
    stronger = ranks[other] > ranks[modal[1]]
    truth = {"tightens" if stronger else "loosens"} if refusing else set()
    text = clause.text[: modal.start()] + other + clause.text[modal.end() - 1 :]
    editor.set(clause, text=text)
    return [wanted(clause.id, "modal-changed", truth | {"unknown"} if truth else NOT_NEUTRAL)]


def negate(editor: Editor) -> list[Wanted]:
    """A negation, an `only` or an `unless` comes or goes."""
    clause = editor.free(lambda one: " assistant " in one.text)[0]
    if " not " in clause.text and editor.random.random() < 0.5:
        text = clause.text.replace(" not ", " ", 1)
    else:
        words = editor.random.choice(("never", "only", "does not", "rarely"))
        text = clause.text.replace(" assistant ", f" assistant {words} ", 1)
        if editor.random.random() < 0.3:
            text = clause.text.rstrip(".") + " unless told otherwise."
    editor.set(clause, text=text)
    return [wanted(clause.id, "condition-changed", NOT_NEUTRAL)]


def renumber(editor: Editor) -> list[Wanted]:
    """A number is another."""
    numbered = editor.free(lambda one: _NUMBER.search(one.text))
    if numbered and editor.random.random() < 0.5:
        clause = numbered[0]
        text = _NUMBER.sub(lambda found: str(int(found[0]) + 1), clause.text, count=1)
        editor.set(clause, text=text)
    else:
        clause = editor.free()[0]
        few, many = editor.random.sample(["3", "30", "2.5", "25", "three", "ten"], 2)
        texts = [f"{clause.text} {_NUMBERED.format(count)}" for count in (few, many)]
        editor.set_both(clause, *texts)
    return [wanted(clause.id, "condition-changed", NOT_NEUTRAL)]


def modal_and_number(editor: Editor) -> list[Wanted]:
    """Both at once: the graver class."""
    clause = editor.free()[0]
    sentence = "The assistant {} not give {} hints on gluing model boats."
    old, new = sentence.format("must", "two"), sentence.format("should", "ten")
    editor.set_both(clause, f"{clause.text} {old}", f"{clause.text} {new}")
    return [wanted(clause.id, "modal-changed", NOT_NEUTRAL)]


TEXT_EDITS = (
    reword,
    respace,
    repunctuate,
    remodal,
    remodal_in_place,
    negate,
    renumber,
    modal_and_number,
)
