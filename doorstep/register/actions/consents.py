"""What people are told and agree to; withdrawing it never ends the service."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.register.actions.circumstances import MemberOfAnotherHousehold
from doorstep.register.choices import ConsentHow, ConsentPurpose
from doorstep.register.models import Consent, ConsentText, Household, Member
from doorstep.register.queries import consent_text_on
from doorstep.register.rules import is_child, is_of_age

LETTERS = 3000


class ConsentInFuture(Refused):
    message = _("Consent cannot be dated %(day)s: that day is still to come.")


class ConsentWithdrawnAlready(Refused):
    message = _("This consent was withdrawn on %(day)s.")


class WitnessMissing(Refused):
    message = _("A consent that was spoken needs the name of who witnessed it.")


class ChildMissing(Refused):
    message = _("Choose the child whose name may be shown.")


class NotAChild(Refused):
    message = _("This member is not under 14; no guardian has to agree.")


class GuardianMissing(Refused):
    message = _("A guardian agrees for a child: choose who of the household, or write the name.")


class PersonMissing(Refused):
    message = _("Each person agrees alone to take part in points: choose who.")


class ChildTakesNoPart(Refused):
    message = _("Children under 14 take no part in points.")


class GuardianNameMissing(Refused):
    message = _("%(name)s is under 18: write the name of the guardian who agrees, too.")


class ConsentTextMissing(Refused):
    message = _("Write the text in Chinese; it is what the household is told.")


class ConsentTextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


class ConsentTextTooEarly(Refused):
    message = _("The last text holds from %(day)s; a new one begins on a later day.")


@transaction.atomic
def publish_consent_text(
    place: Place,
    *,
    purpose: ConsentPurpose | str,
    texts: Mapping[str, str],
    from_on: date,
    by: Account,
    on: date,
) -> ConsentText:
    """Publishes the next version of what is told at a village; the same text again, as a double
    click sends it, answers the one there is. Who agreed to an earlier one is to be told again.

    ConsentTextMissing, ConsentTextTooLong, ConsentTextTooEarly.
    """
    said = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not said.get("zh-hans"):
        raise ConsentTextMissing
    longest = max(map(len, said.values()))
    if longest > LETTERS:
        raise ConsentTextTooLong(count=longest, most=LETTERS)
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    earlier = place.consent_texts.filter(purpose=purpose)
    last = earlier.order_by("-number").first()
    if last is not None and last.texts == said:
        return last
    if last is not None and from_on <= last.from_on:
        raise ConsentTextTooEarly(day=last.from_on)
    text = ConsentText.objects.create(
        place=place,
        purpose=ConsentPurpose(purpose),
        number=last.number + 1 if last else 1,
        texts=said,
        from_on=from_on,
        published_by=by,
    )
    detail = {"purpose": str(purpose), "number": text.number}
    audit("publish_consent_text", text, by=by, on=on, place=place, detail=detail)
    return text


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
    witness: str | None = None,
    child: Member | None = None,
    guardian: str = "",
) -> Consent:
    """Notes what was agreed to, how, when and by whom; the text is the one that was published and
    held on that day. The same consent again, as a double click sends it, answers the row there is:
    one withdrawal must end it.

    `witness` None: a ledger says that it was spoken, and does not name who heard.
    ConsentInFuture, WitnessMissing, MemberOfAnotherHousehold; for a child's name ChildMissing,
    NotAChild, GuardianMissing; for points PersonMissing, ChildTakesNoPart, GuardianNameMissing.
    """
    if given_on > on:
        raise ConsentInFuture(day=given_on)
    if witness is not None and how == ConsentHow.SPOKEN and not witness.strip():
        raise WitnessMissing
    if any(one and one.household_id != household.pk for one in (member, child)):
        raise MemberOfAnotherHousehold(code=household.code)
    if purpose == ConsentPurpose.CHILD_NAME:
        _guard_child(child, member, guardian.strip(), given_on)
    elif purpose == ConsentPurpose.POINTS:
        child, guardian = None, _guardian_of(member, guardian.strip(), given_on)
    else:
        child, guardian = None, ""
    Household.objects.select_for_update(no_key=True).get(pk=household.pk)
    said = {"purpose": ConsentPurpose(purpose), "how": ConsentHow(how), "given_on": given_on}
    whose = {"member": member, "child": child, "guardian": guardian.strip()}
    same = household.consents.filter(withdrawn_on=None, **whose, **said).first()
    if same is not None:
        return same
    text = consent_text_on(household.village, purpose, given_on)
    consent = Consent.objects.create(
        household=household, text=text, witness=(witness or "").strip(), **whose, **said
    )
    _audit("give_consent", consent, by=by, on=on)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Account, on: date) -> None:
    """Withdraws it from that day on, with what the same person agreed to for the same purpose
    under earlier texts: one act ends it. ConsentWithdrawnAlready."""
    if consent.withdrawn_on is not None:
        raise ConsentWithdrawnAlready(day=consent.withdrawn_on)
    same = Consent.objects.select_for_update(no_key=True).filter(
        household=consent.household_id, withdrawn_on=None, **consent.whose
    )
    for row in same:
        row.withdrawn_on = on
        row.save(update_fields=["withdrawn_on"])
        _audit("withdraw_consent", row, by=by, on=on)
    consent.withdrawn_on = on


def _guard_child(child: Member | None, member: Member | None, guardian: str, on: date) -> None:
    if child is None:
        raise ChildMissing
    if not is_child(child.birth_year, child.birth_month, on):
        raise NotAChild
    is_grown = member is not None and is_of_age(member.birth_year, on)
    if not is_grown and not guardian:
        raise GuardianMissing


def _guardian_of(member: Member | None, guardian: str, on: date) -> str:
    """Who agrees beside somebody from 14 to 17; "" for who is of age. PersonMissing,
    ChildTakesNoPart, GuardianNameMissing."""
    if member is None:
        raise PersonMissing
    if is_child(member.birth_year, member.birth_month, on):
        raise ChildTakesNoPart
    if is_of_age(member.birth_year, on):
        return ""
    if not guardian:
        raise GuardianNameMissing(name=member.name)
    return guardian


def _audit(act: str, consent: Consent, *, by: Account, on: date) -> None:
    household = consent.household
    detail: dict[str, Any] = {"purpose": consent.purpose}
    audit(
        act,
        consent,
        by=by,
        on=on,
        household_id=household.pk,
        place=household.village_id,
        detail=detail,
    )
