"""What a prompt is made of, part by part, so that a change of it can be named."""

from collections.abc import Iterable

from delibctl.model import Clause, Mode, Policy
from delibctl.policy.spec import definitions_of, shown_styles


def parts(
    policy: Policy, mode: Mode, categories: Iterable[str], given: Iterable[str] = ()
) -> dict[str, str]:
    """Each part of what a model is shown, by what an author calls it.

    `given` are the clauses whose text the model got in mode `recall`.
    """
    if mode is Mode.NONE:
        return {}
    found = {"title of the policy": policy.title, "principles": "\n".join(policy.principles)}
    for category in policy.categories:
        found[f"title of category {category.id}"] = category.title
        found[f"summary of category {category.id}"] = category.summary
    found |= {f"style {style.name}": repr(style) for style in shown_styles(policy)}
    clauses = _shown(policy, mode, set(categories), set(given))
    for clause in policy.clauses if mode is Mode.RECALL else ():
        found[f"title of clause {clause.id}"] = clause.title
    for clause in clauses:
        found |= _of_clause(clause)
    used = definitions_of(policy, "\n".join(found.values()))
    return found | {f"definition of {term}": policy.definitions[term] for term in used}


def _shown(policy: Policy, mode: Mode, categories: set[str], given: set[str]) -> list[Clause]:
    """The clauses whose text is shown."""
    match mode:
        case Mode.RECALL:
            return [clause for clause in policy.clauses if clause.id in given]
        case Mode.CATEGORY:
            of = policy.category_of
            return [clause for clause in policy.clauses if of[clause.id] in categories]
        case _:
            return list(policy.clauses)


def _of_clause(clause: Clause) -> dict[str, str]:
    """What is shown of a clause besides its id."""
    return {
        f"title of clause {clause.id}": clause.title,
        f"text of clause {clause.id}": clause.text,
        f"style of clause {clause.id}": clause.style,
        f"exclusions of clause {clause.id}": "\n".join(
            f"{exclusion.text} -> {exclusion.to}" for exclusion in clause.excludes
        ),
        f"overrides of clause {clause.id}": ", ".join(clause.overrides),
        f"rationale of clause {clause.id}": clause.rationale or "",
    }


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What was added, removed and changed. A clause that came or went is named once."""
    found = []
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) == after.get(name):
            continue
        kind, _, of = name.partition(" of clause ")
        if name in before and name in after:
            found.append(f"{name} changed")
        elif not of:
            found.append(f"{name} {'removed' if name in before else 'added'}")
        elif kind == "text":
            found.append(f"clause {of} {'removed' if name in before else 'added'}")
    return found
