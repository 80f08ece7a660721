"""A request that is not answered, with its status and one sentence."""

from collections.abc import Mapping


class Refusal(Exception):
    """The end of a request: an HTTP status, what is wrong, and what to do."""

    def __init__(
        self, status: int, what: str, next: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.next = next
        self.headers = dict(headers or {})
