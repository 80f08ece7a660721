"""A file with very many findings: the terminal shows some, JSON all, and the count is right."""

from pathlib import Path

from support.command import Cli, assert_ends


def test_the_first_hundred_of_a_rule_are_shown_and_the_rest_is_counted(
    cli: Cli, tmp_path: Path
) -> None:
    items = "".join(f"  k{number}: yes\n" for number in range(3_000))
    (tmp_path / "shared.yaml").write_text(f"definitions:\n{items}")

    done = cli("lint", "shared.yaml", "--select", "YML007")

    assert_ends(
        done,
        0,
        "shared.yaml: 2,900 more findings of YML007 ambiguous-plain-scalar",
        "(--format json lists all)",
        "1 file checked: 3000 warnings",
    )
    assert done.out.count("(YML007") == 100
    every = cli("lint", "shared.yaml", "--select", "YML007", "--format", "json").json()["findings"]
    assert len(every) == 3_000
