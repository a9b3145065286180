"""A town's template of columns: what a heading means is said once."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.register.roster import (
    KINDS,
    UnknownField,
    fields_of,
    fold,
    is_refused_heading,
    is_sealed_heading,
)
from doorstep.sync.models import ColumnMeaning

LETTERS_OF_A_HEADING = 200


class HeadingRefused(Refused):
    message = _("The column “%(heading)s” is never read; no template can give it a meaning.")


class HeadingSealed(Refused):
    message = _("The column “%(heading)s” is sealed; no template can give it a meaning.")


class HeadingTooLong(Refused):
    message = _("The heading “%(heading)s…” is too long to be kept; shorten it in the ledger.")


@transaction.atomic
def keep_columns(
    town: Place, meanings: Iterable[tuple[str, str, str]], *, by: Account, on: date
) -> list[ColumnMeaning]:
    """Keeps what headings mean in a town's ledgers from a day on, each as (kind of list, heading,
    field), "" to leave it out; what a heading meant before ends. Answers those that are new.
    HeadingRefused, HeadingSealed, HeadingTooLong, UnknownField; then none is kept."""
    Place.objects.select_for_update(no_key=True).get(pk=town.pk)
    return [one for said in meanings if (one := _keep(town, *said, by=by, on=on)) is not None]


@transaction.atomic
def drop_column(meaning: ColumnMeaning, *, by: Account, on: date) -> None:
    """A heading is read as it was before the template knew it. One that ended stays so."""
    if meaning.end_on is None:
        _end(meaning, by=by, on=on)


def _keep(
    town: Place, kind: str, heading: str, field: str, *, by: Account, on: date
) -> ColumnMeaning | None:
    pieces = heading.split("/")
    if any(is_refused_heading(piece) for piece in (heading, *pieces)):
        raise HeadingRefused(heading=heading)
    if field and any(is_sealed_heading(piece) for piece in (heading, *pieces)):
        raise HeadingSealed(heading=heading)
    if len(heading) > LETTERS_OF_A_HEADING:
        raise HeadingTooLong(heading=heading[:20])
    known = fields_of(kind) if kind in KINDS else ()
    for name in filter(None, field.split(",")):
        if name not in known:
            raise UnknownField(field=name, column=heading)
    key = fold(heading)
    former = ColumnMeaning.objects.filter(place=town, kind=kind, key=key, end_on=None).first()
    if former is not None:
        if former.field == field:
            return None
        _end(former, by=by, on=on)
    meaning = ColumnMeaning.objects.create(
        place=town, kind=kind, heading=heading, key=key, field=field, start_on=on, by=by
    )
    detail = {"kind": kind, "field": field}
    audit("keep_column", meaning, by=by, on=on, place=town, detail=detail)
    return meaning


def _end(meaning: ColumnMeaning, *, by: Account, on: date) -> None:
    meaning.end_on = max(on, meaning.start_on)
    meaning.save(update_fields=["end_on"])
    audit("drop_column", meaning, by=by, on=on, place=meaning.place_id)
