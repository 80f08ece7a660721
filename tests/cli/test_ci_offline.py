"""What `delibctl ci` knows without a model is told whatever keeps the model from being asked."""

from collections.abc import Callable

import pytest
from support.ci_desk import LOOSE, Desk, cases

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


def an_invalid_parameter(desk: Desk) -> None:
    _base(desk, PRICES, f'{PRICES}params = {{ base_url = "http://127.0.0.1:9" }}\n')


def an_address_with_credentials(desk: Desk) -> None:
    _base(desk, _address(desk), 'api_base = "https://me:word@127.0.0.1/v1"')


def a_key_in_place_of_its_variable(desk: Desk) -> None:
    _base(desk, PRICES, f'{PRICES}api_key_env = "not-a-variable"\n')


def a_setting_of_another_type(desk: Desk) -> None:
    _base(desk, PRICES, f'{PRICES}temperature = "warm"\n')


def an_unknown_setting(desk: Desk) -> None:
    _base(desk, PRICES, f"{PRICES}temprature = 0.5\n")


def no_name(desk: Desk) -> None:
    text = (desk.folder / "delibctl.toml").read_text()
    _base(desk, next(line for line in text.splitlines() if line.startswith("name =")), "")


#: In these, the settings of the model are invalid; its table and the mistake are named.
INVALID: dict[Callable[[Desk], None], str] = {
    an_invalid_parameter: "the parameter 'base_url' has its own setting",
    an_address_with_credentials: "api_base contains credentials",
    a_key_in_place_of_its_variable: "api_key_env is not the name of a variable",
    a_setting_of_another_type: "temperature",
    an_unknown_setting: "temprature",
    no_name: "'name'",
}

OBSTACLES: dict[Callable[[Desk], None], tuple[str, str]] = {
    no_price: ("mock has no known price", "input_price and output_price"),
    no_price_of_output: ("mock has no known price", "[models.mock] of the base"),
    no_budget: ("mock is paid, and the base sets no budget", "max_cost in [ci] of the base"),
    no_key: ("mock cannot be asked", "DESK_KEY"),
    an_unknown_name: ("LiteLLM has no provider for it", "provider/name"),
    no_such_model: ("LiteLLM has no provider for it", "provider/name"),
    an_unreachable_server: ("nothing answers at 127.0.0.1:9", "check the address"),
    **{each: (words, "mend [models.mock] of the base") for each, words in INVALID.items()},
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


@pytest.mark.parametrize("obstacle", [each for each in OBSTACLES if each not in INVALID])
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


@pytest.mark.parametrize("mistake", INVALID)
def test_new_cases_of_a_model_with_invalid_settings_wait_for_the_base_to_be_mended(
    desk: Desk, mistake: Callable[[Desk], None]
) -> None:
    mistake(desk)
    (desk.folder / "policy" / "cases.yaml").write_text(cases("refuse", forge=20))
    desk.commit()

    done = desk.ci("--output", "markdown:comment.md")

    assert done.code == 5, done.out + done.err
    comment = (desk.folder / "comment.md").read_text().replace("\\", "")
    first = comment.splitlines()[0]
    assert "mock cannot be asked: delibctl.toml" in first
    assert "in a pull request of its own, mend [models.mock] of the base" in comment.lower()
    assert desk.server.requests == []


@pytest.mark.parametrize("mistake", INVALID)
def test_a_branch_that_makes_the_settings_of_a_model_invalid_is_told_where(
    desk: Desk, mistake: Callable[[Desk], None]
) -> None:
    desk.branch("broken")
    mistake(desk)

    done = desk.ci("--head", "broken")

    assert done.code == 2
    assert "broken:delibctl.toml: delibctl.toml" in done.err
    assert INVALID[mistake] in done.err
    assert done.out == ""


@pytest.mark.parametrize("mistake", INVALID)
def test_a_branch_that_mends_the_settings_needs_an_approval_of_that_alone(
    desk: Desk, mistake: Callable[[Desk], None]
) -> None:
    sound = (desk.folder / "delibctl.toml").read_text()
    mistake(desk)
    (desk.folder / "delibctl.toml").write_text(sound)
    desk.commit("mended")

    first = desk.ci()
    desk.approve()
    then = desk.ci()

    assert "the edit changes setting models.mock" in first.out.splitlines()[0]
    assert (first.code, then.code) == (1, 0), then.out


def test_invalid_settings_of_a_model_that_is_not_asked_stop_nothing(desk: Desk) -> None:
    _base(desk, "[ci]", '[models.other]\nname = "openai/x"\ntemperature = "warm"\n[ci]')
    desk.write(forge=LOOSE, style="comply")
    desk.commit()

    done = desk.ci()

    assert done.code == 1, done.out + done.err
    assert "unmeasured" not in done.out
