"""Raising a need, and the errand that is raised and done on the spot."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit import rows
from doorstep.kit.errors import Refused
from doorstep.method.choices import NeedKind, Urgency
from doorstep.method.queries import deadline_for, version_at
from doorstep.needs import rules
from doorstep.needs.actions.access import let_owner_see
from doorstep.needs.actions.guards import (
    HouseholdOfAnotherPlace,
    add_step,
    clean_text,
    guard_active,
    guard_helper,
    guard_is_open,
    lock,
    save,
    write_audit,
)
from doorstep.needs.actions.sealing import kept_words
from doorstep.needs.actions.works import link_served
from doorstep.needs.choices import NeedState, Outcome, RequestHow, StepKind, WorksKind
from doorstep.needs.models import Need, Step, Works
from doorstep.needs.queries import mediators_at, words_of
from doorstep.people.actions import note_urgent
from doorstep.people.models import Account, Helper, Place
from doorstep.register.actions import touch_caseload
from doorstep.register.actions.circumstances import MemberOfAnotherHousehold
from doorstep.register.actions.sealing import guard_sealing
from doorstep.register.models import Household, Member
from doorstep.register.queries import Standing


class NeedIdTaken(Refused):
    message = _("Another need was recorded under this number. Write this one on a new form.")


class RequestOnlyForMediation(Refused):
    message = _("Only mediation is asked for by a party; this need is of another kind.")


class ViolenceIsNotMediated(Refused):
    message = _(
        "Violence or fear at home is not mediated, and nothing was kept. Open the household and "
        "hand it to the safeguarding person."
    )


class RequestIncomplete(Refused):
    message = _("Say both on which day and how the party asked for mediation or agreed to it.")


class SealedOnlyForMediation(Refused):
    message = _("Only mediation that a party asked for is kept with the mediator alone.")


class NotAMediator(Refused):
    message = _("%(name)s is no mediator of %(place)s who does not coordinate it; choose another.")


class RequestInFuture(Refused):
    message = _("The party cannot have asked on %(day)s: that day is still to come.")


class RequestRecordedAlready(Refused):
    message = _("The party's request of %(day)s is on record already.")


@transaction.atomic
def raise_need(
    place: Place,
    *,
    kind: NeedKind | str,
    text: str,
    by: Account,
    on: date,
    id: UUID | None = None,  # noqa: A002
    household: Household | None = None,
    member: Member | None = None,
    urgency: Urgency | str = Urgency.ORDINARY,
    owner: Helper | None = None,
    shared: bool | None = None,
    mediator: Account | None = None,
    requested_on: date | None = None,
    requested_how: RequestHow | str = "",
    visit_id: UUID | None = None,
    standing: Standing | None = None,
    served: Iterable[Household] = (),
    works_kind: WorksKind | str = "",
    has_violence: bool = False,
) -> Need:
    """Raises a need at a place, for at most one household; its deadline comes from the method.

    `mediator`: a mediation that is sealed and named to that account, which no helper owns.
    `shared` None leaves it to the kind: care and mediation are not for others of the household.
    `standing`: how the owner stands to the household that day, where it was read before in the same
    transaction. Works without a kind are of the kind "other". `has_violence`: what was answered
    where mediation is asked for; yes is kept nowhere. The same id with the same words again answers
    the need there is and writes nothing. ViolenceIsNotMediated, NeedIdTaken, TextMissing,
    TextTooLong, RequestIncomplete, RequestInFuture, RequestOnlyForMediation,
    HouseholdOfAnotherPlace, MemberOfAnotherHousehold, HouseholdClosedAlready,
    HouseholdNotRegisteredYet, HelperNotInTeam, PairDeclined, NoMethodAdopted,
    SealedOnlyForMediation, SealedFieldsAreOff, NotAMediator.
    """
    kind, urgency, text = NeedKind(kind), Urgency(urgency), clean_text(text, is_required=True)
    if has_violence:
        raise ViolenceIsNotMediated
    _guard_concerned(place, household, member, on, standing)
    _guard_request(kind, requested_on, requested_how, on)
    if mediator is not None:
        _guard_sealed(mediator, kind, household, requested_on, on)
        owner, shared = None, False
    if owner is not None:
        guard_helper(owner, place, household, on, standing)
    sealed = mediator is not None
    said = {"place": place, "household": household, "kind": kind, "raised_by": by}
    if id is not None and (raised := _raised_already(id, text, said)):
        return raised
    need = Need(
        **said,
        **kept_words(household, kind, text, on, is_sealed=sealed),
        id=id or uuid4(),
        member=member,
        urgency=urgency,
        shared=rules.is_shared_by_default(kind) if shared is None else shared,
        sealed=sealed,
        mediator=mediator,
        raised_on=on,
        owner=owner,
        deadline_on=deadline_for(_version_id(place, on, standing), kind, urgency, on),
        requested_on=requested_on,
        requested_how=RequestHow(requested_how) if requested_how else "",
        visit_id=visit_id,
    )
    rows.insert([need])
    if kind == NeedKind.WORKS:
        Works.objects.create(need=need, kind=WorksKind(works_kind or WorksKind.OTHER))
    link_served(need, served, on=on)
    add_step(need, StepKind.RAISED, by=by, on=on, to=owner, is_first=True)
    write_audit("raise_need", need, by=by, on=on, detail={"kind": str(kind)})
    if standing is None or not standing.is_on_list:
        let_owner_see(need, by=by, on=on)
    if household is not None and not sealed:
        touch_caseload(household)
    if urgency == Urgency.URGENT and not sealed:
        note_urgent(place.pk)
    return need


@transaction.atomic
def record_errand(
    household: Household,
    *,
    by: Account,
    on: date,
    owner: Helper,
    visit_id: UUID | None,
    text: str = "",
    member: Member | None = None,
    standing: Standing | None = None,
) -> Need:
    """An errand done on the spot: a need raised and closed as done on the same day."""
    text = clean_text(text)
    place = household.village
    _guard_concerned(place, household, member, on, standing)
    guard_helper(owner, place, None, on)  # it is done already: nobody is sent there
    version_id = _version_id(place, on, standing)
    need = Need(
        place=place,
        household=household,
        member=member,
        kind=NeedKind.ERRAND,
        text=text,
        raised_on=on,
        raised_by=by,
        owner=owner,
        deadline_on=deadline_for(version_id, NeedKind.ERRAND, Urgency.ORDINARY, on),
        visit_id=visit_id,
        state=NeedState.CLOSED,
        closed_on=on,
        outcome=Outcome.DONE,
    )
    rows.insert([need])
    closed = {"kind": StepKind.CLOSED, "outcome": Outcome.DONE, "order": 1}
    rows.insert(
        [
            Step(need=need, by=by, on=on, kind=StepKind.RAISED, to=owner),
            Step(need=need, by=by, on=on, **closed),
        ]
    )
    write_audit("record_errand", need, by=by, on=on)
    return need


@transaction.atomic
def record_request(need: Need, *, how: RequestHow | str, by: Account, on: date) -> None:
    """Records that a party asked for mediation, or agreed to it, on that day.
    RequestOnlyForMediation, RequestRecordedAlready, NeedAlreadyClosed."""
    lock(need, on)
    guard_is_open(need)
    if need.kind != NeedKind.MEDIATION:
        raise RequestOnlyForMediation
    if need.requested_on is not None:
        raise RequestRecordedAlready(day=need.requested_on)
    need.requested_on, need.requested_how = on, RequestHow(how)
    save(need, "requested_on", "requested_how")
    add_step(need, StepKind.REQUESTED, by=by, on=on)
    write_audit("record_request", need, by=by, on=on)


def _raised_already(pk: UUID, text: str, said: dict[str, Any]) -> Need | None:
    """The need that was raised under an id in the same words, as a double click does."""
    Place.objects.select_for_update(no_key=True).get(pk=said["place"].pk)
    raised = Need.objects.filter(pk=pk).first()
    if raised is None:
        return None
    if words_of(raised).text != text or any(getattr(raised, key) != said[key] for key in said):
        raise NeedIdTaken
    return raised


def _version_id(place: Place, on: date, standing: Standing | None) -> UUID:
    """Of the method's version in use. NoMethodAdopted."""
    if standing is not None and standing.version_id is not None:
        return standing.version_id
    return version_at(place, on).pk


