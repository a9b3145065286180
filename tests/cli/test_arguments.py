"""What stands on the command line and cannot be, in the language of the terminal."""

import pytest

from doorstep.cli.main import main
from doorstep.people.models import Place


@pytest.fixture
def refused(capsys):
    """refused("plan", …): what a command says that is not understood, without its usage."""

    def refused_it(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
        return capsys.readouterr().err.splitlines()[-1]

    return refused_it


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan",), "doorstep plan：错误：缺少必需的参数：--place"),
        (("plan", "--place"), "doorstep plan：错误：参数 --place：后面要有一个值"),
        (("plan", "--place", "caoba", "--weeks", "x"),
         "doorstep plan：错误：参数 --weeks：“x”不是整数"),
        (("plan", "--place", "caoba", "--weeks", "9"),
         "doorstep plan：错误：参数 --weeks：9 不在 1 至 8 之间"),
        (("plan", "--place", "caoba", "--from", "x"),
         "doorstep plan：错误：参数 --from：“x”不是像 2026-11-30 这样的日期"),
        (("plan", "--place", "caoba", "--seconds", "0"),
         "doorstep plan：错误：参数 --seconds：0 不在 0（不含）至 86400 之间"),
        (("plan", "--place", "caoba", "now"), "doorstep：错误：不认识的参数：now"),
        (("rehearse", "--place", "caoba", "--cadence", "daily"),
         "doorstep rehearse：错误：参数 --cadence：没有 'daily' 这一项（可选：weekly"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_in_the_language_of_the_terminal(
    arguments, said, refused, settings
):
    settings.TERMINAL_LANGUAGE = "zh-hans"

    assert refused(*arguments).replace("'weekly'", "weekly").startswith(said)


@pytest.mark.parametrize(
    "arguments",
    [
        ("replan", "--place", "caoba", "--event", ""),
        ("solve-pvrp", ""),
        ("import-roster", "", "--place", "caoba"),
    ],
)
def test_an_empty_name_of_a_file_is_said_to_be_missing(arguments, refused):
    assert refused(*arguments).endswith(": the name of a file is missing")


@pytest.mark.parametrize(
    ("name", "said"), [("nothing.txt", "没有这个文件"), ("", "这是文件夹，不是文件")]
)
def test_a_file_that_cannot_be_read_is_said_in_the_language_of_the_terminal(
    name, said, tmp_path, settings, capsys, db
):
    settings.TERMINAL_LANGUAGE = "zh-hans"
    Place.objects.create(code="caoba", name="草坝村", kind="village")

    code = main(["replan", "--place", "caoba", "--event", str(tmp_path / name)])

    assert (code, capsys.readouterr().err.endswith(f": {said}\n")) == (1, True)


@pytest.mark.parametrize("day", ["soon", "2026-02-30"])
def test_what_is_no_day_is_said_in_words(day, refused):
    said = refused("figure", "households", "--place", "caoba", "--from", day)

    assert said.endswith(f"argument --from: “{day}” is no day such as 2026-11-30")
