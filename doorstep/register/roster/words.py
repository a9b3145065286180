"""Cleaning cells that hold words: names, codes, phones, and the closed lists."""

import re
from collections.abc import Mapping

from doorstep.kit.sheets import Value
from doorstep.register.roster.cells import (
    Cleaned,
    Cleaner,
    Trouble,
    half_width,
    parts_of,
    plain,
    text_of,
)
from doorstep.register.roster.refused import is_refused

CATEGORIES = {
    "green": ("绿", "绿色", "和谐平稳家庭", "暂无专项需求", "暂无需求"),
    "blue": ("蓝", "蓝色", "经济困难家庭", "经济帮扶"),
    "orange": ("橙", "橙色", "孤老留守家庭", "关爱照护"),
    "red": ("红", "红色", "相对不稳定家庭", "调解支持"),
}
LANGUAGES = {
    "藏语": ("bo",), "藏": ("bo",), "藏文": ("bo",),
    "汉语": ("zh",), "汉": ("zh",), "普通话": ("zh",), "国语": ("zh",), "中文": ("zh",),
    "藏汉双语": ("bo", "zh"), "汉藏双语": ("bo", "zh"), "双语": ("bo", "zh"),
    "英语": ("en",),
}  # fmt: skip
CONSENT = {
    "signed": ("签字", "本人签字", "签名", "本人签名", "书面"),
    "thumb": ("指印", "按指印", "手印", "按手印"),
    "spoken": ("口头+见证", "口头(有见证人)", "口头见证", "口头,有见证人"),
}
SEX = {"f": ("女", "女性"), "m": ("男", "男性")}
HEAD = ("户主", "本人", "户主本人", "自己")
YES = ("是", "在读", "在校", "在校生", "有", "有劳动能力", "有劳动力", "√", "y", "yes")
NO = (
    "否", "不在读", "不在校", "非在校生", "无", "无劳动能力", "无劳动力", "没有", "×", "n", "no",
)  # fmt: skip
NOTHING = ("无", "没有", "正常", "健康", "良好", "一般", "-", "—", "/")

_SCIENTIFIC = re.compile(r"(\d)\.(\d+)[Ee]\+?(\d{1,2})")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_TIGHT = re.compile(rf"(?<=[{_CJK}·])\s+|\s+(?=[{_CJK}·])")


def text(most: int) -> Cleaner[str]:
    """A cleaner for free text of at most so many letters."""

    def clean_text(value: Value) -> Cleaned[str]:
        cleaned = text_of(value)
        if len(cleaned) > most:
            return "", Trouble("text_too_long", "blank_field", cleaned[:20] + "…")
        return cleaned, None

    return clean_text


def code(value: Value) -> Cleaned[str]:
    """户编号: half-width, without blanks, with a plain hyphen."""
    typed = text_of(value)
    cleaned = re.sub(r"[‐-―−]", "-", re.sub(r"\s+", "", half_width(typed)))
    if len(cleaned) > 40:
        return "", Trouble("text_too_long", "blank_field", cleaned[:20] + "…")
    if half_width(typed) != typed:
        return cleaned, Trouble("fullwidth_digits", "normalise", plain(value), cleaned)
    return cleaned, None


def place_name(value: Value) -> Cleaned[str]:
    """A group or village: half-width and without blanks, silently."""
    cleaned = re.sub(r"\s+", "", half_width(text_of(value)))
    if len(cleaned) > 100:
        return "", Trouble("text_too_long", "blank_field", cleaned[:20] + "…")
    return cleaned, None


def name(value: Value) -> Cleaned[str]:
    """A person's name, never split: blanks go beside Chinese characters, elsewhere one stays."""
    typed = text_of(value) if not isinstance(value, str) else value
    cleaned = _TIGHT.sub("", re.sub(r"\s+", " ", text_of(typed)))
    if len(cleaned) > 100:
        return "", Trouble("text_too_long", "blank_field", cleaned[:20] + "…")
    if cleaned != typed:
        return cleaned, Trouble("spaces_in_name", "normalise", typed, cleaned)
    return cleaned, None


def names(value: Value) -> Cleaned[tuple[str, ...]]:
    """Several people in one cell, in their order."""
    return tuple(dict.fromkeys(name(part)[0] for part in parts_of(text_of(value)))), None


def skills(value: Value) -> Cleaned[tuple[str, ...]]:
    """What a helper is good at; what the product does not hold is no skill."""
    stated, _trouble = names(value)
    kept = tuple(one for one in stated if not is_refused(one))
    if kept != stated:
        return kept, Trouble("skill_refused", "normalise", None, plain(kept))
    return kept, None


