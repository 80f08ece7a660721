"""Prices in words."""


def dollars(price: float) -> str:
    """Return US dollars, like $0.1234; what costs nothing is free, never $0.0000."""
    if price == 0:
        return "free"
    return f"${price:,.4f}" if price >= 0.0001 else "under $0.0001"
