"""What a device sent, and what it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from doorstep.people.models import Helper
from doorstep.sync.choices import SubmissionState
from doorstep.sync.models import Device
from doorstep.visits.choices import Channel


@dataclass(frozen=True)
class Incoming:
    """What a device sent: the bytes as they came, and files that came with them. Paper has no
    device; there it is said whose sheet it was. `at`: the moment when it was written, as the door
    reckons it; it is kept of what waits at a counter alone, and there with the waiting."""

    device: Device | None
    body: bytes
    channel: Channel
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    whose: Helper | None = None
    at: datetime | None = None

    @property
    def helper(self) -> Helper:
        """Whose work it is: the sheet's helper, else the device's."""
        if self.whose is not None:
            return self.whose
        if self.device is None:
            raise TypeError("neither a device nor whose paper it was")
        return self.device.helper


@dataclass(frozen=True)
class Receipt:
    """What the sender is told: `is_new`, or known already, or known with other content; and what
    became of it. `digest` is that of the bytes as they were received."""

    id: UUID
    digest: str
    is_new: bool
    is_conflict: bool
    state: SubmissionState
    because: str
    words: str  # of `because`, in the language that is active
    is_named: bool  # the sender's own id was found, so that the sender can be answered by it
