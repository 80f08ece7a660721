"""Changes of a clause other than of its id, text, exclusions and examples."""

from collections.abc import Iterator

from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.kinds import (
    METADATA_CHANGED,
    PRECEDENCE_CHANGED,
    RATIONALE_CHANGED,
    SEVERITY_CHANGED,
    TITLE_CHANGED,
)
from delibctl.compare.policies.lineage import Pair
from delibctl.compare.policies.scales import Direction
from delibctl.compare.policies.shown import order, shown_text
from delibctl.model import Outcome, Severity


def field_changes(pair: Pair, sides: Sides) -> Iterator[Change]:
    """Title, precedence, authority, severity, rationale, former ids."""
    about, old, new = sides.about(pair.new), pair.old, pair.new
    overridden = ([sides.lineage.now(id) for id in old.overrides], list(new.overrides))
    for change in (
        shown_text(about, TITLE_CHANGED, "title", (old.title, new.title)),
        _precedence(pair, sides, *overridden),
        order(about, "overridden clauses", overridden),
        _authority(pair, sides),
        _severity(pair, sides),
        shown_text(about, RATIONALE_CHANGED, "rationale", (old.rationale, new.rationale)),
        _lineage(pair, sides),
    ):
        if change:
            yield change


def _precedence(pair: Pair, sides: Sides, old: list[str], new: list[str]) -> Change | None:
    """Always unknown: what won where neither clause overrode the other was up to the model."""
    won = [id for id in new if id not in old]
    lost = [id for id in old if id not in new]
    if not won and not lost:
        return None
    parts = [f"now wins over {', '.join(won)}"] if won else []
    parts += [f"no longer wins over {', '.join(lost)}"] if lost else []
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
    """Of a refusal, where a miss is an answer that should not have been given.

    A severity that is not given has no rank, but only critical lets no miss pass.
    """
    if Severity.CRITICAL in (before, after):
        return Direction.TIGHTENS if after is Severity.CRITICAL else Direction.LOOSENS
    if before is None or after is None:
        return Direction.UNKNOWN
    ranks = list(Severity)
    rises = ranks.index(after) > ranks.index(before)
    return Direction.TIGHTENS if rises else Direction.LOOSENS


def _lineage(pair: Pair, sides: Sides) -> Change | None:
    """Former ids that a clause newly has, or that stand elsewhere now, but for renames."""
    known = {id for one in (pair.old, *pair.merged) for id in (one.id, *one.renamed_from)}
    if pair.new.id not in pair.old.renamed_from:
        known.discard(pair.new.id)  # its own id as a former one is written, if in vain
    gained = [id for id in pair.new.renamed_from if id not in known]
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
    """Whether a clause dropped a former id that is not free: that would be a change of the id."""
    kept = id in sides.new.former_ids or id in sides.new.reserved
    own = id == pair.old.id == pair.new.id
    return id not in pair.new.renamed_from and (kept or own)
