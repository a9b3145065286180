"""The forms as devices send them: JSON text of the field page, or Collect's XML, into plain values.

A form and version once accepted stay accepted for ever: a phone may send years later what was
filled today. `head_of` reads what says where a form belongs, `read_form` all of it.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.periods import LAST_DAY
from doorstep.kit.text import printable
from doorstep.method.choices import FactKind, NeedKind, Urgency
from doorstep.needs.choices import Outcome, RequestHow, WorksKind
from doorstep.people.choices import SpokenLanguage
from doorstep.register.choices import Relation
from doorstep.sync.choices import HOMES, OF_A_HOUSEHOLD, OF_A_MEMBER, ProposedField
from doorstep.sync.rules.counter_forms import (
    COUNTER_FORMS,
    LEND,
    TAKE_BACK,
    WALK_IN,
    SentAtCounter,
    read_loan,
    read_return,
    read_walk_in,
)
from doorstep.sync.rules.fields import Fields
from doorstep.sync.rules.photos import photo_of
from doorstep.sync.rules.proposing import ProposedChange, spot_of
from doorstep.sync.rules.xml_forms import id_within, is_xml, said_in
from doorstep.visits.choices import ChangeKind, Mode, PartOfDay, Result
from doorstep.visits.rules import Change, ClosedNeed, NewNeed

MOST_LETTERS_OF_A_NAME, MOST_LETTERS_OF_A_PHONE = 100, 40
MOST_VERSIONS = 2**31 - 1  # of a household: what its column holds
FIRST_YEAR = 1900
FACTS = {ChangeKind.FACT_BEGAN, ChangeKind.FACT_ENDED}
DAYS = {ChangeKind.AWAY_UNTIL}
NUMBERS = {ChangeKind.RESIDENTS}


class Unreadable(Exception):
    """The bytes are no form; `id` is the one that stands in them all the same, if any."""

    def __init__(self, id: UUID | None = None) -> None:  # noqa: A002
        super().__init__()
        self.id = id


class PhotoNotTaken(Refused):
    message = _(
        "A photograph is taken of a hazard alone: a small JPEG, without the place and the time "
        "that a camera notes in it. Correct the form, and it is left out."
    )


class ViolenceNotAsked(Refused):
    message = _(
        "This form says mediation and does not say that somebody asked for violence or fear at "
        "home. Ask. If there is none, answer no and apply it; if there is, discard it and tell the "
        "safeguarding person."
    )


@dataclass(frozen=True)
class Head:
    """What every form says first."""

    id: UUID
    form: str
    version: str
    household_id: UUID | None
    on: date | None
    replaces: UUID | None = None  # a form sent before, which this one is meant to correct
    said: dict[str, Any] | None = field(default=None, compare=False, repr=False)  # all that it says


@dataclass(frozen=True)
class LateClosing:
    """A need settled out there, with the version of it the helper had seen."""

    need: ClosedNeed
    seen: int | None


@dataclass(frozen=True)
class SentVisit:
    """The visit form."""

    mode: str
    result: str
    part_of_day: str
    services: tuple[str, ...]
    no_change: bool
    needs: tuple[NewNeed, ...]
    closed: tuple[LateClosing, ...]
    changes: tuple[Change, ...]
    note: str
    next_on: date | None
    answers: Mapping[str, str]  # to the method's own questions


@dataclass(frozen=True)
class SentNeed:
    """A need raised outside a visit."""

    need: NewNeed


@dataclass(frozen=True)
class SentRegister:
    """What a helper found wrong in the register, `base` being its version that they had before
    them."""

    base: int
    changes: tuple[ProposedChange, ...]


@dataclass(frozen=True)
class SentClosing:
    """A need settled outside a visit."""

    closing: LateClosing


Sent = SentVisit | SentNeed | SentClosing | SentRegister | SentAtCounter


def digest_of(body: bytes) -> str:
    """SHA-256 of a body as it was sent."""
    return hashlib.sha256(body).hexdigest()


def head_of(body: bytes) -> Head:
    """Id, form and version, household and day. Unreadable without an id; what else is wrong there
    is None or "", for `read_form` to name."""
    said = said_by(body)
    try:
        key = UUID(str(said.get("id")))
    except ValueError as error:
        raise Unreadable from error
    fields = Fields(said)
    return Head(
        id=key,
        form=str(said.get("form", ""))[:40],
        version=str(said.get("version", ""))[:40],
        household_id=fields.or_none("household", fields.key),
        on=fields.or_none("on", fields.day),
        replaces=fields.or_none("replaces", fields.key_or_none),
        said=said,
    )


def read_form(body: bytes, said: dict[str, Any] | None = None) -> Sent:
    """All that a form of FORMS says, as it was read before (`said`) or as the bytes say; FormFault
    names the field that cannot be read."""
    said = said_by(body) if said is None else said
    fields = Fields(said)
    fields.key("station" if said.get("form") in COUNTER_FORMS else "household")
    fields.day("on")
    shape = "shape" if "shape" in said else "version"
    read = FORMS.get((str(said.get("form")), str(said.get(shape))))
    if read is None:  # the way a phone names its form is known, and not this shape of its fields
        raise fields.fault(shape)
    return read(fields)


def said_by(body: bytes) -> dict[str, Any]:
    """What a body says, field by field, whichever way it was written. Unreadable."""
    is_of_collect = is_xml(body)
    try:
        said = _printable(said_in(body) if is_of_collect else json.loads(body))
    except (ValueError, RecursionError) as error:
        raise Unreadable(id_within(body) if is_of_collect else None) from error
    if not isinstance(said, dict):
        raise Unreadable
    return said


def _printable(said: Any) -> Any:
    """The same without what no database takes: half characters (a phone cuts an emoji in two) and
    control characters, wherever they stand."""
    if isinstance(said, str):
        return printable(said)
    if isinstance(said, list):
        return [_printable(one) for one in said]
    if isinstance(said, dict):
        return {printable(name): _printable(one) for name, one in said.items()}
    return said


def _visit(fields: Fields) -> SentVisit:
    return SentVisit(
        mode=fields.must_choose("mode", Mode),
        result=fields.must_choose("result", Result),
        part_of_day=fields.choice("part", PartOfDay),
        services=fields.texts("services"),
        no_change=fields.flag("no_change"),
        needs=tuple(_need(row) for row in fields.rows("needs")),
        closed=tuple(_closing(row) for row in fields.rows("closed")),
        changes=tuple(_change(row) for row in fields.rows("changes")),
        note=fields.text("note"),
        next_on=fields.day_or_none("next_on"),
        answers=fields.answers(),
    )


def _need(fields: Fields) -> NewNeed:
    """Version 1 asked nobody for violence: its mediation waits until a person did."""
    kind, answer = fields.must_choose("kind", NeedKind), fields.text("violence")
    if kind == NeedKind.MEDIATION and answer not in ("no", "yes"):
        raise ViolenceNotAsked
    photo = fields.said.get("photo")
    if photo and (kind != NeedKind.HAZARD or photo_of(photo) is None):
        raise PhotoNotTaken
    return NewNeed(
        kind=kind,
        text=fields.text("text"),
        urgency=fields.choice("urgency", Urgency, Urgency.ORDINARY),
        member_id=fields.key_or_none("member"),
        requested_on=fields.day_or_none("requested_on"),
        requested_how=fields.choice("requested_how", RequestHow),
        works_kind=fields.choice("works_kind", WorksKind),
        has_violence=answer == "yes",
    )


def _closing(fields: Fields) -> LateClosing:
    outcome = fields.must_choose("outcome", Outcome)
    need = ClosedNeed(fields.key("need"), outcome, fields.text("text"))
    return LateClosing(need, fields.whole("seen"))


def _change(fields: Fields) -> Change:
    kind = ChangeKind(fields.must_choose("kind", ChangeKind))
    value: Any = fields.text("value") if kind not in DAYS | NUMBERS else None
    if kind in FACTS and value not in FactKind.values:
        raise fields.fault("value")
    if kind in DAYS:
        value = fields.day("value")
    elif kind in NUMBERS:
        value = fields.whole("value")
    return Change(
        kind=kind,
        value=value,
        since_on=fields.day_or_none("since_on"),
        member_id=fields.key_or_none("member"),
        private=fields.flag("private"),
    )


def _register(fields: Fields) -> SentRegister:
    base = fields.whole("base")
    changes = tuple(_proposed(row) for row in fields.rows("changes"))
    if base is None or not 0 <= base <= MOST_VERSIONS:
        raise fields.fault("base")
    if not changes:
        raise fields.fault("changes")
    return SentRegister(base, changes)


def _proposed(fields: Fields) -> ProposedChange:
    """One field of the household or of a member, as it was before the helper and as they say it
    is; categories are no field of these."""
    member_id, name = fields.key_or_none("member"), fields.text("field")
    allowed = OF_A_MEMBER if member_id is not None else OF_A_HOUSEHOLD
    if name not in allowed:
        raise fields.fault("field")
    if name == ProposedField.JOINED:
        [joined] = fields.rows("now")[:1] or [Fields({})]
        person = {
            "name": joined.text("name").strip(),
            "relation": joined.choice("relation", Relation, Relation.MEMBER),
            "birth_year": _year(joined, "birth_year"),
        }
        if not 0 < len(str(person["name"])) <= MOST_LETTERS_OF_A_NAME:
            raise fields.silent_fault("now")
        return ProposedChange(name, None, None, person)
    return ProposedChange(name, member_id, _value(fields, "was", name), _value(fields, "now", name))


def _value(fields: Fields, side: str, name: str) -> Any:
    if name == ProposedField.LANGUAGES:
        spoken = set(fields.texts(side))
        if not spoken <= set(SpokenLanguage.values):  # the register's pages know no other
            raise fields.fault(side)
        return sorted(spoken)
    if name == ProposedField.BIRTH_YEAR:
        return _year(fields, side)
    if name == ProposedField.LEFT:
        day = fields.day_or_none(side)
        return str(day) if day else ""
    if name == ProposedField.RELATION:
        return fields.choice(side, Relation)
    if name in HOMES:
        spot = spot_of(fields.text(side))
        if spot is None:
            raise fields.silent_fault(side)
        return spot
    text = fields.text(side).strip()
    most = MOST_LETTERS_OF_A_PHONE if name == ProposedField.PHONE else MOST_LETTERS_OF_A_NAME
    if len(text) > most:
        raise fields.silent_fault(side)
    return text


def _year(fields: Fields, name: str) -> int | None:
    year = fields.whole(name)
    if year is not None and not FIRST_YEAR <= year <= LAST_DAY.year:
        raise fields.fault(name)
    return year


FORMS: dict[tuple[str, str], Callable[[Fields], Sent]] = {
    ("visit", "1"): _visit,
    ("need", "1"): lambda fields: SentNeed(_need(fields)),
    ("visit", "2"): _visit,  # says what was answered where it raises mediation; so does need/2
    ("need", "2"): lambda fields: SentNeed(_need(fields)),
    ("close", "1"): lambda fields: SentClosing(_closing(fields)),
    ("register", "1"): _register,
    (WALK_IN, "1"): read_walk_in,
    (LEND, "1"): read_loan,
    (TAKE_BACK, "1"): read_return,
}
