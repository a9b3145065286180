"""The kinds of help that a village's stations give: rows, which a coordinator adds and ends."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.choices import Language
from doorstep.people.models import Account, Place, live_on
from doorstep.stations.actions.text import clean, end_row
from doorstep.stations.choices import FIRST_KINDS, ResponseKind
from doorstep.stations.models import HelpKind

KIND_NAME = pgettext_lazy("help request", "Kind of help")


class HelpKindTaken(Refused):
    message = _("“%(name)s” is on the list already.")


class LastHelpKind(Refused):
    message = _("One kind of help has to stay; add another first.")


def begin_kinds(place: Place, *, by: Account, on: date) -> None:
    """Gives a village the kinds of help with which one begins; one that has some keeps its own."""
    if place.help_kinds.exists():
        return
    for order, first in enumerate(FIRST_KINDS, 1):
        names = {Language.ZH: first.zh, Language.EN: first.en, Language.BO: first.bo}
        kind = HelpKind.objects.create(
            place=place,
            names={language.value: name for language, name in names.items()},
            response_kind=first.response_kind,
            is_dispute=first.is_dispute,
            is_loan=first.is_loan,
            order=order,
            start_on=on,
        )
        audit("add_help_kind", kind, by=by, on=on, place=place)


@transaction.atomic
def add_help_kind(
    place: Place,
    *,
    name: str,
    by: Account,
    on: date,
    names: dict[str, str] | None = None,
    response_kind: ResponseKind | str = "",
    is_dispute: bool = False,
) -> HelpKind:
    """A further kind of help, by its Chinese name and those in other languages. TextMissing,
    TextTooLong, HelpKindTaken."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    told = {Language.ZH.value: clean(name, KIND_NAME, most=40)}
    for language, text in (names or {}).items():
        if text.strip():
            told[Language(language).value] = clean(text, KIND_NAME, most=60)
    for kind in place.help_kinds.filter(live_on(on)):
        if kind.names.get(Language.ZH) == told[Language.ZH.value]:
            raise HelpKindTaken(name=told[Language.ZH.value])
    last = place.help_kinds.order_by("-order").values_list("order", flat=True).first() or 0
    kind = HelpKind.objects.create(
        place=place,
        names=told,
        response_kind=ResponseKind(response_kind) if response_kind else "",
        is_dispute=is_dispute,
        order=last + 1,
        start_on=on,
    )
    audit("add_help_kind", kind, by=by, on=on, place=place)
    return kind


@transaction.atomic
def end_help_kind(kind: HelpKind, *, by: Account, on: date) -> None:
    """Takes a kind of help off the list; what was asked of it stays. EndedAlready, LastHelpKind,
    EndsBeforeItBegan."""
    place = Place.objects.select_for_update(no_key=True).get(pk=kind.place_id)
    kind.refresh_from_db()
    if not place.help_kinds.filter(live_on(on)).exclude(pk=kind.pk).exists():
        raise LastHelpKind
    end_row(kind, on)
    audit("end_help_kind", kind, by=by, on=on, place=place)
