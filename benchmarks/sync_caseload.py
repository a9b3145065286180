"""What a phone fetches first, and many phones that come back to the network at once."""

import gzip
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

from benchmarks.servers import Server

RUNS = 7
RECORDS = 30  # a device that was a week without the network


def first_download(server: Server, phone: dict[str, Any]) -> tuple[float, float, int]:
    """kB as they go over the network, milliseconds of the clock till they are read (median), and
    the households in it."""
    sizes, waits, households = [], [], 0
    for _run in range(RUNS):
        connection = server.connect()
        start = time.perf_counter()
        connection.request("GET", "/field/api/caseload", headers=_headers(phone))
        answer = connection.getresponse()
        body = answer.read()
        households = len(json.loads(gzip.decompress(body))["households"])
        waits.append(1000 * (time.perf_counter() - start))
        connection.close()
        sizes.append(len(body) / 1000)
    return statistics.median(sizes), statistics.median(waits), households


def return_together(server: Server, village: dict[str, Any]) -> tuple[int, float]:
    """All phones send at once what they kept, and fetch; answers how many of the records and the
    fetches were not taken as they should be, and the seconds till the last phone was done."""
    phones = village["phones"]
    gate = Barrier(len(phones))

    def come_back(phone: dict[str, Any]) -> int:
        body = json.dumps(
            {"records": [_visit(phone, number, village) for number in range(RECORDS)]}
        )
        gate.wait()
        try:
            return _errors(server, phone, body)
        except OSError:
            return RECORDS + 1

    start = time.perf_counter()
    with ThreadPoolExecutor(len(phones)) as pool:
        errors = sum(pool.map(come_back, phones))
    return errors, time.perf_counter() - start


def _errors(server: Server, phone: dict[str, Any], body: str) -> int:
    connection = server.connect()
    told = _headers(phone) | {"Content-Type": "application/json"}
    connection.request("POST", "/field/api/records", body.encode(), told)
    answer = connection.getresponse()
    said = answer.read()
    taken = 0
    if answer.status == 200:
        answers = json.loads(said)["answers"]
        taken = sum((one["status"], one["state"]) == (201, "applied") for one in answers)
    connection.request("GET", "/field/api/caseload", headers=_headers(phone))
    fetched = connection.getresponse()
    fetched.read()
    connection.close()
    return RECORDS - taken + (fetched.status != 200)


def _visit(phone: dict[str, Any], number: int, village: dict[str, Any]) -> str:
    homes = phone["households"]
    visit = {
        "id": str(uuid4()),
        "form": "visit",
        "version": "1",
        "household": homes[number % len(homes)],
        "on": village["day"],
        "mode": "on_site",
        "result": "met",
        "services": ["policy", "hazard_check", "work_safety"],
    }
    if number % 10 == 0:
        visit["needs"] = [{"kind": "hardship", "text": "取暖用煤不够"}]
    return json.dumps(visit, ensure_ascii=False)


def _headers(phone: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {phone['field']}", "Accept-Encoding": "gzip"}
