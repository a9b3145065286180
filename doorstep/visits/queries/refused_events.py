"""What cannot be said of an event, by the field in which it stands, and what to write instead."""

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused


class EventRefused(Refused):
    """What is said of an event cannot be: in which field, and what to write instead."""

    @property
    def field(self) -> str:
        return str(self.params["field"])


class EventKindUnknown(EventRefused):
    message = _("“%(kind)s” is no kind of event. Use one of: %(known)s.")


class EventKindMissing(EventRefused):
    message = _("What happened is missing. Write one of these as its kind: %(known)s.")


class EventValueUnread(EventRefused):
    message = _(
        "This is no plain text, number or day of up to %(most)s characters. Write it as "
        "docs/planner.md shows."
    )


class EventLacks(EventRefused):
    message = _("This is missing, and an event of the kind %(kind)s needs it. Add it.")


class EventHasMore(EventRefused):
    message = _("This is no part of an event of the kind %(kind)s, which has: %(known)s.")


class EventNamesNobody(EventRefused):
    message = _("There is no “%(name)s” at %(place)s. Known there: %(known)s.")


class EventNamesTwo(EventRefused):
    message = _("Several are called “%(name)s” at %(place)s. Change one of the names first.")


class EventDayUnread(EventRefused):
    message = _("“%(value)s” is no day such as 2026-11-30.")


class EventDayPast(EventRefused):
    message = _("%(day)s is past; the earliest day is today, %(today)s.")


class EventDayBeyond(EventRefused):
    message = _("%(day)s lies after the plan, whose last day is %(last)s.")


class EventBeforePlan(EventRefused):
    message = _(
        "This is over before the plan begins on %(first)s, and changes nothing in it. What is "
        "before that day is agreed with whoever goes there."
    )


class EventUpsideDown(EventRefused):
    message = _("%(until)s is not after %(from)s; this is the first day that is as before.")


class EventHomeUnknown(EventRefused):
    message = _(
        "Household %(code)s has no %(home)s on the register. Enter it there first, or give lat and "
        "lon."
    )


class EventHomeTwice(EventRefused):
    message = _("A home and lat and lon both say where the camp is now. Leave one of them out.")


class EventPointUnread(EventRefused):
    message = _("“%(value)s” is no number of degrees from %(least)s to %(most)s.")


class EventDayTooLate(EventRefused):
    message = _("%(day)s is neither today nor tomorrow; a later visit is no urgent one.")
