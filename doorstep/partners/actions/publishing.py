"""Publishing a scholarship: what it gives to each, and the criteria that decide."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import ProgrammeKind
from doorstep.funds.models import Programme
from doorstep.funds.rules import is_year
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen
from doorstep.method.files.refused import refused_topic
from doorstep.partners.actions.guards import clean, guard_number, hold
from doorstep.partners.models import Scholarship
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.roster import speaks_of_health

MOST_APPEAL_DAYS = 60


class NoScholarshipProgramme(Refused):
    message = _("“%(programme)s” gives no scholarships; choose a programme of that kind.")


class ScholarshipThereAlready(Refused):
    message = _("“%(name)s” of %(year)s is published already.")


class ScholarshipYearRefused(Refused):
    message = _("%(year)s is no year for money.")


class ClosesBeforeItOpens(Refused):
    message = _("It is published on %(day)s; applications cannot end before.")


class CriteriaRefused(Refused):
    message = _("“%(topic)s” is nothing that decides who gets money here; take it out.")


class CriteriaOfHealth(Refused):
    message = _(
        "The criteria speak of an illness or a disability. Who applies would have to tell it; help "
        "with that is asked for as a need. Name what a paper of school or income shows."
    )


@transaction.atomic
def publish_scholarship(
    programme: Programme,
    *,
    name: str,
    criteria: str,
    amount: int,
    year: int,
    apply_until: date,
    appeal_days: int,
    by: Account,
    on: date,
) -> Scholarship:
    """Publishes what a programme of scholarships gives to each, in fen, who meets the criteria.
    They never change: another offer is another scholarship. NoScholarshipProgramme,
    ScholarshipYearRefused, ClosesBeforeItOpens, ScholarshipThereAlready, CriteriaRefused,
    CriteriaOfHealth, NumberRefused."""
    place = programme.place
    hold(place)
    if programme.kind != ProgrammeKind.SCHOLARSHIP:
        raise NoScholarshipProgramme(programme=programme.name)
    if not is_year(year):
        raise ScholarshipYearRefused(year=year)
    if apply_until < on:
        raise ClosesBeforeItOpens(day=on)
    name = clean(name, 100, is_required=True)
    if Scholarship.objects.filter(programme=programme, name=name, year=year).exists():
        raise ScholarshipThereAlready(name=name, year=year)
    scholarship = Scholarship(
        programme=programme,
        name=name,
        criteria=_guarded(criteria, name),
        amount=guard_fen(amount),
        year=year,
        published_on=on,
        apply_until=apply_until,
        appeal_days=guard_number(appeal_days, least=1, most=MOST_APPEAL_DAYS),
        by=by,
    )
    scholarship.save(force_insert=True)
    audit("publish_scholarship", scholarship, by=by, on=on, place=place, detail={"year": year})
    return scholarship


def _guarded(criteria: str, name: str) -> str:
    """Criteria as they may be published. PartnerTextMissing, CriteriaRefused, CriteriaOfHealth."""
    criteria = clean(criteria, 1000, is_required=True)
    topic = refused_topic(f"{name} {criteria}")
    if topic is not None:
        raise CriteriaRefused(topic=topic)
    if speaks_of_health(f"{name} {criteria}"):
        raise CriteriaOfHealth
    return criteria
