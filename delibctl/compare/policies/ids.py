"""Changes of reserved and former ids, which must not be used again."""

from collections.abc import Iterator

from delibctl.compare.kinds import ID_REUSED, METADATA_CHANGED
from delibctl.compare.policies.change import WHOLE, About, Change, Part
from delibctl.compare.policies.context import Sides
from delibctl.compare.scales import Direction


def id_changes(sides: Sides) -> Iterator[Change]:
    """Yield a change for each id that is free or used again, and one for newly reserved ids."""
    before, after = sides.old, sides.new
    protected_ids = dict.fromkeys((*before.reserved, *_former(sides)))
    for id in protected_ids:
        if id in after.reserved or id in after.former_ids or _returned(id, sides):
            continue
        if id in after.clause_by_id:
            clause = after.clause_by_id[id]
            message = "a reserved or former id is in use again"
            yield sides.about(clause).change(ID_REUSED, message, (id, clause.text))
        else:
            yield About(part=Part.POLICY, subject=id).change(
                ID_REUSED,
                "the id is no longer reserved",
                (id, None),
                Direction.NEUTRAL,
            )
    removed = {clause.id for clause in sides.lineage.removed}
    texts = (
        "\n".join(
            id for id in before.reserved if id in after.former_ids and id not in after.reserved
        ),
        "\n".join(id for id in after.reserved if id not in before.reserved and id not in removed),
    )
    if any(texts):
        message = "reserved ids changed"
        yield WHOLE.change(
            METADATA_CHANGED, message, (texts[0] or None, texts[1] or None), Direction.NEUTRAL
        )


def _former(sides: Sides) -> Iterator[str]:
    """Yield the former ids of all clauses that still exist."""
    for pair in sides.lineage.pairs:
        for clause in (pair.old, *pair.merged):
            yield from clause.renamed_from


def _returned(id: str, sides: Sides) -> bool:
    """Return True if the clause that once had the id has it again."""
    pair = sides.lineage.pair_of.get(id)
    return pair is not None and id in pair.old.renamed_from
