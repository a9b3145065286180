"""What a star never asks about, how long it holds, and what comes next."""

import re
from calendar import monthrange
from datetime import date

from doorstep.method.files.refused import is_police, names_sealed, refused_topic

# beside what no method may be about: help that was given, quarrels, favours, gatherings, ranks
WORDS = (
    "投诉", "举报", "告状", "聚集", "聚众", "集会", "非法", "人情", "送礼", "随礼", "宴请",
    "低保", "救助", "特困", "监测户", "脱贫", "贫困", "补贴", "纠纷", "调解", "矛盾", "类别",
    "评分", "打分", "得分", "分数", "积分", "名次", "前几名", "扣星", "降星",
)  # fmt: skip
ENGLISH = re.compile(
    r"complain|denounc|gathering|assembl|favou?rs?\b|gifts?\b|bribe|relief|subsid|poverty|dispute"
    r"|mediat|quarrel|\bscor|\bpoints?\b|\brank|categor",
    re.IGNORECASE,
)


def refused_word(text: str) -> str | None:
    """The word for which a text is refused here; None for a text that may stand."""
    topic = refused_topic(text)
    if topic is not None:
        return topic
    found = ENGLISH.search(text)
    if found is not None:
        return found[0]
    word = next((one for one in WORDS if one in text), None)
    if word is None and (names_sealed(text) or is_police(text)):
        return text[:20]
    return word


def names_code(text: str, code: str) -> bool:
    """Whether a text names a code, and not a longer number or word that holds it."""
    alone = rf"(?<![0-9A-Za-z-]){re.escape(code)}(?![0-9A-Za-z-])"
    return code in text and re.search(alone, text) is not None


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_decided(is_met: list[bool]) -> bool:
    """Whether a star is due: every criterion is met. There is no part of a star."""
    return bool(is_met) and all(is_met)
