"""Why a run stops before its end without anything being wrong."""


class LimitReached(Exception):
    """A limit of money or time was reached; `str()` says which, and with which figures."""


class BudgetSpent(LimitReached):
    """The limit of money: waiting does not help."""
