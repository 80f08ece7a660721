"""Edits of a clause other than of its text."""

from dataclasses import replace

from compare.policies.editor import NEUTRAL, Editor, Wanted, leads, wanted

from delibctl.model import Clause, Example, Exclusion, Place, Severity

_BOATS = (
    "Gluing plywood hulls together is explained with care for clean seams.",
    "Painted sails are dried overnight near an open window.",
    "A mast of birch holds longer when its foot is sealed.",
    "Keels of lead are cast by hobby foundries on request.",
)


def delete(editor: Editor) -> list[Wanted]:
    """A clause goes, and its id is reserved or not."""
    found = editor.free(
        lambda one: editor.touched.isdisjoint(other.id for other in editor.referring(one))
    )
    if not found:
        return []
    clause = found[0]
    ways = {"refuse": "loosens", "comply": "tightens"}
    direction = {ways.get(editor.of(clause), "unknown")}
    if editor.of(clause) == "comply":
        direction.add("unknown")  # its text may have forbidden something
    others = editor.drop(clause)
    name = "clause-removed"
    if editor.random.random() < 0.5:
        editor.new = replace(editor.new, reserved=(*editor.new.reserved, clause.id))
        name = "clause-retired"
    return [wanted(clause.id, name, direction), *others]


def rename(editor: Editor) -> list[Wanted]:
    """Another id, with or without the former one."""
    clause = editor.free()[0]
    id = f"{clause.id}-renamed"
    if editor.random.random() < 0.5:
        editor.rename(clause, id, renamed_from=(*clause.renamed_from, clause.id))
        return [wanted(id, "clause-renamed", NEUTRAL)]
    editor.rename(clause, id)
    return [wanted(id, "clause-looks-renamed", NEUTRAL)]


def move(editor: Editor) -> list[Wanted]:
    """Into another category."""
    clause = editor.free()[0]
    home = editor.new.category_of[clause.id]
    other = editor.random.choice([one.id for one in editor.new.categories if one.id != home])
    kept = next(one.clauses for one in editor.new.categories if one.id == home)
    editor.set_category(home, clauses=tuple(one for one in kept if one.id != clause.id))
    editor.add(clause, other)
    return [wanted(clause.id, "category-changed", {"unknown", "neutral"})]


def restyle(editor: Editor) -> list[Wanted]:
    """Another style, of the same outcome or not."""
    clause = editor.free()[0]
    names = sorted({"comply", "refuse", "safe-complete", *editor.old.styles} - editor.touched)
    style = editor.random.choice([name for name in names if name != clause.style])
    editor.take(style)
    editor.set(clause, style=style)
    direction = leads(editor.of(clause), editor.outcome(style))
    name = {"loosens": "style-laxer", "tightens": "style-stricter", "unknown": "style-replaced"}
    return [wanted(clause.id, name[direction], {direction})]


def exclude(editor: Editor) -> list[Wanted]:
    """An exclusion comes."""
    clause, target = editor.free()[:2]
    situation = Exclusion(text="the building of model boats", to=target.id)
    editor.take(target.id)
    editor.set(clause, excludes=(*clause.excludes, situation))
    direction = leads(editor.of(clause), editor.of(target))
    return [wanted(clause.id, "exclusion-changed", {direction, "unknown"})]


def include(editor: Editor) -> list[Wanted]:
    """An exclusion goes, is reworded, or leads elsewhere."""
    found = editor.free(lambda one: _free_exclusions(editor, one))
    if not found:
        return []
    clause = found[0]
    gone = editor.random.choice(_free_exclusions(editor, clause))
    before = editor.of(editor.old.clause_by_id[gone.to])
    rest = tuple(one for one in clause.excludes if one != gone)
    spot = clause.excludes.index(gone)
    way = editor.random.randrange(3)
    if way == 0:
        editor.take(gone.to)
        editor.set(clause, excludes=rest)
        return [
            wanted(clause.id, "exclusion-changed", {leads(before, editor.of(clause)), "unknown"})
        ]
    if way == 1:
        new = replace(gone, text=f"{gone.text} or of a model boat")
        directions = {leads(editor.of(clause), before), "unknown"}
    else:
        named = {item.to for item in clause.excludes}
        target = editor.free(lambda one: one.id not in {clause.id, *named})[0]
        new = replace(gone, to=target.id)
        directions = {leads(before, editor.of(target)), "unknown"}
        editor.take(target.id)
    editor.take(gone.to)
    editor.set(clause, excludes=(*rest[:spot], new, *rest[spot:]))
    return [wanted(clause.id, "exclusion-changed", directions)]


def _free_exclusions(editor: Editor, clause: Clause) -> list[Exclusion]:
    """Those that lead to a clause that is as it was."""
    free = {one.id for one in editor.new.clauses} - editor.touched
    return [item for item in clause.excludes if item.to in free]


def override(editor: Editor) -> list[Wanted]:
    """What a clause wins over, or its authority, is something else."""
    clause = editor.free()[0]
    if clause.overrides and editor.random.random() < 0.4:
        editor.set(clause, overrides=clause.overrides[1:])
    elif editor.random.random() < 0.3:
        editor.set(clause, authority="user" if clause.authority != "user" else None)
    else:
        other = editor.free(lambda one: one.id not in (clause.id, *clause.overrides))[0]
        editor.set(clause, overrides=(*clause.overrides, other.id))
    return [wanted(clause.id, "precedence-changed")]


