"""Long work beside a request: the page that asks for it answers at once and tells how far it is."""

import threading
from collections.abc import Callable

from django.db import connection


def start(work: Callable[[], None], *, ends_with_server: bool = False) -> None:
    """Runs some work beside the request, with a connection of its own. A server that stops waits
    for it, unless it may end halfway."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    threading.Thread(target=run, daemon=ends_with_server).start()
