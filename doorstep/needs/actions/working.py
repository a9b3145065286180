"""Working on an open need: notes, hand-over, seen by the coordinator, escalated to the town."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.needs.actions.access import end_owners_sight, let_owner_see, let_town_see
from doorstep.needs.actions.guards import (
    add_step,
    clean_text,
    guard_helper,
    guard_is_open,
    lock,
    save,
    write_audit,
)
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Need
from doorstep.people.actions import told_together
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Helper
from doorstep.people.queries import has_role
from doorstep.register.actions import touch_caseload
from doorstep.register.models import Household


class OwnedAlready(Refused):
    message = _("%(name)s has this need already.")


class EscalatedAlready(Refused):
    message = _("This need lies with the town already.")


class NoTownAbove(Refused):
    message = _("%(place)s has no town above it to which a need could be escalated.")


class SealedNeedStays(Refused):
    message = _("A sealed need stays with those it is named to; it cannot be escalated here.")


class NotTheCoordinator(Refused):
    message = _("Only a coordinator of %(place)s marks an urgent need as seen.")


@transaction.atomic
def note_need(need: Need, *, text: str, by: Account, on: date) -> None:
    """Adds a note to the story; also of a closed need. TextMissing, TextTooLong."""
    text = clean_text(text, is_required=True)
    lock(need, on)
    save(need)
    add_step(need, StepKind.NOTE, by=by, on=on, text=text)
    write_audit("note_need", need, by=by, on=on)


@transaction.atomic
@told_together()
def hand_over(need: Need, *, to: Helper, by: Account, on: date, text: str = "") -> None:
    """Gives the need to another helper, who sees the household while it is theirs.
    NeedAlreadyClosed, OwnedAlready, HelperNotInTeam, PairDeclined."""
    text = clean_text(text)
    lock(need, on)
    guard_is_open(need)
    if need.owner_id == to.pk:
        raise OwnedAlready(name=to.name)
    guard_helper(to, need.place, need.household, on)
    former_id, need.owner = need.owner_id, to
    save(need, "owner")
    add_step(need, StepKind.HANDED_OVER, by=by, on=on, to=to, text=text)
    write_audit("hand_over", need, by=by, on=on)
    end_owners_sight(need, former_id, by=by, on=on)
    let_owner_see(need, by=by, on=on)
    if need.household is not None:
        touch_caseload(need.household)


@transaction.atomic
@told_together()
def free_needs(helper: Helper, *, by: Account, on: date, household: Household | None = None) -> int:
    """Takes a helper's open needs (of one household, or all) off them; how many. They lie with
    nobody until somebody takes them over."""
    owned = Need.objects.filter(owner=helper).open_on(on)
    if household is not None:
        owned = owned.filter(household=household)
    words = _("%(name)s does not see to it any more; somebody else has to take it over.")
    freed = list(owned.select_related("household", "place"))
    for need in freed:
        lock(need, max(on, need.raised_on))
        need.owner = None
        save(need, "owner")
        add_step(need, StepKind.NOTE, by=by, on=on, text=str(words % {"name": helper.name}))
        write_audit("free_need", need, by=by, on=on)
        end_owners_sight(need, helper.pk, by=by, on=on)
    return len(freed)


@transaction.atomic
def see_need(need: Need, *, by: Account, on: date) -> None:
    """The coordinator has seen it; seen twice stays as first seen. NotTheCoordinator."""
    lock(need, on)
    if not has_role(by, Role.COORDINATOR, need.place, on):
        raise NotTheCoordinator(place=need.place.name)
    if need.seen_on is not None:
        return
    need.seen_on = on
    save(need, "seen_on")
    add_step(need, StepKind.SEEN, by=by, on=on)
    write_audit("see_need", need, by=by, on=on)


@transaction.atomic
def escalate_need(need: Need, *, by: Account, on: date, text: str) -> None:
    """Lays the need before the town, which sees the household until the need closes.
    TextMissing, NeedAlreadyClosed, SealedNeedStays, EscalatedAlready, NoTownAbove."""
    text = clean_text(text, is_required=True)
    lock(need, on)
    guard_is_open(need)
    if need.sealed:
        raise SealedNeedStays
    if Need.objects.filter(pk=need.pk).escalated_on(on).exists():
        raise EscalatedAlready
    if need.place.parent is None or need.place.parent.kind != PlaceKind.TOWN:
        raise NoTownAbove(place=need.place.name)
    save(need)
    add_step(need, StepKind.ESCALATED, by=by, on=on, text=text)
    write_audit("escalate_need", need, by=by, on=on)
    let_town_see(need, by=by, on=on)
