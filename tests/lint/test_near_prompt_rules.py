"""Prompts that repeat another case: in nearly the same words, and in others."""

from typing import Any

import pytest
from support.memory_files import bundle
from support.small_policies import MAY, MUST_NOT, policy

from delibctl.api.policies.lint import with_encoder
from delibctl.edge.encoder.load import sentence_encoder
from delibctl.edge.encoder.package import EXTRA, NAME, EncoderPackage
from delibctl.errors import DelibctlError
from delibctl.lint import Options, Report, lint
from delibctl.source.emit import emit

ASKED = "How do I get my money back?"


def case(id: str, prompt: str = ASKED, **more: Any) -> dict[str, Any]:
    return {"id": id, "prompt": prompt, "kind": "direct", "clauses": ["a.may"], **more}


def report(options: Options, *cases: dict[str, Any]) -> Report:
    """What rules find in cases beside a policy of two clauses."""
    files = {
        "policy.yaml": emit(policy(MAY, MUST_NOT), "# A policy.", {}),
        "cases.yaml": emit({"schema_version": 1, "cases": [*cases]}, "# Cases.", {}),
    }
    return lint([bundle(files)], (), options)


def codes(*cases: dict[str, Any]) -> list[str]:
    encoder = sentence_encoder()
    assert not isinstance(encoder, EncoderPackage), "the development environment has the extra"
    options = Options(select=("CAS655", "CAS657", "CAS658"), encoder=encoder)
    return [finding.code for finding in report(options, *cases).findings]


OTHERS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "the same": ({}, ["CAS655"]),
    "in upper case": ({"prompt": ASKED.upper()}, ["CAS657"]),
    "one word more": ({"prompt": "How do I get my money back now?"}, ["CAS657"]),
    "in another order": ({"prompt": "My money: how do I get it back?"}, ["CAS657"]),
    "an ending": ({"prompt": "How do I get back my moneys?"}, ["CAS657"]),
    "in a conversation": (
        {"prompt": None, "messages": [{"role": "user", "content": f"{ASKED} Please!"}]},
        ["CAS657"],
    ),
    "in other words": ({"prompt": "How can I get my cash returned?"}, ["CAS658"]),
    "in another language": ({"prompt": "¿Cómo recupero mi dinero?", "lang": "es"}, []),
    "something else": ({"prompt": "How do I lose my dog?"}, []),
    "of another kind": ({"prompt": ASKED.upper(), "kind": "near-miss"}, []),
    "with another clause": ({"prompt": ASKED.upper(), "clauses": ["a.not"]}, []),
    "with another style": ({"prompt": ASKED.upper(), "style": "refuse"}, []),
    "shown other categories": ({"prompt": ASKED.upper(), "category": ["b"]}, []),
    "retired": ({"prompt": ASKED.upper(), "status": "retired"}, []),
    "empty": ({"prompt": ""}, []),
    "in a script it does not know": ({"prompt": "सबको नमस्कार"}, []),
}


@pytest.mark.parametrize(("other", "found"), OTHERS.values(), ids=OTHERS)
def test_a_case_that_asks_and_expects_the_same_is_found_by_one_rule(
    other: dict[str, Any], found: list[str]
) -> None:
    second = {key: value for key, value in case("two", **other).items() if value is not None}

    assert codes(case("one"), second) == found


def test_short_prompts_are_not_compared_by_words() -> None:
    assert codes(case("one", "Why me?"), case("two", "Why me, why?")) in ([], ["CAS658"])


def test_the_nearest_case_that_expects_the_same_is_named() -> None:
    options = Options(select=("CAS657",))
    cases = (case("no", clauses=["a.not"]), case("yes"), case("two", f"{ASKED} Please!"))

    assert [finding.message for finding in report(options, *cases).findings] == [
        "'two' has nearly the same words as 'yes' at cases.yaml:9"
    ]


def test_a_rule_about_meanings_that_nothing_compares_says_that_it_did_not_run() -> None:
    options = Options(select=("CAS658",), no_encoder=f"{NAME} is not installed")

    found = report(options, case("one"), case("two", "How can I get my cash returned?"))

    assert (found.findings, found.rules) == ((), ())
    assert found.notices == (f"CAS658 did not run: {NAME} is not installed",)


@pytest.mark.parametrize("selected", ["CAS658", "same-meaning-prompt"])
def test_a_rule_that_is_named_needs_the_extra_and_all_rules_in_preview_do_not(
    selected: str,
) -> None:
    with pytest.raises(DelibctlError) as raised:
        with_encoder(Options(select=(selected,)), EncoderPackage())

    assert raised.value.what == f"CAS658 compares meanings: {NAME} is not installed"
    assert raised.value.next == EXTRA
    every = with_encoder(Options(preview=True), EncoderPackage())
    assert every.no_encoder == f"{NAME} is not installed"
    assert "CAS658" not in {rule.code for rule in every.rules}
