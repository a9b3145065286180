"""The office's addresses, as tests try them all."""

from django.urls import URLPattern, reverse
from django.urls.converters import UUIDConverter

from doorstep.office import urls

# arguments that are no ids
BESIDE = {
    "week": "2026-W10",
    "board_code": "board-a-001",
    "door_code": "door-a-001",
    "key": "note",
    "format": "docx",
    "token": "x-1",
    "file": "json",
    "purpose": "register",
    "which": "first",
    "code": "caoba",
}


def patterns():
    """The office's patterns that take an id."""
    return [pattern for pattern in every_pattern() if ids_of(pattern)]


def every_pattern():
    """All of the office's patterns."""
    return [pattern for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)]


def ids_of(pattern):
    """The names of a pattern's arguments that are ids."""
    converters = pattern.pattern.converters
    return [name for name, one in converters.items() if isinstance(one, UUIDConverter)]


def address_of(pattern, ids, beside=BESIDE):
    """The pattern's address with these ids."""
    arguments = {name: beside.get(name) for name in pattern.pattern.converters} | {
        name: ids[name] for name in ids_of(pattern)
    }
    return reverse(f"office:{pattern.name}", kwargs=arguments)


def shows(client, pattern, ids, beside=BESIDE):
    """Whether a pattern's address shows something: one that only saves answers 405 to whoever is
    signed in, whatever the row, with the same sentence (held in `test_middleware`)."""
    return client.get(address_of(pattern, ids, beside)).status_code != 405
