"""The text of a policy as a model reads it: summaries of every category, clauses of some.

The part that all cases of a policy share comes first, so that providers can cache it. The text has
no version number, so a new version of unchanged text keeps its cached answers.
"""

from collections.abc import Iterable, Iterator

from delibctl.model import BUILT_IN_STYLES, Category, Clause, Policy, Style
from delibctl.policy.frame import on_one_line
from delibctl.text.terms import uses


def spec(policy: Policy, categories: Iterable[str]) -> str:
    """Return spec(category) of the paper (arXiv 2412.16339, section 2.2), for some categories."""
    ids = set(categories)
    detail = "\n\n".join(
        _category(category) for category in policy.categories if category.id in ids
    )
    common = "\n\n".join(_common(policy))
    definitions = _definitions(policy, common + detail)
    return "\n\n".join(filter(None, (common, definitions, detail)))


def index(policy: Policy) -> str:
    """Return the index of mode `recall`: summaries, principles, styles, and titles of clauses."""
    parts = list(_common(policy))
    parts.append("## Clauses")
    for category in policy.categories:
        titles = (f"- [{clause.id}] {_flow(clause.title)}" for clause in category.clauses)
        parts.append("\n".join([f"Of {category.id}:", *titles]))
    return "\n\n".join(parts)


def excerpt(policy: Policy, clauses: Iterable[str]) -> str:
    """Return the full text of some clauses, in policy order, after the definitions they use."""
    ids = set(clauses)
    detail = "\n\n".join(clause_text(clause) for clause in policy.clauses if clause.id in ids)
    return "\n\n".join(filter(None, (_definitions(policy, detail), detail)))


def clause_heading(clause: Clause) -> str:
    """Return the line above a clause's text; the baseline recognises clauses by it."""
    return f"### [{clause.id}] {_flow(clause.title)}"


def _common(policy: Policy) -> Iterator[str]:
    yield f"# Policy: {_flow(policy.title)}"
    if policy.principles:
        yield "## Principles\n" + _bullets(policy.principles)
    yield "## Categories\n" + "\n".join(
        f"- {category.id} ({_flow(category.title)}): {_flow(category.summary)}"
        for category in policy.categories
    )
    yield "## Styles\n" + "\n".join(_style(style) for style in shown_styles(policy))


def shown_styles(policy: Policy) -> Iterator[Style]:
    """Yield the styles that a prompt lists: built-in ones, then those of the policy."""
    yield from (style for name, style in BUILT_IN_STYLES.items() if name not in policy.styles)
    yield from policy.styles.values()


def _style(style: Style) -> str:
    lines = [f"- {style.name} ({style.outcome}): {_flow(style.guide)}"]
    lines += [f"  - must: {_flow(item)}" for item in style.must]
    lines += [f"  - must not: {_flow(item)}" for item in style.must_not]
    return "\n".join(lines)


def definitions_of(policy: Policy, text: str) -> list[str]:
    """Return the defined terms that a text uses, or their definitions use, in policy order."""
    used: set[str] = set()
    while True:
        # A definition may itself use a term.
        searched = "\n".join([text, *(policy.definitions[term] for term in used)])
        terms = {term for term in policy.definitions if uses(searched, term)}
        if terms <= used:
            return [term for term in policy.definitions if term in used]
        used |= terms


def _definitions(policy: Policy, text: str) -> str:
    used = definitions_of(policy, text)
    if not used:
        return ""
    return "## Definitions\n" + "\n".join(
        f"- {_term(term)}: {_flow(policy.definitions[term])}" for term in used
    )


def _category(category: Category) -> str:
    head = f"## Clauses of {category.id}: {_flow(category.title)}"
    return "\n\n".join([head, *(clause_text(clause) for clause in category.clauses)])


def clause_text(clause: Clause) -> str:
    """Return a clause as models see it: heading, style, text, exclusions and overrides."""
    lines = [clause_heading(clause), f"Style: {clause.style}", on_one_line(clause.text)]
    lines += [f"Does not cover: {_flow(e.text).rstrip('.')} -> [{e.to}]" for e in clause.excludes]
    if clause.overrides:
        lines.append("Wins over: " + ", ".join(f"[{id}]" for id in clause.overrides))
    return "\n".join(lines)


def on_one_line_in_prompts(policy: Policy) -> tuple[str, ...]:
    """Return the ids of the clauses whose text is put on one line, as it imitates the prompt."""
    return tuple(clause.id for clause in policy.clauses if on_one_line(clause.text) != clause.text)


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {_flow(item)}" for item in items)


def _term(term: str) -> str:
    return _flow(term) if len(term.splitlines()) > 1 else term


def _flow(text: str) -> str:
    return " ".join(text.split())
