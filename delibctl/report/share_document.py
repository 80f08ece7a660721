"""A share for programs: count, value and interval, the same in every document."""

from typing import Any

from delibctl.stats.share import Share


def share_document(share: Share) -> dict[str, Any]:
    """Return hits, total, the value, and the 95 % Wilson interval; null if nothing was counted."""
    interval = share.interval()
    return {
        "hits": share.hits,
        "total": share.total,
        "value": None if share.value is None else round(share.value, 6),
        "interval": None if interval is None else bounds_document(interval),
    }


def bounds_document(interval: tuple[float, float]) -> list[float]:
    """Return the bounds of an interval, rounded."""
    return [round(bound, 6) for bound in interval]
