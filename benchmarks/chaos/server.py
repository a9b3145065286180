"""The product served as always, and started again as often as it was killed:
`python -m benchmarks.chaos.server PORT`."""

import os
import signal
import sys
import time
from importlib import import_module
from types import FrameType

WORKERS, THREADS = 2, 4  # as `doorstep serve` has them
SHORTEST_LIFE = 0.2  # seconds; one that cannot begin must not be tried without a pause
LOADED = ("benchmarks.chaos.wsgi", "doorstep.urls")  # once for all lives


def serve(port: int) -> None:
    """One life of the server, in a process group of its own."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "benchmarks.chaos.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        websockets=False,
    ).serve()


def warm_up() -> None:
    """What a first request loads, for all lives; nothing of the database goes into them."""
    from django.db import connections
    from django.test import Client

    nobody = Client(headers={"host": "localhost", "accept-language": "zh-hans"})
    nobody.get("/odk/nobody/formList")
    nobody.post("/field/api/records", headers={"authorization": "Bearer nobody"})
    connections.close_all()


def main(port: int) -> None:
    """Loads the product once and forks it for every life: so a life begins in no time."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    if not os.environ.get("CHAOS_WITHOUT_SCREENS"):
        call_command("collectstatic", interactive=False, verbosity=0)
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    for name in LOADED:
        import_module(name)

    warm_up()
    living = 0

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if living:
            os.killpg(living, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    while True:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # till its number is known
        living = os.fork()
        if living == 0:
            os.setsid()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
            serve(port)
            os._exit(1)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        begun = time.monotonic()
        os.waitpid(living, 0)
        time.sleep(max(0.0, SHORTEST_LIFE - (time.monotonic() - begun)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
