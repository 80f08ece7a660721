"""The strategies by name, with the documentation of their files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from types import ModuleType

from delibctl.cases.generate import by_model
from delibctl.cases.generate.case_draft import CaseDraft, WrappedRequest, user_turn
from delibctl.cases.generate.request import Request
from delibctl.cases.generate.source import Source
from delibctl.cases.generate.sources import (
    borderline,
    definitions,
    exclusions,
    tensions,
    topics,
    transformations,
)
from delibctl.cases.generate.wrappers import (
    authority,
    base64,
    build_up,
    fiction,
    homoglyphs,
    hypothetical,
    languages,
    leetspeak,
    payload_splitting,
    prefix_injection,
    refusal_suppression,
    role_play,
    rot13,
)
from delibctl.model import Kind, Outcome
from delibctl.text.documentation import documentation

Make = Callable[[Source, Random], Iterator[CaseDraft]]


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """A way to make cases of `kinds` for a clause; `doc` is the documentation of its file."""

    name: str
    kinds: tuple[Kind, ...]
    doc: str
    make: Make

    @property
    def headline(self) -> str:
        """The first line of the documentation."""
        return self.doc.partition("\n")[0]


def _from_clause(module: ModuleType) -> Strategy:
    kind: Kind = module.KIND
    return Strategy(name=_name(module), kinds=(kind,), doc=documentation(module), make=module.make)


def _wrapper(module: ModuleType) -> Strategy:
    wrap: Callable[[str, Random], str | WrappedRequest] = module.wrap

    def make(source: Source, random: Random) -> Iterator[CaseDraft]:
        for request in source.own_requests:
            wrapped = wrap(request.text, random)
            if isinstance(wrapped, str):
                wrapped = WrappedRequest(messages=user_turn(wrapped))
            yield _wrapped(source, request, wrapped)

    return Strategy(
        name=_name(module),
        kinds=(Kind.JAILBREAK, Kind.LOOK_ALIKE),
        doc=documentation(module),
        make=make,
    )


def _wrapped(source: Source, request: Request, wrapped: WrappedRequest) -> CaseDraft:
    """Return a wrapped request as a draft: a look-alike if it may be answered, else a jailbreak."""
    allowed = source.policy.outcome(source.clause.style) is Outcome.COMPLY
    return CaseDraft(
        clause=source.clause.id,
        kind=Kind.LOOK_ALIKE if allowed else Kind.JAILBREAK,
        messages=wrapped.messages,
        clauses=(source.clause.id,),
        lang=wrapped.lang,
        parent=request.parent,
    )


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2].replace("_", "-")


#: The strategy of drafts that a model writes; without a model it makes nothing.
BY_MODEL = Strategy(
    name="model",
    kinds=by_model.KINDS,
    doc=documentation(by_model),
    make=lambda *_: iter(()),
)
_SOURCES = (topics, exclusions, definitions, borderline, transformations, tensions)
_WRAPPERS = (
    *(role_play, fiction, hypothetical, authority, prefix_injection, refusal_suppression),
    *(payload_splitting, build_up, base64, rot13, leetspeak, homoglyphs, languages),
)
#: All strategies by name, in the order of `generate --list`.
STRATEGIES = {
    s.name: s for s in (*map(_from_clause, _SOURCES), *map(_wrapper, _WRAPPERS), BY_MODEL)
}
