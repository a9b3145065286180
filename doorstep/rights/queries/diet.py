"""Form diet: which optional fields of the forms a place uses, and when each was last filled in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Field, JSONField, Max, Min, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.people.choices import Role
from doorstep.people.models import Place
from doorstep.rights.purposes import Purpose, purposes, tables
from doorstep.rights.rules import UNUSED_MONTHS, months_before
from doorstep.visits.models import Visit


@dataclass(frozen=True)
class Form:
    """A form by the table it writes to: its words, who fills it in, the optional fields it asks.

    `day` is the column that dates a row, `village` the way to the row's village.
    """

    name: Any
    label: str
    filled_by: tuple[Role, ...]
    day: str
    village: str
    fields: tuple[tuple[str, Any], ...]


TEAM = (Role.HELPER, Role.COORDINATOR)
FORMS = (
    Form(
        _("Visit"),
        "visits.visit",
        TEAM,
        "on",
        "household__village",
        (
            ("part_of_day", _("Part of the day")),
            ("no_change", _("No change")),
            ("note", _("Note")),
            ("next_on", _("Next visit")),
        ),
    ),
    Form(
        _("Need"),
        "needs.need",
        TEAM,
        "raised_on",
        "place",
        (
            ("member", _("Whom it concerns")),
            ("requested_how", _("Mediation: how they asked for it")),
        ),
    ),
    Form(
        _("What has changed"),
        "register.circumstance",
        TEAM,
        "since_on",
        "household__village",
        (("member", _("To whom")), ("private", _("Not for others of the household"))),
    ),
    Form(
        _("Household"),
        "register.household",
        (Role.COORDINATOR,),
        "registered_on",
        "village",
        (
            ("group", _("Group")),
            ("resident_count", _("How many live here")),
            ("phone", _("Telephone")),
            ("languages", _("Languages")),
            ("best_time", _("Best time for a visit")),
            ("need_note", _("What they need, in the ledger's words")),
            ("note", _("Note")),
            ("review_on", _("Look again on")),
        ),
    ),
    Form(
        _("Member"),
        "register.member",
        (Role.COORDINATOR,),
        "joined_on",
        "household__village",
        (
            ("relation_word", _("Relation to the head")),
            ("sex", _("Sex")),
            ("birth_year", _("Year of birth")),
            ("birth_month", _("Month of birth")),
            ("at_school", _("At school")),
            ("able_to_work", _("Able to work")),
        ),
    ),
    Form(
        _("Activity"),
        "activities.activity",
        (Role.COORDINATOR,),
        "on",
        "place",
        (
            ("where", pgettext_lazy("activity", "Where")),
            ("led_by", pgettext_lazy("activity", "Led by")),
            ("note", _("Note")),
        ),
    ),
)


@dataclass(frozen=True)
class FieldUse:
    """An optional field of a form: what for, who fills it in, when it was last filled in."""

    form: Form
    name: str
    words: Any
    purpose: Purpose
    last_on: date | None
    is_unused: bool  # for six months: proposed for removal


def field_uses(place: Place, on: date) -> list[FieldUse]:
    """Every optional field of the forms, in their order; one query a form.

    A field never filled in is as old as the place's first visit.
    """
    first = Visit.objects.filter(household__village=place).aggregate(first=Min("on"))["first"]
    limit = months_before(on, UNUSED_MONTHS)
    return [use for form in FORMS for use in _uses(form, place, on, first or on, limit)]


def _uses(form: Form, place: Place, on: date, first: date, limit: date) -> list[FieldUse]:
    model = apps.get_model(form.label)
    rows = model._default_manager.filter(**{form.village: place, f"{form.day}__lte": on})
    names = [name for name, _words in form.fields]
    last = rows.aggregate(
        **{
            f"last_{name}": Max(form.day, filter=_filled(model._meta.get_field(name)))
            for name in names
        }
    )
    return [
        FieldUse(
            form=form,
            name=name,
            words=words,
            purpose=_purpose(form.label, name),
            last_on=(used := last[f"last_{name}"]),
            is_unused=(used or first) <= limit,
        )
        for name, words in form.fields
    ]


def _filled(field: Any) -> Q:
    """Whether a row says something in a field."""
    kind = field.get_internal_type()
    if kind == "BooleanField" and not field.null:
        return Q(**{field.name: True})
    filled = Q(**{f"{field.name}__isnull": False})
    if isinstance(field, JSONField):
        return filled & ~Q(**{field.name: []})
    return filled & ~Q(**{field.name: ""}) if _is_text(field) else filled


def _is_text(field: "Field[Any, Any]") -> bool:
    return field.get_internal_type() in ("CharField", "TextField")


def _purpose(label: str, name: str) -> Purpose:
    found = [key for key, names in tables()[label].fields.items() if name in names]
    return purposes()[found[0]]
