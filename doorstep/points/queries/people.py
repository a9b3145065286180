"""Who takes part: whoever said so for themselves, and nobody else. The consent is the register's;
withdrawn there, it ends here, on the same day."""

from datetime import date

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account, Place
from doorstep.points.models import Award, Dispute, Swap
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Consent, Household, Member
from doorstep.register.queries import households_seen_whole
from doorstep.register.rules import is_child


def consents_on(day: date) -> QuerySet[Consent]:
    """The words to take part that stand on a day, of people who live in a household of the
    register then."""
    lives = Q(member__left_on=None) | Q(member__left_on__gt=day)
    stands = Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
    rows = Consent.objects.filter(lives, stands, purpose=ConsentPurpose.POINTS, given_on__lte=day)
    return rows.filter(household__in=Household.objects.in_use().active_on(day).values("pk"))


def consent_of(member: Member, day: date) -> Consent | None:
    """The word of one person that stands on a day, the latest; None where there is none."""
    return consents_on(day).filter(member=member).order_by("-given_on", "-id").first()


def takes_part_since(member: Member) -> date:
    """Since when somebody who takes part does so without a break, as one of the register: earlier
    texts of the same word count, and nothing from before it was withdrawn last."""
    words = Consent.objects.filter(member=member, purpose=ConsentPurpose.POINTS)
    said = words.filter(withdrawn_on=None).aggregate(first=Min("given_on"))["first"]
    withdrawn = words.aggregate(last=Max("withdrawn_on"))["last"]
    return max(filter(None, (said, withdrawn, member.household.registered_on)))


def people_at(place: Place, day: date) -> QuerySet[Member]:
    """Who takes part in a village, by household code and as listed there."""
    rows = Member.objects.filter(pk__in=consents_on(day).values("member"))
    found = rows.filter(household__village=place).select_related("household")
    return found.order_by("household__code", "order", "pk")


def people_for(account: Account, on: date) -> QuerySet[Member]:
    """Who takes part, of the households that the account sees whole."""
    seen = households_seen_whole(account, on).values("pk")
    rows = Member.objects.filter(pk__in=consents_on(on).values("member"), household__in=seen)
    found = rows.select_related("household__village")
    return found.order_by("household__code", "order", "pk")


def get_person_for(account: Account, member_id: object, on: date) -> Member:
    """One of `people_for`; else NotVisible."""
    person = people_for(account, on).filter(pk=member_id).first()
    if person is None:
        raise NotVisible
    return person


def people_who_left(place: Place, on: date) -> QuerySet[Member]:
    """Who of a village left their household and has points there that nobody shows: they wait for
    the word that is said again in another household, by household code."""
    has_rows = Q()
    for table in (Award, Swap, Dispute):
        has_rows |= Q(Exists(table._default_manager.filter(consent=OuterRef("pk"))))
    used = Household.objects.in_use().filter(village=place)
    words = Consent.objects.filter(has_rows, purpose=ConsentPurpose.POINTS, withdrawn_on=None)
    rows = Member.objects.filter(left_on__lte=on, household__in=used.values("pk"))
    found = rows.filter(pk__in=words.filter(household__village=place).values("member"))
    found = found.select_related("household__village")
    return found.order_by("household__code", "order", "pk")


def people_to_ask(account: Account, place: Place, on: date) -> list[Member]:
    """Who of a village does not take part and could, by household code: nobody under 14."""
    seen = households_seen_whole(account, on).filter(village=place).active_on(on)
    rows = Member.objects.filter(household__in=seen.values("pk"), left_on=None, joined_on__lte=on)
    rows = rows.exclude(pk__in=consents_on(on).values("member")).select_related("household")
    listed = rows.order_by("household__code", "order", "pk")
    return [one for one in listed if not is_child(one.birth_year, one.birth_month, on)]
