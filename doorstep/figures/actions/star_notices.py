"""Households whose criteria for a star are met, put on the notice board masked."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from doorstep.figures.actions.boards import NewLine, NoticeEmpty, make_notice
from doorstep.figures.choices import NoticeColumn
from doorstep.figures.models import Notice
from doorstep.kit.errors import Refused
from doorstep.people.actions import hold_trail
from doorstep.people.models import Account, Place
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Household
from doorstep.stars.actions import note_star_notice
from doorstep.stars.models import StarApplication


class OneStarOnNotice(Refused):
    message = _("A notice is about one star; make one for each.")


@transaction.atomic
def post_stars(
    place: Place,
    applications: Sequence[StarApplication],
    *,
    take_down_on: date,
    by: Account,
    on: date,
    shows_names: bool = True,
) -> Notice:
    """Puts up today, in the order of their codes, who met the criteria of one star and agrees to be
    shown. Who withdraws that goes off the list. OneStarOnNotice, and what `make_notice` and
    `note_star_notice` refuse."""
    if not applications:
        raise NoticeEmpty
    names = {one.star_set.name for one in applications}
    if len(names) > 1:
        raise OneStarOnNotice
    keys = [one.household_id for one in applications if one.household_id is not None]
    list(Household.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    hold_trail([place])
    listed = sorted(applications, key=str)
    with translation.override(settings.LANGUAGE_CODE):  # it hangs in the village, whoever wrote it
        title = str(_("To be given: %(name)s")) % {"name": names.pop()}
    notice = make_notice(
        place,
        title=title,
        lines=[NewLine(one.household) for one in listed if one.household is not None],
        take_down_on=take_down_on,
        shows_names=shows_names,
        columns=[NoticeColumn.GROUP],
        rests_on=ConsentPurpose.STAR,
        by=by,
        on=on,
    )
    for one in listed:
        note_star_notice(one, until_on=take_down_on, by=by, on=on)
    return notice
