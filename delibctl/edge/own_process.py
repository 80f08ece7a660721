"""Whether this process runs delibctl alone, or is that of a program which imports it."""

_claims: list[bool] = []


def claim_process() -> None:
    """State that nobody else's code runs here: what only others would use need not be set up."""
    _claims.append(True)


def is_own_process() -> bool:
    """Return True if delibctl runs here alone."""
    return bool(_claims)
