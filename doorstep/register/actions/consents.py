"""What a household agreed to; withdrawing it never ends the service."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.choices import ConsentHow, ConsentPurpose
from doorstep.register.models import Consent, Household, Member


class ConsentInFuture(Refused):
    message = _("Consent cannot be dated %(day)s: that day is still to come.")


class ConsentWithdrawnAlready(Refused):
    message = _("This consent was withdrawn on %(day)s.")


@transaction.atomic
def give_consent(
    household: Household,
    *,
    purpose: ConsentPurpose | str,
    how: ConsentHow | str,
    given_on: date,
    by: Account,
    on: date,
    member: Member | None = None,
) -> Consent:
    """Notes what was agreed to, how and when. The same consent again, as a double click sends it,
    answers the row there is: one withdrawal must end it. ConsentInFuture."""
    if given_on > on:
        raise ConsentInFuture(day=given_on)
    Household.objects.select_for_update().get(pk=household.pk)
    said = {"purpose": ConsentPurpose(purpose), "how": ConsentHow(how), "given_on": given_on}
    same = household.consents.filter(member=member, withdrawn_on=None, **said).first()
    if same is not None:
        return same
    consent = Consent.objects.create(household=household, member=member, **said)
    _audit("give_consent", consent, by=by, on=on)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Account, on: date) -> None:
    """Withdraws it from that day on. ConsentWithdrawnAlready."""
    if consent.withdrawn_on is not None:
        raise ConsentWithdrawnAlready(day=consent.withdrawn_on)
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    _audit("withdraw_consent", consent, by=by, on=on)


def _audit(act: str, consent: Consent, *, by: Account, on: date) -> None:
    household = consent.household
    audit(
        act,
        consent,
        by=by,
        on=on,
        household_id=household.pk,
        place=household.village_id,
        detail={"purpose": consent.purpose},
    )