def regrade(editor: Editor) -> list[Wanted]:
    """Another severity."""
    clause = editor.free()[0]
    ranks = [*Severity]
    severity = editor.random.choice([one for one in (None, *ranks) if one is not clause.severity])
    directions = {"unknown"}
    if editor.of(clause) == "refuse":
        before, after = (ranks.index(one) if one else -1 for one in (clause.severity, severity))
        directions |= {"tightens" if after > before else "loosens"}
    editor.set(clause, severity=severity)
    return [wanted(clause.id, "severity-changed", directions)]


def give_reasons(editor: Editor) -> list[Wanted]:
    """Another rationale or title."""
    clause = editor.free()[0]
    if editor.random.random() < 0.5:
        editor.set(clause, title=f"{clause.title} on boats")
        return [wanted(clause.id, "title-changed")]
    if clause.rationale and editor.random.random() < 0.5:
        editor.set(clause, rationale=None)
    else:
        editor.set(clause, rationale=f"{clause.rationale or ''} Boats matter to people.".strip())
    return [wanted(clause.id, "rationale-changed", NEUTRAL)]


def exemplify(editor: Editor) -> list[Wanted]:
    """An example comes, goes, is flipped or answered otherwise."""
    clause = editor.free()[0]
    if not clause.examples or editor.random.random() < 0.25:
        added = Example(prompt="How do I glue a model boat?", style="comply", good="With care.")
        editor.set(clause, examples=(*clause.examples, added))
        return [wanted(clause.id, "example-added", NEUTRAL)]
    first, *others = clause.examples
    way = editor.random.randrange(4)
    if way == 0:
        editor.set(clause, examples=tuple(others))
        return [wanted(clause.id, "example-removed", NEUTRAL)]
    if way == 1:
        new = replace(first, good="A wholly other answer, on boats.")
        editor.set(clause, examples=(new, *others))
        return [wanted(clause.id, "example-added", NEUTRAL)]
    if way == 2:
        editor.set(clause, examples=(replace(first, prompt=f"{first.prompt} Thanks!"), *others))
        return [wanted(clause.id, "example-removed", NEUTRAL)]
    style = "refuse" if editor.outcome(first.style) != "refuse" else "comply"
    editor.set(clause, examples=(replace(first, style=style), *others))
    direction = leads(editor.outcome(first.style), style)
    return [wanted(clause.id, "example-flipped", {direction})]


def add(editor: Editor) -> list[Wanted]:
    """A clause that bears on no other, or overrides one, or leaves something to one."""
    category = editor.random.choice(editor.new.categories).id
    free = [style for style in ("comply", "refuse", "safe-complete") if style not in editor.touched]
    texts = [text for text in _BOATS if text not in editor.touched]
    if not free or not texts:
        return []
    style, text = editor.random.choice(free), editor.random.choice(texts)
    new = Clause(
        id=f"boats.added-{len(editor.touched)}",
        title="Boats",
        style=style,
        text=text,
        place=Place(file="policy.yaml"),
    )
    truth = {"refuse": {"tightens"}, "comply": {"loosens"}}.get(style, set())
    name = "clause-added"
    other = editor.free()[0]
    lead = leads(editor.of(other), style)
    if editor.random.random() < 0.3:
        editor.take(other.id)
        new, name = replace(new, overrides=(other.id,)), "clause-added-overlapping"
        truth = truth | {lead}
    elif editor.random.random() < 0.4:
        editor.take(other.id)
        exclusion = Exclusion(text="toy boats", to=other.id)
        new, name = replace(new, excludes=(exclusion,)), "clause-added-overlapping"
        truth = truth if editor.of(other) == "refuse" else set()
    elif editor.random.random() < 0.4:
        # Most of another clause, so that the text alone shows that both bear on the same.
        category = editor.new.category_of[other.id]
        words = other.text.split()
        text = " ".join(words[: len(words) * 3 // 4]) + f" {text}"
        editor.take(other.id)
        new, name = replace(new, text=text), "clause-added-overlapping"
    editor.take(text, style)
    editor.add(new, category)
    return [wanted(new.id, name, truth | {"unknown"})]


def split(editor: Editor) -> list[Wanted]:
    """Part of a clause becomes one of its own."""
    clause = editor.free()[0]
    editor.take(clause.id)
    part = Clause(
        id=f"{clause.id}-part",
        title="A part",
        style=clause.style,
        text=clause.text.split(". ")[0] + ".",
        place=clause.place,
        split_from=clause.id,
    )
    editor.add(part, editor.new.category_of[clause.id])
    return [wanted(part.id, "clause-split")]


def merge(editor: Editor) -> list[Wanted]:
    """A clause takes in another that nothing refers to."""
    loose = editor.free(lambda one: not editor.referring(one))
    if not loose:
        return []
    taken = loose[0]
    heirs = editor.free(lambda one: one.id != taken.id and one.style == taken.style)
    if not heirs:
        return []
    editor.drop(taken)
    editor.set(heirs[0], renamed_from=(*heirs[0].renamed_from, taken.id))
    return [wanted(heirs[0].id, "clauses-merged")]


CLAUSE_EDITS = (
    delete,
    rename,
    move,
    restyle,
    exclude,
    include,
    override,
    regrade,
    give_reasons,
    exemplify,
    add,
    split,
    merge,
)
