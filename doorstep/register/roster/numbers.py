"""Cleaning cells that hold numbers and days."""

import re
from datetime import date, datetime, timedelta
from math import isfinite

from doorstep.kit.sheets import Value
from doorstep.register.roster.cells import Cleaned, Cleaner, Trouble, half_width, plain, text_of

FIRST_SERIAL, LAST_SERIAL = 14_000, 80_000  # Excel's day numbers of 1938 to 2119
FIRST_YEAR, LAST_YEAR = 1900, 2119
_EXCEL_EPOCH = date(1899, 12, 30)
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[T\s]+[\d:.]+)?")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?")
_SHORT = re.compile(r"\d{2}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?")
_CHINESE = re.compile(r"[〇○零一二三四五六七八九十]{1,4}(?=年|月|日|号)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def count(most: int) -> Cleaner[int | None]:
    """A cleaner for whole numbers from 0 to `most`; `4人` is read as 4."""

    def clean_count(value: Value) -> Cleaned[int | None]:
        shown = plain(value)
        number, wide = _number(value, "人口户个名")
        if number is None:
            return None, Trouble("count_not_a_number", "blank_field", shown)
        if number < 0 or number > most:
            return None, Trouble("count_out_of_range", "blank_field", shown)
        if number != int(number):
            return None, Trouble("count_not_whole", "blank_field", shown)
        after = int(number)
        trouble = Trouble("fullwidth_digits", "normalise", shown, after) if wide else None
        return after, trouble

    return clean_count


def hours(value: Value) -> Cleaned[float | None]:
    """Hours in a week, to a tenth."""
    number, _wide = _number(value, "小时h")
    if number is None:
        return None, Trouble("count_not_a_number", "blank_field", plain(value))
    if not 0 <= number <= 168:
        return None, Trouble("count_out_of_range", "blank_field", plain(value))
    return round(number, 1), None


def day(value: Value) -> Cleaned[date | None]:
    """A day, also where it was typed as text; a bare Excel day number is told."""
    if isinstance(value, datetime):
        return value.date(), None
    if isinstance(value, date):
        return value, None
    typed = _arabic(half_width(text_of(value)))
    if serial := _serial(typed):
        return serial, Trouble("date_as_serial", "normalise", plain(value), serial.isoformat())
    if re.fullmatch(r"\d{8}", typed):
        typed = f"{typed[:4]}-{typed[4:6]}-{typed[6:]}"
    found = _DAY.fullmatch(re.sub(r"\s*([-./年月日])\s*", r"\1", typed))
    if not found and _SHORT.fullmatch(re.sub(r"\s", "", typed)):
        return None, Trouble("date_two_digit_year", "blank_field", plain(value))
    if not found:
        return None, Trouble("date_not_understood", "blank_field", plain(value))
    try:
        cleaned = date(*(int(part) for part in found.groups()))
    except ValueError:
        return None, Trouble("date_impossible", "blank_field", plain(value))
    if not FIRST_YEAR <= cleaned.year <= LAST_YEAR:
        return None, Trouble("date_impossible", "blank_field", plain(value))
    return cleaned, None


def birth(value: Value) -> Cleaned[tuple[int, int | None] | None]:
    """Year and month of birth; a full day is cut to its month, a year alone has no month."""
    if isinstance(value, date):
        return (value.year, value.month), None
    typed = _arabic(re.sub(r"\s", "", half_width(text_of(value))))
    if serial := _serial(typed):
        shown = Trouble("date_as_serial", "normalise", plain(value), f"{serial:%Y-%m}")
        return (serial.year, serial.month), shown
    if isinstance(value, float) and re.fullmatch(r"\d{4}\.1", typed):
        trouble = Trouble("birth_month_unclear", "normalise", plain(value), typed[:4])
        return (int(typed[:4]), None), trouble  # January, or an October that lost its zero
    if re.fullmatch(r"\d{4}年?", typed):
        year, month = int(typed[:4]), None
    elif re.fullmatch(r"\d{6}|\d{8}", typed):
        year, month = int(typed[:4]), int(typed[4:6])
    elif found := _DAY.fullmatch(typed) or _MONTH.fullmatch(typed):
        year, month = int(found[1]), int(found[2])
    elif _SHORT.fullmatch(typed):
        return None, Trouble("date_two_digit_year", "blank_field", plain(value))
    else:
        return None, Trouble("date_not_understood", "blank_field", plain(value))
    if not FIRST_YEAR <= year <= LAST_YEAR or (month is not None and not 1 <= month <= 12):
        return None, Trouble("date_impossible", "blank_field", plain(value))
    return (year, month), None


def birth_year(value: Value) -> Cleaned[int | None]:
    """The year of birth, also out of a month or day."""
    cleaned, trouble = birth(value)
    return (cleaned[0] if cleaned else None), trouble


def degrees(value: Value) -> float | None:
    """One coordinate as a number, None where it is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    typed = re.sub(r"[\s°度]", "", half_width(text_of(value)))
    return float(typed) if _NUMBER.fullmatch(typed) else None


def _number(value: Value, units: str) -> tuple[float | None, bool]:
    """A number, and whether full-width digits were typed."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (float(value) if isfinite(value) else None), False
    typed = text_of(value)
    folded = re.sub(r"\s", "", half_width(typed))
    folded = folded.rstrip(units)
    if not _NUMBER.fullmatch(folded) or len(folded) > 15:
        return None, False
    return float(folded), any("０" <= letter <= "９" for letter in typed)


def _arabic(typed: str) -> str:
    """`二〇二四年五月十二日` → `2024年5月12日`; anything else as it is."""
    return typed if typed.isascii() else _CHINESE.sub(_digits, typed.replace("号", "日"))


def _digits(found: re.Match[str]) -> str:
    """`二〇二四` → `2024`, `十二` → `12`, `三十` → `30`."""
    tens, ten, units = found[0].translate(_DIGITS).partition("十")
    return tens if not ten else (tens or "1") + (units or "0")


def _serial(typed: str) -> date | None:
    if not re.fullmatch(r"\d{5}(\.\d+)?", typed):
        return None
    number = int(float(typed))
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        return None
    return _EXCEL_EPOCH + timedelta(days=number)
