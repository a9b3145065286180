"""What a device sent, in words: each field of its form with its label, whatever stands in it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from doorstep.method.choices import FactKind, NeedKind, Urgency
from doorstep.method.queries import NoMethodAdopted, questions_by_key, version_at
from doorstep.needs.choices import Outcome, RequestHow, WorksKind
from doorstep.needs.queries import needs_for
from doorstep.office.held.counter import counter_lines, is_of_counter
from doorstep.office.wording import day_text
from doorstep.people.models import Account
from doorstep.register.models import Household, Member
from doorstep.register.queries import households_seen_whole, with_head
from doorstep.sync.choices import ProposedField
from doorstep.sync.models import Submission
from doorstep.sync.queries.forms import is_known_form
from doorstep.sync.queries.held import (
    kind_of_need,
    names_somebody,
    rows_in,
    said_in,
    tells_of_health,
)
from doorstep.visits.choices import ChangeKind, Mode, PartOfDay, Result
from doorstep.visits.queries import service_names
from doorstep.visits.queries.answers import question_name

FORMS = {
    "visit": gettext_lazy("Visit"),
    "need": gettext_lazy("Need"),
    "close": pgettext_lazy("form", "Need settled"),
    "register": gettext_lazy("Changes to the register"),
    "walk_in": pgettext_lazy("form", "At the counter"),
    "lend": pgettext_lazy("form", "Lent"),
    "take_back": pgettext_lazy("form", "Came back"),
}
SEALED = gettext_lazy("sealed; it opens to who sent it and to who was named for this household")
HEAD = ("id", "form", "version", "shape", "replaces")
DOT = " · "
PICTURE = re.compile(r'("photo"\s*:\s*")([A-Za-z0-9+/=]{400,})(?=")')


@dataclass(frozen=True)
class Line:
    """A field of a form as people read it."""

    label: str
    value: str
    differs: bool = False  # from the other content beside it


def beside(lines: list[Line], others: list[Line]) -> list[Line]:
    """The lines, with those marked that the other content does not have."""
    known = {(other.label, other.value) for other in others}
    return [
        Line(line.label, line.value, differs=(line.label, line.value) not in known)
        for line in lines
    ]


def form_name(submission: Submission) -> str:
    """What kind of form it is; as it was sent, where that is not known."""
    return str(FORMS.get(submission.form) or submission.form or "–")


def sign_by_sign(body: bytes) -> str:
    """What was sent as it came; of a picture its size, for a page of its signs hides the words."""

    def size_of(found: re.Match[str]) -> str:
        size = _("a picture of %(size)s kB") % {"size": max(1, len(found[2]) * 3 // 4000)}
        return f"{found[1]}[{size}]"

    return PICTURE.sub(size_of, body.decode("utf-8", "replace"))


@dataclass(frozen=True)
class Telling:
    """Who reads, on which day, and whether sealed words are told."""

    account: Account
    submission: Submission
    today: date
    hides: bool

    def lines(self, body: bytes) -> list[Line]:
        """Every field in the form's own order, what the form does not know last."""
        said = said_in(body)
        if said is None or (self.hides and not is_known_form(self.submission)):
            return []
        if is_of_counter(self.submission):
            told = counter_lines(self.submission.place, said)
            return [Line(label, value) for label, value in told]
        read = {
            "household": (_("Household"), self._household),
            "on": (_("Day"), _day),
            "mode": (_("How they were reached"), _of(Mode)),
            "result": (_("Result"), _of(Result)),
            "part": (_("Part of the day"), _of(PartOfDay)),
            "services": (pgettext("visit", "What was done"), self._services),
            "no_change": (_("No change"), _flag),
            "kind": (_("Kind of need"), _of(NeedKind)),
            "urgency": (_("How soon"), _of(Urgency)),
            "member": (_("Whom it concerns"), self._member),
            "requested_on": (_("Mediation: asked for on"), _day),
            "requested_how": (_("Mediation: how they asked for it"), _of(RequestHow)),
            "photo": (_("Photograph of the hazard"), lambda _photo: _("yes")),
            "works_kind": (_("Kind of works"), _of(WorksKind)),
            "need": (_("Need"), self._need),
            "outcome": (pgettext("need", "How it ended"), _of(Outcome)),
            "text": (_("In a few words"), lambda text: self._words(text, _kind(said))),
            "note": (_("Note"), _plain),
            "next_on": (_("Next visit"), _day),
        }
        lines = [
            Line(label, told)
            for name, (label, tell) in read.items()
            if said.get(name) not in (None, "", [], False) and (told := tell(said[name]))
        ]
        for name, label, tell in (
            ("needs", _("New need"), self._new_need),
            ("closed", pgettext("form", "Need settled"), self._closing),
            ("changes", _("What has changed"), self._change),
        ):
            lines += [Line(label, tell(row)) for row in rows_in(said, name)]
        if isinstance(answers := said.get("answers"), dict):
            questions = questions_by_key(map(str, answers), self.submission.place)
            lines += [
                Line(question_name(questions, str(key)), _plain(value))
                for key, value in answers.items()
            ]
        known = {*HEAD, *read, "needs", "closed", "changes", "answers", "seen", "base"}
        if not self.hides:
            lines += [Line(name, _plain(said[name])) for name in said if name not in known]
        return lines

    def _household(self, key: object) -> str:
        pk = _uuid(key)
        seen = with_head(households_seen_whole(self.account, self.today))
        found = seen.filter(pk=pk, village=self.submission.place_id).first() if pk else None
        if found is None:
            return _("not known here")
        return DOT.join(part for part in (found.code, getattr(found, "head_name", "")) if part)

    def _member(self, key: object) -> str:
        pk = _uuid(key)
        found = Member.objects.filter(pk=pk, household=self.submission.household_id).first()
        return found.name if found is not None and pk else _("not known here")

    def _need(self, key: object) -> str:
        pk = _uuid(key)
        found = needs_for(self.account, self.today).filter(pk=pk).first() if pk else None
        if found is None:
            return _("not known here")
        return DOT.join([str(NeedKind(found.kind).label), day_text(found.raised_on)])

    def _services(self, keys: object) -> str:
        if not isinstance(keys, list):
            return _plain(keys)
        texts = [str(key) for key in keys]
        try:
            version = version_at(self.submission.place, self.today)
        except NoMethodAdopted:
            return DOT.join(texts)
        names: Any = service_names(version, texts)
        return DOT.join(str(names.get(key, key)) for key in texts)

    def _words(self, text: object, kind: object) -> str:
        if self.hides and tells_of_health(kind):
            return str(SEALED)
        return _plain(text)

    def _new_need(self, row: dict[str, Any]) -> str:
        return _joined(
            _of(NeedKind)(row.get("kind")),
            _of(Urgency)(row.get("urgency")),
            self._member(row["member"]) if row.get("member") else "",
            self._words(row.get("text", ""), row.get("kind")),
        )

    def _closing(self, row: dict[str, Any]) -> str:
        kind = kind_of_need(row.get("need"))
        return _joined(
            self._need(row.get("need")),
            _of(Outcome)(row.get("outcome")),
            self._words(row.get("text", ""), kind) if row.get("text") else "",
        )

    def _change(self, row: dict[str, Any]) -> str:
        if "field" in row:
            return self._proposed(row)
        value = row.get("value")
        tell = _of(FactKind) if value in FactKind.values else _day_or_plain
        since = row.get("since_on")
        return _joined(
            _of(ChangeKind)(row.get("kind")),
            tell(value),
            _("since %(day)s") % {"day": _day(since)} if since else "",
            self._member(row["member"]) if row.get("member") else "",
            _("Not for others of the household") if row.get("private") else "",
        )

    def _proposed(self, row: dict[str, Any]) -> str:
        """A field of the register, as it was and as the helper says it is."""
        field = row.get("field")
        said = [_plain(row.get(side)) or "–" for side in ("was", "now")]
        return _joined(
            _of(ProposedField)(field),
            self._member(row["member"]) if row.get("member") else "",
            str(SEALED) if self.hides and names_somebody(field) else " → ".join(said),
        )


