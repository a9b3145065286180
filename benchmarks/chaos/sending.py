"""The network between a phone and the office: connections that break, answers that do not arrive,
requests that arrive twice, and a server that may be away."""

import random
from collections import Counter
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Thread

from benchmarks.chaos.headers import DAYS, KILL

HOST, PATIENCE = "127.0.0.1", 60
CUT, UNHEARD, TWICE, AGAIN = 0.03, 0.03, 0.04, 0.03  # shares of the requests
POINTS_OF_A_REQUEST, POINTS_OF_A_FORM = 14, 30


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


class Line:
    """One phone's line to the office, with its faults: the same draws each run."""

    def __init__(self, port: int, number: int, forms_a_kill: int) -> None:
        self.port, self.forms_a_kill = port, forms_a_kill
        self.rng = random.Random(f"line {number}")
        self.days = 0
        self.faults: Counter[str] = Counter()
        self.open: HTTPConnection | None = None

    def send(self, path: str, body: bytes, headers: dict[str, str], forms: int) -> Answer | None:
        """One request, maybe doubled; None where no answer came to the phone."""
        draw, told = self.rng.random(), headers | {DAYS: f"{self.days}"}
        if self.rng.random() < min(0.5, forms / self.forms_a_kill):
            at = self.rng.randint(1, POINTS_OF_A_REQUEST + forms * POINTS_OF_A_FORM)
            self.faults["asked to die"] += 1
            return self.once(path, body, told | {KILL: f"{at}"})
        if draw < CUT:
            self.faults["connection cut"] += 1
            return self._cut(path, body, told)
        if draw < CUT + UNHEARD:
            self.faults["answer lost"] += 1
            self.once(path, body, told)
            return None
        if draw < CUT + UNHEARD + TWICE:
            self.faults["doubled at once"] += 1
            other = Thread(target=lambda: self._apart(path, body, told))
            other.start()
            answer = self.once(path, body, told)
            other.join()
            return answer
        if draw < CUT + UNHEARD + TWICE + AGAIN:
            self.faults["doubled later"] += 1
            self.once(path, body, told)
        return self.once(path, body, told)

    def ask(self, method: str, path: str, headers: dict[str, str]) -> Answer | None:
        """A request that changes nothing."""
        return self.once(path, None, headers | {DAYS: f"{self.days}"}, method)

    def close(self) -> None:
        if self.open is not None:
            self.open.close()
        self.open = None

    def once(
        self, path: str, body: bytes | None, headers: dict[str, str], method: str = "POST"
    ) -> Answer | None:
        """One request as it is; None where the line broke."""
        if self.open is None:
            self.open = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            self.open.request(method, path, body, headers)
            got = self.open.getresponse()
            return Answer(got.status, got.read())
        except (OSError, HTTPException):
            self.close()
            return None

    def _apart(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        """The same over a second connection, whose answer nobody waits for."""
        apart = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            apart.request("POST", path, body, headers)
            apart.getresponse().read()
        except (OSError, HTTPException):
            pass  # the server died meanwhile; the first connection goes on
        finally:
            apart.close()

    def _cut(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        """The connection ends when everything, or only a part, is on its way."""
        self.close()
        cut = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            cut.putrequest("POST", path)
            for name, value in (headers | {"Content-Length": f"{len(body)}"}).items():
                cut.putheader(name, value)
            cut.endheaders(body if self.rng.random() < 0.5 else body[: len(body) // 2])
        except OSError:
            pass  # the server is away just now
        finally:
            cut.close()
