"""A helper's phone: it writes forms, keeps each until the office has answered for it, and sends as
the field page or as ODK Collect does."""

import base64
import gzip
import json
import random
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import batched
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring

from benchmarks.chaos.envelopes import seal
from benchmarks.chaos.forms import Form, Writer, empty
from benchmarks.chaos.journals import Journal
from benchmarks.chaos.sending import Answer, Line
from tests.api.collect import DEVICE, HEADERS, LIST, parts

A_YEAR = 365
TRIES = 400  # in a row without one answer; then the server is not coming back
PAUSE = 0.05
MOST_AT_ONCE = 50
LATER, GONE = 429, 403


class NoServer(Exception):
    """It answers no more, whatever is sent."""


class Phone(ABC):
    """What both kinds have in common. The clock of one in ten is a year fast, of another a year
    slow."""

    def __init__(
        self, told: dict[str, Any], village: dict[str, Any], port: int, journals: Path, kills: int
    ) -> None:
        self.told, self.village, self.number = told, village, int(told["number"])
        off = {3: A_YEAR, 6: -A_YEAR}.get(self.number % 10, 0)
        self.writer = Writer(told, off)
        self.line = Line(port, self.number, kills)
        self.journal = Journal(journals, self.number)
        self.rng = random.Random(f"phone {self.number}")
        self.first_day = date.fromisoformat(village["day"])
        self.outbox: list[Form] = []
        self.written, self.is_full_today, self.failures = 0, False, 0

    def live_a_day(self, days: int, count: int) -> None:
        """Writes so many forms without a network, then sends until all is answered or the office
        takes no more today."""
        self.line.days, self.is_full_today = days, False
        self.fetch()
        day = self.first_day + timedelta(days=days)
        while count > 0:
            for form in self.writer.write(day)[:count]:
                self.journal.wrote(form)  # before anything is sent, as a phone keeps it
                self.outbox.append(form)
                self.written += 1
                count -= 1
        if self.rng.random() < 0.3:  # another order than that of writing
            self.rng.shuffle(self.outbox)
        while self.outbox and not self.is_full_today:
            for some in list(self.batches()):
                if self.is_full_today:
                    break
                self.send(some)
        self.line.close()

    @abstractmethod
    def fetch(self) -> None:
        """What this kind of phone asks for before it sends."""

    @abstractmethod
    def batches(self) -> Iterator[tuple[Form, ...]]:
        """Which forms go out together."""

    @abstractmethod
    def send(self, forms: tuple[Form, ...]) -> None:
        """Sends forms once, and settles those that were answered."""

    def heard(self, answer: Answer | None) -> bool:
        """Whether there was an answer that means something; else the phone waits a little."""
        if answer is not None and answer.status == LATER:
            self.is_full_today = True
            self.line.faults["told to come tomorrow"] += 1
            return False
        if answer is None or answer.status >= 500:
            if answer is not None:
                self.line.faults[f"answered {answer.status}"] += 1
            self.failures += 1
            if self.failures > TRIES:
                raise NoServer
            time.sleep(PAUSE * (1 + self.rng.random()))
            return False
        self.failures = 0
        return True

    def settle(self, form: Form, status: int, state: str) -> None:
        self.journal.told(form, status, state)
        self.outbox.remove(form)


class FieldPhone(Phone):
    """The field page: JSON, up to fifty at once, sealed where the PIN was not entered."""

    def fetch(self) -> None:
        """Its caseload, as it does before and after sending."""
        headers = {"Authorization": f"Bearer {self.told['token']}", "Accept-Encoding": "gzip"}
        self.line.ask("GET", "/field/api/caseload", headers)

    def batches(self) -> Iterator[tuple[Form, ...]]:
        most = self.rng.randint(1, MOST_AT_ONCE)
        yield from batched(list(self.outbox), most)

    def send(self, forms: tuple[Form, ...]) -> None:
        is_locked = self.rng.random() < 0.2
        headers = {"Content-Type": "application/json", "Accept-Language": "zh-hans"}
        if is_locked:
            auth = f"Sealed {self._sealed('field token', self.told['token'])}"
            records: list[Any] = [
                {"sealed": self._sealed("field record", form.body.decode())} for form in forms
            ]
        else:
            auth = f"Bearer {self.told['token']}"
            records = [form.body.decode() for form in forms]
        body = json.dumps({"records": records}).encode()
        headers["Authorization"] = auth
        answer = self.line.send("/field/api/records", body, headers, len(forms))
        if not self.heard(answer) or answer is None:
            return
        if answer.status != 200:
            raise SystemExit(f"the field page was answered {answer.status}: {answer.body.decode()}")
        for form, told in zip(forms, json.loads(answer.body)["answers"], strict=True):
            is_conflict = told["status"] == 409
            if is_conflict or (told["status"] in (200, 201) and told["digest"] == form.digest):
                self.settle(form, told["status"], told["state"])

    def _sealed(self, purpose: str, text: str) -> str:
        return base64.urlsafe_b64encode(seal(self.village["key"], purpose, text)).decode()


class CollectPhone(Phone):
    """ODK Collect: XML, one form a request, pictures in several, now and then packed."""

    def fetch(self) -> None:
        """The list of forms, and those it does not have: the method may be another since."""
        answer = self._ask("formList")
        while answer is None or answer.status not in (200, GONE):
            self.heard(answer)
            answer = self._ask("formList")
        if answer.status == GONE:  # shut out: it goes on with the forms that it has
            return
        for one in fromstring(answer.body.decode()).findall(f"{LIST}xform"):
            address = one.findtext(f"{LIST}downloadUrl") or ""
            got = self._ask(address.partition(f"/{self.told['token']}/")[2])
            if got is not None and got.status == 200:
                self.writer.forms[one.findtext(f"{LIST}formID") or ""] = empty(got.body)
        if len(self.writer.forms) < 3:
            self.fetch()

    def batches(self) -> Iterator[tuple[Form, ...]]:
        yield from batched(list(self.outbox), 1)

    def send(self, forms: tuple[Form, ...]) -> None:
        (form,) = forms
        self._ask("submission", "HEAD")
        files = list(form.files.items())
        answer = None
        for some in (files[:1], files[1:]) if files else ([],):
            answer = self._post(form, some, is_incomplete=bool(files) and some == files[:1])
            if not self.heard(answer):
                return
        if answer is None:
            return
        state = "held" if "等办公室".encode() in answer.body else "applied"
        if answer.status in (201, 400, 409):
            self.settle(form, answer.status, state if answer.status == 201 else "held")
        else:
            raise SystemExit(f"Collect was answered {answer.status}: {answer.body.decode()}")

    def _post(
        self, form: Form, files: list[tuple[str, bytes]], *, is_incomplete: bool
    ) -> Answer | None:
        more = [("*isIncomplete*", None, b"yes")] if is_incomplete else []
        own = ("xml_submission_file", "form.xml", form.body)
        kind, body = parts(own, *[(name, name, content) for name, content in files], *more)
        headers = HEADERS | {"Content-Type": kind, "Accept-Language": "zh-hans"}
        if self.rng.random() < 0.1:
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        return self.line.send(self._path("submission"), body, headers, 1)

    def _ask(self, what: str, method: str = "GET") -> Answer | None:
        return self.line.ask(method, self._path(what), dict(HEADERS))

    def _path(self, what: str) -> str:
        return f"/odk/{self.told['token']}/{what}?deviceID={DEVICE}"


KINDS: dict[str, type[Phone]] = {"field": FieldPhone, "collect": CollectPhone}
