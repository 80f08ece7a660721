"""Signals that end a run early although nothing is wrong."""


class LimitReached(Exception):
    """Signal that a limit of money or time is reached; its text names the limit and figures."""


class BudgetSpent(LimitReached):
    """Signal that the budget is spent, so that waiting does not help."""
