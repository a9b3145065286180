"""Sheets to sign: numbered rows, masked names, in every language."""

import re

import pytest
from django.utils import translation

from doorstep.packs.sign_sheets import print_sheet, set_sign_sheet
from tests.activities.made import buy, hold, make_sheet


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", ["zh-hans", "en", "bo"])
def test_a_sheet_of_who_came_is_a_page_with_numbered_rows(cast, language):
    sheet = make_sheet(hold(cast.caoba), [cast.a, cast.c], blanks=2)

    with translation.override(language):
        printed = print_sheet(sheet)
        made = set_sign_sheet(printed, address="https://doorstep.example/d/k3m9/")

    assert printed.rows == (
        ("1", "央** A-001", "一组", ""),
        ("2", "次** A-003", "二组", ""),
        ("3", "", "", ""),
        ("4", "", "", ""),
    )
    assert pages_of(made) == 1


def test_a_sheet_of_goods_says_on_each_row_what_it_is_for(cast):
    visit = hold(cast.caoba)
    sheet = make_sheet(visit, [cast.a], kind="goods", item=buy(visit).batch.item, each=2)

    with translation.override("en"):
        printed = print_sheet(sheet)

    assert printed.kind == "Goods received"
    assert printed.rows == (("1", "央** A-001", "一组", "2 个 脸盆"),)


def test_a_long_sheet_goes_on_over_pages(cast):
    with translation.override("bo"):
        made = set_sign_sheet(print_sheet(make_sheet(hold(cast.caoba), blanks=60)))

    assert pages_of(made) == 3
