"""Giving points, quickly: one rule, those who came ticked, one press; and who takes part anew."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.activities.models import Activity
from doorstep.campaigns.models import Deed
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.points.frame import above_points, beside_points, own_scheme
from doorstep.office.points.people_forms import GiveForm, JoinForm
from doorstep.office.wording import day_text
from doorstep.points import actions
from doorstep.points.models import PointRule, PointScheme
from doorstep.points.queries import (
    came_by_name,
    card_on,
    households_that_came,
    people_at,
    people_to_ask,
    people_who_left,
    sessions_to_thank_for,
    turns_to_thank_for,
)
from doorstep.register.actions import give_consent
from doorstep.register.choices import ConsentPurpose
from doorstep.register.queries import consent_text_on

SHOWN = 15
Cause = Activity | Deed | None


@screen
def points_give(request: HttpRequest) -> HttpResponse:
    """Gives points for a session, a turn of the village, or what is written."""
    account, today, scheme = asker(request), clock.today(), own_scheme(request)
    cause = _cause(request, scheme)
    day = cause.on if cause is not None else today
    card = card_on(scheme, day)
    people, ticked = people_at(scheme.place, today), []
    if isinstance(cause, Activity):
        people = people.filter(household__in=households_that_came(cause).values("pk"))
        ticked = [one.pk for one in came_by_name(cause)]
    form = GiveForm(
        request.POST or None,
        rules=card.rules.all() if card else PointRule.objects.none(),
        members=people,
        has_cause=cause is not None,
        initial={"given_for": today, "members": ticked},
    )

    def save(given: dict[str, Any]) -> None:
        values = {"given_for": day, **given}
        rule, members = values.pop("rule"), values.pop("members")
        about: dict[str, Any] = {
            "activity": cause if isinstance(cause, Activity) else None,
            "deed": cause if isinstance(cause, Deed) else None,
        }
        actions.give_points(rule, members, by=account, on=today, **about, **values)

    if request.method == "POST":
        return fill(
            request,
            form,
            save,
            heading=_("Give points"),
            act=_("Give the points"),
            done=_("The points are given."),
            **beside_points(scheme) | {"sub": _name(cause)},
        )
    context = {
        "place": scheme.place,
        "form": form,
        "card": card,
        "cause": _name(cause),
        "has_people": people.exists(),
        "steps": above_points(),
        "back": reverse("office:points"),
        "causes": _links(scheme, today),
    }
    return render(request, "office/points/give.html", context)


@screen
def points_join(request: HttpRequest) -> HttpResponse:
    """Somebody takes part, by own word: a consent like every other."""
    account, today, scheme = asker(request), clock.today(), own_scheme(request)
    form = JoinForm(
        request.POST or None,
        members=people_to_ask(account, scheme.place, today),
        formers=people_who_left(scheme.place, today),
        initial={"given_on": today},
    )

    def save(given: dict[str, Any]) -> None:
        values = dict(given)
        member = form.members[values.pop("member")]
        former = values.pop("former", None)
        if former is not None:
            actions.take_part_again(member, former, by=account, on=today, **values)
            return
        words: dict[str, Any] = {"purpose": ConsentPurpose.POINTS, "member": member}
        give_consent(member.household, by=account, on=today, **words, **values)

    text = consent_text_on(scheme.place, ConsentPurpose.POINTS, today)
    if text is not None:
        url = reverse("office:consent-text", args=[text.pk])
        beside = [(_("Read the text: %(purpose)s") % {"purpose": ConsentPurpose.POINTS.label}, url)]
    else:
        beside = [(_("Texts of consent"), reverse("office:consent-texts"))]
    return fill(
        request,
        form,
        save,
        heading=_("Somebody takes part"),
        lead=_(
            "Each person says so alone, from 14 on, and under 18 with a guardian. Read the text to "
            "them first; they may withdraw at any time."
        ),
        act=_("Record it"),
        done=_("The consent is recorded."),
        beside=beside,
        **beside_points(scheme),
    )


def _cause(request: HttpRequest, scheme: PointScheme) -> Cause:
    """What `?cause=` names: session-<id> or turn-<id> of the village of late; else NotVisible."""
    kind, _dash, key = request.GET.get("cause", "").partition("-")
    if not kind:
        return None
    try:
        wanted = UUID(key)
    except ValueError:
        raise NotVisible from None
    today = clock.today()
    found: Cause = None
    if kind == "session":
        found = sessions_to_thank_for(scheme.place, today).filter(pk=wanted).first()
    elif kind == "turn":
        found = turns_to_thank_for(scheme.place, today).filter(pk=wanted).first()
    if found is None:
        raise NotVisible
    return found


def _name(cause: Cause) -> str:
    if cause is None:
        return ""
    what = cause.title if isinstance(cause, Activity) else cause.unit.campaign.title
    return f"{day_text(cause.on)} · {what}"


def _links(scheme: PointScheme, today: Any) -> list[tuple[str, str]]:
    """(words, url) of late sessions and turns, the latest first."""
    found = [(one.on, _name(one), f"session-{one.pk}") for one in
             sessions_to_thank_for(scheme.place, today)[:SHOWN]]  # fmt: skip
    found += [(one.on, _name(one), f"turn-{one.pk}") for one in
              turns_to_thank_for(scheme.place, today)[:SHOWN]]  # fmt: skip
    url = f"{reverse('office:points-give')}?place={scheme.place.code}"
    latest = sorted(found, key=lambda one: one[0], reverse=True)[:SHOWN]
    return [(words, f"{url}&cause={key}") for _on, words, key in latest]
