"""What a device seals to this instance: its token and its records, to be sent without the PIN."""

import base64

from doorstep.kit.envelopes import open_envelope, public_key
from doorstep.kit.vault import SealBroken

OWNER = "field-page"
TOKEN, RECORD = "field token", "field record"  # what an envelope was made for


def key_for_devices() -> str:
    """The public key that devices seal to."""
    return base64.urlsafe_b64encode(public_key(OWNER)).decode()


def opened(purpose: str, sealed: str) -> str | None:
    """The text in an envelope; None where it does not open."""
    try:
        envelope = base64.urlsafe_b64decode(sealed)
        return open_envelope(OWNER, purpose, envelope).decode()
    except (SealBroken, ValueError):
        return None
