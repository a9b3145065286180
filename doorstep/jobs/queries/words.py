"""Words of employers' files: kinds of work, crafts, wages."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from doorstep.jobs.choices import Craft, WagePer
from doorstep.kit.errors import Refused
from doorstep.kit.money import fen_of
from doorstep.kit.sheets.cells import folded
from doorstep.needs.choices import PlacementKind

KINDS: dict[PlacementKind, tuple[str, ...]] = {
    PlacementKind.TEMPORARY: ("临时", "短期", "零工", "日结", "temporary"),
    PlacementKind.SEASONAL: ("季节", "seasonal"),
    PlacementKind.LASTING: ("长期", "固定", "全职", "合同", "稳定", "lasting", "permanent"),
}
CRAFTS: dict[Craft, tuple[str, ...]] = {
    Craft.DRIVING: ("驾驶", "司机", "驾照", "driv"),
    Craft.MACHINES: ("挖掘机", "装载机", "机械", "机手", "machine", "excavator"),
    Craft.BUILDING: ("泥瓦", "瓦工", "砌", "钢筋", "建筑", "building"),
    Craft.CARPENTRY: ("木工", "木匠", "carpent"),
    Craft.WELDING: ("焊", "weld"),
    Craft.ELECTRICS: ("电工", "electric"),
    Craft.PLUMBING: ("水暖", "管道", "plumb"),
    Craft.COOKING: ("厨", "炊事", "烹饪", "cook"),
    Craft.CLEANING: ("保洁", "客房", "清洁", "clean"),
    Craft.CARE: ("保姆", "月嫂", "护工", "育婴", "care"),
    Craft.HERDING: ("放牧", "养殖", "牧工", "herd"),
    Craft.FARMING: ("种植", "农机", "采摘", "大棚", "farm", "plant"),
    Craft.HANDICRAFT: ("缝纫", "编织", "手工", "sew", "handicraft"),
    Craft.SELLING: ("销售", "营业员", "导购", "sell", "sales"),
    Craft.GUIDING: ("导游", "讲解", "guide"),
    Craft.GUARDING: ("保安", "门卫", "看护", "guard"),
    Craft.OFFICE: ("文员", "电脑", "办公", "office", "computer"),
}
PER: dict[WagePer, tuple[str, ...]] = {
    WagePer.HOUR: ("小时", "时薪", "hour"),
    WagePer.PIECE: ("计件", "件", "个", "亩", "piece"),
    WagePer.DAY: ("天", "日", "day"),
    WagePer.MONTH: ("月", "month"),
}
TO_BE_AGREED = ("面议", "待定", "协商", "tobeagreed")
MOST_LETTERS = 60  # of a wage that can be meant
_MANY = re.compile(r"[\d万千百]|^[kw](?![a-z])")  # more of an amount
_AMOUNT = r"¥?\s*(\d[\d,]*(?:\.\d{1,2})?)"
_WAGE = re.compile(rf"{_AMOUNT}\s*元?\s*(?:[-–—~～至到]\s*{_AMOUNT})?\s*元?\s*(.*)")


class WageUnreadable(Refused):
    message = _("“%(text)s” cannot be read as a wage; write it as 200元/天, 4500元/月 or 面议")


class WagePerUnknown(Refused):
    message = _("“%(text)s” does not say what the wage is paid for: write 元/天, 元/月 or 元/件")


@dataclass(frozen=True)
class Wage:
    """A wage in fen; all empty where it is to be agreed."""

    least: int | None = None
    most: int | None = None
    per: str = ""


def wage_in(text: str, beside: str) -> Wage:
    """A wage as files write it: 200元/天, 4500, 4,000-6,000元/月, 面议; `beside` is the column that
    says what it is paid for, or the heading. WageUnreadable, WagePerUnknown, AmountNotPositive."""
    if not text or folded(text) in TO_BE_AGREED:
        return Wage()
    plain = text.removesuffix("左右").removesuffix("起").strip()
    found = _WAGE.fullmatch(plain) if len(text) <= MOST_LETTERS else None
    if found is None:
        raise WageUnreadable(text=text[:MOST_LETTERS])
    least, most, rest = found.groups()
    before, told = _per(rest)
    if _MANY.search(before) or (rest and not told):
        raise WageUnreadable(text=text)
    per = told or _per(beside)[1]
    if not per:
        raise WagePerUnknown(text=text)
    low = fen_of(least)
    high = fen_of(most) if most else None
    return Wage(low, None if high == low else high, per)


def kind_in(text: str) -> PlacementKind | None:
    """The kind that a word of a file means; None for one that is not known."""
    word = folded(text)
    return next((kind for kind, known in KINDS.items() if any(w in word for w in known)), None)


def crafts_in(text: str) -> tuple[str, ...]:
    """The crafts that words of a file ask for; what no craft is known for asks for none."""
    word = text.lower()
    return tuple(one.value for one, known in CRAFTS.items() if any(w in word for w in known))


def _per(text: str) -> tuple[str, str]:
    """What a wage is paid for by the first word that says it (200元/天（8小时） is a day's), and
    what stands before that word; all of the text and "" where none does."""
    word = folded(text.replace("个月", "月"))
    at = {per.value: min(filter(lambda n: n >= 0, map(word.find, known)), default=len(word))
          for per, known in PER.items()}  # fmt: skip
    per = min(at, key=lambda one: at[one])
    return word[: at[per]], per if at[per] < len(word) else ""
