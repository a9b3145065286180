"""`figure`, `figures`, `pack` and `replay` on the command line."""

import json

import pytest

from doorstep.cli.main import main
from doorstep.kit.clock import today
from tests.factories import make_household, make_need


def test_a_figure_prints_its_value_and_exactly_its_rows(cast, method, capsys):
    need = make_need(cast.a, kind="hazard", text="炉子漏烟", on=cast.day)

    code = main(["figure", "hazards_found", "--place", "caoba", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (told["key"], told["unit"], told["value"]) == ("hazards_found", "case", 1)
    assert [row["id"] for row in told["rows"]] == [str(need.pk)]
    assert list(told["rows"][0]) == ["id", "label", "url"]


def test_a_figure_of_a_period_counts_in_it_alone(cast, method, capsys):
    make_need(cast.a, kind="hazard", text="炉子漏烟", on=cast.day)

    main(["figure", "hazards_found", "--place", "caoba", "--to", "2026-03-01", "--from",
          "2026-02-01", "--json"])  # fmt: skip

    assert json.loads(capsys.readouterr().out)["value"] == 0


def test_figures_prints_every_figure_of_a_place(cast, method, capsys):
    main(["figures", "--place", "caoba", "--json"])

    told = {row["key"]: row["value"] for row in json.loads(capsys.readouterr().out)}
    assert told["households"] == 3
    assert told["category.green"] == 3


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["figure", "happiness", "--place", "caoba"], "happiness"),
        (["figure", "households", "--place", "nowhere"], "nowhere"),
        (
            ["figure", "households", "--place", "caoba", "--from", "2026-03-02", "--to",
             "2026-03-01"],
            "1 March 2026",
        ),
        (["pack", "--team", "nowhere", "--out", "-"], "nowhere"),
        (["replay", "nowhere"], "nowhere"),
        (["replay", "niancun", "--until", "2999-01-01"], "1 January 2999"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_named_and_ends_with_1(cast, method, capsys, arguments, named):
    code = main(arguments)

    told = capsys.readouterr()
    assert code == 1
    assert told.out == ""
    assert named in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "json"])
def test_a_pack_is_written_to_a_file(cast, method, tmp_path, capsys, form):
    path = tmp_path / f"pack.{form}"

    code = main(["pack", "--team", "caoba", "--week", "2026-W11", "--format", form, "--out",
                 str(path)])  # fmt: skip

    assert code == 0
    assert path.stat().st_size > 500
    assert capsys.readouterr().out == ""


def test_a_pack_without_a_week_reports_the_last_complete_one(cast, method, tmp_path):
    from doorstep.kit.weeks import Week

    path = tmp_path / "pack.json"

    main(["pack", "--team", "caoba", "--format", "json", "--out", str(path)])

    assert json.loads(path.read_text("utf-8"))["week"] == str(Week.of(today()).shift(-1))


def test_a_pack_that_cannot_be_written_says_where(cast, method, tmp_path, capsys):
    code = main(["pack", "--team", "caoba", "--out", str(tmp_path / "no" / "pack.html")])

    assert code == 1
    assert "pack.html" in capsys.readouterr().err


def test_a_period_beyond_all_calendars_is_refused(cast, method, capsys):
    code = main(["figures", "--place", "caoba", "--to", "9999-12-31"])

    assert code == 1
    assert "31 December 2999" in capsys.readouterr().err


def test_public_figures_print_what_everybody_may_read_as_json(cast, method, capsys):
    for number in range(8):
        make_household(cast.caoba, f"B-{number:03}")

    code = main(["public-figures", "--place", "caoba", "--json", "--language", "en"])

    told = json.loads(capsys.readouterr().out)
    [categories, *_rest] = told["tables"]
    assert code == 0
    assert (told["place"], told["threshold"], told["villages"]) == ("caoba", 10, 1)
    assert [cell["value"] for cell in categories["cells"]] == [11, None, None, None, None, None]
    assert categories["title"] == "Households with and without a special need"


@pytest.mark.parametrize(("language", "words"), [("zh", "不公布"), ("en", "not shown")])
def test_public_figures_are_written_as_a_page_that_only_its_owner_reads(
    cast, method, tmp_path, language, words
):
    path = tmp_path / "figures.html"

    code = main(["public-figures", "--place", "riduo", "--out", str(path), "--language", language])

    assert code == 0
    assert words in path.read_text("utf-8")
    assert path.stat().st_mode & 0o077 == 0
