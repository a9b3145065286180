"""Imports, and what came after them."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import NotVisible, Refused
from doorstep.people.choices import Role
from doorstep.people.models import Account, AuditEntry, Helper, Place
from doorstep.people.queries import villages_with_role
from doorstep.people.rules import LOOK
from doorstep.register.models import Household
from doorstep.register.queries import households_for, with_head
from doorstep.sync.choices import ImportedAct
from doorstep.sync.models import RosterImport
from doorstep.sync.queries.merging import sealed_keys_of
from doorstep.sync.rules import UNDO_DAYS


def imports_at(place: Place) -> QuerySet[RosterImport]:
    """Imports of a place that stand, the latest first."""
    return RosterImport.objects.filter(place=place, undone_on=None)


class NoSuchImport(Refused):
    message = _("There is no import “%(id)s”.")


def get_import(import_id: object) -> RosterImport:
    """An import by its id; NoSuchImport, also for what is no id."""
    try:
        return RosterImport.objects.select_related("place").get(pk=import_id)
    except (RosterImport.DoesNotExist, ValidationError):
        raise NoSuchImport(id=import_id) from None


def get_import_for(account: Account, import_id: object, on: date) -> RosterImport:
    """An import of a village the account coordinates, undone or not; else NotVisible."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    rows = RosterImport.objects.filter(pk=import_id, place__in=villages)
    one = rows.select_related("place", "by", "undone_by").first()
    if one is None:
        raise NotVisible
    return one


def later_rows(one: RosterImport) -> tuple[list[str], list[str]]:
    """Codes of households and names of helpers of an import that were written to after it.

    What imports did that are themselves undone, undoing, and looking does not count; what somebody
    else wrote while an import ran does. Of what is sealed neither the code is told nor that it is:
    only that there is something not shown.
    """
    later = AuditEntry.objects.filter(serial__gte=one.first_entry).exclude(_written_by(one))
    later = later.exclude(act__in=("undo_import", LOOK))
    for undone in RosterImport.objects.filter(place=one.place).exclude(undone_on=None):
        later = later.exclude(_written_by(undone))
    changes = one.changes.all()
    touched = changes.exclude(household_id=None).values("household_id")
    sealed = sealed_keys_of(touched)
    about = later.filter(household_id__in=touched)
    shown = about.exclude(subject_id__in=sealed).values("household_id")
    codes = Household.objects.filter(pk__in=shown).order_by("code")
    helpers = changes.filter(model="people.helper").values("row_id")
    about_helpers = later.filter(subject_kind="helper", subject_id__in=helpers)
    helper_ids = set(about_helpers.values_list("subject_id", flat=True))
    names = list(Helper.objects.filter(pk__in=helper_ids).values_list("name", flat=True))
    if about.filter(subject_id__in=sealed).exists():
        names.append(gettext("something that is not shown here"))
    return list(codes.values_list("code", flat=True)), names


def _written_by(one: RosterImport) -> Q:
    """The entries of an import. Those of others lie between them where it ran while they worked:
    what an import has to tell it tells at its end."""
    return Q(serial__range=(one.first_entry, one.last_entry), by=one.by_id)


def touched_households(one: RosterImport, account: Account, on: date) -> dict[str, list[Household]]:
    """The households of an import that the account sees: `added`, `closed`, and `changed`, also
    where only a member or a home changed. Empty once its rows are no longer kept."""
    act: dict[UUID, str] = {}
    for row in one.changes.exclude(model="register.access"):
        is_household = row.model == "register.household"
        key = row.household_id
        if key is None:
            continue
        if is_household and row.act == ImportedAct.MADE:
            act[key] = "added"
        elif is_household and "closed_on" in row.before:
            act[key] = "closed"
        else:
            act.setdefault(key, "changed")
    found: dict[str, list[Household]] = {"added": [], "changed": [], "closed": []}
    seen = with_head(households_for(account, on).filter(pk__in=act))
    for household in seen.order_by("code"):
        found[act[household.pk]].append(household)
    return found


def imports_past_undo(on: date) -> QuerySet[RosterImport]:
    """Imports too old to be undone for which something is still kept."""
    oldest = on - timedelta(days=UNDO_DAYS)
    return RosterImport.objects.filter(on__lt=oldest, changes__isnull=False).distinct()
