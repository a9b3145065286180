"""A worker of the server that dies by itself: the others go on, and another takes its place."""

import os
import re
import signal
import time
from contextlib import closing, suppress
from http.client import HTTPConnection

import pytest

from benchmarks.servers import on_sqlite, serving

pytestmark = [pytest.mark.long]
PORT = 8345
SECONDS = 60


def workers(installation):
    log = (installation.folder / "serve.log").read_text("utf-8")
    return [int(pid) for pid in re.findall(r"Spawning worker-\d+ with PID: (\d+)", log)]


def answers():
    connection = HTTPConnection("127.0.0.1", PORT, timeout=10)
    with suppress(OSError), closing(connection):
        connection.request("GET", "/account/login/")
        return connection.getresponse().status
    return None


def test_the_server_outlives_a_worker_that_is_killed():
    with on_sqlite() as installation, serving(installation, PORT) as server:
        first = workers(installation)
        time.sleep(6)  # sooner, it is taken for a server that cannot start

        os.kill(first[0], signal.SIGKILL)

        until = time.monotonic() + SECONDS
        while len(workers(installation)) == len(first) and time.monotonic() < until:
            time.sleep(0.2)
        told = []
        while not told or (told[-1] != 200 and time.monotonic() < until):
            told.append(answers())
        os.kill(server.pid, 0)
        assert (len(workers(installation)), told[-1]) == (len(first) + 1, 200)
