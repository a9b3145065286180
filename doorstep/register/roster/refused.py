"""Columns that are never read; no setting turns them on (docs/stance.md)."""

import re

from doorstep.method.files.refused import refused_topic
from doorstep.register.roster.columns import fold

# Beside what no method may name, what only a ledger has.
WORDS = ("政治面貌", "党龄", "社区矫正", "照片", "头像", "证件照", "评分", "打分", "得分")
ENGLISH = re.compile(r"photo|score", re.IGNORECASE)


def is_refused(heading: str) -> bool:
    """Whether a heading names what the product does not hold."""
    folded = fold(heading)
    return bool(
        refused_topic(folded)
        or refused_topic(heading)
        or ENGLISH.search(heading)
        or any(word in folded for word in WORDS)
    )


SEALED = (
    "健康", "身体状况", "精神", "残疾", "疾病", "病史", "病情", "病种", "患病", "大病", "慢病",
    "慢性病", "血型", "身份证", "身份号码", "证件号", "银行", "卡号", "账号", "账户",
    "འཕྲོད་བསྟེན", "ཐོབ་ཐང་ལག་ཁྱེར", "དངུལ་ཁང",
)  # fmt: skip
ENGLISH_SEALED = re.compile(
    r"health|disab|illness|disease|diagnos|blood|id[ _-]?(card|number)|identity|passport|bank"
    r"|account",
    re.IGNORECASE,
)


def is_sealed(heading: str) -> bool:
    """Whether a heading names health, disability, an identity number or a bank card: no hand
    can map such a column, until there are sealed fields."""
    folded = fold(heading)
    return bool(ENGLISH_SEALED.search(heading) or any(word in folded for word in SEALED))
