"""Runs the rules: first each file by itself, then each policy with all that belongs to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from delibctl.lint.comments import Suppressions, suppressions
from delibctl.lint.outline import Outline
from delibctl.lint.registry import RULES, Registered
from delibctl.lint.rule import CommentRule, FileRule, Finding, Hit, Level, PolicyRule
from delibctl.lint.selection import ESSENTIAL, Options
from delibctl.policy import Bundle
from delibctl.source import Document


@dataclass(frozen=True, kw_only=True)
class Suppressed:
    """A finding that a comment suppresses, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """Findings in the order of the files, the files looked at, and what could not be checked.

    `rules`: those that ran. `unchecked`: file and code where one of them could not. `suppressed`:
    what comments in the files answer for.
    """

    findings: tuple[Finding, ...]
    files: tuple[Document, ...]
    notices: tuple[str, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    rules: tuple[Registered, ...] = ()
    unchecked: frozenset[tuple[str, str]] = frozenset()

    def at_least(self, level: Level) -> tuple[Finding, ...]:
        """The findings of that level and worse."""
        return tuple(f for f in self.findings if f.level.rank >= level.rank)


def lint(
    bundles: Iterable[Bundle],
    loose: Iterable[Document] = (),
    options: Options = Options(),  # noqa: B008 - frozen
) -> Report:
    """Check policies, and `loose` documents that belong to none of them."""
    bundles, loose = tuple(bundles), tuple(loose)
    named = {d.name: d for d in chain(*(bundle.documents for bundle in bundles), loose)}
    comments = {name: _comments(document, options) for name, document in named.items()}
    # A fragment of two policies would be reported twice.
    found = dict.fromkeys(
        chain(
            *(_check_file(document, options) for document in named.values()),
            *(_check_policy(bundle, options) for bundle in bundles),
        )
    )
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in found:
        reason = comments[finding.place.file].reason(finding.code, finding.place)
        if reason is None:
            kept.append(finding)
        else:
            suppressed.append(Suppressed(finding=finding, reason=reason))
    for entries in comments.values():
        kept += _check_comments(entries, options)
    order = {name: index for index, name in enumerate(named)}
    return Report(
        findings=tuple(sorted(kept, key=lambda f: (order[f.place.file], f.place, f.code))),
        files=tuple(named.values()),
        notices=tuple(_notices(bundles, loose, options)),
        suppressed=tuple(suppressed),
        rules=options.rules,
        unchecked=frozenset(_unchecked(bundles, loose, options)),
    )


def _check_file(document: Document, options: Options) -> Iterator[Finding]:
    for registered in options.rules:
        if isinstance(registered.rule, FileRule):
            yield from _findings(registered, registered.rule.check(document), options)


def _check_policy(bundle: Bundle, options: Options) -> Iterator[Finding]:
    outline = Outline(bundle=bundle, thresholds=options.thresholds, today=options.today)
    torn = _torn(bundle)
    for registered in options.rules:
        rule = registered.rule
        if isinstance(rule, PolicyRule) and not (torn and rule.whole):
            yield from _findings(registered, rule.check(outline), options)


def _comments(document: Document, options: Options) -> Suppressions:
    return Suppressions(
        document=document,
        entries=tuple(suppressions(document)) if options.suppressions else (),
        today=options.today,
        ran=frozenset(rule.code for rule in options.rules),
        known=frozenset(rule.code for rule in RULES),
        essential=ESSENTIAL,
    )


def _check_comments(entries: Suppressions, options: Options) -> Iterator[Finding]:
    for registered in options.rules:
        if isinstance(registered.rule, CommentRule):
            yield from _findings(registered, registered.rule.check(entries), options)


def _findings(registered: Registered, hits: Iterable[Hit], options: Options) -> Iterator[Finding]:
    for hit in hits:
        if not options.ignores(registered.code, hit.place.file):
            yield Finding(
                code=registered.code,
                name=registered.name,
                level=registered.rule.level,
                place=hit.place,
                message=hit.message,
                next=hit.next,
                edits=hit.edits,
                fixes=registered.rule.fixes if hit.edits else None,
            )


def _unread(bundle: Bundle) -> list[str]:
    return [document.name for document in bundle.documents if document.data is None]


def _unchecked(
    bundles: tuple[Bundle, ...], loose: tuple[Document, ...], options: Options
) -> Iterator[tuple[str, str]]:
    """File and code of every rule that is selected and could not look at that file."""
    for rule in (registered.rule for registered in options.rules):
        for bundle in bundles:
            if isinstance(rule, PolicyRule) and rule.whole and _torn(bundle):
                yield from ((document.name, rule.code) for document in bundle.documents)
        documents = [d for bundle in bundles for d in bundle.documents]
        for document in (*documents, *loose):
            alone = isinstance(rule, PolicyRule) and document in loose
            # Of a file that is no YAML only what is wrong with it as a file is known.
            unread = document.data is None and not rule.code.startswith("YML")
            if alone or unread:
                yield document.name, rule.code


def _torn(bundle: Bundle) -> bool:
    return bool(_unread(bundle) or bundle.unmatched)


def _notices(
    bundles: tuple[Bundle, ...], loose: tuple[Document, ...], options: Options
) -> Iterator[str]:
    rules = [rule for rule in options.rules if isinstance(rule.rule, PolicyRule)]
    whole = ", ".join(r.code for r in rules if isinstance(r.rule, PolicyRule) and r.rule.whole)
    for bundle in bundles:
        unread = [*_unread(bundle), *(missing.pattern for missing in bundle.unmatched)]
        if unread and whole:
            yield (
                f"{bundle.policy.name}: {whole} did not run, "
                f"because {', '.join(unread)} could not be read"
            )
    broken = any(document.data is None for document in loose)
    why = "no policy beside it could be read" if broken else "it belongs to no policy here"
    for document in loose:
        if document.data is not None and rules:
            yield f"{document.name}: references were not checked, because {why}"
