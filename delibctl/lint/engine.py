"""Runs the rules: first each file by itself, then each policy with all that belongs to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from delibctl.lint.outline import Outline
from delibctl.lint.registry import RULES, Registered
from delibctl.lint.rule import FileRule, Finding, Hit, Level, PolicyRule
from delibctl.policy import Bundle
from delibctl.source import Document


@dataclass(frozen=True, kw_only=True)
class Report:
    """Findings in the order of the files, the files looked at, and what could not be checked."""

    findings: tuple[Finding, ...]
    files: tuple[Document, ...]
    notices: tuple[str, ...] = ()

    def at_least(self, level: Level) -> tuple[Finding, ...]:
        """The findings of that level and worse."""
        return tuple(f for f in self.findings if f.level.rank >= level.rank)


def lint(bundles: Iterable[Bundle], loose: Iterable[Document] = ()) -> Report:
    """Check policies, and `loose` documents that belong to none of them."""
    bundles = tuple(bundles)
    loose = tuple(loose)
    named = {d.name: d for d in chain(*(bundle.documents for bundle in bundles), loose)}
    found: dict[Finding, None] = {}
    for document in named.values():
        found.update(dict.fromkeys(_check_file(document)))
    for bundle in bundles:
        # A fragment of two policies would be reported twice.
        found.update(dict.fromkeys(_check_policy(bundle)))
    order = {name: index for index, name in enumerate(named)}
    return Report(
        findings=tuple(sorted(found, key=lambda f: (order[f.place.file], f.place, f.code))),
        files=tuple(named.values()),
        notices=tuple(_notices(bundles, loose)),
    )


def _check_file(document: Document) -> Iterator[Finding]:
    for registered in RULES:
        if isinstance(registered.rule, FileRule):
            for hit in registered.rule.check(document):
                yield _finding(registered, hit)


def _check_policy(bundle: Bundle) -> Iterator[Finding]:
    outline = Outline(bundle=bundle)
    for registered in RULES:
        if isinstance(registered.rule, PolicyRule):
            for hit in registered.rule.check(outline):
                yield _finding(registered, hit)


def _finding(registered: Registered, hit: Hit) -> Finding:
    return Finding(
        code=registered.rule.code,
        name=registered.name,
        level=registered.rule.level,
        place=hit.place,
        message=hit.message,
        next=hit.next,
    )


def _notices(bundles: tuple[Bundle, ...], loose: tuple[Document, ...]) -> Iterator[str]:
    for bundle in bundles:
        unread = [document.name for document in bundle.documents if document.data is None]
        if unread:
            yield (
                f"{bundle.policy.name}: ids and references were not checked in full, "
                f"because {', '.join(unread)} could not be read"
            )
    broken = any(document.data is None for document in loose)
    why = "no policy beside it could be read" if broken else "it belongs to no policy here"
    for document in loose:
        if document.data is not None:
            yield f"{document.name}: references were not checked, because {why}"
