"""How far a long command is, on standard error."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from doorstep.cli.output import say

if TYPE_CHECKING:
    from doorstep.planner.visits import Progress

SECONDS = 1.0  # between two lines of a search


def saying() -> "Callable[[Progress], None]":
    """Says of a plan of visits how far it is: every helper, then a search's best kilometres, no
    oftener than a person reads."""
    from django.utils.translation import gettext as _

    last = [0.0]

    def told(progress: "Progress") -> None:
        words = {
            "done": progress.done,
            "of": progress.of,
            "km": f"{progress.km:.0f}",
            "seconds": f"{progress.seconds_left:.0f}",
        }
        if not progress.is_searching:
            say(_("%(done)s of %(of)s helpers planned, %(km)s km") % words)
        elif monotonic() - last[0] >= SECONDS:
            last[0] = monotonic()
            say(_("All %(of)s helpers planned; best so far %(km)s km, %(seconds)s s left") % words)

    return told
