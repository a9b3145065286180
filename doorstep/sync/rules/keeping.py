"""What is kept of a body: all that it says, without what tells of violence at home and without the
place and the time that a camera notes in a picture."""

import json
from typing import Any

from doorstep.sync.rules.photos import without_places, without_places_unread
from doorstep.sync.rules.violence import without_violence


def harmless(
    body: bytes, said: dict[str, Any] | None
) -> tuple[bytes | None, dict[str, Any] | None]:
    """What is kept of a body, and what that says; None where nothing is left. A body that was not
    read (`said` is None) keeps its words and loses its pictures."""
    if said is None:
        return without_places_unread(body), said
    left = without_violence(said)
    if left is not None:
        left = without_places(left)
    if left is None or left == said:
        return (None if left is None else body), left
    return json.dumps(left, ensure_ascii=False).encode(), left
