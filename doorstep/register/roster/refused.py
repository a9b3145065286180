"""Columns that are never read; no setting turns them on (docs/stance.md)."""

import re

from doorstep.method.files.refused import names_sealed, refused_topic
from doorstep.register.roster.columns import fold

# Beside what no method may name, what only a ledger has; ledgers say the same in many words.
WORDS = (
    "种族", "族属", "僧", "尼姑", "寺庙", "寺院", "朝佛", "朝觐", "党龄", "党派", "团员",
    "思想动态", "思想状况", "缠访", "闹访", "重点关注", "关注对象", "关注人员", "管控", "涉稳",
    "涉毒", "吸毒", "风险等级", "危险等级", "境外", "出境", "黑名单", "失信", "社会关系", "亲戚",
    "照片", "头像", "证件照", "指纹", "评分", "打分", "得分", "积分", "信用分",
)  # fmt: skip
ENGLISH = re.compile(
    r"photo|score|nationality|minzu|zongjiao|zhengzhi|xinfang|fingerprint|blacklist"
    r"|risk[ _-]?level",
    re.IGNORECASE,
)
SEALED_WORDS = ("艾滋", "怀孕", "孕产", "避孕", "节育", "计生", "残障", "护照", "一卡通", "社保卡")
ENGLISH_SEALED = re.compile(r"\bhiv\b|pregnan|contracep|social[ _-]?security", re.IGNORECASE)


def is_refused(heading: str) -> bool:
    """Whether a heading names what the product does not hold."""
    folded = fold(heading)
    return bool(
        refused_topic(folded)
        or refused_topic(heading)
        or ENGLISH.search(heading)
        or any(word in folded for word in WORDS)
    )


def is_sealed(heading: str) -> bool:
    """Whether a heading names health, disability, an identity number or a bank card: no hand
    can map such a column, until there are sealed fields."""
    folded = fold(heading)
    return bool(
        names_sealed(heading)
        or names_sealed(folded)
        or ENGLISH_SEALED.search(heading)
        or any(word in folded for word in SEALED_WORDS)
    )
