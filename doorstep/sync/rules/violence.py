"""What a form says of violence at home: nothing of it is kept, whoever sent it.

The forms let no such need leave a phone; a changed client, or a draft of another program, may.
"""

import json
from collections.abc import Mapping
from typing import Any

YES = "yes"


def harmless(
    body: bytes, said: dict[str, Any] | None
) -> tuple[bytes | None, dict[str, Any] | None]:
    """What is kept of a body, and what that says: without needs that tell of violence at home. None
    where nothing is left."""
    if said is None:
        return body, said
    left = _without_violence(said)
    if left is None or left == said:
        return (None if left is None else body), left
    return json.dumps(left, ensure_ascii=False).encode(), left


def _without_violence(said: Mapping[str, Any]) -> dict[str, Any] | None:
    """The form without the needs at which violence or fear was told; None where it is such a need
    itself, so that nothing is left of it."""
    if said.get("violence") == YES:
        return None
    needs = said.get("needs")
    if not isinstance(needs, list):
        return dict(said)
    return dict(said) | {"needs": [need for need in needs if not _tells(need)]}


def _tells(need: Any) -> bool:
    return isinstance(need, dict) and need.get("violence") == YES
