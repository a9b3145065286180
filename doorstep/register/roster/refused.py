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
