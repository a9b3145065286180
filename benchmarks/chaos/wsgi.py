"""The product's way in with points at which it is killed, and the day that who asks lives in."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.backends.signals import connection_created

from benchmarks.chaos import points
from benchmarks.chaos.headers import DAYS, KILL, in_environ
from doorstep.kit import clock
from doorstep.wsgi import application as product

_here = threading.local()
_today, _now = clock.today, clock.now

# the run lasts some days, which pass as fast as its work is done
clock.today = lambda: _today() + _later()
clock.now = lambda: _now() + _later()
connection_created.connect(points.watch)
points.watch_vault()


def _later() -> timedelta:
    return timedelta(days=getattr(_here, "days", 0))


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """One request: killed where its header says so, else as the product answers it."""
    _here.days = int(environ.pop(in_environ(DAYS), "0"))
    points.begin(environ.pop(in_environ(KILL), None))
    points.passing("before the request")
    answer = product(environ, start_response)
    points.passing("before the answer")
    return answer
