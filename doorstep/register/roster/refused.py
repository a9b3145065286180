"""Columns that are never read; no setting turns them on (docs/stance.md)."""

from doorstep.register.roster.columns import fold

WORDS = (
    "民族", "族别", "宗教", "信仰", "信教", "政治面貌", "党员", "入党", "党龄", "党支部",
    "信访", "上访", "重点人", "稳控", "维稳", "前科", "犯罪", "刑满", "刑释", "社区矫正",
    "照片", "头像", "人脸", "证件照", "轨迹", "定位",
)  # fmt: skip


def is_refused(heading: str) -> bool:
    """Whether a heading names what the product does not hold."""
    folded = fold(heading)
    return any(word in folded for word in WORDS)


SEALED = (
    "健康", "身体状况", "残疾", "疾病", "病史", "病情", "病种", "患病", "大病", "慢病", "慢性病",
    "血型", "身份证", "证件号", "银行", "卡号", "账号", "账户",
)  # fmt: skip


def is_sealed(heading: str) -> bool:
    """Whether a heading names health, disability, an identity number or a bank card: no hand
    can map such a column, until there are sealed fields."""
    folded = fold(heading)
    return any(word in folded for word in SEALED)
