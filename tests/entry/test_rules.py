"""What a PIN may be, and what a browser is called."""

import pytest

from doorstep.entry.rules import device_words, is_easy_pin, is_pin


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
