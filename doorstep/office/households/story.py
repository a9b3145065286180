"""What happened with a household, newest first: visits, needs, decisions, campaigns, money,
points."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.activities.choices import SheetKind
from doorstep.activities.models import Attendee, SignRow
from doorstep.campaigns.queries import units_of
from doorstep.categories.queries import live_categories, reason_words
from doorstep.funds.queries import payer_of, payments_to
from doorstep.jobs.choices import JobAnswer
from doorstep.jobs.queries import jobs_of
from doorstep.kit.money import money_text
from doorstep.kit.names import name_in
from doorstep.meetings.models import Decision
from doorstep.method.queries import category_types, version_at
from doorstep.needs.choices import NeedState
from doorstep.needs.models import Need
from doorstep.needs.queries import needs_of
from doorstep.office.households.asked import of_scholarships, of_works, of_works_for_others
from doorstep.office.households.events import Event
from doorstep.office.wording import day_text, short_day_text
from doorstep.people.models import Account
from doorstep.points.queries import awards_of_household, swaps_of_household
from doorstep.register.models import Household, Member
from doorstep.rights.queries import doubles_of
from doorstep.samples.models import Sample
from doorstep.samples.queries import standings_of
from doorstep.stars.choices import StarStep
from doorstep.stars.queries import story_applications
from doorstep.visits.choices import Result
from doorstep.visits.models import Visit
from doorstep.visits.queries import likely_same, service_names, visits_for


def story_of(
    account: Account, household: Household, today: date, *, coordinates: bool
) -> list[Event]:
    """Everything the account may read, newest first. An ended category is no longer told."""
    visits = list(visits_for(account, today).filter(household=household))
    needs = list(needs_of(account, household, today))
    events = [
        *_of_visits(visits, household, today),
        *_of_needs(needs),
        *of_works(needs),
        *_of_categories(household, today, has_links=coordinates),
        *_as_it_was(account, household, today, coordinates=coordinates),
    ]
    for double in doubles_of(household):
        under = _("kept under %(code)s, before the merger") % {"code": double.code}
        for event in _as_it_was(account, double, today, coordinates=coordinates):
            soft = " · ".join(filter(None, [event.soft, under]))
            events.append(replace(event, soft=soft, url=event.url if coordinates else ""))
    return sorted(events, key=lambda event: event.on, reverse=True)


def _as_it_was(
    account: Account, household: Household, today: date, *, coordinates: bool
) -> list[Event]:
    """What a merger leaves with the row under which it happened: what was decided, reached, taken,
    attended and paid."""
    return [
        *_of_meetings(household),
        *_of_campaigns(household, has_links=coordinates),
        *_of_samples(household, today),
        *_of_activities(household),
        *_of_jobs(household, has_links=coordinates),
        *_of_goods(household),
        *_of_points(household, today),
        *_of_payments(account, household, today),
        *_of_stars(household, has_links=coordinates),
        *of_works_for_others(household, has_links=coordinates),
        *of_scholarships(account, household, today),
    ]


def _of_visits(visits: list[Visit], household: Household, today: date) -> Iterable[Event]:
    version = version_at(household.village, today)
    keys = {given.service for visit in visits for given in visit.services.all()}
    names = service_names(version, keys)
    same = likely_same(visits)
    for visit in visits:
        done = [names[given.service] for given in visit.services.all()]
        parts = [_(", ").join(done)] if done else []
        if visit.result != Result.MET:
            parts.insert(0, visit.get_result_display())
        if visit.no_change:
            parts.append(_("No change"))
        parts.append(visit.note.strip().rstrip("。."))
        parts = [part for part in parts if part] or [visit.get_result_display()]
        told = [visit.get_part_of_day_display(), visit.get_mode_display(), visit.helper.name]
        yield Event(
            on=visit.on,
            about=" · ".join(str(one) for one in told if one),
            text=_("%(text)s.") % {"text": _(". ").join(map(str, parts))},
            url=reverse("office:visit", args=[visit.pk]),
            soft=" · ".join(_soft(visit, same.get(visit.pk, []))),
        )


def _soft(visit: Visit, same: Iterable[Visit]) -> Iterable[str]:
    if visit.next_on:
        yield _("Next on %(day)s") % {"day": day_text(visit.next_on)}
    for twin in same:
        how = twin.get_channel_display()
        yield _("likely the same as the one from: %(how)s") % {"how": how}


def _of_needs(needs: list[Need]) -> Iterable[Event]:
    for need in needs:
        url = reverse("office:need", args=[need.pk])
        what = _(": ").join(filter(None, [str(need.get_kind_display()), need.text]))
        if need.visit_id and need.closed_on == need.raised_on and not need.text:
            continue  # an errand done at the door: its visit tells it
        is_closed = need.state == NeedState.CLOSED and need.closed_on is not None
        if not (is_closed and need.closed_on == need.raised_on):
            yield Event(need.raised_on, _("need"), what, url)
        if is_closed and need.closed_on:
            about = _("need closed: %(outcome)s") % {"outcome": need.get_outcome_display()}
            yield Event(need.closed_on, about, what, url)


def _of_categories(household: Household, today: date, *, has_links: bool) -> Iterable[Event]:
    categories = list(live_categories(household, today))
    if not categories:
        return
    names = {kind: row.names for kind, row in category_types(
        version_at(household.village, today)
    ).items()}  # fmt: skip
    for category in categories:
        proposal = category.proposal
        reasons = _("; ").join(filter(None, [*reason_words(proposal), proposal.note]))
        yield Event(
            on=proposal.decided_on or category.start_on,
            about=_("decided at a meeting"),
            text=_("%(name)s until %(day)s.")
            % {
                "name": name_in(names.get(category.kind, {})),
                "day": day_text(category.end_on),
            },
            url=reverse("office:proposal", args=[proposal.pk]) if has_links else "",
            soft=_("Reasons: %(reasons)s") % {"reasons": reasons} if reasons else "",
        )


def _of_meetings(household: Household) -> Iterable[Event]:
    rows = Decision.objects.filter(
        item__household_code=household.code, meeting__team__place=household.village_id
    ).select_related("meeting", "owner")
    for decision in rows:
        yield Event(
            on=decision.meeting.on,
            about=str(decision.meeting.get_kind_display()),
            text=decision.text,
            url=reverse("office:meeting", args=[decision.meeting_id]),
            soft=_("%(owner)s, by %(day)s")
            % {"owner": decision.owner.name, "day": short_day_text(decision.due_on)},
        )


def _of_campaigns(household: Household, *, has_links: bool) -> Iterable[Event]:
    """Each step of its units; the words beside a reason are for who coordinates."""
    for unit in reversed(units_of(household)):
        for step in reversed(unit.unit_steps.all()):  # of one day the later first
            state = str(step.get_state_display())
            if unit.member is not None:
                state = _("%(name)s: %(what)s") % {"name": unit.member.name, "what": state}
            why = str(step.get_because_display()) if step.because else ""
            yield Event(
                on=step.on,
                about=_("campaign: %(title)s") % {"title": unit.campaign.title},
                text=_("%(text)s.") % {"text": _(": ").join(filter(None, [state, why]))},
                url=reverse("office:campaign-unit", args=[unit.pk]) if has_links else "",
                soft=step.note if has_links else "",
            )


def _of_payments(account: Account, household: Household, today: date) -> Iterable[Event]:
    """What was paid and what was taken back, for who keeps the village's money alone."""
    for posting in payments_to(account, household, today):
        payment = posting.payment
        if payment is None:
            continue
        what = _("reversed") if posting.reverses_id else payment.get_cause_display()
        yield Event(
            on=posting.on,
            about=_("payment: %(what)s") % {"what": what},
            text=_("%(amount)s, %(programme)s.")
            % {"amount": money_text(posting.amount), "programme": payer_of(payment)},
            url=reverse("office:payment", args=[payment.pk]),
        )


