"""Ids that the old policy kept from being used again, and the new one does not."""

from collections.abc import Iterator

from delibctl.compare.policies.change import WHOLE, About, Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.kinds import ID_REUSED, METADATA_CHANGED
from delibctl.compare.policies.scales import Direction


def id_changes(sides: Sides) -> Iterator[Change]:
    """Reserved and former ids that are free or used again; ids that are newly reserved."""
    old, new = sides.old, sides.new
    kept = dict.fromkeys((*old.reserved, *_former(sides)))
    for id in kept:
        if id in new.reserved or id in new.former_ids or _returned(id, sides):
            continue
        if id in new.clause_by_id:
            clause = new.clause_by_id[id]
            message = "an id that was not to come back names a clause"
            yield sides.about(clause).change(ID_REUSED, message, (id, clause.text))
        else:
            yield About(subject=id).change(ID_REUSED, "the id is no longer reserved", (id, None))
    gone = {clause.id for clause in sides.lineage.removed}
    texts = (
        "\n".join(id for id in old.reserved if id in new.former_ids and id not in new.reserved),
        "\n".join(id for id in new.reserved if id not in old.reserved and id not in gone),
    )
    if any(texts):
        message = "reserved ids changed"
        yield WHOLE.change(
            METADATA_CHANGED, message, (texts[0] or None, texts[1] or None), Direction.NEUTRAL
        )


def _former(sides: Sides) -> Iterator[str]:
    """The former ids of all clauses that are still there."""
    for pair in sides.lineage.pairs:
        for clause in (pair.old, *pair.merged):
            yield from clause.renamed_from


def _returned(id: str, sides: Sides) -> bool:
    """Whether the clause that had the id before has it again."""
    pair = sides.lineage.pair_of.get(id)
    return pair is not None and id in pair.old.renamed_from
