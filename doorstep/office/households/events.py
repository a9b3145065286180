"""A line of a household's story."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Event:
    """A line of the story; `about` says when, how and who, `url` opens the row."""

    on: date
    about: str
    text: str
    url: str = ""
    soft: str = ""
