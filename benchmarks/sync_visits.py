"""Visits as Collect sends them, one by one over several connections, and what one costs."""

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

from benchmarks.servers import Server
from tests.api.collect import HEADERS, XFORM, Collect, parts

CONNECTIONS = 8
WARM_UP = 120
BATCH = 240
BATCHES = 5
RAISING = 10  # every tenth raises a need
SERVICES = "policy hazard_check work_safety"
SECONDS_TO_SETTLE = 1.0  # what is done after the answer is counted, too


class Visits:
    """New visits of the village's phones, each phone in its turn."""

    def __init__(self, server: Server, village: dict[str, Any]) -> None:
        self.server, self.day, self.phones = server, village["day"], village["phones"]
        address = f"http://127.0.0.1:{server.port}/odk/{self.phones[0]['collect']}"
        collect = Collect(address)
        self.form = collect.download(collect.forms()["visit"])
        self.numbers = count()

    def next(self) -> tuple[str, str, bytes]:
        """The path of the next one, its type and its bytes."""
        number = next(self.numbers)
        phone = self.phones[number % len(self.phones)]
        homes = phone["households"]
        home = homes[number // len(self.phones) % len(homes)]
        said = {"what/household": home, "what/on": self.day, "what/result": "met"}
        said["done/services"] = SERVICES
        if number % RAISING == 0:
            said |= {"done/more": "need", "need/kind": "hardship", "need/text": "取暖用煤不够"}
        kind, body = parts(("xml_submission_file", "form.xml", self.filled(said)))
        return f"/odk/{phone['collect']}/submission?deviceID=collect:bench", kind, body

    def filled(self, said: dict[str, str]) -> bytes:
        """The form's empty instance with what was said."""
        root = ElementTree.fromstring(self.form).find(f".//{XFORM}instance")[0]  # noqa: S314
        for one in root.iter():
            one.tag = one.tag.removeprefix(XFORM)
        for way, value in ({"meta/instanceID": f"uuid:{uuid4()}"} | said).items():
            root.find(way).text = value
        return ElementTree.tostring(root)


def cpu_ms_a_visit(server: Server, village: dict[str, Any]) -> tuple[float, float]:
    """Milliseconds of processor of server and database, and of the clock till the answer: each the
    median over batches. Every visit must be applied."""
    visits = Visits(server, village)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        _send(server, [visits.next() for _ in range(WARM_UP)], pool)
        costs, waits = [], []
        for _batch in range(BATCHES):
            some = [visits.next() for _ in range(BATCH)]
            before = server.cpu_seconds()
            waits += _send(server, some, pool)
            time.sleep(SECONDS_TO_SETTLE)
            costs.append(1000 * (server.cpu_seconds() - before) / BATCH)
    return statistics.median(costs), 1000 * statistics.median(waits)


def _send(
    server: Server, visits: list[tuple[str, str, bytes]], pool: ThreadPoolExecutor
) -> list[float]:
    """Seconds till each answer; the visits are dealt out to the connections."""
    shares = [visits[number::CONNECTIONS] for number in range(CONNECTIONS)]
    return [
        wait for some in pool.map(lambda share: list(_post(server, share)), shares) for wait in some
    ]


def _post(server: Server, visits: list[tuple[str, str, bytes]]) -> Iterator[float]:
    connection = server.connect()
    for path, kind, body in visits:
        start = time.perf_counter()
        connection.request(
            "POST", path, body, HEADERS | {"Content-Type": kind, "Accept-Language": "en"}
        )
        answer = connection.getresponse()
        words = answer.read()
        if answer.status != 201 or b"<message>Received.</message>" not in words:
            raise SystemExit(f"a visit was answered {answer.status}: {words.decode()}")
        yield time.perf_counter() - start
    connection.close()
