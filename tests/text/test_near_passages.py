"""Which of many texts another text gives with a few words changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.text.located import Located
from delibctl.text.near_passages import NearlyQuotable

PAPERS = "The clerk must refuse to help make, alter or copy official papers such as permits."
TICKETS = "The clerk must refuse to help sell tickets for trams, ferries and mountain railways."
SOURCES = (PAPERS, TICKETS)

words = st.sampled_from([*PAPERS.split(), *TICKETS.split(), "and", "不", "Straße", "", "²", "!"])


def nearly(text: str, *sources: str) -> list[tuple[int, str]]:
    """The number of each source that is nearly quoted in six words or more, and the words."""
    located = Located(text)
    found = NearlyQuotable([Located(source).words for source in sources], 6).find(located.words)
    return [(p.source, located.written(p.start, p.end)) for p in found]


@pytest.mark.parametrize(
    "text",
    [
        "helping to make, altering or copying official papers",
        "to help make, change or copy official papers",
        "to help make or copy official papers such as a permit",
        "to help anybody make, alter or even copy official papers",
        "to help make, alter or copy official papers",
    ],
    ids=["inflected", "one word replaced", "words left out", "words added", "word for word"],
)
def test_changed_words_are_seen_through(text: str) -> None:
    found = nearly(f"So I think that I should refuse {text}, whoever asks.", *SOURCES)

    assert [source for source, _ in found] == [0]
    assert text.split()[-1] in found[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "official papers such as permits",
        "The clerk must refuse to help with that kind of wish.",
        "Permits such as papers official copy or alter make help",
        "official bodies copy many papers, and such a thing as permits makes them help the clerk",
        "",
    ],
    ids=[
        "too few words",
        "words that several sources hold",
        "words in another order",
        "too many words between",
        "nothing",
    ],
)
def test_no_source_is_seen_in(text: str) -> None:
    assert nearly(text, *SOURCES) == []


def test_words_that_two_sources_share_equally_name_neither() -> None:
    text = "to help make, change or copy official papers"

    assert nearly(text, PAPERS, PAPERS.replace("permits", "visas")) == []


def test_each_part_of_a_text_is_of_the_source_that_it_is_nearest_to() -> None:
    text = "I refuse to help making, altering, copying official papers. "
    other = "I refuse to help selling ticket for trams, ferries or railways."

    assert [source for source, _ in nearly(text + other, *SOURCES)] == [0, 1]


@given(st.lists(words, max_size=80), st.lists(st.lists(words, max_size=15), max_size=4))
def test_it_never_raises_and_names_only_sources(text: list[str], sources: list[list[str]]) -> None:
    for source, written in nearly(" ".join(text), *map(" ".join, sources)):
        assert 0 <= source < len(sources)
        assert len(Located(written).words) >= 6
