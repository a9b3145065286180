"""Work that was wished for and offered, and the wages that were reported: the reader's own."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.jobs.choices import Craft
from doorstep.jobs.models import Hire, JobTelling, JobWish, WageReport
from doorstep.kit.money import money_text
from doorstep.needs.choices import PlacementKind
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading

Rows = Iterable[Sequence[Cell]]


def _wishes(reading: Reading) -> Rows:
    rows = JobWish.objects.filter(household=reading.household).select_related("member", "by")
    for one in rows.order_by("said_on", "pk"):
        if reading.is_own(one.member_id):
            yield (
                one.member.name,
                one.text,
                "、".join(str(PlacementKind(kind).label) for kind in one.kinds),
                "、".join(str(Craft(craft).label) for craft in one.crafts),
                str(one.most_km or ""),
                one.from_on,
                one.until_on,
                one.said_on,
                one.asked_on,
                one.lapses_on,
                one.ended_on,
                one.by.name,
            )


def _told(reading: Reading) -> Rows:
    """What they were told of, what they said, and whether work came of it."""
    rows = JobTelling.objects.filter(wish__household=reading.household)
    hires = Hire.objects.filter(placement__household=reading.household)
    placed = set(hires.values_list("offer", "wish"))
    for one in rows.select_related("offer", "wish__member", "by").order_by("told_on", "pk"):
        if reading.is_own(one.wish.member_id):
            yield (
                one.wish.member.name,
                one.offer.employer,
                one.offer.title,
                one.told_on,
                one.by.name,
                str(one.get_answer_display()),
                one.answered_on,
                (one.offer_id, one.wish_id) in placed,
            )


def _wages(reading: Reading) -> Rows:
    """Every report, those that were corrected too."""
    rows = WageReport.objects.filter(placement__household=reading.household)
    rows = rows.select_related("placement__member", "corrected_by", "by")
    for one in rows.order_by("said_on", "pk"):
        if reading.is_own(one.placement.member_id):
            yield (
                one.placement.member.name,
                one.placement.employer,
                f"{one.month:%Y-%m}" if one.month else "",
                str(one.get_state_display()),
                money_text(one.amount) if one.amount else "",
                str(one.get_said_by_display()),
                one.said_on,
                one.by.name,
                hasattr(one, "corrected_by"),
            )


PARTS = (
    Part(
        "job_wishes",
        gettext_lazy("Wishes for work"),
        (JobWish,),
        (
            ("member", gettext_lazy("Member")),
            ("text", pgettext_lazy("job wish", "In their own words")),
            ("kinds", gettext_lazy("Kind of work")),
            ("crafts", pgettext_lazy("job", "Skills")),
            ("most_km", gettext_lazy("How far, in km")),
            ("from_on", gettext_lazy("From")),
            ("until_on", gettext_lazy("Until")),
            ("said_on", gettext_lazy("Said on")),
            ("asked_on", gettext_lazy("Asked again on")),
            ("lapses_on", gettext_lazy("Lapses on")),
            ("ended_on", gettext_lazy("Ended on")),
            ("by", gettext_lazy("Recorded by")),
        ),
        _wishes,
    ),
    Part(
        "job_tellings",
        gettext_lazy("Offers of work they were told of"),
        (JobTelling, Hire),
        (
            ("member", gettext_lazy("Member")),
            ("employer", gettext_lazy("Employer")),
            ("title", pgettext_lazy("job", "Work")),
            ("told_on", gettext_lazy("Told on")),
            ("by", gettext_lazy("Told by")),
            ("answer", gettext_lazy("What they said")),
            ("answered_on", gettext_lazy("Answered on")),
            ("placed", gettext_lazy("Placed there")),
        ),
        _told,
    ),
    Part(
        "wages",
        gettext_lazy("Wages reported"),
        (WageReport,),
        (
            ("member", gettext_lazy("Member")),
            ("employer", gettext_lazy("Employer")),
            ("month", gettext_lazy("Month")),
            ("state", pgettext_lazy("wage", "What was said")),
            ("amount", gettext_lazy("Amount")),
            ("said_by", pgettext_lazy("wage", "Who said it")),
            ("said_on", gettext_lazy("Said on")),
            ("by", gettext_lazy("Recorded by")),
            ("corrected", gettext_lazy("Corrected later")),
        ),
        _wages,
    ),
)
