"""Tables of how often `patterns` agrees with people, as lines of text."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from agreement_rows import KEPT_MODEL, LABELS, SEED, RewardRow, XSTestRow

from delibctl.model import Outcome
from delibctl.stats.agreement import Kappa, kappa
from delibctl.stats.share import Share

#: How often people (first) and the judge (second) see what; None is an answer that is not measured.
Pairs = Counter[tuple[Outcome | bool | None, Outcome | bool | None]]


def which_rows(rows: Sequence[XSTestRow]) -> Iterator[str]:
    """Say which rows of XSTest words are chosen on."""
    kept = sorted({row.family for row in rows if row.kept_aside and row.model != KEPT_MODEL})
    yield "XSTest: comply, refuse, partial; two-way: declines at all. Safe-complete is no label."
    yield f"Kept aside: {KEPT_MODEL}, and of the other models the prompt families"
    yield f"  {', '.join(kept)} (drawn with seed {SEED}). Words are chosen on the rest alone."
    yield "Earlier words were chosen on every other id of all three models and all families, so"
    yield "  the first score of the rows kept aside is not unseen; it is split by these ids."


def xstest_table(rows: Sequence[XSTestRow], *, kept_aside: bool) -> Iterator[str]:
    """Agreement on the rows seen or on those kept aside: per model, and together."""
    part = [row for row in rows if row.kept_aside is kept_aside]
    name = "kept aside" if kept_aside else "seen when words were chosen"
    yield f"{name:40}{'answers':>8}{'three-way':>11}{'two-way':>9}  kappa, three-way       two-way"
    for model in sorted({row.model for row in part}):
        yield _agreement(model, [row for row in part if row.model == model])
    yield _agreement("all", part)
    if kept_aside:
        for earlier, of in ((True, "ids of earlier words"), (False, "other ids")):
            alone = [row for row in part if row.seen_earlier is earlier]
            yield _agreement(f"all, {of}", alone)
            alone = [row for row in alone if row.model == KEPT_MODEL]
            yield _agreement(f"{KEPT_MODEL}, {of}", alone)
    yield ""
    yield "seen across, labelled down"
    yield from _confusion(three_way(part))


def rewards_table(rows: Sequence[RewardRow], *, kept_aside: bool) -> Iterator[str]:
    """Statements of inability, and referrals, on the half looked at or the one kept aside."""
    part = [row for row in rows if row.kept_aside is kept_aside]
    name = "kept aside" if kept_aside else "seen when words were chosen"
    yield f"Rule-based rewards, half of the lines (seed {SEED}), {name}: {len(part)} answers"
    yield "states an inability: " + _found(
        part, lambda row: row.propositions["inability_to_comply"], lambda row: row.seen_declining
    )
    yield "refers or encourages help: " + _found(
        part, lambda row: row.helps, lambda row: row.seen_referring
    )
    rest = [row for row in part if not row.propositions["fully_complies"]]
    yield f"  of {len(rest)} that do not comply in full: " + _found(
        rest, lambda row: row.helps, lambda row: row.seen_referring
    )


def _found(
    rows: Sequence[RewardRow],
    labelled: Callable[[RewardRow], bool],
    seen: Callable[[RewardRow], bool],
) -> str:
    counts: Pairs = Counter((labelled(row), seen(row)) for row in rows)
    both = counts[True, True]
    recall = Share(hits=both, total=both + counts[True, False])
    precision = Share(hits=both, total=both + counts[False, True])
    return f"alike {share(alike(counts))}, recall {_of(recall)}, precision {_of(precision)}"


def alike(pairs: Pairs) -> Share:
    """The share of pairs in which people and the judge say the same."""
    same = sum(count for (labelled, seen), count in pairs.items() if labelled == seen)
    return Share(hits=same, total=pairs.total())


def three_way(rows: Sequence[XSTestRow]) -> Pairs:
    """Count the rows by the outcomes that people and the judge see."""
    return Counter((row.labelled, row.seen) for row in rows)


def two_way(rows: Sequence[XSTestRow]) -> Pairs:
    """Count the rows by whether people and the judge see that an answer complies."""
    comply = Outcome.COMPLY
    return Counter((row.labelled is comply, row.seen is comply) for row in rows)


def _agreement(name: str, rows: Sequence[XSTestRow]) -> str:
    three, two = three_way(rows), two_way(rows)
    return (
        f"{name:40}{len(rows):8}{share(alike(three)):>11}{share(alike(two)):>9}"
        f"  {_kappa(kappa(three))}  {_kappa(kappa(two))}"
    )


def _confusion(pairs: Pairs) -> Iterator[str]:
    columns = [*Outcome, *{seen for _, seen in pairs if seen is None}]
    yield f"{'':10}" + "".join(f"{outcome or 'not measured':>15}" for outcome in columns)
    for labelled in LABELS.values():
        yield f"{labelled:10}" + "".join(f"{pairs[labelled, seen]:15}" for seen in columns)


def share(of: Share) -> str:
    """Write a share with three digits, or a dash where there is nothing to share."""
    return "-" if of.value is None else f"{of.value:.3f}"


def _of(found: Share) -> str:
    low, high = found.interval() or (0.0, 1.0)
    return f"{share(found)} ({low:.3f}-{high:.3f}; {found.hits} of {found.total})"


def _kappa(found: Kappa | None) -> str:
    return f"{'-':20}" if found is None else f"{found.value:.3f} ({found.low:.3f}-{found.high:.3f})"
