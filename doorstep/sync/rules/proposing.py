"""Three-way merging of what a helper proposes for the register, field by field."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from doorstep.register.rules import three_decimals
from doorstep.sync.choices import ProposedField

SPLIT = re.compile(r"\s*[,，、\s]\s*")
DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,15})?")


@dataclass(frozen=True)
class ProposedChange:
    """One field: what the helper had before them, and what they say it is."""

    field: str
    member_id: UUID | None
    base: Any
    theirs: Any


def spot_of(text: str) -> str | None:
    """Latitude and longitude as they are told, to about 100 m; "" for no home, None for no spot."""
    if not text.strip():
        return ""
    parts = SPLIT.split(text.strip())
    if len(parts) != 2 or not all(DEGREES.fullmatch(part) for part in parts):
        return None
    lat, lon = map(three_decimals, parts)
    return f"{lat}, {lon}" if abs(lat) <= 90 and abs(lon) <= 180 else None


class Merge(StrEnum):
    """How a proposal stands to the register as it is now."""

    NOTHING = "nothing"  # it says so already, or the helper changed nothing
    THEIRS = "theirs"  # only the helper changed it
    BOTH = "both"  # both did, differently: a person judges


def merged(field: str, base: Any, theirs: Any, ours: Any) -> tuple[Merge, Any]:
    """How a proposal stands, and the value that accepting it writes. Of a set the items are
    merged one by one, so that it is never in conflict; nor is somebody who is added."""
    if field == ProposedField.LANGUAGES:
        came, went = set(theirs) - set(base), set(base) - set(theirs)
        value: Any = sorted((set(ours) | came) - went)
        return (Merge.NOTHING if value == sorted(ours) else Merge.THEIRS), value
    if theirs in (base, ours):
        return Merge.NOTHING, ours
    return (Merge.THEIRS if ours == base else Merge.BOTH), theirs