def phone(value: Value) -> Cleaned[str]:
    """One telephone number as text; of two in a cell the first is kept."""
    shown = plain(value)
    trouble = None
    number = text_of(value)
    if not isinstance(value, str):
        trouble = "number_stored_as_number"
    elif number.startswith(("'", "‘", "’", "`")):
        number, trouble = number[1:], "leading_apostrophe"
    several = [part for part in re.split(r"[/／、,，;；\n]+", number) if part.strip()]
    if len(several) > 1:
        number, trouble = several[0], "phone_two_values"
    if half_width(number) != number:
        number, trouble = half_width(number), trouble or "fullwidth_digits"
    if found := _SCIENTIFIC.fullmatch(number.strip()):
        number, trouble = _spelt_out(found) or number, trouble or "number_stored_as_number"
    if re.fullmatch(r"\d+\.0", number):
        number, trouble = number[:-2], trouble or "number_stored_as_float"
    if re.search(r"\s", number.strip()):
        trouble = trouble or "phone_spaces"
    number = re.sub(r"^(\+86|0086)", "", re.sub(r"[\s\-‐-―()]+", "", number))
    if not re.fullmatch(r"\d{11}|0\d{9,11}", number):
        return "", Trouble("phone_wrong_length", "blank_field", shown)
    if trouble:
        action = "keep_first" if trouble == "phone_two_values" else "normalise"
        return number, Trouble(trouble, action, shown, number)
    return number, None


def readable_phone(typed: str) -> str:
    """One telephone number as it is kept; "" for what is none, and for two."""
    number, trouble = phone(typed)
    return "" if trouble and trouble.reason == "phone_two_values" else number


def _spelt_out(found: re.Match[str]) -> str:
    """`1.9900000150E+10` → `19900000150`; "" where digits were cut."""
    fraction, exponent = found[2].rstrip("0"), int(found[3])
    exact = len(found[2]) == exponent or len(fraction) == exponent
    return found[1] + found[2][:exponent].ljust(exponent, "0") if exact else ""


def category(value: Value) -> Cleaned[str | None]:
    """The colour that a stated category stands for; it decides nothing."""
    typed = text_of(value)
    found = _one_of(CATEGORIES, typed)
    if found:
        return found, None
    several = [_one_of(CATEGORIES, part) for part in re.split(r"[、,，;；/+和\s]+", typed) if part]
    if len(set(several)) == 1 and several[0]:
        return several[0], None
    if len(several) > 1 and all(several):
        return None, Trouble("category_two_values", "blank_field", typed)
    return None, Trouble("category_unknown", "blank_field", typed)


def languages(value: Value) -> Cleaned[tuple[str, ...]]:
    """Language codes in the order stated."""
    typed = text_of(value)
    spoken: list[str] = []
    for part in parts_of(typed.replace("和", "、")):
        known = LANGUAGES.get(part) or LANGUAGES.get(part.removesuffix("语"))
        if known is None:
            return (), Trouble("language_unknown", "blank_field", typed)
        spoken += known
    return tuple(dict.fromkeys(spoken)), None


def consent_how(value: Value) -> Cleaned[str]:
    """signed, thumb or spoken."""
    typed = text_of(value)
    found = _one_of(CONSENT, half_width(typed).replace(" ", ""))
    return (found, None) if found else ("", Trouble("consent_unknown", "blank_field", typed))


def sex(value: Value) -> Cleaned[str]:
    """男 or 女, M or F; nothing else is kept."""
    typed = text_of(value)
    found = _one_of(SEX, typed)
    return (found, None) if found else ("", Trouble("sex_unknown", "blank_field", typed))


def relation(value: Value) -> Cleaned[str]:
    """The ledger's word; every way of saying "the head" becomes 户主."""
    typed = re.sub(r"\s+", "", text_of(value))
    if len(typed) > 40:
        return "", Trouble("text_too_long", "blank_field", typed[:20] + "…")
    return ("户主" if typed in HEAD else typed), None


def yes_no(value: Value) -> Cleaned[bool | None]:
    """是 or 否 and their like; None for a blank."""
    typed = text_of(value).lower()
    if typed in YES or typed in NO:
        return typed in YES, None
    return None, Trouble("yes_no_unknown", "blank_field", text_of(value))


def is_stated(value: Value) -> Cleaned[bool]:
    """Whether a health need is stated; its text goes no further."""
    return text_of(value) not in NOTHING, None


def _one_of(known: Mapping[str, tuple[str, ...]], typed: str) -> str:
    return next((key for key, words in known.items() if typed in words), "")
