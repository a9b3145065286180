"""What neither a method nor a ledger's column may be about; no setting turns it on
(docs/stance.md)."""

import re

TOPICS = (
    "民族", "族别", "宗教", "信教", "信仰", "信佛", "拜佛", "佛教", "信徒", "基督", "伊斯兰",
    "穆斯林", "政治", "党员", "入党", "党组织", "党支部", "信访",
    "上访", "重点人", "稳控", "维稳", "前科", "犯罪", "刑满", "刑释", "矫正", "人脸", "轨迹",
    "定位", "打卡", "扣分", "排名", "亲属关系",
    "མི་རིགས", "ཆོས་ལུགས", "ཆབ་སྲིད",
)  # fmt: skip
ENGLISH_TOPICS = re.compile(
    r"ethnic|religio|politic|party[ _-]?member|petition|key[ _-]?person|criminal|convict"
    r"|face[ _-]?photo|kinship|clock[ _-]?in|league[ _-]?table|ranking|minus[ _-]?points",
    re.IGNORECASE,
)
POLICE = re.compile(r"公安|民警|警察|辅警|警务|派出所|police|constable|ཉེན་རྟོག", re.IGNORECASE)


def refused_topic(text: str) -> str | None:
    """The word for which a text is refused."""
    found = ENGLISH_TOPICS.search(text)
    return found[0] if found else next((word for word in TOPICS if word in text), None)


def is_police(text: str) -> bool:
    """Whether a text names the police: they have no seat in the team."""
    return POLICE.search(text) is not None


SEALED = (
    "健康", "身体状况", "精神", "残疾", "疾病", "病史", "病情", "病种", "患病", "大病", "慢病",
    "慢性病", "血型", "身份证", "身份号码", "证件号", "银行", "卡号", "账号", "账户",
    "帐号", "帐户",
    "འཕྲོད་བསྟེན", "ཐོབ་ཐང་ལག་ཁྱེར", "དངུལ་ཁང",
)  # fmt: skip
ENGLISH_SEALED = re.compile(
    r"health|disab|illness|disease|diagnos|blood|id[ _-]?(card|number)|identity|passport|bank"
    r"|account",
    re.IGNORECASE,
)


def names_sealed(text: str) -> bool:
    """Whether a text names health, disability, an identity number or a bank card: they stand in
    sealed fields alone."""
    return bool(ENGLISH_SEALED.search(text) or any(word in text for word in SEALED))
