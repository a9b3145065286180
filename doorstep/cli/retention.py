"""The steps of `doorstep nightly` that let go of what is kept beyond its time.

How long each is kept, and why so long, stands in rights/purposes/data/keeping.toml.
"""

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Work = Callable[[date], int]

# By rule what is said before it is done, in the order in which they are run.
WORDS: dict[str, str | Promise] = {
    "wording": _("Words of visits, needs and proposals long done to be emptied: %(n)s rows"),
    "ended": _("Access, circumstances and wishes that ended long ago to be deleted: %(n)s"),
    "withdrawn": _("Consents withdrawn long ago to be deleted: %(n)s"),
    "points": _("Points of who withdrew, from now on nobody's: %(n)s rows"),
    "attendance": _("Who came to old activities, from now on a number only: %(n)s rows"),
    "board": _("Lists taken down long ago to be deleted: %(n)s"),
    "plans": _("Offers and lists of old pairing plans to be deleted: %(n)s"),
    "left_team": _("Helpers who left, of whom only the name is to be kept: %(n)s"),
    "visitors": _("Who asked for help or borrowed at a station, to be emptied: %(n)s rows"),
    "links": _("Links used or run out to be deleted: %(n)s"),
    "sign_ins": _("Old sign-ins to be deleted: %(n)s"),
    "assessments": _("Impact assessments replaced long ago to be deleted: %(n)s"),
    "incidents": _("Incidents closed long ago to be deleted: %(n)s"),
}


def retention_work(key: str) -> tuple[Work, Work]:
    """(count, do) of the rule with that key of `Keep`."""

    def count(day: date) -> int:
        from doorstep.rights.actions.retention import count_past_retention
        from doorstep.rights.choices import Keep

        return count_past_retention(Keep(key), day)

    def do(day: date) -> int:
        from doorstep.people.actions import system_account
        from doorstep.rights.actions.retention import end_retention
        from doorstep.rights.choices import Keep

        return end_retention(Keep(key), by=system_account(), on=day)

    return count, do


def old_households(day: date) -> int:
    """Households closed so long ago that nothing of them is kept."""
    from doorstep.rights.queries.retention import households_past_retention

    return households_past_retention(day).count()


def erase_old_households(day: date) -> int:
    """Erases them; numbers of closed windows, and those of a replayed story, stay as they were."""
    from doorstep.people.actions import system_account
    from doorstep.rights.actions.forgetting import erase_old_households as erase
    from doorstep.scenarios.queries import counted_periods

    return erase(day, by=system_account(), also=counted_periods)


def old_sessions(day: date) -> int:
    """Sessions that ran out, and PINs of earlier days."""
    from doorstep.entry import queries
    from doorstep.kit import clock

    return queries.old_sessions(clock.now()).count() + queries.old_pins(day).count()


def forget_sessions(day: date) -> int:
    """Deletes them."""
    from doorstep.entry.actions import retention
    from doorstep.kit import clock
    from doorstep.people.actions import system_account

    return retention.forget_sessions(clock.now(), by=system_account(), on=day)


def old_marks(day: date) -> int:
    """Marks of forms sent once, on this server, that nothing came after to clear away."""
    from doorstep.kit import marks

    return len(marks.old_marks())


def forget_marks(day: date) -> int:
    """Deletes them."""
    from doorstep.kit import marks

    return marks.forget_old()


def old_factor_times(day: date) -> int:
    """Second factors of which a moment older than 30 days is still kept."""
    from doorstep.entry.queries import factors_with_old_times
    from doorstep.people.rules import clock_times_from

    return factors_with_old_times(clock_times_from(day)).count()


def cut_factor_times(day: date) -> int:
    """Cuts those moments to the day."""
    from doorstep.entry.actions import retention
    from doorstep.people.actions import system_account
    from doorstep.people.rules import clock_times_from

    return retention.cut_factor_times(clock_times_from(day), by=system_account(), on=day)