def _guard_concerned(
    place: Place,
    household: Household | None,
    member: Member | None,
    on: date,
    standing: Standing | None,
) -> None:
    if household is not None:
        guard_active(household, on, standing)
        if household.village_id != place.pk:
            raise HouseholdOfAnotherPlace(code=household.code, place=place.name)
    if member is not None and (household is None or member.household_id != household.pk):
        raise MemberOfAnotherHousehold(code=household.code if household else "–")


def _guard_sealed(
    mediator: Account, kind: str, household: Household | None, requested_on: date | None, on: date
) -> None:
    if kind != NeedKind.MEDIATION or household is None or requested_on is None:
        raise SealedOnlyForMediation
    guard_sealing(household, on)
    guard_mediator(mediator, household.village, on)


def guard_mediator(mediator: Account, place: Place, on: date) -> None:
    """NotAMediator."""
    if not mediators_at(place, on).filter(pk=mediator.pk).exists():
        raise NotAMediator(name=mediator.name or mediator.login, place=place.name)


def _guard_request(kind: str, requested_on: date | None, how: str, on: date) -> None:
    if requested_on is None and not how:
        return
    if kind != NeedKind.MEDIATION:
        raise RequestOnlyForMediation
    if requested_on is None or not how:
        raise RequestIncomplete
    if requested_on > on:
        raise RequestInFuture(day=requested_on)
