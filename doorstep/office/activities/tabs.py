"""The screens beside each other under activities."""

from django.urls import reverse
from django.utils.translation import pgettext


def tabs_of_activities() -> list[tuple[str, str]]:
    """(words, url) of sessions and samples."""
    named = [
        ("office:activities", pgettext("activity", "Sessions")),
        ("office:samples", pgettext("activity", "Samples")),
    ]
    return [(words, reverse(name)) for name, words in named]
