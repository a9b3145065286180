"""How a roster's values are written for people and for JSON, in the ledger's own words."""

from typing import Any

from doorstep.register.roster.cells import plain

LANGUAGE_NAMES = {
    ("bo",): "藏语",
    ("zh",): "汉语",
    ("bo", "zh"): "藏汉双语",
    ("en",): "英语",
}
CONSENT_NAMES = {"signed": "签字", "thumb": "指印", "spoken": "口头+见证"}


def language_name(codes: tuple[str, ...]) -> str:
    """The ledger's word for some languages; "" for none."""
    known = LANGUAGE_NAMES.get(tuple(sorted(codes)))
    return known or "、".join(LANGUAGE_NAMES.get((code,), code) for code in codes)


def shown(field: str, value: Any) -> Any:
    """The value of a household's field as JSON holds it."""
    if field == "language":
        return language_name(value)
    if field == "consent_how":
        return CONSENT_NAMES.get(value, value)
    if field in ("winter", "summer"):
        return None if value is None else list(value)
    return plain(value)
