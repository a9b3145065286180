"""What becomes of a cell, field by field: a table of cases."""

from datetime import date

import pytest

from doorstep.register.roster import numbers, words
from doorstep.register.roster.cells import Cell, clean
from doorstep.register.roster.spots import spot

MARCH = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("cleaner", "value", "cleaned", "reason"),
    [
        (words.phone, "19900000150", "19900000150", None),
        (words.phone, "+8619900000150", "19900000150", None),
        (words.phone, "0891-6123456", "08916123456", None),
        (words.phone, 19900000150.0, "19900000150", "number_stored_as_number"),
        (words.phone, "19900000150.0", "19900000150", "number_stored_as_float"),
        (words.phone, "１９９０００００１５０", "19900000150", "fullwidth_digits"),
        (words.phone, "199 0000 0150", "19900000150", "phone_spaces"),
        (words.phone, "'19900000150", "19900000150", "leading_apostrophe"),
        (words.phone, "19900000150、19900000151", "19900000150", "phone_two_values"),
        (words.phone, "1990000015", "", "phone_wrong_length"),
        (words.phone, "1.9900000150E+10", "19900000150", "number_stored_as_number"),
        (words.phone, "1.99E+10", "", "phone_wrong_length"),
        (words.phone, "没有", "", "phone_wrong_length"),
        (words.code, " NC1－001 ", "NC1-001", "fullwidth_digits"),
        (words.code, "NC1–001", "NC1-001", None),
        (words.code, 12.0, "12", None),
        (words.code, "9" * 41, "", "text_too_long"),
        (words.name, " 白玛　旺扎\n", "白玛旺扎", "spaces_in_name"),
        (words.name, "བསོད་ནམས སྒྲོལ་མ", "བསོད་ནམས སྒྲོལ་མ", None),
        (words.name, "阿依古丽·买买提", "阿依古丽·买买提", None),
        (words.names, "白玛顿旦、柏德本/白玛顿旦", ("白玛顿旦", "柏德本"), None),
        (words.category, "绿", "green", None),
        (words.category, "经济困难家庭", "blue", None),
        (words.category, "橙色", "orange", None),
        (words.category, "红、红色", "red", None),
        (words.category, "紫", None, "category_unknown"),
        (words.category, "红、蓝", None, "category_two_values"),
        (words.languages, "藏语、汉语", ("bo", "zh"), None),
        (words.languages, "藏汉双语", ("bo", "zh"), None),
        (words.languages, "方言", (), "language_unknown"),
        (words.consent_how, "口头（有见证人）", "spoken", None),
        (words.consent_how, "按指印", "thumb", None),
        (words.consent_how, "口头", "", "consent_unknown"),
        (words.yes_no, "不在读", False, None),
        (words.yes_no, "有劳动能力", True, None),
        (words.yes_no, "半劳力", None, "yes_no_unknown"),
        (words.sex, "女", "f", None),
        (words.sex, "？", "", "sex_unknown"),
        (words.relation, "本人", "户主", None),
        (words.is_stated, "腰伤休养", True, None),
        (words.is_stated, "无", False, None),
        (words.text(3), "四个字呀", "", "text_too_long"),
        (numbers.count(99), 4.0, 4, None),
        (numbers.count(99), "4人", 4, None),
        (numbers.count(99), "４", 4, "fullwidth_digits"),
        (numbers.count(99), "四人左右", None, "count_not_a_number"),
        (numbers.count(99), 3.5, None, "count_not_whole"),
        (numbers.count(99), -2.0, None, "count_out_of_range"),
        (numbers.count(99), 1e308, None, "count_out_of_range"),
        (numbers.count(99), float("nan"), None, "count_not_a_number"),
        (numbers.hours, "3.5小时", 3.5, None),
        (numbers.hours, 200.0, None, "count_out_of_range"),
        (numbers.day, MARCH, MARCH, None),
        (numbers.day, "2024年3月5日", MARCH, None),
        (numbers.day, "2024.03.05", MARCH, None),
        (numbers.day, "2024/3/5 0:00:00", MARCH, None),
        (numbers.day, "20240305", MARCH, None),
        (numbers.day, "２０２４－０３－０５", MARCH, None),
        (numbers.day, 45356.0, MARCH, "date_as_serial"),
        (numbers.day, "二〇二四年三月五日", MARCH, None),
        (numbers.day, "二○二四年三月五号", MARCH, None),
        (numbers.day, "二〇二四年十二月三十一日", date(2024, 12, 31), None),
        (numbers.day, "24.3.5", None, "date_two_digit_year"),
        (numbers.day, "24年3月5日", None, "date_two_digit_year"),
        (numbers.day, "2024.2.30", None, "date_impossible"),
        (numbers.day, "去年春天", None, "date_not_understood"),
        (numbers.birth, "1983.10", (1983, 10), None),
        (numbers.birth, "1986年2月", (1986, 2), None),
        (numbers.birth, "一九八六年二月", (1986, 2), None),
        (numbers.birth, "2024.5", (2024, 5), None),
        (numbers.birth, 2024.5, (2024, 5), None),
        (numbers.birth, "86.2", None, "date_two_digit_year"),
        (numbers.birth, "86年2月", None, "date_two_digit_year"),
        (numbers.birth, "19901203", (1990, 12), None),
        (numbers.birth, date(1990, 12, 3), (1990, 12), None),
        (numbers.birth, 1990.0, (1990, None), None),
        (numbers.birth, 1990.1, (1990, None), "birth_month_unclear"),
        (numbers.birth, "1990-13", None, "date_impossible"),
        (numbers.birth, "属马", None, "date_not_understood"),
        (numbers.birth_year, 1980.0, 1980, None),
    ],
)
def test_a_cell_is_cleaned_and_what_was_done_is_told(cleaner, value, cleaned, reason):
    found, trouble = cleaner(value)

    assert (found, trouble.reason if trouble else None) == (cleaned, reason)


@pytest.mark.parametrize(
    ("lat", "lon", "place", "reason"),
    [
        (29.83276, 91.72887, (29.833, 91.729), None),
        ("29.83276", "91.72887", (29.833, 91.729), None),
        (None, None, None, None),
        (91.63353, 29.795, None, "coordinates_swapped"),
        (29.8, None, None, "coordinates_incomplete"),
        ("北面", 91.7, None, "coordinates_not_numbers"),
        (float("nan"), 91.7, None, "coordinates_swapped"),
    ],
)
def test_a_place_is_rounded_or_left_blank(lat, lon, place, reason):
    found, trouble = spot(Cell("纬度", 4, lat), Cell("经度", 4, lon))

    assert (found, trouble.reason if trouble else None) == (place, reason)


@pytest.mark.parametrize("typed", ["29.72559，91.63966", "29.72559, 91.63966", "29.72559 91.63966"])
def test_both_coordinates_may_stand_in_one_cell(typed):
    cell = Cell("坐标", 4, typed)

    assert spot(cell, cell) == ((29.726, 91.64), None)


def test_a_formula_gives_its_stored_value_and_is_told():
    value, trouble = clean(Cell("常住人口数", 15, 5.0, "=2+3"), numbers.count(99), None)

    assert (value, trouble) == (
        5,
        ("formula_cell", "use_stored_value", "=2+3", 5, None),
    )
