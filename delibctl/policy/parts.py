"""The named parts of a prompt, so that messages can name a changed part."""

from collections.abc import Iterable

from delibctl.model import Clause, Mode, Policy
from delibctl.policy.spec import definitions_of, shown_styles


def parts(
    policy: Policy, mode: Mode, categories: Iterable[str], given_ids: Iterable[str] = ()
) -> dict[str, str]:
    """Return the text of each part of a prompt, by the name that an author knows.

    `given_ids` are the clauses whose text the model got in mode `recall`.
    """
    if mode is Mode.NONE:
        return {}
    texts = {"title of the policy": policy.title, "principles": "\n".join(policy.principles)}
    for category in policy.categories:
        texts[f"title of category {category.id}"] = category.title
        texts[f"summary of category {category.id}"] = category.summary
    texts |= {f"style {style.name}": repr(style) for style in shown_styles(policy)}
    clauses = _shown_clauses(policy, mode, set(categories), set(given_ids))
    for clause in policy.clauses if mode is Mode.RECALL else ():
        texts[f"title of clause {clause.id}"] = clause.title
    for clause in clauses:
        texts |= _of_clause(clause)
    used = definitions_of(policy, "\n".join(texts.values()))
    return texts | {f"definition of {term}": policy.definitions[term] for term in used}


def _shown_clauses(
    policy: Policy, mode: Mode, categories: set[str], given_ids: set[str]
) -> list[Clause]:
    """Return the clauses whose text is shown."""
    match mode:
        case Mode.RECALL:
            return [clause for clause in policy.clauses if clause.id in given_ids]
        case Mode.CATEGORY:
            of = policy.category_of
            return [clause for clause in policy.clauses if of[clause.id] in categories]
        case _:
            return list(policy.clauses)


def _of_clause(clause: Clause) -> dict[str, str]:
    """Return the parts of a clause that are shown besides its id."""
    return {
        f"title of clause {clause.id}": clause.title,
        f"text of clause {clause.id}": clause.text,
        f"style of clause {clause.id}": clause.style,
        f"exclusions of clause {clause.id}": "\n".join(
            f"{exclusion.text} -> {exclusion.to}" for exclusion in clause.excludes
        ),
        f"overrides of clause {clause.id}": ", ".join(clause.overrides),
    }


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return a line for each added, removed or changed part, and for each such clause one."""
    lines = []
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) == after.get(name):
            continue
        kind, _, of = name.partition(" of clause ")
        if name in before and name in after:
            lines.append(f"{name} changed")
        elif not of:
            lines.append(f"{name} {'removed' if name in before else 'added'}")
        elif kind == "text":
            lines.append(f"clause {of} {'removed' if name in before else 'added'}")
    return lines