def _of_samples(household: Household, today: date) -> Iterable[Event]:
    """What was taken at their home, and what was told of it."""
    samples = Sample.objects.filter(household=household).select_related("taken_by")
    for standing in standings_of(samples, today):
        sample = standing.sample
        what = " · ".join(filter(None, [str(sample.get_matter_display()), sample.where]))
        url = reverse("office:sample", args=[sample.pk])
        about = _("sample %(code)s") % {"code": sample.code}
        yield Event(sample.taken_on, f"{about} · {sample.taken_by.name}", what, url)
        if sample.told_on is not None and standing.verdict is not None:
            told = _("result told · %(code)s") % {"code": sample.code}
            words = f"{sample.get_matter_display()}{_(': ')}{standing.verdict.label}"
            yield Event(sample.told_on, told, words, url)


def _of_activities(household: Household) -> Iterable[Event]:
    """The sessions that they came to."""
    came = Attendee.objects.filter(household=household).select_related("activity")
    for activity in {one.activity.pk: one.activity for one in came}.values():
        yield Event(
            on=activity.on,
            about=str(activity.get_kind_display()),
            text=activity.title,
            url=reverse("office:activity", args=[activity.pk]),
        )


def _of_goods(household: Household) -> Iterable[Event]:
    """What they signed for at activities."""
    rows = SignRow.objects.filter(household=household, sheet__kind=SheetKind.GOODS)
    for row in rows.exclude(count=None).select_related("sheet__activity", "sheet__item"):
        item = row.sheet.item
        if item is None or row.keyed_on is None:
            continue
        yield Event(
            on=row.keyed_on,
            about=_("received · %(title)s") % {"title": row.sheet.activity.title},
            text=f"{row.count} {item.unit} {item.name}",
            url=reverse("office:activity", args=[row.sheet.activity_id]),
        )


