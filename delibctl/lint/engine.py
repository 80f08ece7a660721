"""Run the rules: first on each file, then on each policy with its fragments and cases."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

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
    """Findings in the order of the files, the checked files, and what could not be checked.

    `rules`: the rules that ran. `unchecked`: each file with the code of a rule that could not check
    it. `suppressed`: the findings that comments suppress.
    """

    findings: tuple[Finding, ...]
    files: tuple[Document, ...]
    notices: tuple[str, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    rules: tuple[Registered, ...] = ()
    unchecked: frozenset[tuple[str, str]] = frozenset()

    def at_least(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of that level and worse."""
        return tuple(f for f in self.findings if f.level.rank >= level.rank)


def lint(
    bundles: Iterable[Bundle],
    loose: Iterable[Document] = (),
    options: Options = Options(),  # noqa: B008 - frozen
) -> Report:
    """Check policies, and `loose` documents that belong to no policy."""
    bundles, loose = tuple(bundles), tuple(loose)
    documents = {d.name: d for d in chain(*(bundle.documents for bundle in bundles), loose)}
    comments = {name: _comments(document, options) for name, document in documents.items()}
    # A fragment of two policies is reported once.
    findings = dict.fromkeys(
        chain(
            *(_check_file(document, options) for document in documents.values()),
            *(_check_policy(bundle, options) for bundle in bundles),
        )
    )
    unsuppressed: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        reason = comments[finding.place.file].reason(finding.code, finding.place)
        if reason is None:
            unsuppressed.append(finding)
        else:
            suppressed.append(Suppressed(finding=finding, reason=reason))
    for entries in comments.values():
        unsuppressed += _check_comments(entries, options)
    unsuppressed = _without_details(unsuppressed)
    order = {name: index for index, name in enumerate(documents)}
    return Report(
        findings=tuple(sorted(unsuppressed, key=lambda f: (order[f.place.file], f.place, f.code))),
        files=tuple(documents.values()),
        notices=tuple(_notices(bundles, loose, options)),
        suppressed=tuple(suppressed),
        rules=options.rules,
        unchecked=frozenset(_unchecked(bundles, loose, options)),
    )


def _without_details(findings: list[Finding]) -> list[Finding]:
    """Return the findings without those about the form of a value that is wrong anyway."""
    wrong = {finding.place for finding in findings if finding.level is Level.ERROR}
    unknown = {finding.place for finding in findings if finding.code in _UNKNOWN}
    return [
        finding
        for finding in findings
        if (finding.level is Level.ERROR or finding.place not in wrong)
        and (finding.code != "SCH101" or finding.place not in unknown)
    ]


#: Unknown names are reported with the nearest known one, whatever their form.
_UNKNOWN = {"REF202", "STY401"}


def _check_file(document: Document, options: Options) -> Iterator[Finding]:
    for registered in options.rules:
        if isinstance(registered.rule, FileRule):
            yield from _findings(registered, registered.rule.check(document), options)


def _check_policy(bundle: Bundle, options: Options) -> Iterator[Finding]:
    outline = Outline(
        bundle=bundle,
        thresholds=options.thresholds,
        today=options.today,
        encoder=options.encoder,
    )
    incomplete = _is_incomplete(bundle)
    for registered in options.rules:
        rule = registered.rule
        if isinstance(rule, PolicyRule) and not (incomplete and rule.needs_all_files):
            yield from _findings(registered, rule.check(outline), options)


def _comments(document: Document, options: Options) -> Suppressions:
    return Suppressions(
        document=document,
        entries=tuple(suppressions(document)) if options.suppressions else (),
        today=options.today,
        ran=frozenset(rule.code for rule in options.rules),
        codes=frozenset(rule.code for rule in RULES),
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
    unread = [document.name for document in bundle.documents if document.data is None]
    return unread + [
        f"`{key}` of {part.name}"
        for part in bundle.parts
        for key, kind in _PARTS.items()
        if isinstance(part.data, dict) and not isinstance(part.data.get(key, kind()), kind)
    ]


#: The keys whose content other parts refer to, with the type of their values.
_PARTS: dict[str, type[list[Any] | dict[str, Any]]] = {
    "include": list,
    "categories": list,
    "styles": dict,
    "definitions": dict,
}


def _unchecked(
    bundles: tuple[Bundle, ...], loose: tuple[Document, ...], options: Options
) -> Iterator[tuple[str, str]]:
    """Yield file and code for every selected rule that could not check the file."""
    for rule in (registered.rule for registered in options.rules):
        for bundle in bundles:
            if isinstance(rule, PolicyRule) and rule.needs_all_files and _is_incomplete(bundle):
                yield from ((document.name, rule.code) for document in bundle.documents)
        documents = [d for bundle in bundles for d in bundle.documents]
        for document in (*documents, *loose):
            alone = isinstance(rule, PolicyRule) and document in loose
            # If a file is not valid YAML, only the YML rules could check it.
            unread = document.data is None and not rule.code.startswith("YML")
            if alone or unread:
                yield document.name, rule.code


def _is_incomplete(bundle: Bundle) -> bool:
    """Return True if a file of the policy could not be read, was not found or is not listed."""
    return bool(_unread(bundle) or bundle.unmatched)


def _notices(
    bundles: tuple[Bundle, ...], loose: tuple[Document, ...], options: Options
) -> Iterator[str]:
    if bundles and options.comparing and options.encoder is None:
        codes = ", ".join(rule.code for rule in options.comparing)
        yield f"{codes} did not run: {options.no_encoder}"
    rules = [rule for rule in options.rules if isinstance(rule.rule, PolicyRule)]
    skipped = ", ".join(
        r.code for r in rules if isinstance(r.rule, PolicyRule) and r.rule.needs_all_files
    )
    for bundle in bundles:
        unread = [*_unread(bundle), *(missing.pattern for missing in bundle.unmatched)]
        if unread and skipped:
            yield (
                f"{bundle.policy.name}: {skipped} did not run, "
                f"because {', '.join(unread)} could not be read"
            )
    broken = any(document.data is None for document in loose)
    why = "a file beside it could not be read" if broken else "it belongs to no policy here"
    for document in loose:
        if document.data is not None and rules:
            yield f"{document.name}: references were not checked, because {why}"
