"""What Prometheus reads of a server; never a prompt or an answer."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from delibctl.reward.server.places import Places
from delibctl.reward.verdict import Verdict


class Counters:
    """Counters in a registry of their own, so that two servers do not disturb each other."""

    def __init__(self, places: Places) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "delibctl_reward_requests",
            "Requests by path and HTTP status.",
            ("path", "status"),
            registry=self._registry,
        )
        self._answers = Counter(
            "delibctl_reward_answers",
            "Answers by result: scored, unreadable, or unanswered by the judge.",
            ("result",),
            registry=self._registry,
        )
        self._score = Counter(
            "delibctl_reward_score", "The sum of all scores.", registry=self._registry
        )
        self._seconds = Histogram(
            "delibctl_reward_request_seconds",
            "Seconds from a request to its answer.",
            ("path",),
            registry=self._registry,
        )
        taken = Gauge(
            "delibctl_reward_requests_taken",
            "Requests that are scored or wait.",
            registry=self._registry,
        )
        taken.set_function(lambda: places.taken)

    def ended(self, path: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def scored(self, verdicts: Iterable[Verdict]) -> None:
        """Count the answers of a request."""
        for verdict in verdicts:
            if verdict.score is not None:
                self._score.inc(verdict.score)
            unread = "unanswered" if verdict.unanswered else "unreadable"
            self._answers.labels(unread if verdict.unreadable else "scored").inc()

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self._registry)
