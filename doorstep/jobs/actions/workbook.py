"""Offers out of an employer's or a county's workbook: all of its rows, or none and why."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from doorstep.jobs.actions.guards import tell
from doorstep.jobs.actions.offers import OfferThereAlready, enter_job_offer
from doorstep.jobs.models import JobOffer
from doorstep.jobs.queries.workbook import OfferFile, OfferRow, read_offer_file
from doorstep.kit.errors import Refused
from doorstep.people.actions import hold_trail, told_together
from doorstep.people.models import Account, Place

MOST_TOLD = 20  # rows whose reason is told at once


class RowTwice(Refused):
    message = _(
        "row %(number)s offers “%(title)s” of %(employer)s from the same day with other words; "
        "write what differs into the work, such as its place"
    )


class OfferRowsRefused(Refused):
    """Rows that cannot be taken: `lines` says each with its reason."""

    message = _("%(count)s rows cannot be taken, so nothing was kept. Mend them and send it again.")

    def __init__(self, faults: list[str]) -> None:
        super().__init__(count=len(faults))
        self.lines = faults[:MOST_TOLD]
        if more := len(faults) - len(self.lines):
            self.lines.append(now("… and %(count)s more rows.") % {"count": more})


@dataclass(frozen=True)
class OffersRead:
    """What a file brought: new offers, how many were known before, headings not read."""

    offers: tuple[JobOffer, ...]
    known: int
    unread: tuple[str, ...]


def read_job_offers(place: Place, *, data: bytes, by: Account, on: date) -> OffersRead:
    """Enters every offer of a file; one that is on record already is counted and left as it is,
    and so is a row that stands twice. OfferRowsRefused with every row and its reason, and
    as `read_offer_file`."""
    return _enter(read_offer_file(data, on), place, by, on)  # while others write


@transaction.atomic
@told_together()
def _enter(file: OfferFile, place: Place, by: Account, on: date) -> OffersRead:
    hold_trail([place])
    offers: list[JobOffer] = []
    known, faults = 0, []
    above: dict[tuple[object, ...], OfferRow] = {}
    for row in file.rows:
        if row.told is None:
            faults.append(_line(row, row.why))
            continue
        try:
            _guard_once(row, above)
            with transaction.atomic():
                offers.append(enter_job_offer(place, row.told, by=by, on=on))
        except OfferThereAlready:
            known += 1
        except Refused as refused:
            faults.append(_line(row, str(refused)))
    if faults:
        raise OfferRowsRefused(faults)
    tell("read_job_offers", place, place, by=by, on=on, count=len(offers))
    return OffersRead(tuple(offers), known, file.unread)


def _guard_once(row: OfferRow, above: dict[tuple[object, ...], OfferRow]) -> None:
    """RowTwice: a row above is told apart from this one by nothing that an offer is known by."""
    told = row.told
    assert told is not None  # noqa: S101 - rows without it were told before
    former = above.setdefault((told.employer, told.title, told.start_on), row)
    if former.told != told:
        raise RowTwice(number=former.number, title=told.title, employer=told.employer)


def _line(row: OfferRow, why: str) -> str:
    told = {"sheet": row.sheet, "number": row.number, "why": why.rstrip(".。")}
    return now("Sheet “%(sheet)s”, row %(number)s: %(why)s.") % told
