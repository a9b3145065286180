"""The names that columns bear in real ledgers, and the fields they mean."""

import re
import unicodedata
from functools import lru_cache

type Names = dict[str, tuple[str, ...]]

HOUSEHOLD: Names = {
    "code": ("户编号", "户号", "户编码", "家庭编号"),
    "village": ("行政村", "所属行政村", "所在村", "村名", "村"),
    "group": ("村民小组", "小组", "组别", "所在小组", "村组", "组", "自然村"),
    "head": ("户主(联系人)", "户主姓名", "户主", "家庭代表", "联系人"),
    "resident_count": (
        "常住人口数", "常住人口", "实际居住人数", "常住人数", "家庭人口", "家庭人口数", "人口数",
    ),
    "phone": ("联系电话", "手机号码", "手机号", "手机", "电话", "电话号码", "联系方式"),
    "language": ("语言偏好", "沟通语言", "常用语言", "语言"),
    "best_time": ("方便联系时间", "何时联系方便", "方便时间", "联系时间"),
    "helper": (
        "结对联系人", "帮扶责任人", "帮扶人", "包户人", "联户干部", "包户干部", "联系干部",
        "结对干部",
    ),
    "category": ("需求类别", "四色类别", "需求类型", "类别", "颜色"),
    "need_note": (
        "需求简述", "主要诉求", "实际困难", "诉求与建议", "致贫原因", "困难情况", "需求", "诉求",
    ),
    "registered_on": ("登记日期", "建档时间", "登记时间", "建档日期"),
    "review_on": ("复核日期", "下次复核", "复核时间", "下次复核日期", "下次复核时间"),
    "consent_on": (
        "知情同意日期", "知情同意时间", "告知同意时间", "告知同意日期", "同意日期", "同意时间",
    ),
    "consent_how": ("同意方式", "同意形式", "知情同意方式", "告知同意方式"),
    "note": ("备注",),
}  # fmt: skip

MEMBER: Names = {
    "code": HOUSEHOLD["code"],
    "village": HOUSEHOLD["village"],
    "name": ("成员姓名", "家庭成员", "家庭成员姓名", "人员姓名", "姓名"),
    "relation": ("与户主关系", "家庭关系", "关系", "称谓"),
    "sex": ("性别",),
    "birth_month": ("出生年月", "出生日期", "出生年月日", "出生时间", "生日"),
    "age": ("年龄",),
    "in_school": ("是否在校", "在读情况", "在校生状况", "在校情况", "是否在读"),
    "labour": ("有无劳动力", "劳动能力", "有无劳动能力", "劳动力"),
    "health_need": ("健康需求", "身体状况及需要", "健康状况", "身体状况"),
}

HELPER: Names = {
    "name": ("姓名", "帮扶人姓名", "人员姓名"),
    "role": ("角色", "职务"),
    "group": HOUSEHOLD["group"],
    "skills": ("特长", "技能", "专长"),
    "languages": ("语言", "会说的语言", "语种", "语言偏好", "沟通语言"),
    "weekly_hours": ("每周可用小时", "每周小时", "每周可用小时数"),
    "max_households": ("最多结对户数", "最多户数", "结对户数上限"),
    "birth_year": ("出生年份", "出生年", "出生年月", "出生日期"),
    "phone": HOUSEHOLD["phone"],
}

HEAD_BY_PLAIN_NAME = "姓名"  # the head of a household sheet that has no column for relations
ID_NUMBER = frozenset({"身份证号", "证件号码", "身份证", "公民身份号码", "身份证号码", "证件号"})

SPOTS = {
    "households": ("winter", "summer"),
    "persons": ("winter", "summer"),
    "members": (),
    "helpers": ("home",),
}


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A heading without what ledgers vary: width, spaces, line breaks, stars, colons, quotes."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s*:“”\"'·]+", "", folded).replace("[", "(").replace("]", ")")


def without_brackets(folded: str) -> str:
    """A folded heading without what stands in brackets: `出生日期(年月)` → `出生日期`."""
    return re.sub(r"\([^()]*\)", "", folded)


def _index(names: Names) -> dict[str, tuple[str, int]]:
    return {
        fold(name): (field, rank)
        for field, known in names.items()
        for rank, name in enumerate(known)
    }


_PERSONS: Names = {**MEMBER, **{key: HOUSEHOLD[key] for key in HOUSEHOLD if key not in MEMBER}}
_INDEX = {
    "households": _index(HOUSEHOLD),
    "members": _index(MEMBER),
    "persons": _index(_PERSONS),
    "helpers": _index(HELPER),
}
KINDS = tuple(_INDEX)
_KNOWN = frozenset(name for index in _INDEX.values() for name in index)


def fields_of(kind: str) -> tuple[str, ...]:
    """Every field that a sheet of this kind can state, coordinates by their two halves."""
    names = {"households": HOUSEHOLD, "members": MEMBER, "persons": _PERSONS, "helpers": HELPER}
    spots = (f"{spot}_{half}" for spot in SPOTS[kind] for half in ("lat", "lon"))
    return (*names[kind], *spots)


def field_for(path: tuple[str, ...], kind: str) -> tuple[str, int] | None:
    """What a column means on a sheet of this kind, with the rank of the name used (0 is best).

    `path` is the heading from the upper merged cell down. A column of both coordinates answers
    `winter_lat,winter_lon`.
    """
    bottom = fold(path[-1])
    whole = "".join(fold(piece) for piece in path)
    index = _INDEX[kind]
    for name in (whole, bottom, without_brackets(bottom)):
        if name in index:
            return index[name]
    spot = _spot_for(whole, bottom, kind)
    if spot:
        return spot, 0
    if kind == "households" and bottom == HEAD_BY_PLAIN_NAME:
        return "head", 9
    return None


def _spot_for(whole: str, bottom: str, kind: str) -> str | None:
    spots = SPOTS[kind]
    if not spots:
        return None
    spot = spots[0]
    if "summer" in spots and any(word in whole for word in ("夏", "牧场", "放牧")):
        spot = "summer"
    if "坐标" in bottom or ("经" in bottom and "纬" in bottom):
        return f"{spot}_lat,{spot}_lon"
    if "纬度" in bottom:
        return f"{spot}_lat"
    if "经度" in bottom:
        return f"{spot}_lon"
    return None


def is_known(heading: str) -> bool:
    """Whether some sheet of a roster has a field of this name: such a column is not foreign."""
    folded = fold(heading)
    return folded in _KNOWN or without_brackets(folded) in _KNOWN
