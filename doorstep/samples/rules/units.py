"""Units as laboratories write them, each kind with the one it is kept in."""

import re
import unicodedata
from decimal import Decimal

# by kind: the units of it, and how many of the first one each is
KINDS: tuple[dict[str, Decimal], ...] = (
    {"": Decimal(1)},
    {"mg/L": Decimal(1), "μg/L": Decimal("0.001"), "g/L": Decimal(1000), "ng/L": Decimal("1e-6")},
    {"mg/kg": Decimal(1), "μg/kg": Decimal("0.001"), "g/kg": Decimal(1000)},
    {"g/100g": Decimal(1)},
    {"NTU": Decimal(1)},
    {"度": Decimal(1)},
    {"°C": Decimal(1)},
    {"°T": Decimal(1)},
    {"CFU/mL": Decimal(1)},
    {"MPN/100mL": Decimal(1)},
)
# other ways of writing them, folded
ALSO = {
    "无量纲": "",
    "-": "",
    "—": "",
    "/": "",
    "毫克/升": "mg/L",
    "微克/升": "μg/L",
    "ug/l": "μg/L",
    "克/升": "g/L",
    "毫克/千克": "mg/kg",
    "毫克/公斤": "mg/kg",
    "微克/千克": "μg/kg",
    "ug/kg": "μg/kg",
    "ppm": "mg/kg",
    "%": "g/100g",
    "g/100克": "g/100g",
    "克/100克": "g/100g",
    "散射浑浊度单位": "NTU",
    "ntu散射浑浊度单位": "NTU",
    "铂钴色度单位": "度",
    "°": "度",
    "c": "°C",
    "摄氏度": "°C",
    "个/ml": "CFU/mL",
    "cfu/g": "CFU/mL",
    "mpn/ml": "CFU/mL",
    "cfu/100ml": "MPN/100mL",
}
KNOWN = {unit: kind for kind in KINDS for unit in kind}


def fold(text: str) -> str:
    """How units, headings and names are compared: width, case, blanks and brackets aside."""
    plain = unicodedata.normalize("NFKC", text).replace("µ", "μ").casefold()
    return re.sub(r"[\s()\[\]【】*:：]", "", plain)


_FOLDED = {fold(unit): unit for unit in KNOWN} | {fold(key): unit for key, unit in ALSO.items()}


def unit_of(text: str) -> str | None:
    """The unit that a text names, as it is written here; None for one that is not known."""
    return _FOLDED.get(fold(text))


def converted(value: Decimal, unit: str, to: str) -> Decimal | None:
    """A value in another unit of the same kind; None where the kinds differ."""
    kind = KNOWN[unit]
    return value * kind[unit] / kind[to] if to in kind else None
