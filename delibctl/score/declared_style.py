"""The style that a model declared, however it wrote the name."""

from functools import lru_cache

from delibctl.model import BUILT_IN_STYLES, Policy, Style


def named_style(written: str | None, policy: Policy) -> Style | None:
    """Return the style that a model wrote so; None if no style has that name."""
    if written is None:
        return None
    spellings = _spellings((*BUILT_IN_STYLES, *policy.styles))
    name = spellings.get(_folded(written), "")
    return policy.style(written) or policy.style(name)


@lru_cache(maxsize=16)
def _spellings(names: tuple[str, ...]) -> dict[str, str]:
    return {_folded(name): name for name in names}


def _folded(name: str) -> str:
    return name.casefold().replace(" ", "-").replace("_", "-")
