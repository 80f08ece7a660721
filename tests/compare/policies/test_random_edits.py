"""Random edits of the sample policies: each is found, in its class, and never led the wrong way.

`pytest -m slow tests/compare/policies` tries 1,000 pairs of policies, the default 60 others.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from compare.policies.clause_edits import CLAUSE_EDITS
from compare.policies.editor import Editor, Wanted
from compare.policies.policy_edits import POLICY_EDITS
from compare.policies.small import reverse
from compare.policies.text_edits import TEXT_EDITS
from support.memory_files import bundle
from support.project import SAMPLES

from delibctl.compare.policies import Change, policy_diff
from delibctl.model import Policy
from delibctl.policy import build

CHUNK = 20
CHUNKS = [range(start, start + CHUNK) for start in range(0, 1060, CHUNK)]
EDITS: tuple[Callable[[Editor], list[Wanted]], ...] = (*TEXT_EDITS, *CLAUSE_EDITS, *POLICY_EDITS)

#: What a change calls for, where that is not a major version.
PATCH = {
    "formatting-changed",
    "metadata-changed",
    "rationale-changed",
    "example-added",
    "order-changed",
}
MINOR = {
    "clause-renamed",
    "clause-looks-renamed",
    "text-changed",
    "example-removed",
    "clause-added",
    "clause-added-overlapping",
    "severity-changed",
    "summary-changed",
    "principle-changed",
    "style-guide-changed",
    "title-changed",
    "style-added",
}
VERSIONS = ("1.4.2", "1.4.3", "1.5.0", "2.0.0")


@cache
def sample(name: str) -> Policy:
    folder = SAMPLES / name
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yaml")}
    return replace(build(bundle(files)), version=VERSIONS[0])


def edited(seed: int) -> tuple[Editor, list[Wanted]]:
    """A pair of policies, and all that is different between them."""
    random = Random(seed)
    policy = sample(random.choice(("assistant", "support_bot")))
    editor = Editor(random=random, old=policy, new=policy)
    wanted: list[Wanted] = []
    for _ in range(random.randint(1, 5)):
        # One of the first seeds for each edit, and then as it comes.
        edit = EDITS[seed % len(EDITS)] if not wanted else random.choice(EDITS)
        wanted += edit(editor)
    editor.new = replace(editor.new, version=random.choice(VERSIONS))
    return editor, wanted


def needed(wanted: list[Wanted]) -> int:
    """The place in VERSIONS that the edits call for."""
    names = {name for one in wanted for name in one.names}
    return max((1 if name in PATCH else 2 if name in MINOR else 3 for name in names), default=0)


def unmatched(changes: list[Change], wanted: list[Wanted]) -> tuple[list[str], list[Wanted]]:
    """The changes that nothing explains, and the edits that were not found."""
    left, stray = list(wanted), []
    for change in changes:
        found = next((one for one in left if explains(one, change)), None)
        if found:
            left.remove(found)
        else:
            stray.append(f"{change.kind.name} {change.subject} {change.direction}")
    return stray, left


#: Changes that, taken back, lead the other way; what comes and goes is another class, and of
#: several edits of words one that loosens counts for more than unclear ones.
REVERSIBLE = {
    "style-laxer",
    "style-stricter",
    "exclusion-changed",
    "example-flipped",
    "severity-changed",
}


def leading(changes: Iterable[Change], *, back: bool = False) -> Counter[tuple[str, str]]:
    """Which subjects lead where, or where they would lead if all were taken back."""
    return Counter(
        (
            change.subject.removesuffix("-renamed"),
            str(reverse(change.direction) if back else change.direction),
        )
        for change in changes
        # Of reworded exclusions, what tightens may be unclear where the reverse loosens.
        if change.kind.name in REVERSIBLE and "reworded" not in change.message
    )


def explains(one: Wanted, change: Change) -> bool:
    named = one.subject == change.subject and change.kind.name in one.names
    return named and str(change.direction) in one.directions


@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(chunk, marks=pytest.mark.slow if index > 2 else ())
        for index, chunk in enumerate(CHUNKS)
    ],
    ids=lambda chunk: f"{chunk.start}-{chunk.stop - 1}",
)
def test_every_edit_is_found_and_nothing_else(seeds: range) -> None:
    for seed in seeds:
        editor, wanted = edited(seed)

        diff = policy_diff(editor.old, editor.new)

        version = [change for change in diff.changes if change.kind.code == "BRK024"]
        changes = [change for change in diff.changes if change.kind.code != "BRK024"]
        assert (seed, *unmatched(changes, wanted)) == (seed, [], [])
        short = VERSIONS.index(editor.new.version) < needed(wanted)
        assert (seed, len(version)) == (seed, int(short))
        reverse = policy_diff(editor.new, editor.old)
        assert (seed, leading(reverse.changes)) == (seed, leading(changes, back=True))
        assert policy_diff(editor.old, editor.old).changes == ()
        assert policy_diff(editor.new, editor.new).changes == ()


def test_every_edit_is_made_somewhere_in_the_first_seeds() -> None:
    made = {EDITS[seed % len(EDITS)] for seed in range(60)}

    assert made == set(EDITS)


def test_a_diff_is_the_same_every_time() -> None:
    editor, _ = edited(7)

    assert policy_diff(editor.old, editor.new) == policy_diff(editor.old, editor.new)
