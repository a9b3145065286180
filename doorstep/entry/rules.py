"""Pure decisions of entry: how long things hold, what a PIN may be, what a browser is called."""

from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SET_UP_HOURS = 24
INVITATION_DAYS = 7
PIN_DIGITS = 6
PIN_TRIES = 5
LOCK_MINUTES = 10
KEPT_FORM = timedelta(hours=1)  # how long what a locked page sent can still be carried out
SIGN_INS_KEPT = timedelta(days=30)
SIGN_IN_LASTS = timedelta(days=1)  # a session in use ends with the day after it began
HOUSE_WORDS = ("doorstep", "daohu", "到户", "niancun", "mima", "password", "123456", "qwerty")

BROWSERS = (
    ("Edg", "Edge"),
    ("QQBrowser", "QQ"),
    ("MicroMessenger", "WeChat"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def is_over(first_on: date, on: date) -> bool:
    """Whether a sign-in of an earlier day may not be used any more, however often it is."""
    return on - first_on > SIGN_IN_LASTS


class NoHouseWords:
    """Refuses a password of which less than eight characters are left without HOUSE_WORDS and the
    person's own login and name: who guesses here tries these first. A validator of Django's."""

    def validate(self, password: str, user: object = None) -> None:
        own = [getattr(user, field, "").strip().lower() for field in ("login", "name")]
        left = password.lower()
        for word in [*HOUSE_WORDS, *(one for one in own if len(one) > 1)]:
            left = left.replace(word, "")
        if left != password.lower() and len(left) < 8:
            words = _("This password is little more than a word that is guessed first here.")
            raise ValidationError(words, code="password_house_word")

    def get_help_text(self) -> str:
        return gettext("Not a word that is guessed first here, such as the product's name.")


def device_words(user_agent: str) -> str:
    """ "Chrome · Windows": enough to know one's own computer by, no version and no address."""
    named = [
        next((word for mark, word in marks if mark in user_agent), "")
        for marks in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, named))


def is_pin(text: str) -> bool:
    """Whether a text has the form of a PIN; no password is that short."""
    return len(text) == PIN_DIGITS and text.isascii() and text.isdigit()


def is_easy_pin(pin: str) -> bool:
    """All alike, two figures in turn, or up or down one after another: what is tried first."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(set(pin)) <= 2 or steps in ({1}, {-1})
