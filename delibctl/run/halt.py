"""Why a run stops before its end without anything being wrong."""


class Halted(Exception):
    """A limit of money or time was reached; `str()` says which, and with which figures."""


class Unmeasured(Exception):
    """A question has no kept answer, and nothing may be asked."""
