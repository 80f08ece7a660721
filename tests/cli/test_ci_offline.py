"""What `delibctl ci` knows without a model is told whatever keeps the model from being asked."""

from collections.abc import Callable

import pytest
from support.ci_desk import LOOSE, Desk

PRICES = "input_price = 10.0\noutput_price = 100.0\n"


def _base(desk: Desk, former: str, new: str) -> None:
    """Change the configuration on main, and begin a branch there."""
    text = (desk.folder / "delibctl.toml").read_text()
    assert former in text
    (desk.folder / "delibctl.toml").write_text(text.replace(former, new))
    desk.commit("configuration")
    desk.branch()


def _address(desk: Desk) -> str:
    return next(
        line
        for line in (desk.folder / "delibctl.toml").read_text().splitlines()
        if line.startswith("api_base")
    )


def no_price(desk: Desk) -> None:
    _base(desk, PRICES, "")


def no_price_of_output(desk: Desk) -> None:
    _base(desk, "output_price = 100.0\n", "")


def no_budget(desk: Desk) -> None:
    _base(desk, "max_cost = 9.0\n", "")


def no_key(desk: Desk) -> None:
    _base(desk, PRICES, f'{PRICES}api_key_env = "DESK_KEY"\n')


def an_unknown_name(desk: Desk) -> None:
    _base(desk, 'models = ["mock"]', 'models = ["nobody/nothing"]')


def no_such_model(desk: Desk) -> None:
    _base(desk, 'models = ["mock"]', 'models = ["nothing"]')


def an_unreachable_server(desk: Desk) -> None:
    _base(desk, _address(desk), 'api_base = "http://127.0.0.1:9/v1"')


OBSTACLES: dict[Callable[[Desk], None], tuple[str, str]] = {
    no_price: ("mock has no known price", "input_price and output_price"),
    no_price_of_output: ("mock has no known price", "[models.mock] of the base"),
    no_budget: ("mock is paid, and the base sets no budget", "max_cost in [ci] of the base"),
    no_key: ("mock cannot be asked", "DESK_KEY"),
    an_unknown_name: ("LiteLLM has no provider for it", "provider/name"),
    no_such_model: ("LiteLLM has no provider for it", "provider/name"),
    an_unreachable_server: ("nothing answers at 127.0.0.1:9", "check the address"),
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_a_loosening_is_told_whatever_keeps_a_model_from_being_asked(
    desk: Desk, obstacle: Callable[[Desk], None]
) -> None:
    obstacle(desk)
    desk.write(forge=LOOSE, style="comply")
    desk.commit()

    done = desk.ci("--output", "markdown:comment.md")

    assert done.code == 1, done.out + done.err
    comment = (desk.folder / "comment.md").read_text()
    for told in (done.out, comment.replace("\\", "")):
        first = told.splitlines()[0]
        assert "the edit loosens clause permits.forge, and nobody approved that" in first
        assert "4 affected cases unmeasured" in told
        assert all(words in told for words in OBSTACLES[obstacle]), told
    assert desk.server.requests == []


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_once_it_is_approved_the_answers_are_what_is_missing(
    desk: Desk, obstacle: Callable[[Desk], None]
) -> None:
    obstacle(desk)
    desk.write(forge=LOOSE, style="comply")
    desk.approve()

    done = desk.ci()

    assert done.code == 5, done.out + done.err
    first, step, *_ = done.out.splitlines()
    why, next = OBSTACLES[obstacle]
    assert "but 4 test cases that it affects were not answered" in first
    assert why in first
    assert next.lower() in (first + step).lower()
