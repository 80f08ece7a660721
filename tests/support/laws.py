"""How many examples Hypothesis tries; see `pytest_configure` in conftest.py."""

from hypothesis import settings


def one_in(number: int) -> settings:
    """Return settings that try one in that many of the usual examples, for a law that is slow."""
    return settings(max_examples=settings().max_examples // number)