def _of_stars(household: Household, *, has_links: bool) -> Iterable[Event]:
    """What it applied for, the answer and the star, for who coordinates: whether a star is held and
    not shown is nobody else's to know."""
    if not has_links:
        return
    for one in story_applications(household):
        url = reverse("office:star-application", args=[one.pk])
        about = _("star: %(name)s") % {"name": one.star_set.name}
        yield Event(one.asked_on, about, _("applied for it"), url)
        if one.decided_on is not None:
            is_met = one.step != StarStep.NOT_MET
            words = _("all criteria met") if is_met else _("not all criteria met")
            yield Event(one.decided_on, about, words, url)
        star = getattr(one, "star", None)
        if star is not None:
            words = _("given until %(day)s") % {"day": day_text(star.until_on)}
            yield Event(star.given_on, about, words, url)
            if star.ended_on is not None:
                yield Event(star.ended_on, about, str(star.get_ended_because_display()), url)


def _of_jobs(household: Household, *, has_links: bool) -> Iterable[Event]:
    """Work that was wished for, told of and found; what somebody answered is for who coordinates,
    and wages stand on no timeline."""
    wishes, told = jobs_of(household)
    for wish in wishes:
        url = reverse("office:job-wish", args=[wish.pk]) if has_links else ""
        yield Event(wish.said_on, _("wish for work"), str(wish.member), url, wish.text)
    for telling in told if has_links else ():
        said = str(telling.get_answer_display()) if telling.answer != JobAnswer.NONE else ""
        about = _("told of an offer of work · %(name)s") % {"name": telling.wish.member}
        url = reverse("office:job-offer", args=[telling.offer_id])
        yield Event(telling.told_on, about, str(telling.offer), url, said)
    placements = household.placements.exclude(need__sealed=True).select_related("member")
    for placement in placements:
        about = _("work found · %(name)s") % {"name": placement.member}
        url = reverse("office:job-placement", args=[placement.pk]) if has_links else ""
        words = f"{placement.employer} · {placement.get_kind_display()}"
        yield Event(placement.start_on, about, words, url)


def _of_points(household: Household, today: date) -> Iterable[Event]:
    """What its people were given points for, and what they swapped them for; no total. Who left
    has no page of points any more."""
    is_here = household.is_active(today)

    def page(who: Member) -> str:
        here = is_here and (who.left_on is None or who.left_on > today)
        return reverse("office:points-person", args=[who.pk]) if here else ""

    for award in awards_of_household(household):
        who = award.consent.member if award.consent else None
        if who is not None:
            yield Event(
                on=award.on,
                about=_("points · %(name)s") % {"name": who.name},
                text=_("%(text)s.") % {"text": award.rule.text},
                url=page(who),
            )
    for swap in swaps_of_household(household):
        who = swap.consent.member if swap.consent else None
        if who is not None:
            item = swap.price.item
            yield Event(
                on=swap.on,
                about=_("swapped for points · %(name)s") % {"name": who.name},
                text=f"{swap.quantity} {item.unit} {item.name}",
                url=page(who),
            )
