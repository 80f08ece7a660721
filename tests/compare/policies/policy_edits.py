"""Edits of what stands beside the clauses."""

from dataclasses import replace

from compare.policies.editor import NEUTRAL, NOT_NEUTRAL, Editor, Wanted, leads, wanted

from delibctl.model import Outcome, Style


def define(editor: Editor) -> list[Wanted]:
    """A definition comes, goes or changes."""
    terms = [term for term in sorted(editor.new.definitions) if term not in editor.touched]
    way = editor.random.randrange(3)
    definitions = dict(editor.new.definitions)
    if way == 0 or not terms:
        term = f"model boat {len(editor.touched)}"
        definitions[term] = "A small boat."
    elif way == 1:
        term = editor.random.choice(terms)
        del definitions[term]
    else:
        term = editor.random.choice(terms)
        definitions[term] += " Model boats count as well."
    editor.take(term)
    editor.new = replace(editor.new, definitions=definitions)
    return [wanted(term, "definition-changed", NOT_NEUTRAL)]


def guide(editor: Editor) -> list[Wanted]:
    """A style says something else of how to answer."""
    names = [name for name in sorted(editor.old.styles) if name not in editor.touched]
    if not names:
        return []
    name = editor.random.choice(names)
    style = editor.new.styles[name]
    way = editor.random.randrange(3)
    if way == 0:
        editor.set_style(name, guide=f"{style.guide} Mention model boats.")
    elif way == 1:
        editor.set_style(name, must=(*style.must, "mention model boats"))
    else:
        editor.set_style(name, must_not=style.must_not[1:] or ("mention boats",))
    return [wanted(name, "style-guide-changed", NOT_NEUTRAL)]


def turn_style(editor: Editor) -> list[Wanted]:
    """A style is declared with another outcome."""
    users = {one.style for one in editor.free()}
    names = [
        name
        for name in sorted(editor.old.styles)
        if name in users
        and name not in editor.touched
        and not any(one.style == name and one.id in editor.touched for one in editor.new.clauses)
    ]
    if not names:
        return []
    name = editor.random.choice(names)
    before = editor.outcome(name)
    after = editor.random.choice([one for one in ("comply", "refuse") if one != before])
    editor.set_style(name, outcome=Outcome(after))
    # Whatever leads to a clause of the style, or overrides one, leads to another outcome.
    changed = {one.id for one in editor.new.clauses if one.style == name}
    for one in editor.new.clauses:
        if changed & {*one.overrides, *(item.to for item in one.excludes)}:
            editor.take(one.id)
    return [wanted(name, "style-removed", {leads(before, after)})]


def add_style(editor: Editor) -> list[Wanted]:
    """A style that no clause has."""
    name = f"boatish-{len(editor.touched)}"
    editor.take(name)
    style = Style(name=name, outcome=Outcome.COMPLY, guide="Speak of boats.")
    editor.new = replace(editor.new, styles={**editor.new.styles, name: style})
    return [wanted(name, "style-added")]


def summarise(editor: Editor) -> list[Wanted]:
    """A category has another summary or title."""
    free = [one for one in editor.new.categories if one.id not in editor.touched]
    if not free:
        return []
    category = editor.random.choice(free)
    editor.take(category.id)
    if editor.random.random() < 0.5:
        editor.set_category(category.id, summary=f"{category.summary} Boats are welcome.")
        return [wanted(category.id, "summary-changed", NOT_NEUTRAL)]
    editor.set_category(category.id, title=f"{category.title} and boats")
    return [wanted(category.id, "title-changed")]


def shuffle(editor: Editor) -> list[Wanted]:
    """Two clauses of a category change places."""
    free = [
        one
        for one in editor.new.categories
        if one.id not in editor.touched
        and len([c for c in one.clauses if c.id not in editor.touched]) > 1
    ]
    if not free:
        return []
    category = editor.random.choice(free)
    clauses = list(category.clauses)
    spots = [i for i, one in enumerate(clauses) if one.id not in editor.touched]
    one, other = editor.random.sample(spots, 2)
    editor.take(category.id, clauses[one].id, clauses[other].id)
    clauses[one], clauses[other] = clauses[other], clauses[one]
    editor.set_category(category.id, clauses=tuple(clauses))
    return [wanted(category.id, "order-changed")]


def principle(editor: Editor) -> list[Wanted]:
    """A principle comes, goes or is reworded."""
    if "policy" in editor.touched:
        return []
    editor.take("policy")
    first, *others = editor.new.principles
    way = editor.random.randrange(3)
    new = [[first, *others, "Think of boats."], others, [f"{first} Think of boats.", *others]][way]
    editor.new = replace(editor.new, principles=tuple(new))
    return [wanted("policy", "principle-changed", NOT_NEUTRAL)]


def describe(editor: Editor) -> list[Wanted]:
    """The policy has another description or title."""
    if "policy" in editor.touched:
        return []
    editor.take("policy")
    if editor.random.random() < 0.5:
        editor.new = replace(editor.new, description=f"{editor.new.description} On boats.")
        return [wanted("policy", "metadata-changed", NEUTRAL)]
    editor.new = replace(editor.new, title=f"{editor.new.title} on boats")
    return [wanted("policy", "title-changed")]


POLICY_EDITS = (
    define,
    guide,
    turn_style,
    add_style,
    summarise,
    shuffle,
    principle,
    describe,
)
