"""Names that are data, in several languages: {"zh-hans": "调解支持", "en": "Mediation support"}."""

from collections.abc import Mapping

from django.utils.translation import get_language

LANGUAGES = ("zh-hans", "en", "bo")


def name_in(names: Mapping[str, str], language: str | None = None) -> str:
    """The name in a language (default: the reader's), else in Chinese, else any; "" where none."""
    wanted = language or get_language() or LANGUAGES[0]
    for key in (wanted, *LANGUAGES):
        if names.get(key):
            return names[key]
    return next(iter(names.values()), "")
