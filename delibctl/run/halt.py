"""Why a run stops before its end without anything being wrong."""


class Halted(Exception):
    """A limit of money or time was reached; `str()` says which, and with which figures."""


class OutOfMoney(Halted):
    """The limit of money: waiting does not help."""
