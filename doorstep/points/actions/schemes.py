"""A village's scheme: begun with a first card, and ended."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import hold_trail
from doorstep.people.models import Account, Place
from doorstep.points.actions.guards import guard_running, guard_times, guard_words, tell
from doorstep.points.models import PointScheme, RuleCard
from doorstep.stations.actions.text import clean

NAME = pgettext_lazy("points", "Name of the scheme")
MOST_MONTHS, MOST_DAYS = 36, 30


class SchemeRunsAlready(Refused):
    message = _("%(place)s has a scheme already: “%(name)s”. Change its rules, or end it first.")


@transaction.atomic
def begin_point_scheme(
    place: Place, *, name: str, lapse_months: int, answer_days: int, by: Account, on: date
) -> PointScheme:
    """A scheme with its first card, a draft: it gives nothing before its rules were voted and hang.
    An award lapses after so many months; a dispute is answered within so many working days.
    SchemeRunsAlready, RuleSpeaksOf, RuleSpeaksOfSealed, TimesRefused, TextMissing, TextTooLong."""
    hold_trail([place])
    running = PointScheme.objects.filter(place=place, ended_on=None).first()
    if running is not None:
        raise SchemeRunsAlready(place=place.name, name=running.name)
    scheme = PointScheme.objects.create(
        place=place, name=guard_words(clean(name, NAME, most=60)), begun_on=on, by=by
    )
    RuleCard.objects.create(
        scheme=scheme,
        number=1,
        lapse_months=guard_times(lapse_months, most=MOST_MONTHS),
        answer_days=guard_times(answer_days, most=MOST_DAYS),
        made_by=by,
    )
    tell("begin_point_scheme", scheme, place, by=by, on=on)
    return scheme


@transaction.atomic
def end_point_scheme(scheme: PointScheme, *, by: Account, on: date) -> None:
    """Ends a scheme: nothing is given and nothing swapped from that day on; what people were given
    stays on record for them. SchemeEnded."""
    hold_trail([scheme.place])
    guard_running(scheme, on)
    scheme.ended_on = on
    scheme.save(update_fields=["ended_on"])
    scheme.prices.filter(end_on=None).update(end_on=on)
    tell("end_point_scheme", scheme, scheme.place, by=by, on=on)
