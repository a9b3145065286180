"""Posters of contact boards: a page each, in every language, as PDF and as Word."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn

from doorstep.packs.posters import (
    SIZES,
    compile_posters,
    make_poster,
    write_posters,
)
from doorstep.packs.typesetting import FontsMissing
from doorstep.stations.queries import find_board
from tests.factories import DAY
from tests.stations.made import hang, make_price, make_response_team, make_station

ADDRESS = "https://doorstep.example/b/k3m9xq27vd4wz/"


@pytest.fixture
def poster(cast):
    station = make_station(cast.caoba)
    make_price(station)
    [board] = hang(station, team=make_response_team(station), has_prices=True)
    with translation.override("bo"):
        return make_poster(find_board(board.code, DAY), ADDRESS)


def pages_of(pdf):
    """(number of pages, their sizes in whole millimetres)."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    sizes = {tuple(round(float(part) * 25.4 / 72) for part in box) for box in boxes}
    return len(re.findall(rb"/Type\s*/Page\b", pdf)), sizes


def test_a_poster_tells_all_that_the_board_says_in_public(poster):
    assert (poster.station, poster.where, poster.who, poster.for_what, poster.reach) == (
        "纳木错驿站", "山口观景台", "除雪队", "冰雪路段代驾", "0891-6300000",
    )  # fmt: skip
    assert poster.prices == (("骑马", "一圈", "¥100.00"),)
    assert poster.address == ADDRESS


def test_a_long_list_of_prices_says_that_there_is_more(cast):
    station = make_station(cast.caoba)
    for number in range(14):
        make_price(station, f"物 {number:02}")
    [board] = hang(station, team=make_response_team(station), has_prices=True)

    with translation.override("en"):
        poster = make_poster(find_board(board.code, DAY), ADDRESS)

    assert (len(poster.prices), poster.prices[-1]) == (12, ("more on the page", "", "…"))


@pytest.mark.parametrize("size", SIZES)
def test_a_pdf_has_a_page_for_each_board_in_its_size(poster, size):
    stream = BytesIO()
    longest = replace(poster, who="长" * 60, for_what="长" * 150, reach="长" * 100)

    write_posters([poster, longest, poster], "pdf", size, stream)

    wide, high, _scale = SIZES[size]
    assert pages_of(stream.getvalue()) == (3, {(wide, high)})


def test_a_full_list_of_prices_still_fits_one_page(poster):
    many = replace(poster, prices=(("牦牛照相", "一次", "¥20.00"),) * 12, who="长" * 30)

    assert pages_of(compile_posters([many], "a5"))[0] == 1


def test_a_pdf_holds_no_moment_and_is_the_same_whenever_it_is_made(poster):
    first, second = (compile_posters([poster], "a4") for _ in range(2))

    assert (first == second, b"CreationDate" in first) == (True, False)


def test_tibetan_stacks_are_set_with_the_tibetan_font(poster):
    with_stack = compile_posters([replace(poster, who="རྒྱསྒྲ")], "a4")

    assert b"PaperTibetan" in with_stack.replace(b"-", b"") or b"NotoSerifTibetan" in (
        with_stack.replace(b"-", b"")
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_word_file_has_a_page_for_each_board_in_its_size(poster, size):
    stream = BytesIO()

    write_posters([poster, poster], "docx", size, stream)

    document = Document(stream)
    page = document.sections[0]
    breaks = [line for line in document.paragraphs if line.paragraph_format.page_break_before]
    wide, high, _scale = SIZES[size]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (wide, high)
    assert (len(breaks), len(document.inline_shapes)) == (1, 2)


def test_what_is_no_format_or_size_is_an_error(poster):
    with pytest.raises(KeyError):
        write_posters([poster], "odt", "a4", BytesIO())
    with pytest.raises(KeyError):
        write_posters([poster], "docx", "a3", BytesIO())


def test_without_its_fonts_a_pdf_is_refused_and_word_still_works(poster, monkeypatch, tmp_path):
    monkeypatch.setattr("doorstep.packs.fonts.FOLDER", tmp_path)
    stream = BytesIO()

    with pytest.raises(FontsMissing):
        write_posters([poster], "pdf", "a4", stream)
    write_posters([poster], "docx", "a4", stream)

    assert len(Document(stream).inline_shapes) == 1


def test_in_word_tibetan_is_as_large_and_as_bold_as_chinese(poster):
    stream = BytesIO()

    write_posters([poster], "docx", "a4", stream)

    body = Document(stream).element.body
    for own, other in (("w:sz", "w:szCs"), ("w:b", "w:bCs")):
        values = [[one.get(qn("w:val")) for one in body.iter(qn(name))] for name in (own, other)]
        assert values[0] == values[1]
        assert values[0]


def test_what_to_do_in_danger_stands_on_a_line_for_each_language(poster):
    assert [line[-3:] for line in poster.danger] == ["119", "119"]
    assert poster.danger[1].startswith("遇到危险")
