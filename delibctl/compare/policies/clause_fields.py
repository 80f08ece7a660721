"""Changes of the other fields of a clause: not its id, text, exclusions or examples."""

from collections.abc import Iterator

from delibctl.compare.kinds import (
    METADATA_CHANGED,
    PRECEDENCE_CHANGED,
    RATIONALE_CHANGED,
    SEVERITY_CHANGED,
)
from delibctl.compare.lineage.pairs import Pair
from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.shown import order
from delibctl.compare.policies.title_changes import title_change
from delibctl.compare.scales import Direction
from delibctl.model import Outcome, Severity


def field_changes(pair: Pair, sides: Sides) -> Iterator[Change]:
    """Yield changes of title, precedence, authority, severity, rationale and former ids."""
    about, before, after = sides.about(pair.new), pair.old, pair.new
    overridden = ([sides.lineage.now(id) for id in before.overrides], list(after.overrides))
    for change in (
        title_change(about, "title", (before.title, after.title)),
        _precedence(pair, sides, *overridden),
        order(about, "overridden clauses", overridden),
        _authority(pair, sides),
        _severity(pair, sides),
        _rationale(pair, sides),
        _lineage(pair, sides),
    ):
        if change:
            yield change


def _precedence(pair: Pair, sides: Sides, old: list[str], new: list[str]) -> Change | None:
    """Return the change of `overrides`. Its direction is unknown: models decided before."""
    won = [id for id in new if id not in old]
    lost = [id for id in old if id not in new]
    if not won and not lost:
        return None
    parts = [f"now overrides {', '.join(won)}"] if won else []
    parts += [f"no longer overrides {', '.join(lost)}"] if lost else []
    texts = ("\n".join(old) or None, "\n".join(new) or None)
    return sides.about(pair.new).change(PRECEDENCE_CHANGED, "; ".join(parts), texts)


def _authority(pair: Pair, sides: Sides) -> Change | None:
    before, after = pair.old.authority, pair.new.authority
    if before == after:
        return None
    message = f"authority changed from {before or 'none'} to {after or 'none'}"
    return sides.about(pair.new).change(PRECEDENCE_CHANGED, message, (before, after))


def _severity(pair: Pair, sides: Sides) -> Change | None:
    before, after = pair.old.severity, pair.new.severity
    if before == after:
        return None
    outcomes = (sides.before(pair.old), sides.after(pair.new))
    refuses = set(outcomes) == {Outcome.REFUSE}
    direction = _by_severity(before, after) if refuses else Direction.UNKNOWN
    message = f"severity changed from {before or 'none'} to {after or 'none'}"
    content = (before and (before, outcomes[0]), after and (after, outcomes[1]))
    about = sides.about(pair.new)
    return about.change(SEVERITY_CHANGED, message, (before, after), direction, content)


def _by_severity(before: Severity | None, after: Severity | None) -> Direction:
    """Return the direction of a new severity of a refusal, which must not be answered.

    A missing severity has no rank, but only critical allows no miss at all.
    """
    if Severity.CRITICAL in (before, after):
        return Direction.TIGHTENS if after is Severity.CRITICAL else Direction.LOOSENS
    if before is None or after is None:
        return Direction.UNKNOWN
    ranks = list(Severity)
    rises = ranks.index(after) > ranks.index(before)
    return Direction.TIGHTENS if rises else Direction.LOOSENS


def _rationale(pair: Pair, sides: Sides) -> Change | None:
    """Return the change of the rationale. It is neutral: models are not shown it."""
    before, after = pair.old.rationale, pair.new.rationale
    if before == after:
        return None
    verb = "added" if before is None else "removed" if after is None else "reworded"
    about = sides.about(pair.new)
    texts = (before, after)
    return about.change(RATIONALE_CHANGED, f"rationale {verb}", texts, Direction.NEUTRAL)


def _lineage(pair: Pair, sides: Sides) -> Change | None:
    """Return the change of former ids that were added or moved, renames aside."""
    sources = (pair.old, *pair.merged)
    expected = {id for clause in sources for id in (clause.id, *clause.renamed_from)}
    if pair.new.id not in pair.old.renamed_from:
        expected.discard(pair.new.id)  # listing its own id is a change, though without effect
    gained = [id for id in pair.new.renamed_from if id not in expected]
    source = (pair.old.split_from, pair.new.split_from)
    lost = [id for id in pair.old.renamed_from if _is_moved(id, pair, sides)]
    if not gained and not lost and source[0] == source[1]:
        return None
    before, after = (
        "\n".join((*ids, by or "")).strip() or None
        for ids, by in zip((lost, gained), source, strict=True)
    )
    about = sides.about(pair.new)
    return about.change(METADATA_CHANGED, "former ids changed", (before, after), Direction.NEUTRAL)


def _is_moved(id: str, pair: Pair, sides: Sides) -> bool:
    """Return True if a clause dropped a former id that is still in use; a free id is ID_REUSED."""
    in_use = id in sides.new.former_ids or id in sides.new.reserved
    is_current = id == pair.old.id == pair.new.id
    return id not in pair.new.renamed_from and (in_use or is_current)
