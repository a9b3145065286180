"""What a household asked for and what came of it: works step by step, and scholarships."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.needs.choices import WorksState
from doorstep.needs.models import Need, Served, Works
from doorstep.office.households.events import Event
from doorstep.partners.choices import ApplicationState
from doorstep.partners.queries import applications_for
from doorstep.people.models import Account
from doorstep.register.models import Household


def of_works(needs: Iterable[Need]) -> Iterable[Event]:
    """The steps of the works that its own needs ask for."""
    works = {one.pk: one for one in Works.objects.filter(need__in=[need.pk for need in needs])}
    for need in needs:
        if one := works.get(need.pk):
            about = _("works: %(kind)s") % {"kind": one.get_kind_display()}
            yield from _steps(one, about, reverse("office:need", args=[need.pk]))


def of_works_for_others(household: Household, *, has_links: bool) -> Iterable[Event]:
    """Works that others asked for and that serve it too, and what it said of them: their kind and
    days, nothing that the others said. Of a day the later step comes first."""
    rows = Served.objects.filter(
        household=household, need__sealed=False, need__works__isnull=False
    ).select_related("need__works")
    for row in rows:
        need = row.need
        url = reverse("office:need", args=[need.pk]) if has_links else ""
        about = _("works that serve it too: %(kind)s") % {"kind": need.works.get_kind_display()}
        if row.confirmed is not None and row.confirmed_on is not None:
            words = _("It says: it is so.") if row.confirmed else _("It says: it is not so.")
            yield Event(row.confirmed_on, about, words, url)
        yield from _steps(need.works, about, url)
        text = _("%(text)s.") % {"text": WorksState.REQUESTED.label}
        yield Event(need.raised_on, about, text, url)


def of_scholarships(account: Account, household: Household, today: date) -> Iterable[Event]:
    """Applications for scholarships with their decision and appeal, for who may read them."""
    for one in applications_for(account, today).filter(household=household):
        url = reverse("office:application", args=[one.pk])
        told = {"name": one.scholarship.name, "member": one.member}
        about = _("scholarship: %(name)s · %(member)s") % told
        appeal = getattr(one, "appeal", None)
        if appeal is not None:
            if appeal.answered_on is not None:
                kept = _("appeal granted") if appeal.is_granted else _("appeal refused")
                yield Event(appeal.answered_on, about, kept, url)
            yield Event(appeal.made_on, about, _("appeal against the refusal"), url)
        if one.decided_on is not None:
            was = ApplicationState.REFUSED if appeal is not None else ApplicationState(one.state)
            yield Event(one.decided_on, about, str(was.label), url)
        yield Event(one.applied_on, about, _("applied for it"), url)


def _steps(works: Works, about: str, url: str) -> Iterable[Event]:
    days = {
        WorksState.ACCEPTED: works.accepted_on,
        WorksState.BUILT: works.built_on,
        WorksState.APPROVED: works.approved_on,
    }
    for state, on in days.items():
        if on is not None:
            by = works.accepted_by if state == WorksState.ACCEPTED else ""
            yield Event(on, about, _("%(text)s.") % {"text": state.label}, url, soft=by)
