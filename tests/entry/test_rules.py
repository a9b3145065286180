"""What a PIN and a password may be, how long a sign-in lasts, what a browser is called."""

from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from doorstep.entry.rules import NoHouseWords, device_words, is_easy_pin, is_over, is_pin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("314159", True),
        ("31415", False),
        ("3141592", False),
        ("31415a", False),
        ("３１４１５９", False),
    ],
)
def test_a_pin_is_six_digits(text, expected):
    assert is_pin(text) == expected


@pytest.mark.parametrize(
    ("pin", "expected"),
    [
        ("000000", True),
        ("121212", True),
        ("123456", True),
        ("987654", True),
        ("314159", False),
        ("112233", False),
    ],
)
def test_what_is_guessed_first_is_easy(pin, expected):
    assert is_easy_pin(pin) == expected


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36", "Chrome · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko Firefox/120.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/120.0 Mobile Safari", "Chrome · Android"),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_known_by_its_name_and_system(agent, expected):
    assert device_words(agent) == expected


@pytest.mark.parametrize(
    ("password", "is_refused"),
    [
        ("doorstep2026", True),
        ("到户到户2026", True),
        ("Daohu-mima-1", True),
        ("niancun1234567", True),
        ("a doorstep of four quiet words", False),
        ("prayer flags on the pass", False),
    ],
)
def test_words_guessed_first_make_no_password(password, is_refused):
    if is_refused:
        with pytest.raises(ValidationError, match=r"guessed first|最先猜到"):
            NoHouseWords().validate(password)
    else:
        NoHouseWords().validate(password)


def test_the_product_uses_its_own_words_for_passwords():
    assert "doorstep.entry.rules.NoHouseWords" in {
        one["NAME"] for one in settings.AUTH_PASSWORD_VALIDATORS
    }


@pytest.mark.parametrize(("day", "over"), [(11, False), (12, False), (13, True)])
def test_a_sign_in_is_over_after_the_day_that_follows(day, over):
    assert is_over(date(2026, 3, 11), date(2026, 3, day)) == over