def household_choices(
    account: Account, submission: Submission, today: date
) -> list[tuple[str, str]]:
    """The households of the village that an account sees, to put what was sent to one of them."""
    seen = with_head(households_seen_whole(account, today))
    rows: Iterable[Household] = seen.filter(village=submission.place_id).order_by("code")
    return [
        (str(one.pk), DOT.join(filter(None, (one.code, getattr(one, "head_name", "")))))
        for one in rows
    ]


def _kind(said: dict[str, Any]) -> object:
    return kind_of_need(said.get("need")) if said.get("form") == "close" else said.get("kind")


def _of(choices: type[TextChoices]) -> Any:
    """Tells a value of a closed list by its label; any other as it was sent."""

    def tell(value: object) -> str:
        known = isinstance(value, str) and value in choices.values
        return str(choices(str(value)).label) if known else _plain(value)

    return tell


def _day(value: object) -> str:
    try:
        return day_text(date.fromisoformat(str(value)))
    except ValueError:
        return _plain(value)


def _day_or_plain(value: object) -> str:
    return (
        _day(value) if isinstance(value, str) and len(value) == len("2026-01-01") else _plain(value)
    )


def _flag(value: object) -> str:
    return _("yes") if value is True else _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _joined(*parts: str) -> str:
    return DOT.join(part for part in parts if part)


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
