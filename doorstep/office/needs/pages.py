"""One need: its facts, its story, and the acts that are possible as it stands."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.needs.actions import end_placement
from doorstep.needs.models import Need, Step
from doorstep.needs.queries import (
    get_need_for,
    get_placement_for,
    may_open_words,
    needs_for,
    served_households,
    steps_of,
)
from doorstep.needs.rules import next_works_state
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, way_back
from doorstep.office.needs.deeds import DEEDS, deeds_for
from doorstep.office.needs.forms import NeedForm
from doorstep.office.notices import say_done
from doorstep.office.sealed.forms import ReasonForm
from doorstep.people.choices import Role
from doorstep.people.models import Account
from doorstep.people.queries import has_role, helper_at, villages_for
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole, with_head
from doorstep.sync.queries import hazard_photo


@screen
def need(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """What is wrong, by when, what was done, and what can be done next."""
    need = get_need_for(asker(request), need_id, clock.today())
    return show(request, need)


@screen
def need_photo(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """The picture of a hazard; a browser keeps it nowhere and runs nothing of it."""
    need = get_need_for(asker(request), need_id, clock.today())
    photo = hazard_photo(need)
    if photo is None:
        raise NotVisible
    answer = HttpResponse(photo, content_type="image/jpeg")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@screen
@require_POST
def need_act(request: HttpRequest, need_id: UUID, key: str) -> HttpResponse:
    """One act; what is refused is said in its form, with what was typed."""
    account, today = asker(request), clock.today()
    need = get_need_for(account, need_id, today)
    deed = DEEDS[key]
    coordinates = has_role(account, Role.COORDINATOR, need.place, today)
    if not may_work(account, need, today) or (deed.is_coordinators and not coordinates):
        raise NotVisible
    form = deed.form(request.POST, need=need, today=today, key=key)
    if form.is_valid():
        try:
            deed.run(need, form.cleaned_data, account, today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, str(deed.done))
            return HttpResponseRedirect(way_back(request, _next_page(account, need, today)))
    fresh = get_need_for(account, need_id, today)
    return show(request, fresh, refused={key: form})


@screen
@require_POST
def placement_end(request: HttpRequest, placement_id: UUID) -> HttpResponse:
    """The work is over from today on."""
    account, today = asker(request), clock.today()
    placement = get_placement_for(account, placement_id, today)
    if placement.need is None or not may_work(account, placement.need, today):
        raise NotVisible
    return do(
        request,
        lambda: end_placement(placement, by=account, on=today),
        done=_("The work is recorded as ended today."),
        back=reverse("office:need", args=[placement.need.pk]),
    )


def may_work(account: Account, need: Need, today: date) -> bool:
    """The village's coordinator, and the helpers of its team who see the need."""
    if has_role(account, Role.COORDINATOR, need.place, today):
        return True
    return helper_at(account, need.place, today) is not None


def show(
    request: HttpRequest, need: Need, refused: dict[str, NeedForm] | None = None
) -> HttpResponse:
    """The page; a form that was refused stands open, whatever else is possible now."""
    account, today = asker(request), clock.today()
    coordinates = has_role(account, Role.COORDINATOR, need.place, today)
    is_escalated = Need.objects.filter(pk=need.pk).escalated_on(today).exists()
    keys = deeds_for(need, coordinates=coordinates, is_escalated=is_escalated)
    forms: dict[str, NeedForm] = {}
    if may_work(account, need, today):
        forms = {key: DEEDS[key].form(need=need, today=today, key=key) for key in keys}
    forms |= refused or {}
    seen = households_seen_whole(account, today)
    household = with_head(seen.filter(pk=need.household_id)).first() if need.household_id else None
    served = list(served_households(need).exclude(pk=need.household_id))
    known = seen.filter(pk__in=[one.pk for one in served]) if served else Household.objects.none()
    steps = list(steps_of(need))
    is_sealed = bool(need.sealed_text) or any(step.sealed_text for step in steps)
    context = {
        "account": account,
        "place": need.place,
        "today": today,
        "need": need,
        "household": household,
        "coordinates": coordinates,
        "is_escalated": is_escalated,
        "sub": _sub(need, household),
        "is_sealed": is_sealed,
        "has_photo": hazard_photo(need) is not None,
        "reason": ReasonForm() if is_sealed and may_open_words(account, need, today) else None,
        "works": getattr(need, "works", None),
        "placements": need.placements.select_related("member"),
        "served": list(with_head(known).order_by("code")),
        "served_more": len(served) - known.count() if served else 0,
        "events": [_event(step) for step in reversed(steps)],
        "deeds": [
            (f"office:need-{key}", _words(need, key), DEEDS[key], form)
            for key, form in forms.items()
            if key != "see" or form.is_bound
        ],
        "see": "see" in forms and not forms["see"].is_bound,
        "may_work": bool(forms),
        "is_of_team": villages_for(account, today).filter(pk=need.place_id).exists(),
    }
    return render(request, "office/needs/need.html", context, status=422 if refused else 200)


def _words(need: Need, key: str) -> str:
    """What opens an act's form; of works, the state that may come next."""
    words = str(DEEDS[key].words)
    works = getattr(need, "works", None)
    following = next_works_state(works.state) if key == "works" and works else None
    return f"{words}{_(': ')}{following.label}" if following else words


def _event(step: Step) -> dict[str, Any]:
    """A step as the timeline shows it; who received it stands beside."""
    words = str(step.get_kind_display())
    if step.outcome:
        words = _("%(what)s: %(outcome)s") % {
            "what": words,
            "outcome": step.get_outcome_display(),
        }
    elif step.to is not None:
        words = _("%(what)s, to %(who)s") % {"what": words, "who": step.to.name}
    soft = _("sealed") if step.sealed_text else step.text
    return {"on": step.on, "about": step.by.name, "text": words, "soft": soft}


def _sub(need: Need, household: Household | None) -> str:
    if household is not None:
        whose = getattr(household, "head_name", "") or household.code
        parts = [need.get_kind_display(), whose, household.code]
    elif need.household is not None:
        parts = [need.get_kind_display(), need.household.code]
    else:
        parts = [need.get_kind_display(), _("the whole place")]
    return " · ".join(str(part) for part in dict.fromkeys(parts))


def _next_page(account: Account, need: Need, today: date) -> str:
    """The need; the list where the act ended this helper's sight of the household."""
    if needs_for(account, today).filter(pk=need.pk).exists():
        return reverse("office:need", args=[need.pk])
    return reverse("office:needs")
