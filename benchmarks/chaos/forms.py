"""What helpers write on their phones: mostly ordinary visits, of all else some, and some wrong."""

import copy
import hashlib
import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring

from tests.api.collect import XFORM

SERVICES = ("policy", "hazard_check", "work_safety", "clean_up", "errand", "aid", "care", "study")
WRITTEN_DAYS_AGO = 3


@dataclass(frozen=True)
class Form:
    """A form as it lies on the phone, and what it must do once it is applied; `id` is None where
    the bytes hold none."""

    id: str | None
    kind: str  # visit, need, close, register
    body: bytes
    services: tuple[str, ...] = ()
    needs: int = 0
    closes: str = ""
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


class Writer:
    """The hand of one helper; the same forms each run."""

    def __init__(self, phone: dict[str, Any], clock_off: int) -> None:
        self.rng = random.Random(f"forms {phone['number']}")
        self.households, self.clock_off = phone["households"], clock_off
        self.needs: list[tuple[str, str]] = []  # raised by themselves: id and household
        self.forms: dict[str, bytes] = {}  # Collect's, by kind, as they were fetched last

    def write(self, day: date) -> list[Form]:
        """One form, or two that the office must tell apart."""
        draw = self.rng.random()
        if draw < 0.01:
            return [Form(None, "visit", f"{{ torn {self._key()}".encode())]
        if draw < 0.02:
            return [self._visit(day, household=self._key())]
        if draw < 0.03:
            return [self._visit(day, services=("massage",))]
        if draw < 0.04:  # a phone put back from a copy writes another form under the same id
            key = self._key()
            return [self._visit(day, key=key), self._visit(day, key=key)]
        if draw < 0.12:
            return [self._need(day)]
        if draw < 0.18 and self.needs:
            return [self._closing(day)]
        if draw < 0.21 and not self.forms:
            return [self._register(day)]
        return [self._visit(day, files=self.rng.random() < 0.03)]

    def _visit(
        self,
        day: date,
        *,
        key: str = "",
        household: str = "",
        services: Any = (),
        files: bool = False,
    ) -> Form:
        key, rng = key or self._key(), self.rng
        services = services or tuple(sorted(rng.sample(SERVICES, rng.randint(0, 3))))
        needs = [self._words_of_need()] if rng.random() < 0.1 else []
        said = self._head("visit", key, day, household) | {
            "mode": "on_site",
            "result": "met",
            "part": rng.choice(["morning", "afternoon", ""]),
            "services": services,
            "needs": needs,
            "note": f"第{rng.randrange(10**6)}次：" + "一切都好。" * rng.randint(0, 12),
        }
        some = {}
        if files and self.forms:
            some = {f"{number}.jpg": rng.randbytes(600) for number in range(2)}
        return Form(key, "visit", self._body(said), services, len(needs), files=some)

    def _need(self, day: date) -> Form:
        key = self._key()
        said = self._head("need", key, day) | self._words_of_need()
        self.needs.append((key, said["household"]))
        return Form(key, "need", self._body(said))

    def _closing(self, day: date) -> Form:
        key, (need, household) = self._key(), self.rng.choice(self.needs)
        said = self._head("close", key, day, household)
        said |= {"need": need, "outcome": "done", "text": "办好了", "seen": 1}
        return Form(key, "close", self._body(said), closes=need)

    def _register(self, day: date) -> Form:
        key = self._key()
        change = {"field": "phone", "was": "", "now": f"199{self.rng.randrange(10**8):08}"}
        said = self._head("register", key, day) | {"base": 1, "changes": [change]}
        return Form(key, "register", self._body(said))

    def _words_of_need(self) -> dict[str, str]:
        text = f"取暖用煤不够，第{self.rng.randrange(10**6)}次"
        return {"kind": "hazard", "text": text, "urgency": "soon"}

    def _head(self, form: str, key: str, day: date, household: str = "") -> dict[str, Any]:
        version = "2" if form in ("visit", "need") else "1"
        ago = self.rng.randint(0, WRITTEN_DAYS_AGO) - self.clock_off
        return {
            "id": key,
            "form": form,
            "version": version,
            "household": household or self.rng.choice(self.households),
            "on": f"{day - timedelta(days=ago)}",
        }

    def _key(self) -> str:
        return str(UUID(int=self.rng.getrandbits(128), version=4))

    def _body(self, said: dict[str, Any]) -> bytes:
        if self.forms:
            return as_xml(self.forms[said["form"]], said)
        return json.dumps(said, ensure_ascii=False).encode()


def empty(form: bytes) -> bytes:
    """The empty instance of a form of Collect's, as it stands in it."""
    root = fromstring(form).find(f".//{XFORM}instance")[0]
    for one in root.iter():
        one.tag = one.tag.removeprefix(XFORM)
    return ElementTree.tostring(root)


_parsed: dict[bytes, ElementTree.Element] = {}


def as_xml(instance: bytes, said: dict[str, Any]) -> bytes:
    """What was said, filled into an empty instance."""
    if instance not in _parsed:
        _parsed[instance] = fromstring(instance)
    root = copy.deepcopy(_parsed[instance])
    values = {
        "meta/instanceID": f"uuid:{said['id']}",
        "what/household": said["household"],
        "what/on": said["on"],
    }
    if said["form"] == "visit":
        values |= {
            "what/result": said["result"],
            "what/part": said["part"],
            "done/services": " ".join(said["services"]),
            "done/note": said["note"],
        }
    for one in said.get("needs", [said] if said["form"] == "need" else []):
        values |= {f"need/{name}": one[name] for name in ("kind", "text", "urgency")}
    if said["form"] == "close":
        values |= {"closing/closed": said["need"], "closing/outcome": said["outcome"]}
    for way, value in values.items():
        root.find(way).text = value
    return ElementTree.tostring(root)
